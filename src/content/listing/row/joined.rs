//! The cells that a row has from joined tables, and days that a table writes in its own way.

use super::super::TableMapping;
use super::super::column::{DAYS, LISTS, Meaning};
use super::super::join::Cell;
use super::{Draft, Row, scalar};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::Node;
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use std::borrow::Cow;
use std::ops::Range;

impl Row {
    /// Whether a part of it comes from a joined table.
    pub(in super::super) fn is_joined(&self) -> bool {
        !self.foreign.is_empty()
    }

    /// A fault in what comes from a joined table, at its place there.
    pub(super) fn placed_elsewhere(
        &self,
        mut fault: Diagnostic,
        range: &Range<usize>,
    ) -> Diagnostic {
        if let Some((path, there)) = self.regions.place(range) {
            fault.primary = Some(Span::new(path, there));
            let holds = |(cell, _): &&(Range<usize>, String)| {
                cell.start <= range.start && range.end <= cell.end
            };
            if let Some((_, place)) = self.foreign.iter().find(holds) {
                fault = match fault.caption.is_empty() {
                    true => fault.caption(place.clone()),
                    false => fault.note(place.clone()),
                };
            }
        }
        fault.note(format!("this belongs to {}", self.name()))
    }
}

impl Draft {
    /// Takes the cells of joined tables for what the row itself doesn't say, and names their places.
    pub(super) fn join(
        &mut self,
        joined: &[Cell],
        mapping: &TableMapping,
        (path, sink): (&SourcePath, &mut Sink),
    ) -> Vec<(Range<usize>, String)> {
        let mut foreign = Vec::new();
        let mut firsts: Vec<&Cell> = Vec::new();
        for cell in joined {
            foreign.push((cell.node.span.clone(), cell.place.clone()));
            let is_list = matches!(cell.meaning, Meaning::Field(field) if LISTS.contains(&field));
            let first = firsts.iter().find(|first| first.meaning == cell.meaning);
            match first {
                Some(first) if !is_list => {
                    if first.node.scalar() != cell.node.scalar() {
                        sink.push(several(cell).at(path, cell.node.span.clone()));
                    }
                    continue;
                }
                _ => firsts.push(cell),
            }
            let node = dated(&cell.node, cell.meaning, mapping);
            match cell.meaning {
                // What the row says itself comes first, and nothing is added to it.
                Meaning::Field(field) if !is_list && self.has(field) => {}
                meaning => self.take(&cell.key, &node, meaning),
            }
        }
        foreign
    }
}

/// A second value from a joined table for what there is one of.
fn several(cell: &Cell) -> Diagnostic {
    Diagnostic::warning(
        "table/several",
        format!(
            "several rows belong to this listing, and only the first `{}` is taken",
            cell.key.text
        ),
    )
    .help("say which rows to take with `only`, where this table is joined in waypost.toml")
}

/// The same cell, with the day in it as year-month-day, where the table has declared to write it in
/// another way.
pub(super) fn dated<'n>(node: &'n Node, meaning: Meaning, mapping: &TableMapping) -> Cow<'n, Node> {
    let name = match meaning {
        Meaning::Field(name) => name.to_owned(),
        Meaning::Part(field, part) => format!("{field}_{part}"),
        _ => return Cow::Borrowed(node),
    };
    let (Some(form), Some(text), true) =
        (mapping.dates, node.scalar(), DAYS.contains(&name.as_str()))
    else {
        return Cow::Borrowed(node);
    };
    let days = text.split(';').map(|day| match form.day(day) {
        Some(day) => day.to_string(),
        None => day.trim().to_owned(),
    });
    let days: Vec<String> = days.collect();
    Cow::Owned(scalar(days.join("; "), node.span.clone()))
}

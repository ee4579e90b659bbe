//! The row of a table that is withdrawn: it leaves the table, and a file of its own takes over its address. What
//! is left of the table is read again, and if anything else in it would be read otherwise, nothing is done.

use super::plan::count;
use super::remains::{self, Left};
use super::{Edit, Made, Plan, changed_meanwhile};
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::build::Revision;
use crate::cli::exit::Stop;
use crate::cli::verify::reread::{Reread, same_without};
use crate::content::{Entry, Reading};
use std::ops::Range;

/// Adds to a plan that a row leaves its table. `when`: the day, and the address of its page.
pub(super) fn plan(
    revision: &Revision,
    entry: &Entry,
    (date, url): (Day, String),
    plan: &mut Plan,
) -> Result<(), Stop> {
    let Some(listing) = entry.listing() else {
        return Err(refused(entry, "this row can't be read").into());
    };
    let reading = Reading::new(&revision.making.world.site.config);
    if !reading.joined_to(&entry.source).is_empty() {
        return Err(refused(
            entry,
            "this listing is put together from the rows of several tables",
        )
        .into());
    }
    let mut edit = Edit::open(revision, &entry.source)?;
    let before = Reread::of(revision, &entry.source, &edit.old);
    let is_right = |new: &String| {
        same_without(
            &before,
            &Reread::of(revision, &entry.source, new),
            &listing.id,
        )
    };
    let mut cuts = cuts(&edit.old, &entry.span).into_iter();
    let Some(new) = cuts.find(is_right) else {
        return Err(refused(entry, "this row can't be taken out by a program").into());
    };
    let row = edit.old.get(entry.span.clone()).unwrap_or_default();
    let parts = row.split([',', ';', '\t']);
    edit.words = parts.map(count).sum();
    edit.new = new;
    let folder = entry
        .source
        .as_str()
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let name = format!("{}.md", listing.id);
    let path = SourcePath::parse(&format!("{folder}/{name}"));
    let path = path.map_err(|_| changed_meanwhile(&entry.source))?;
    let text = remains::of_entry(entry, date, &Left::default());
    // A name that begins with a day would give the page another address.
    let text = match remains::is_at(entry, (&path, &text), &reading) {
        true => text,
        false => text.replacen("\n", &format!("\nslug: {}\n", listing.id), 1),
    };
    if !remains::is_at(entry, (&path, &text), &reading) {
        return Err(refused(entry, "its page could not stay at its address").into());
    }
    plan.made.push(Made {
        location: edit.location.with_file_name(name),
        path,
        text,
        url,
    });
    plan.edits.push(edit);
    Ok(())
}

fn refused(entry: &Entry, why: &str) -> Diagnostic {
    let id = entry.listing().map_or("", |listing| &listing.id);
    Diagnostic::error("withdraw/refused", why.to_owned())
        .at(&entry.source, entry.span.start..entry.span.start)
        .help(format!(
            "delete what stands of it in each table, and write a file {id}.md beside this one with the three lines ---, withdrawn: true, ---: \
             its page then says that it was withdrawn; nothing was written"
        ))
}

/// The text without the entry at a place, in the ways in which tables and lists are written: its lines; a
/// part of a line with the comma behind it, or the one before it.
fn cuts(text: &str, span: &Range<usize>) -> Vec<String> {
    let without = |cut: Range<usize>| {
        Some(format!(
            "{}{}",
            text.get(..cut.start)?,
            text.get(cut.end..)?
        ))
    };
    let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.end..)) else {
        return Vec::new();
    };
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    // An entry of YAML may end where the next line begins.
    let end = match text[span.clone()].ends_with('\n') {
        true => span.end,
        false => after.find('\n').map_or(text.len(), |at| span.end + at + 1),
    };
    let trimmed = span.start + text[span.clone()].trim_end().len();
    let tail = text[trimmed..]
        .find('\n')
        .map_or(text.len(), |at| trimmed + at + 1);
    let comma = after.len() - after.trim_start().len();
    let behind = after
        .trim_start()
        .starts_with(',')
        .then(|| span.end + comma + 1);
    let ahead = before.trim_end().strip_suffix(',').map(str::len);
    let cuts = [
        Some(line..end),
        Some(line..tail),
        behind.map(|end| span.start..end),
        ahead.map(|start| start..span.end),
        Some(span.clone()),
    ];
    cuts.into_iter().flatten().filter_map(without).collect()
}

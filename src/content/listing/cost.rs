//! What it costs for whom: `cost_options`, as a list of maps, or in a table's cell as
//! `Concession 5 GBP (bring proof); Full price 12.50 GBP`.

use super::text::{one_line, text};
use crate::base::currency::{self, is_currency};
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, ListOf, Node, NodeValue};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostOption {
    /// For whom, or for what.
    pub option: Option<String>,
    /// How much, as a decimal number.
    pub amount: Option<String>,
    /// Of which money (ISO 4217).
    pub currency: Option<String>,
    /// What else there is to know.
    pub note: Option<String>,
}

/// Reads `cost_options`.
pub(super) fn read(fields: &mut Fields<'_, '_>, lists: ListOf) -> Vec<CostOption> {
    let Some(node) = fields.node("cost_options") else {
        return Vec::new();
    };
    let maps: Vec<&Node> = match &node.value {
        NodeValue::Map(_) => vec![node],
        NodeValue::List(items) if items.iter().any(is_map) => items.iter().collect(),
        _ => {
            let typed = fields.list("cost_options", lists);
            return typed
                .into_iter()
                .filter_map(|(typed, span)| of_text(fields, &typed, &span))
                .collect();
        }
    };
    maps.into_iter()
        .filter_map(|node| of_map(fields, node))
        .collect()
}

fn is_map(node: &Node) -> bool {
    matches!(node.value, NodeValue::Map(_))
}

fn of_map(fields: &mut Fields<'_, '_>, node: &Node) -> Option<CostOption> {
    let path = fields.path();
    let mut own = Fields::of(node, "a price", path, fields.sink());
    let amount = own.node("amount").and_then(|node| {
        let amount = node.scalar().map(str::trim).filter(|text| is_amount(text));
        if amount.is_none() {
            let help = "write digits, with a point before the pence: 4.50";
            own.wrong("amount", "an amount", node, help);
        }
        amount.map(str::to_owned)
    });
    let currency = own
        .text_at("currency")
        .and_then(|(typed, span)| currency(&mut own, &typed, &span));
    let option = CostOption {
        option: text(&mut own, "option"),
        amount,
        currency,
        note: text(&mut own, "note"),
    };
    own.finish();
    complete(fields, option, &node.span)
}

/// `Concession 5 GBP (bring proof)`.
fn of_text(fields: &mut Fields<'_, '_>, typed: &str, span: &Range<usize>) -> Option<CostOption> {
    let (rest, note) = match typed
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
    {
        Some((rest, note)) => (rest.trim(), Some(one_line(note))),
        None => (typed.trim(), None),
    };
    let mut words: Vec<&str> = rest.split_whitespace().collect();
    // Behind the amount stands its money, and before it what it is for.
    let currency = match words[..] {
        [.., amount, code] if is_amount(amount) => {
            words.pop();
            currency(fields, code, span)
        }
        _ => None,
    };
    let amount = words.pop_if(|word| is_amount(word)).map(str::to_owned);
    let option = (!words.is_empty()).then(|| words.join(" "));
    let option = CostOption {
        option,
        amount,
        currency,
        note,
    };
    complete(fields, option, span)
}

fn currency(own: &mut Fields<'_, '_>, typed: &str, span: &Range<usize>) -> Option<String> {
    if is_currency(typed) {
        return Some(typed.to_owned());
    }
    let fault = Diagnostic::error(
        "listing/currency",
        format!("`{typed}` is not the code of a currency"),
    );
    let help = match currency::nearest(typed) {
        Some(code) => format!("write {code}"),
        None => "write its three letters (ISO 4217): GBP, EUR, USD".to_owned(),
    };
    own.report(fault.help(help), span);
    None
}

/// A number without its money is as good as none.
fn complete(
    fields: &mut Fields<'_, '_>,
    option: CostOption,
    span: &Range<usize>,
) -> Option<CostOption> {
    if option.amount.is_some() && option.currency.is_none() {
        let fault = Diagnostic::error(
            "listing/currency",
            "this amount doesn't say in which money it is",
        );
        let help = "add `currency`, three letters: {option: Concession, amount: 5, currency: GBP}; \
                    in a cell: Concession 5 GBP";
        fields.report(fault.help(help), span);
    }
    (option.option.is_some() || option.amount.is_some() || option.note.is_some()).then_some(option)
}

/// `5`, `4.50`.
fn is_amount(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (1..=9).contains(&whole.len()) && digits(whole) && (1..=3).contains(&part.len()) && digits(part)
}

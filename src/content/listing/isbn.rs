//! The numbers of books.

use crate::base::diag::Diagnostic;
use crate::base::node::Fields;

/// Reads `isbn`: ten or thirteen digits whose checksum is right.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (typed, span) = fields.text_at("isbn")?;
    let digits: String = typed
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if is_isbn(&digits) {
        return Some(digits);
    }
    let fault = Diagnostic::error("listing/isbn", format!("`{typed}` is not an ISBN"));
    let help = match digits.len() {
        10 | 13 => "one of its digits is wrong: compare it with the book's back",
        _ => "an ISBN has 13 digits, or 10 in older books",
    };
    fields.report(fault.help(help), &span);
    None
}

fn is_isbn(digits: &str) -> bool {
    let last = digits.len().saturating_sub(1);
    let values: Option<Vec<u32>> = digits
        .chars()
        .enumerate()
        .map(|(at, c)| match c {
            'X' if at == 9 && last == 9 => Some(10),
            c => c.to_digit(10),
        })
        .collect();
    let Some(values) = values else { return false };
    match values.len() {
        10 => (1..=10).rev().zip(&values).map(|(w, v)| w * v).sum::<u32>() % 11 == 0,
        13 => {
            let weights = [1, 3].iter().cycle();
            let sum: u32 = weights.zip(&values).map(|(w, v)| w * v).sum();
            sum.is_multiple_of(10) && (digits.starts_with("978") || digits.starts_with("979"))
        }
        _ => false,
    }
}

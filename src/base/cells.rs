//! Cells of tables that are written for spreadsheets. A spreadsheet takes a cell that begins with `=`,
//! `+`, `-` or `@` for a formula: it makes a sum of a number with a country code, and runs what a
//! stranger has put into a name. Such a cell gets an apostrophe in front, which makes it a text there, and
//! which is taken off again when the table is read.

use std::borrow::Cow;

/// Whether a spreadsheet might calculate with it; apostrophes in front are looked past, so that each is
/// taken off where one was put on. A number below zero is what it seems.
fn is_guarded(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    let is_number = |rest: &str| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
        && !text.strip_prefix('-').is_some_and(is_number)
}

/// The text as it is to stand in a cell.
pub fn guarded(text: &str) -> Cow<'_, str> {
    match is_guarded(text) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// The text that was put into a cell. What has no apostrophe in front is left as it is.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_guarded(text) => text,
        _ => cell,
    }
}

/// Whether it is a formula, and not merely a number with its sign or a name with an `@`.
pub fn is_formula(cell: &str) -> bool {
    let calls = |rest: &str| {
        let name = rest.find('(').map(|end| &rest[..end]);
        name.is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '.')
        })
    };
    match cell.strip_prefix(['+', '-', '@']) {
        Some(rest) => calls(rest),
        None => cell.starts_with('='),
    }
}

/// Rows as CSV with CRLF, as RFC 4180 has it, every cell guarded.
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&guarded(cell))).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quoted(cell: &str) -> String {
    let edge = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let plain = !cell.contains(['"', ',', ';', '\n', '\r', '\t'])
        && !edge(cell.chars().next())
        && !edge(cell.chars().next_back());
    match plain {
        true => cell.to_owned(),
        false => format!("\"{}\"", cell.replace('"', "\"\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_guarded() {
        let cells = [
            "+441632960123",
            "=1+1",
            "-5",
            "@home",
            "'=1",
            "'twas",
            "plain",
            "",
            "''+",
        ];
        let guarded: Vec<_> = cells.iter().map(|cell| guarded(cell)).collect();
        let wanted = [
            "'+441632960123",
            "'=1+1",
            "-5",
            "'@home",
            "''=1",
            "'twas",
            "plain",
            "",
            "'''+",
        ];
        assert_eq!(guarded, wanted);
    }

    #[test]
    fn formulas_are_known_from_numbers_and_names() {
        for formula in [
            "=HYPERLINK(\"x\")",
            "=1+1",
            "+SUM(A1)",
            "@VLOOKUP(A1)",
            "-A.B(1)",
        ] {
            assert!(is_formula(formula), "{formula}");
        }
        for text in [
            "+44 1632 960123",
            "+44 (0)1632 960123",
            "-",
            "@home (online)",
            "a=b",
            "",
        ] {
            assert!(!is_formula(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@\\-a \t\"]{0,6}") {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), &text);
        }
    }
}

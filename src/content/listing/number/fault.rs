//! What to tell somebody whose number can't be published.

use crate::base::diag::Diagnostic;

/// Why a text is no number that could be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content::listing) enum Fault {
    /// No digits that could be one.
    NoNumber,
    /// More than one.
    Two,
    /// An extension, or a choice in a menu.
    Extension,
    /// Letters that stand for digits.
    Letters,
    /// A mark that may part two numbers.
    Mark,
    /// Too many digits.
    Long,
    /// Too few digits after a +.
    Short,
    /// A 0 after the country that is not dialled.
    Trunk,
    /// Keys pressed in a row.
    Placeholder,
    /// Digits that may belong to the words beside them.
    Unclear,
}

impl Fault {
    /// What to tell whoever typed it.
    pub fn explain(self, name: &str, typed: &str) -> Diagnostic {
        let (message, help) = match self {
            Fault::NoNumber => (
                format!("`{typed}` is not a number to call"),
                format!("write the number in digits, or leave `{name}` out until you know it"),
            ),
            Fault::Two => (
                format!("there is more than one number in `{typed}`"),
                format!(
                    "write a list, {name}: [\"one\", \"two\"]; in a cell of a table, put a ; between them"
                ),
            ),
            Fault::Extension => (
                format!("`{typed}` holds an extension, which a phone can't dial from a link"),
                "write the number alone, and the extension into its `note`, or into `hours`"
                    .to_owned(),
            ),
            Fault::Letters => (
                format!("a part of the number `{typed}` is written in letters"),
                "write the digits that the letters stand for; put words before the number, with a colon"
                    .to_owned(),
            ),
            Fault::Mark => (
                format!("it is not clear which number `{typed}` is"),
                "write only digits, spaces, hyphens, brackets, and a + at the start".to_owned(),
            ),
            Fault::Long => (
                format!("`{typed}` has more digits than a number can have"),
                format!("if these are two numbers, write a list: {name}: [\"one\", \"two\"]"),
            ),
            Fault::Short => (
                format!("`{typed}` is too short for a number with its country"),
                "a short number is dialled as it is: leave out the + and the country's code"
                    .to_owned(),
            ),
            Fault::Trunk => (
                format!("`{typed}` has a 0 that is not dialled after the country's code"),
                "leave the 0 out, or write it in brackets: +44 (0)20 …".to_owned(),
            ),
            Fault::Placeholder => (
                format!("`{typed}` looks like a number that somebody meant to replace"),
                format!("write the real number, or leave `{name}` out until you know it"),
            ),
            Fault::Unclear => (
                format!("it is not clear where the number in `{typed}` begins and ends"),
                format!("write the number alone; words go into `label` or `note`: {name}: [{{number: …, note: …}}]"),
            ),
        };
        Diagnostic::error("listing/phone", message).help(help)
    }
}

//! What to tell somebody whose number can't be published, or should be looked at.

use super::super::needed::{COUNTRY, NO_COUNTRY};
use crate::base::country;
use crate::base::diag::Diagnostic;

/// The most countries that a message names.
const MOST_NAMED: usize = 3;

/// Why a text is no number that could be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::content::listing) enum Fault {
    /// No digits that could be one.
    NoNumber,
    /// More than one.
    Two,
    /// An extension of which it is not clear where it begins or ends.
    Extension,
    /// An extension without its number.
    OnlyExtension,
    /// Letters that stand for digits.
    Letters,
    /// A mark that may part two numbers.
    Mark,
    /// Too many digits.
    Long,
    /// Digits that may belong to the words beside them.
    Unclear,
    /// Keys pressed in a row.
    Row,
    /// Kept for films and examples.
    Fictional,
    /// A short number, this one, behind a + or a country's code.
    Prefixed(String),
    /// Too few digits after a +; the short number that may be meant.
    TooShort(Option<&'static str>),
    /// A 0 after the country's code that is not dialled; the number without it.
    Trunk(String),
    /// The country's code without its +; the number with it.
    NoPlus(String),
    /// No country has this code.
    NoCode,
    /// Nobody knows in which country it is dialled.
    NoCountry,
    /// A number that can be read in two ways.
    TwoWays,
    /// Without the 0 that a spreadsheet leaves out; as it may be written.
    LostZero {
        /// Within its country.
        national: String,
        /// From everywhere.
        international: String,
    },
    /// Without its area code.
    Local,
    /// No number of the country, or of any.
    NotInUse(Option<String>),
}

/// What somebody should look at in a number that can be dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::content::listing) enum Remark {
    /// The name of a person may stand beside it.
    Person(String),
    /// A short number that is known in other countries, and not in this one.
    Elsewhere(Vec<&'static str>),
    /// It may be without its area code.
    Local,
}

impl Fault {
    /// What to tell whoever typed it.
    pub fn explain(&self, name: &str, typed: &str) -> Diagnostic {
        let (message, help) = self.shape(name, typed).unwrap_or_else(|| self.sense(typed));
        let code = match self {
            Fault::NoCountry => NO_COUNTRY,
            _ => "listing/phone",
        };
        Diagnostic::error(code, message).help(help)
    }

    /// What is wrong with how it is written.
    fn shape(&self, name: &str, typed: &str) -> Option<(String, String)> {
        let told = match self {
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
                format!("it is not clear which digits of `{typed}` are the extension"),
                format!("write them apart: {name}: {{number: \"…\", extension: \"12\"}}"),
            ),
            Fault::OnlyExtension => (
                format!("`{typed}` is an extension, and its number is missing"),
                "write the number first: 0161 … ext 12".to_owned(),
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
            Fault::Unclear => (
                format!("it is not clear where the number in `{typed}` begins and ends"),
                format!("write the number alone; words go into `label` or `note`: {name}: [{{number: …, note: …}}]"),
            ),
            Fault::Row | Fault::Fictional => (
                match self {
                    Fault::Row => {
                        format!("`{typed}` looks like a number that somebody meant to replace")
                    }
                    _ => format!("`{typed}` is a number for films and examples: nobody answers it"),
                },
                format!("write the real number, or leave `{name}` out until you know it"),
            ),
            _ => return None,
        };
        Some(told)
    }

    /// What is wrong with the number itself.
    fn sense(&self, typed: &str) -> (String, String) {
        match self {
            Fault::Prefixed(short) => (
                format!("`{typed}` leads nowhere: {short} is dialled as it is"),
                format!("write {short}, without + and the country's code"),
            ),
            Fault::TooShort(meant) => (
                format!("`{typed}` is too short for a number with its country"),
                match meant {
                    Some(meant) => format!(
                        "a short number is dialled as it is: if it is {meant}, write {meant}, without \
                         + and the country's code"
                    ),
                    None => "a short number is dialled as it is: leave out the + and the country's \
                             code; if it is a long one, digits are missing"
                        .to_owned(),
                },
            ),
            Fault::Trunk(right) => (
                format!("`{typed}` has a 0 that is not dialled after the country's code"),
                format!("leave the 0 out: {right}"),
            ),
            Fault::NoPlus(right) => (
                format!("`{typed}` begins with the country's code, but not with a +"),
                format!("if that is so, write {right}"),
            ),
            Fault::NoCode => (
                format!("no country's code is at the start of `{typed}`"),
                "after a + comes the country's code, such as 44 or 1; without a + the number is read \
                 as one of the listing's country"
                    .to_owned(),
            ),
            Fault::NoCountry => (
                format!("the number `{typed}` {}", COUNTRY.one),
                COUNTRY.help.to_owned(),
            ),
            Fault::TwoWays => (
                format!("`{typed}` may be two different numbers"),
                "begin it with + and the country's code".to_owned(),
            ),
            Fault::LostZero {
                national,
                international,
            } => (
                format!("`{typed}` seems to lack the 0 at its start"),
                format!(
                    "spreadsheets take it away: if it is this number, write {national} in a column of \
                     text, or {international}"
                ),
            ),
            Fault::Local => (
                format!("`{typed}` seems to lack its area code"),
                "write the whole number, as somebody from another town dials it".to_owned(),
            ),
            Fault::NotInUse(code) => {
                let place = code.as_deref().and_then(country::name);
                let place = place.map_or(String::new(), |name| format!(" in {name}"));
                (
                    format!("there is no number such as `{typed}`{place}"),
                    "compare it with where you found it, digit by digit; a number of another country \
                     begins with + and that country's code"
                        .to_owned(),
                )
            }
            _ => (format!("`{typed}` is not a number to call"), String::new()),
        }
    }
}

impl Remark {
    /// What to tell whoever typed it.
    pub fn explain(&self, typed: &str) -> Diagnostic {
        match self {
            Remark::Person(name) => Diagnostic::warning(
                "listing/person",
                format!(
                    "`{name}` beside this number may be a person's name, and readers will see it"
                ),
            )
            .help(
                "ask them whether it may be public, or take it away; the number may be theirs too",
            ),
            Remark::Elsewhere(countries) => {
                let code = countries.first().copied().unwrap_or_default();
                Diagnostic::warning(
                    "listing/short-number",
                    format!(
                        "`{typed}` is a short number of {}, and not known in this listing's country",
                        names(countries)
                    ),
                )
                .help(format!(
                    "if it helps there, begin with that country: areas: [{code}]; else check the number"
                ))
            }
            Remark::Local => Diagnostic::warning(
                "listing/short-number",
                format!("`{typed}` may lack its area code"),
            )
            .help("if people from another town must dial more, write the whole number"),
        }
    }
}

/// The names of a few countries, and how many more there are.
fn names(countries: &[&'static str]) -> String {
    let few = countries.len().min(MOST_NAMED);
    let names = countries[..few]
        .iter()
        .filter_map(|code| country::name(code));
    let names = names.collect::<Vec<_>>().join(", ");
    match countries.len() - few {
        0 => names,
        more => format!("{names} and {more} other countries"),
    }
}

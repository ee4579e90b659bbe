//! Phone numbers as people type them. A number is either one of the world's, kept in full (E.164) and shown
//! as its country groups it, or a short one of a country, dialled exactly as it was typed. No digit is
//! guessed, and a cell that could be read in two ways is refused, because a reader in a crisis calls
//! whatever stands here.

mod dial;
mod fault;
mod plan;
mod short;
mod tables;
mod typed;
mod words;

pub(super) use fault::{Fault, Remark};

use dial::{Dialled, dial};
use serde::{Deserialize, Serialize};
use std::fmt;
use typed::Typed;

/// A number that can be dialled.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Phone {
    /// One that can be called from everywhere: `+441617155555`.
    International(String),
    /// One that is dialled as it is, within a country: 988, 116123.
    Short {
        /// Its digits.
        digits: String,
        /// The country's two letters, where it is known.
        country: Option<String>,
    },
}

impl Phone {
    /// What a phone dials: digits, after a + where it is a number of the world.
    pub fn dialled(&self) -> &str {
        match self {
            Phone::International(number) => number,
            Phone::Short { digits, .. } => digits,
        }
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.dialled())
    }
}

/// What a number needs to know of where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Home<'a> {
    /// The country in which it is dialled as it was typed (ISO 3166-1).
    pub country: Option<&'a str>,
    /// Whether the site is an example, in which numbers may be made up.
    pub example: bool,
}

/// A number and what stood beside it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// What is dialled.
    pub phone: Phone,
    /// What a reader sees of it.
    pub shown: String,
    /// The words before it.
    pub label: Option<String>,
    /// The words after it.
    pub note: Option<String>,
    /// What is dialled when the call was answered.
    pub extension: Option<String>,
    /// What is sent to it: `HOME` of "Text HOME to 741741".
    pub keyword: Option<String>,
    /// Whether the words say that it takes texts.
    pub is_for_texts: bool,
    /// What somebody should look at.
    pub remarks: Vec<Remark>,
}

/// What came of reading a number.
pub(super) struct Numbering {
    /// The number, or why there is none.
    pub number: Result<Number, Fault>,
    /// Whether characters that nobody can see were left out.
    pub invisible: bool,
}

impl Number {
    /// Whether it is a number in full, or a short one that is known in its country.
    pub fn is_known(&self, home: Home<'_>) -> bool {
        match &self.phone {
            Phone::International(_) => true,
            Phone::Short { digits, .. } => home
                .country
                .is_some_and(|country| short::is_known(country, digits)),
        }
    }

    /// Reads one number, with the words around it.
    pub fn read(text: &str, home: Home<'_>) -> Numbering {
        let (clean, invisible) = typed::cleaned(text);
        Numbering {
            number: read(&clean, home),
            invisible,
        }
    }
}

fn read(text: &str, home: Home<'_>) -> Result<Number, Fault> {
    let typed = Typed::read(text)?;
    let Dialled {
        phone,
        shown,
        remark,
    } = dial(&typed, home)?;
    let Typed {
        extension, words, ..
    } = typed;
    let person = words.person.map(Remark::Person);
    Ok(Number {
        phone,
        shown,
        label: words.label,
        note: words.note,
        extension,
        keyword: words.keyword,
        is_for_texts: words.say_to_text,
        remarks: person.into_iter().chain(remark).collect(),
    })
}

#[cfg(test)]
mod tests;

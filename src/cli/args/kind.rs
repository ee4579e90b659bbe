//! The word for the kind of a new listing. Words that are kinds of other entries are told what to run
//! instead: the nearest kind of a listing would be a guess, and a wrong one.

use super::ListingKind;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// What is no listing, and the word after `waypost new` that starts one.
const OTHERS: [(&str, &str); 5] = [
    ("article", "article"),
    ("organisation", "organization"),
    ("organization", "organization"),
    ("page", "page"),
    ("story", "story"),
];

/// Reads a kind of listing.
#[derive(Clone)]
pub(super) struct KindParser;

impl TypedValueParser for KindParser {
    type Value = ListingKind;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<ListingKind, Error> {
        let typed = value.to_str().map(str::to_lowercase);
        let other = OTHERS
            .iter()
            .find(|(word, _)| typed.as_deref() == Some(*word));
        match other {
            Some((word, right)) => {
                let says = format!(
                    "`{word}` is no kind of listing, but an entry of its own\n\n  \
                     tip: waypost new {right} \"…\"\n"
                );
                Err(Error::raw(ErrorKind::InvalidValue, says).with_cmd(command))
            }
            None => EnumValueParser::<ListingKind>::new().parse_ref(command, arg, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let kinds = <ListingKind as clap::ValueEnum>::value_variants().iter();
        Some(Box::new(
            kinds.filter_map(clap::ValueEnum::to_possible_value),
        ))
    }
}

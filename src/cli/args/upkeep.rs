//! What the commands want to know with which a directory is kept right.

use super::{ListingKind, day, lang};
use crate::base::day::Day;
use crate::base::lang::Lang;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What `review` wants to know.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// The site's folder
    #[arg(default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// Also those that will be overdue within this time, such as 30d or 2w
    #[arg(long, value_name = "TIME", value_parser = days)]
    pub due_within: Option<i32>,
    /// Only listings of this kind
    #[arg(long, value_enum, value_name = "KIND")]
    pub kind: Option<ListingKind>,
    /// All that can be checked, fresh ones too
    #[arg(long)]
    pub all: bool,
    /// Review as if today were this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Day>,
}

/// What `list` wants to know.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The site's folder
    #[arg(default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// Only listings of this kind
    #[arg(long, value_enum, value_name = "KIND")]
    pub kind: Option<ListingKind>,
    /// Only listings on this topic
    #[arg(long, value_name = "TERM")]
    pub topic: Option<String>,
    /// In this language instead of the site's first: what is translated into it, in its words
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub lang: Option<Lang>,
    /// List as if today were this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Day>,
}

/// What `verify` wants to know.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The ids of the listings
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// How you made sure
    #[arg(long, value_enum, value_name = "METHOD")]
    pub method: Option<VerifyMethod>,
    /// Who made sure: a role rather than a name, for a theme of your own may show it
    #[arg(long, value_name = "ROLE")]
    pub by: Option<String>,
    /// When, if not today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Day>,
    /// Where you read or heard it
    #[arg(long, value_name = "TEXT")]
    pub source: Option<String>,
}

/// What `withdraw` wants to know.
#[derive(Debug, Args)]
pub struct WithdrawArgs {
    /// Its file, its name, or the id of a listing
    #[arg(value_name = "ID")]
    pub id: String,
    /// Do it, and do not only say what would be done
    #[arg(long)]
    pub yes: bool,
    /// The day of the withdrawal, if not today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Day>,
}

/// How somebody makes sure of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerifyMethod {
    /// By calling
    Phone,
    /// By writing
    Email,
    /// On its website
    Website,
    /// By going there
    Visit,
    /// The provider sent word
    Provider,
}

/// `30d`, `2w`, or a bare number of days.
fn days(text: &str) -> Result<i32, String> {
    let (number, unit) = match text.strip_suffix(['d', 'D']) {
        Some(number) => (number, 1),
        None => match text.strip_suffix(['w', 'W']) {
            Some(number) => (number, 7),
            None => (text, 1),
        },
    };
    let number: Option<u16> = number.parse().ok();
    number
        .map(|number| i32::from(number) * unit)
        .ok_or_else(|| "write how many days or weeks, such as 30d or 2w".to_owned())
}

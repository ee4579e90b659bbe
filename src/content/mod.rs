//! Floor 3: one file in, its entries out. No entry sees another, and nothing here knows the site.

pub mod comment;
mod crisis_words;
mod draft;
mod entry;
mod filed;
pub mod front;
pub mod highlight;
mod lexicon;
pub mod listing;
pub mod maker;
pub mod markdown;
mod person;
pub mod picture;
pub mod place;
mod read;
mod reading;
pub mod section;
pub mod story;
mod texts;
mod withdrawal;
mod written;

pub use entry::{Entry, Kind};
pub use filed::{Filed, Word};
pub use lexicon::Lexicon;
pub use read::{Source, read_joined_listings, read_listings, read_markdown, typed_texts};
pub use reading::Reading;
pub use texts::{Fetched, Texts, read_text, text_key};
pub use withdrawal::Withdrawal;
pub use written::{Cell, csv};

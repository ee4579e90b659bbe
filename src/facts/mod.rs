//! Floor 5: the one door from templates to the site. Every question that a template may ask is a
//! [`Fact`]; every answer is [`Tracked`], and what was asked is written into the trace of the render.
//! It renders nothing, and it knows nothing of templates.

mod answer;
mod channel;
mod data;
mod exports;
mod fact;
mod feeds;
mod inline;
mod jsonld;
mod kept;
mod labels;
mod leaving;
mod ledger;
mod listing;
mod lists;
mod opening;
mod organization;
mod pages;
mod phrases;
mod pictures;
mod poster;
mod query;
mod records;
mod safeguards;
mod scope;
mod shape;
mod subject;
mod summary;
mod tracked;
mod world;

pub use data::value_of;
pub use exports::{
    Dates, calendar_url, changes_url, contact_url, dates, hsds_url, known_address,
    meeting_guide_url, old_contact_url, open_data, table_url,
};
pub use fact::{Fact, FactKind, Link, Topic};
pub use inline::escape;
pub use ledger::{Check, Ledger, Reads, StoredLedger};
pub use listing::run_by;
pub use opening::{Spoken, hours_in_words};
pub use pictures::picture;
pub use poster::poster_url;
pub use query::*;
pub use records::{Catalogue, Share, catalogue, groups, record, share};
pub use safeguards::{Safeguards, may_use, policy};
pub use scope::{Asker, Guard, NoScope, Trace, asker, enter, report};
pub use subject::{Subject, paged};
pub use tracked::{Tracked, map, safe, text};
pub use world::{Asset, EntryDigests, Furniture, World};

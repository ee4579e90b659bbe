//! Floor 5: the one door from templates to the site. Every question that a template may ask is a
//! [`Fact`]; every answer is [`Tracked`], and what was asked is written into the trace of the render.
//! It renders nothing, and it knows nothing of templates.

mod fact;
mod inline;
mod listing;
mod pages;
mod query;
mod scope;
mod shape;
mod subject;
mod summary;
mod tracked;
mod world;

pub use fact::Fact;
pub use inline::{Setting, escape, fill, image_html, link_of};
pub use query::*;
pub use scope::{Guard, NoScope, Trace, enter, report, subject, world};
pub use subject::Subject;
pub use tracked::{Tracked, map, safe, text};
pub use world::{Asset, World, value_of};

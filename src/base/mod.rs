//! Floor 0: what everything else is made of. It knows nothing of sites, files or templates.

pub mod cells;
pub mod collate;
pub mod colour;
pub mod country;
pub mod currency;
pub mod date_form;
pub mod dates;
pub mod day;
pub mod diag;
pub mod digest;
pub mod encoding;
pub mod entities;
pub mod interval;
pub mod lang;
pub mod later;
pub mod made_up;
pub mod markup;
pub mod node;
pub mod origin;
pub mod paths;
mod percent;
pub mod slug;
pub mod span;
pub mod stored;
pub mod stylesheet;
pub mod tracking;

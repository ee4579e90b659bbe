//! Floor 4: all entries in, one immutable [`Site`] out. It is a pure function of the entries, the
//! files beside them, the settings and the day; it renders nothing and reads nothing.

mod areas;
mod backlinks;
pub mod calendar;
mod care;
mod crisis;
mod directory;
mod exports;
mod files;
pub mod freshness;
mod ids;
mod index;
mod months;
mod numbers;
mod order;
mod organizations;
mod outlets;
mod own;
mod pictures;
mod publish;
mod related;
mod resolve;
mod sections;
mod sheets;
mod site;
mod spelling;
mod taxonomy;
mod upcoming;
mod urls;
pub mod worklist;

pub use care::Care;
pub use crisis::CountryHelp;
pub use directory::{Directory, Facet, Meaning, TOPICS, Value, ValueId, View, ViewId};
pub use files::SiteFile;
pub use months::{Dated, Month, Months};
pub use numbers::Number;
pub use own::OwnPage;
pub use pictures::{Format, Variant, variants};
pub use publish::{LeftOut, Publishing, awaited, is_listed};
pub use related::Related;
pub use resolve::Target;
pub use sections::{Section, SectionId};
pub use sheets::{Chapter, Order};
pub use site::{Build, EntryId, Site, Structure};
pub use taxonomy::{Term, Terms};

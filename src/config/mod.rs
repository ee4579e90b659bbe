//! Floor 2: what the site's owner has set. `read` takes `waypost.toml` as it was typed and gives a
//! checked [`Config`]; `theme` does the same for `theme.toml`. It knows nothing of content.

pub mod colours;
pub mod comments;
pub mod crisis;
pub mod exit;
mod exports;
mod languages;
mod model;
mod palette;
mod pictures;
mod place;
mod privacy;
mod read;
mod tables;
pub mod theme;
pub mod vocabulary;
pub mod words;

pub use exit::{Disclaimer, Exit};
pub use exports::{Export, Exports};
pub use model::{
    BaseUrl, Config, Contact, Feeds, Language, MarkdownSettings, MenuItem, MenuTarget, Taxonomy,
};
pub use pictures::{PictureSettings, PictureTable};
pub use privacy::{Allowed, Privacy, Use};
pub use read::read;
pub use tables::{Join, TableSettings};

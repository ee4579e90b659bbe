//! Floor 9: a project as it becomes a site. A [`Session`] keeps the state of one project and makes
//! revisions of it; `build` runs all the jobs of a revision and publishes them.

mod assets;
mod before;
mod cache;
mod chunks;
mod comments;
mod compact;
mod data;
mod entries_cache;
mod explain;
mod in_order;
mod layers;
mod lost;
mod notes;
mod output;
mod parse;
mod parts;
mod pictures;
mod plan;
mod revision;
mod run;
mod session;
mod source_text;
mod sources;
mod strays;
mod summary;
mod texts;
mod theme;
mod theme_files;
mod up_to_date;
mod verify;

pub use explain::{Explanation, Why};
pub use layers::{Layer, can_be_new};
pub use output::{Holds, Output};
pub use plan::Plan;
pub use revision::Revision;
pub use run::{Built, How, build, check};
pub use session::{Options, Session};
pub use source_text::source_text;
pub use summary::{Counts, Stale};
pub use theme_files::{ThemeFile, ThemeFiles, ThemeKnown};

/// The most files or pages that a thread takes at a time: of more, the last thread would be long alone with
/// its share.
const PIECE: usize = 32;

/// How many of so many files or pages a thread takes at a time. Several, because what the system does for
/// one file is then still at hand for the next; but so few that all threads have something to do.
fn piece_of(count: usize) -> usize {
    (count / (8 * rayon::current_num_threads())).clamp(1, PIECE)
}

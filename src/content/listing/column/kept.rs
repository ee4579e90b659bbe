//! Columns that say what is not for readers, under a meaning that would not keep it from them. It may
//! not know what else stands in a table.

use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::{Key, Node, keeps_back};
use crate::base::paths::SourcePath;

/// Refuses a column that the settings make a field of the site's own, or leave out with others, although
/// it says that something is withheld: whoever set it so would publish what it was to keep back.
pub(super) fn check<'k>(
    silent: impl Iterator<Item = &'k Key>,
    rows: &[&Node],
    path: &SourcePath,
    sink: &mut Sink,
) {
    for key in silent {
        let mut cells = rows.iter().filter_map(|row| row.get(&key.text));
        if !cells.any(keeps_back) {
            continue;
        }
        let message = format!(
            "`{}` says that something is not for readers, and the settings have it keep nothing back",
            key.text
        );
        let help = format!(
            "if it is about addresses, say so in waypost.toml: columns = {{ \"{0}\" = \"address_exposure\" }}; if it is \
             about ways to join: columns = {{ \"{0}\" = \"online_publish\" }}",
            key.text
        );
        sink.push(
            Diagnostic::error("table/kept-back", message)
                .at(path, key.span.clone())
                .help(help),
        );
    }
}

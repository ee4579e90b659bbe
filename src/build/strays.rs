//! Files that lie beside the texts and are neither read nor published, and tables that the settings name
//! and that are not there.

use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::paths::SourcePath;
use crate::config::Config;
use crate::content::place;
use crate::disk::Snapshot;

/// A table may hold what is not for readers, so one that nobody reads is not published either.
pub(super) fn unread_table(path: &SourcePath) -> Diagnostic {
    Diagnostic::warning("content/table", "this table is neither read nor published")
        .in_file(path)
        .help("move it into a section of listings to have its rows read, or into static/ to publish it as it is")
}

/// Whether it is an office document: what lies beside the texts may be notes of the office.
pub(super) fn is_paper(path: &SourcePath) -> bool {
    let papers = [
        "doc", "docx", "odt", "rtf", "pages", "xls", "xlsx", "ods", "numbers",
    ];
    papers.contains(&path.extension().as_str())
}

pub(super) fn unread_paper(path: &SourcePath) -> Diagnostic {
    Diagnostic::warning(
        "content/document",
        "this document is neither read nor published",
    )
    .in_file(path)
    .help("write its text into a .md file, or put it into static/ to publish it as it is")
}

/// Settings of tables that are not there: a name that was misspelt, or a file that was renamed.
pub(super) fn report_missing_tables(snapshot: &Snapshot, config: &Config, sink: &mut Sink) {
    let own = config.tables.iter();
    let own = own.map(|(below, settings)| (below, &settings.span));
    let joined = config.tables.values().flat_map(|settings| &settings.join);
    let joined = joined.map(|join| (&join.table, &join.span));
    for (below, span) in own.chain(joined) {
        let path = format!("content/{below}");
        if snapshot
            .below("content")
            .any(|(known, _)| known.as_str() == path)
        {
            continue;
        }
        let tables = snapshot
            .below("content")
            .filter(|(known, _)| place::TABLES.contains(&known.extension().as_str()))
            .filter_map(|(known, _)| known.below("content"));
        let help = match nearest(below, tables) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "write its path below content/, such as resources/groups.csv, or delete these lines"
                    .to_owned()
            }
        };
        sink.push(
            Diagnostic::warning("config/table", format!("there is no table `{path}`"))
                .at(&config.path, span.clone())
                .help(help),
        );
    }
}

//! What is left of an entry that was withdrawn: its address, and how careful it was. Whatever else still
//! stands in its file ends here, so that no later part of the program could show it.

use super::draft::Draft;
use super::entry::{Entry, Kind};
use super::front::Front;
use super::markdown::Body;
use super::place::Place;
use super::read::Source;
use crate::base::diag::Diagnostic;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::base::node::{Fields, ListOf, plain_bool};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// That an entry was withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Whether it was a listing.
    pub listing: bool,
    /// The files that went with it, from the project's folder on: they are not published.
    pub withheld: Vec<String>,
    /// The files of its own folder that others show: they stay published.
    pub shown: Vec<String>,
}

/// Reads `withdrawn`, `withheld` and `still_shown`. A date that can't be read withdraws it all the same. What else stands
/// there is nobody's business any more. A section can't be withdrawn.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    place: &Place,
    listing: bool,
) -> Option<Withdrawal> {
    if place.is_section {
        return None;
    }
    let node = fields.node("withdrawn")?;
    match node.scalar().and_then(plain_bool) {
        Some(false) => return None,
        Some(true) => {}
        None => {
            fields.when("withdrawn");
        }
    }
    let withheld = files(fields, "withheld");
    let shown = files(fields, "still_shown");
    fields.others(|_| true);
    Some(Withdrawal {
        listing,
        withheld,
        shown,
    })
}

/// A list of files, each from the site's folder on.
fn files(fields: &mut Fields<'_, '_>, name: &'static str) -> Vec<String> {
    let mut files = Vec::new();
    for (path, span) in fields.list(name, ListOf::Items) {
        if path.starts_with("content/") || path.starts_with("static/") {
            files.push(path);
        } else {
            let fault = Diagnostic::error(
                "withdrawn/withheld",
                format!("`{path}` does not say where the file is"),
            );
            let help = "write it from the site's folder on: content/stories/photo.jpg";
            fields.report(fault.help(help), &span);
        }
    }
    files
}

impl Withdrawal {
    /// What is left of an entry, whatever text still stands in its file.
    pub(super) fn draft<'a>(
        self,
        (source, span): (Source<'a>, Range<usize>),
        place: Place,
        lang: Lang,
        front: Front,
    ) -> Draft<'a> {
        Draft {
            source,
            span,
            place,
            kind: Kind::Withdrawn(self),
            lang,
            front: front.withdrawn(),
            body: Body::default(),
            crisis_words: false,
            kept: Some(Arc::default()),
            typed: "",
            start: source.text.len(),
        }
    }
}

impl Front {
    /// What is left of it when the entry is withdrawn.
    pub(super) fn withdrawn(self) -> Front {
        let Front {
            draft,
            publish_date,
            expiry_date,
            slug,
            path,
            aliases,
            quick_exit,
            discreet,
            ..
        } = self;
        Front {
            draft,
            publish_date,
            expiry_date,
            slug,
            path,
            aliases,
            quick_exit,
            discreet,
            ..Front::default()
        }
    }
}

impl Entry {
    /// The entry as it is when another of its languages was withdrawn.
    pub fn withdrawn(&self) -> Entry {
        let marked = |own: Digest| DigestWriter::new().digest(own).text("withdrawn").finish();
        Entry {
            source: self.source.clone(),
            span: self.span.clone(),
            place: self.place.clone(),
            kind: Kind::Withdrawn(Withdrawal {
                listing: self.listing().is_some(),
                withheld: Vec::new(),
                shown: Vec::new(),
            }),
            lang: self.lang.clone(),
            front: self.front.clone().withdrawn(),
            body: Body::default(),
            crisis_words: false,
            kept: Some(Arc::default()),
            start: self.start,
            meta: marked(self.meta),
            text: Digest::of(&[]),
            whole: marked(self.whole),
        }
    }

    /// Whether it was withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.kind, Kind::Withdrawn(_))
    }
}

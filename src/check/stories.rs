//! That whoever tells their story has agreed to it, and can be reached if they no longer do.

use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Severity, Sink};
use crate::content::Entry;
use crate::content::story::Consent;
use crate::model::Site;

const HELP: &str = "write: consent: { given: true, date: 2026-03-01, contact: \"how to reach the teller\" }; \
                    readers see nothing of it";

/// Looks at every story that is published. One that is still a draft has time.
pub fn check_stories(site: &Site, sink: &mut Sink) {
    for (id, entry) in site.all() {
        let consent = site.consent(id);
        let fault = match consent {
            None if site.is_story(id) => Some(none_of(entry)),
            None => None,
            Some(consent) => {
                // It is told where it was written.
                let is_own = entry.front.telling.consent.is_some();
                is_own
                    .then(|| missing(entry, consent, site.today))
                    .flatten()
            }
        };
        sink.extend(fault.map(|mut fault| {
            if entry.front.draft {
                fault.severity = Severity::Warning;
            }
            fault
        }));
    }
}

fn none_of(entry: &Entry) -> Diagnostic {
    let message = "this story does not say whether its teller has agreed to it";
    Diagnostic::error("story/consent", message)
        .at(&entry.source, entry.span.start..entry.span.start)
        .help(format!(
            "ask the teller, then {HELP}; if it is no story, add: story: false"
        ))
}

fn missing(entry: &Entry, consent: &Consent, today: Day) -> Option<Diagnostic> {
    let fault = |message: &str, help: &str| {
        let fault = Diagnostic::error("story/consent", message);
        Some(fault.at(&entry.source, consent.span.clone()).help(help))
    };
    match consent {
        Consent { given: None, .. } => fault("`consent` does not say whether it was given", HELP),
        Consent {
            given: Some(false), ..
        } => fault(
            "the teller of this story has not agreed to it",
            "leave it unpublished with a line draft: true until they have, or delete the file",
        ),
        Consent { date: None, .. } => fault("`consent` does not say when it was given", HELP),
        Consent {
            date: Some(day), ..
        } if *day > today => fault(
            &format!("nobody can have agreed on {day} yet: it is {today}"),
            "write the day on which the teller agreed",
        ),
        Consent {
            has_contact: false, ..
        } => fault(
            "`consent` does not say how to reach the teller",
            "without it nobody can ask again, or tell whose story is to be withdrawn: contact: \"…\"; readers never see it",
        ),
        _ => None,
    }
}

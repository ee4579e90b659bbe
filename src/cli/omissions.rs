//! What the HSDS files leave out, in words that a volunteer understands: one line after a build, and all of
//! it when somebody asks.

use super::print::{count, visible};
use super::summary::joined;
use crate::outputs::{Omission, Omissions};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One line, if anything is left out that somebody could mend.
pub(super) fn line(omissions: &Omissions) -> Option<String> {
    let of = |is: fn(&Omission) -> bool| omissions.count(is);
    let parts: Vec<String> = [
        (
            of(|one| matches!(one, Omission::Address(_))),
            "address",
            "addresses",
        ),
        (
            of(|one| matches!(one, Omission::Rule)),
            "schedule",
            "schedules",
        ),
        (
            of(|one| matches!(one, Omission::Channels(_))),
            "way to get in touch",
            "ways to get in touch",
        ),
        (
            of(|one| matches!(one, Omission::Organization)),
            "listing without an organization",
            "listings without an organization",
        ),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    (!parts.is_empty()).then(|| {
        format!(
            "Not all has a place in HSDS: {}. `waypost check --exports` lists them.",
            joined(&parts)
        )
    })
}

/// All of it, a line for each listing and thing, and one for each kind that has no place there.
pub(super) fn details(omissions: &Omissions) -> String {
    if omissions.0.is_empty() {
        return "The HSDS files leave nothing out.\n".to_owned();
    }
    let mut text = "What the HSDS files leave out:\n".to_owned();
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, omission) in &omissions.0 {
        match words(omission) {
            Ok(words) => text.push_str(&format!("  {id}: {words}\n")),
            Err(kind) => kinds.entry(kind).or_default().push(id.clone()),
        }
    }
    for (kind, ids) in kinds {
        text.push_str(&format!(
            "  no place for the kind {kind}: {}\n",
            joined(&ids)
        ));
    }
    visible(&text)
}

/// What is left out of a listing. `Err` with its kind, if that is all of it.
fn words(omission: &Omission) -> Result<String, &str> {
    Ok(match omission {
        Omission::Kind(kind) => return Err(kind),
        Omission::Organization => {
            "it is in the files, and not in the tables, which want an `organization`".to_owned()
        }
        Omission::Address(missing) => format!(
            "its address, which needs {} as well; it stands there as words",
            joined(missing)
        ),
        Omission::Rule => {
            "the rule of its days, for which there are no fields; it stands in the notes".to_owned()
        }
        Omission::Channels(channels) => joined(channels),
    })
}

/// The same for programs.
pub(super) fn json(omissions: &Omissions) -> Value {
    let one = |(id, omission): &(String, Omission)| {
        let (what, more) = match omission {
            Omission::Kind(kind) => ("listing", json!([kind])),
            Omission::Organization => ("organization", json!([])),
            Omission::Address(missing) => ("address", json!(missing)),
            Omission::Rule => ("schedule", json!([])),
            Omission::Channels(channels) => ("channels", json!(channels)),
        };
        json!({ "listing": id, "what": what, "details": more })
    };
    omissions.0.iter().map(one).collect()
}

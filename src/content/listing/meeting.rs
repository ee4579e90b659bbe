//! The columns of the Meeting Guide: a day and a time, and its codes for types of meetings.

use super::row::{Draft, scalar};
use crate::base::node::{Key, Node, NodeValue};

const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// Turns day, time and end into the fields of a schedule. Where one listing meets at several times,
/// which one rule can't say, readers get the text as it is.
pub(super) fn put_schedule(
    draft: &mut Draft,
    day: Option<(Key, Node)>,
    time: Option<(Key, Node)>,
    end: Option<(Key, Node)>,
) {
    if let Some((key, node)) = &time {
        let days = by_day(node);
        let first = days.first().map(|(_, times)| times.clone());
        let same = days.iter().all(|(_, times)| Some(times) == first.as_ref());
        match first.as_deref() {
            Some([one]) if same => {
                let names: Vec<&str> = days.iter().filter_map(|(day, _)| *day).collect();
                let span = || node.span.clone();
                if !names.is_empty() {
                    draft.put("every", key, scalar(names.join(", "), span()));
                }
                draft.put("time", key, scalar((*one).to_owned(), span()));
            }
            Some(_) => return draft.put("schedule_note", key, in_words(day, &days, node)),
            None => {}
        }
    }
    if let Some((key, node)) = day
        && !draft.has("every")
    {
        let name = day_name(node.scalar().unwrap_or_default()).to_owned();
        draft.put("every", &key, scalar(name, node.span));
    }
    if let Some((key, node)) = end {
        draft.put("end_time", &key, node);
    }
}

/// Times by day; those of a cell or a list have no day of their own.
fn by_day(node: &Node) -> Vec<(Option<&str>, Vec<&str>)> {
    match &node.value {
        NodeValue::Map(days) => days
            .iter()
            .map(|(day, times)| (Some(day_name(&day.text)), times_of(times)))
            .collect(),
        _ => vec![(None, times_of(node))],
    }
}

fn times_of(node: &Node) -> Vec<&str> {
    match &node.value {
        NodeValue::List(times) => times
            .iter()
            .filter_map(Node::scalar)
            .map(str::trim)
            .collect(),
        _ => node.scalar().map(str::trim).into_iter().collect(),
    }
}

fn in_words(day: Option<(Key, Node)>, days: &[(Option<&str>, Vec<&str>)], node: &Node) -> Node {
    let own = day
        .as_ref()
        .and_then(|(_, node)| node.scalar())
        .map(day_name);
    let texts = days.iter().map(|(day, times)| {
        let times = times.join(" and ");
        match day.or(own) {
            Some(day) => format!("{day}, {times}"),
            None => times,
        }
    });
    scalar(texts.collect::<Vec<_>>().join("; "), node.span.clone())
}

/// The feed's form has numbers for days, beginning with Sunday.
fn day_name(typed: &str) -> &str {
    let number: Option<usize> = typed.parse().ok();
    number.and_then(|at| DAYS.get(at).copied()).unwrap_or(typed)
}

/// What a type says of a meeting.
#[derive(Clone, Copy)]
enum Sense {
    Tag,
    Language(&'static str),
    Audience(&'static str),
    Online,
    Closed,
}

/// Sorts types into tags, languages and audience, and reads from them whether it meets online. Not
/// true if its place is closed and it doesn't.
pub(super) fn take_types(draft: &mut Draft, key: &Key, types: &Node) -> bool {
    let (mut online, mut closed) = (false, false);
    for typed in types_of(types) {
        let put = |draft: &mut Draft, field: &str, text: &str| {
            let item = scalar(text.to_owned(), types.span.clone());
            let list = NodeValue::List(vec![item]);
            let node = Node {
                value: list,
                span: types.span.clone(),
            };
            draft.put(field, key, node);
        };
        match known(&typed) {
            Some((_, _, Sense::Online)) => online = true,
            Some((_, _, Sense::Closed)) => closed = true,
            Some((_, _, Sense::Language(tag))) => put(draft, "languages", tag),
            Some((_, _, Sense::Audience(term))) => put(draft, "audience", term),
            Some((_, name, Sense::Tag)) => put(draft, "tags", name),
            None => put(draft, "tags", &typed),
        }
    }
    online |= draft.has("online");
    if closed && online {
        // Its place is only for when it opens again.
        draft.fields.retain(|(key, _)| key.text != "location");
    }
    if online && !draft.has("online") {
        // The code alone says that it meets online, not how.
        let asked = vec![(
            Key {
                text: "publish".to_owned(),
                span: key.span.clone(),
            },
            scalar("on-request".to_owned(), types.span.clone()),
        )];
        let node = Node {
            value: NodeValue::Map(asked),
            span: types.span.clone(),
        };
        draft.put("online", key, node);
    }
    online || !closed
}

/// A table of meetings says where they are, and by that how people meet.
pub(super) fn settle_attendance(draft: &mut Draft) {
    let word = match (draft.has("location"), draft.has("online")) {
        (true, true) => "hybrid",
        (true, false) => "in-person",
        (false, true) => "online",
        (false, false) => return,
    };
    let place = draft
        .fields
        .iter()
        .find(|(key, _)| matches!(key.text.as_str(), "location" | "online"));
    let Some((key, node)) = place.cloned() else {
        return;
    };
    if !draft.has("attendance") {
        draft.put("attendance", &key, scalar(word.to_owned(), node.span));
    }
}

fn types_of(node: &Node) -> Vec<String> {
    let split = |text: &str| -> Vec<String> {
        text.split([',', ';'])
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    };
    match &node.value {
        NodeValue::List(items) => items
            .iter()
            .filter_map(Node::scalar)
            .flat_map(split)
            .collect(),
        _ => node.scalar().map(split).unwrap_or_default(),
    }
}

fn known(typed: &str) -> Option<&'static (&'static str, &'static str, Sense)> {
    let lower = typed.to_lowercase();
    TYPES
        .iter()
        .find(|(code, ..)| *code == typed)
        .or_else(|| {
            TYPES
                .iter()
                .find(|(_, name, _)| name.to_lowercase() == lower)
        })
        .or_else(|| {
            let name = OTHER_NAMES.iter().find(|(other, _)| *other == lower)?.1;
            TYPES.iter().find(|(code, ..)| *code == name)
        })
}

/// Names that spreadsheets use for a code beside the one below.
const OTHER_NAMES: [(&str, &str); 10] = [
    ("open", "O"),
    ("closed", "C"),
    ("step meeting", "ST"),
    ("online meeting", "ONL"),
    ("online", "ONL"),
    ("temporary closure", "TC"),
    ("beginner", "BE"),
    ("babysitting", "BA"),
    ("wheelchair accessible", "X"),
    ("12 & 12", "12x12"),
];

/// The types that occur most. `Closed` alone would read as if nobody could come.
const TYPES: [(&str, &str, Sense); 58] = {
    use Sense::*;
    [
        ("11", "11th Step meditation", Tag),
        ("12x12", "12 Steps & 12 Traditions", Tag),
        ("A", "Secular", Tag),
        ("ABSI", "As Bill Sees It", Tag),
        ("AL", "Concurrent with Alateen", Tag),
        ("AL-AN", "Concurrent with Al-Anon", Tag),
        ("ASL", "American Sign Language", Language("ase")),
        ("B", "Big Book", Tag),
        ("BA", "Babysitting available", Tag),
        ("BE", "Newcomer", Tag),
        ("BI", "Bisexual", Audience("lgbtq")),
        ("C", "Closed meeting", Tag),
        ("CAN", "Candlelight", Tag),
        ("CF", "Child-friendly", Tag),
        ("D", "Discussion", Tag),
        ("DA", "Danish", Language("da")),
        ("DD", "Dual diagnosis", Tag),
        ("DE", "German", Language("de")),
        ("DR", "Daily Reflections", Tag),
        ("EL", "Greek", Language("el")),
        ("EN", "English", Language("en")),
        ("FA", "Persian", Language("fa")),
        ("FF", "Fragrance free", Tag),
        ("FR", "French", Language("fr")),
        ("G", "Gay", Audience("lgbtq")),
        ("GR", "Grapevine", Tag),
        ("H", "Birthday", Tag),
        ("HE", "Hebrew", Language("he")),
        ("HI", "Hindi", Language("hi")),
        ("ITA", "Italian", Language("it")),
        ("JA", "Japanese", Language("ja")),
        ("KOR", "Korean", Language("ko")),
        ("L", "Lesbian", Audience("lgbtq")),
        ("LGBTQ", "LGBTQ", Audience("lgbtq")),
        ("LIT", "Literature", Tag),
        ("LS", "Living Sober", Tag),
        ("M", "Men", Audience("men")),
        ("MED", "Meditation", Tag),
        ("N", "Native American", Tag),
        ("O", "Open meeting", Tag),
        ("ONL", "Online", Online),
        ("OUT", "Outdoor", Tag),
        ("POC", "People of colour", Tag),
        ("POL", "Polish", Language("pl")),
        ("POR", "Portuguese", Language("pt")),
        ("PUN", "Punjabi", Language("pa")),
        ("RUS", "Russian", Language("ru")),
        ("S", "Spanish", Language("es")),
        ("SEN", "Seniors", Tag),
        ("SP", "Speaker", Tag),
        ("ST", "Step study", Tag),
        ("T", "Transgender", Audience("trans")),
        ("TC", "Location temporarily closed", Closed),
        ("TR", "Tradition study", Tag),
        ("UK", "Ukrainian", Language("uk")),
        ("W", "Women", Audience("women")),
        ("X", "Wheelchair access", Tag),
        ("Y", "Young people", Audience("young-people")),
    ]
};

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

/// The text of a schedule: `Monday, 6:00 PM`, or of a map from day to times.
pub(super) fn schedule(
    day: Option<(Key, Node)>,
    time: Option<(Key, Node)>,
    end: Option<Node>,
) -> Option<(Key, Node)> {
    let key = time.as_ref().or(day.as_ref())?.0.clone();
    let span = time.as_ref().or(day.as_ref())?.1.span.clone();
    if let Some((_, node)) = &time
        && let NodeValue::Map(days) = &node.value
    {
        let days: Vec<String> = days
            .iter()
            .map(|(day, times)| joined(Some(&day.text), &times_of(times)))
            .collect();
        return Some((key, scalar(days.join("; "), span)));
    }
    let text = |node: &Node| times_of(node);
    let mut times = time.as_ref().map_or(String::new(), |(_, node)| text(node));
    if let Some(end) = end.as_ref().map(text).filter(|_| !times.is_empty()) {
        times = format!("{times}\u{2013}{end}");
    }
    let day = day.as_ref().and_then(|(_, node)| node.scalar());
    Some((key, scalar(joined(day.map(day_name), &times), span)))
}

fn joined(day: Option<&str>, times: &str) -> String {
    let parts: Vec<&str> = day.into_iter().chain([times]).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn times_of(node: &Node) -> String {
    match &node.value {
        NodeValue::List(times) => {
            let times: Vec<&str> = times.iter().filter_map(Node::scalar).collect();
            times.join(" and ")
        }
        _ => node.scalar().unwrap_or_default().trim().to_owned(),
    }
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
    if online && !draft.has("attendance") {
        let place = draft.has("location") && !closed;
        let word = if place { "hybrid" } else { "online" };
        draft.put(
            "attendance",
            key,
            scalar(word.to_owned(), types.span.clone()),
        );
    }
    online || !closed
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

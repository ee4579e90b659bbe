//! What a reader may choose to find a listing, as the listing says it.

use super::{Facet, Meaning, TOPICS, Value, ValueId};
use crate::content::Entry;
use crate::content::listing::{Areas, Listing};
use crate::model::urls::segment;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The slugs of words that come thousands of times.
#[derive(Default)]
pub(super) struct Slugs<'a>(HashMap<&'a str, String, RandomState>);

impl<'a> Slugs<'a> {
    fn of(&mut self, word: &'a str) -> &str {
        self.0.entry(word).or_insert_with(|| segment(word))
    }
}

/// What a reader may choose to find a listing.
pub(super) fn values<'a>(
    entry: &'a Entry,
    listing: &'a Listing,
    slugs: &mut Slugs<'a>,
) -> Vec<(Facet, String, Meaning)> {
    let mut found = vec![(
        Facet::Kind,
        listing.kind.as_str().to_owned(),
        Meaning::Kind(listing.kind),
    )];
    for (word, _) in entry.front.terms.get(TOPICS).into_iter().flatten() {
        let slug = slugs.of(word).to_owned();
        found.push((Facet::Topic, slug, Meaning::Topic(word.clone())));
    }
    if listing.areas == Areas::Worldwide {
        found.push((Facet::Area, "worldwide".to_owned(), Meaning::Worldwide));
    }
    for area in listing.areas.places() {
        let mut slug = String::new();
        for (at, part) in area.parts.iter().enumerate() {
            if at > 0 {
                slug.push('/');
            }
            slug.push_str(slugs.of(part));
            let parts = area.parts[..=at].to_vec();
            found.push((Facet::Area, slug.clone(), Meaning::Area(parts)));
        }
    }
    for lang in &listing.languages {
        let slug = slugs.of(lang.as_str()).to_owned();
        found.push((Facet::Language, slug, Meaning::Language(lang.clone())));
    }
    if let Some(attendance) = listing.attendance {
        let slug = attendance.as_str().to_owned();
        found.push((Facet::Attendance, slug, Meaning::Attendance(attendance)));
    }
    found
}

/// Gives every place the one that it lies in. A place comes after that one, since its address begins
/// with it.
pub(super) fn with_parents(values: impl Iterator<Item = (Facet, String, Meaning)>) -> Vec<Value> {
    let mut list: Vec<Value> = Vec::new();
    let mut places: HashMap<String, ValueId, RandomState> = HashMap::default();
    for (facet, slug, meaning) in values {
        let above = slug.rsplit_once('/').filter(|_| facet == Facet::Area);
        let parent = above.and_then(|(above, _)| places.get(above).copied());
        if facet == Facet::Area {
            places.insert(slug.clone(), ValueId(list.len() as u32));
        }
        list.push(Value {
            facet,
            slug,
            meaning,
            parent,
        });
    }
    list
}

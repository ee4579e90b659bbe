//! `sheet()`: the listings of a language as they stand on paper, by chapters, each listing with the
//! number by which the index at the end finds it. A directory that is too long for one sheet is parted
//! by its chapters.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::opening;
use super::super::scope::{Asker, ask_surely};
use super::super::subject::Subject;
use super::super::tracked::map;
use super::super::world::World;
use super::directory::topic_name;
use crate::base::collate::Collation;
use crate::base::lang::Lang;
use crate::base::slug;
use crate::model::{Chapter, EntryId, Order, TOPICS};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::Value;
use unicode_normalization::UnicodeNormalization as _;

/// So many listings fit on one sheet: some thirty pages of A4.
const MOST: usize = 300;

/// The listings of a language in one order.
pub(in super::super) struct Sheet {
    chapters: Vec<Titled>,
    /// Whether each chapter has a sheet of its own.
    parted: bool,
    total: usize,
}

/// A chapter with its name.
struct Titled {
    slug: Arc<str>,
    name: String,
    /// Of what it is: `day` has times.
    is_day: bool,
    ids: Vec<EntryId>,
}

impl Sheet {
    pub(in super::super) fn of(world: &World, lang: &Lang, order: Order) -> Sheet {
        let site = &world.site;
        let ids = site.printed(lang);
        let total = ids.len();
        let collation = Collation::of(lang);
        let name = |id: &EntryId| site.entry(*id).listing().map_or("", |one| &one.name);
        let by_name = |one: &EntryId, other: &EntryId| {
            let names = collation.compare(name(one), name(other));
            names.then_with(|| one.cmp(other))
        };
        let chapters = site.chapters(order, &ids);
        let countries: BTreeSet<String> = chapters.keys().filter_map(country).collect();
        let mut titled: Vec<(Chapter, Titled)> = chapters
            .into_iter()
            .map(|(chapter, mut ids)| {
                match &chapter {
                    Chapter::Day(_) => ids.sort_by(|one, other| {
                        let times = time_of(world, *one).cmp(&time_of(world, *other));
                        times.then_with(|| by_name(one, other))
                    }),
                    Chapter::Dates => ids.sort_by(|one, other| {
                        let next = |id| site.next_time(id).map(|next| next.start);
                        let dates = late_none(next(*one), next(*other));
                        dates.then_with(|| by_name(one, other))
                    }),
                    _ => ids.sort_by(by_name),
                }
                let titled = Titled {
                    slug: chapter.slug().into(),
                    name: title(world, lang, &chapter, countries.len() > 1),
                    is_day: matches!(chapter, Chapter::Day(_)),
                    ids,
                };
                (chapter, titled)
            })
            .collect();
        titled.sort_by(|(one, a), (other, b)| {
            let ranks = rank(one).cmp(&rank(other));
            ranks.then_with(|| match (one, other) {
                (Chapter::Topic(..), Chapter::Topic(..)) => collation.compare(&a.name, &b.name),
                (Chapter::Area(x), Chapter::Area(y)) if x[0] == y[0] && x.len() == y.len() => {
                    collation.compare(&a.name, &b.name)
                }
                _ => one.cmp(other),
            })
        });
        Sheet {
            chapters: titled.into_iter().map(|(_, titled)| titled).collect(),
            parted: total > MOST,
            total,
        }
    }

    fn chapter(&self, slug: &str) -> Option<&Titled> {
        self.chapters.iter().find(|chapter| &*chapter.slug == slug)
    }
}

/// What is closed by its kind comes last.
fn rank(chapter: &Chapter) -> u8 {
    match chapter {
        Chapter::Worldwide => 1,
        Chapter::Other => 2,
        _ => 0,
    }
}

fn country(chapter: &Chapter) -> Option<String> {
    match chapter {
        Chapter::Area(path) => path.first().cloned(),
        _ => None,
    }
}

fn late_none<T: Ord>(one: Option<T>, other: Option<T>) -> Ordering {
    one.is_none().cmp(&other.is_none()).then(one.cmp(&other))
}

fn time_of(world: &World, id: EntryId) -> Option<jiff::civil::Time> {
    let listing = world.site.entry(id).listing()?;
    listing.schedule.as_ref()?.time
}

fn title(world: &World, lang: &Lang, chapter: &Chapter, several: bool) -> String {
    let word = |key: &str| world.word(lang, key, None, &BTreeMap::new());
    match chapter {
        Chapter::Topic(slug, typed) => topic_name(world, lang, slug, typed),
        Chapter::Area(path) if several && path.len() > 1 => {
            let country = world.area_name(lang, &path[..1]);
            let place = world.area_name(lang, path);
            let args =
                BTreeMap::from([("place".to_owned(), place), ("country".to_owned(), country)]);
            world.word(lang, "paper.place", None, &args)
        }
        Chapter::Area(path) if path.len() == 1 => {
            let args = BTreeMap::from([("country".to_owned(), world.area_name(lang, path))]);
            world.word(lang, "paper.whole_country", None, &args)
        }
        Chapter::Area(path) => world.area_name(lang, path),
        Chapter::Worldwide => word("worldwide"),
        Chapter::Day(day) => opening::capital(&word(&format!("days.{}", day.as_str()))),
        other => word(&format!("paper.{}", other.slug().replace('-', "_"))),
    }
}

/// The parts of a language's sheets that have pages of their own.
pub fn sheet_parts(world: &World, lang: &Lang) -> Vec<Subject> {
    let site = &world.site;
    let orders = Order::ALL.into_iter();
    let made = orders.filter(|order| site.makes(lang, order.page()));
    let sheets = made.map(|order| (order, world.sheet(lang, order)));
    let parted = sheets.filter(|(_, sheet)| sheet.parted);
    parted
        .flat_map(|(order, sheet)| {
            let chapters = sheet.chapters.iter();
            chapters.map(move |one| Subject::Part(lang.clone(), order, Arc::clone(&one.slug)))
        })
        .collect()
}

/// What a part of a sheet is called.
pub(in super::super) fn part_title(world: &World, lang: &Lang, order: Order, slug: &str) -> String {
    let chapter = world.sheet(lang, order).chapter(slug);
    chapter.map_or_else(|| slug.to_owned(), |chapter| chapter.name.clone())
}

/// Whether a language has this part of a sheet.
pub(super) fn has_part(world: &World, lang: &Lang, order: Order, slug: &str) -> bool {
    let sheet = world.sheet(lang, order);
    sheet.parted && sheet.chapter(slug).is_some()
}

/// `sheet()`: what a page for paper shows; none on other pages.
pub fn sheet(asker: &Asker) -> Value {
    ask_surely(&asker.world, Fact::Sheet(Arc::clone(&asker.topic)))
}

pub(super) fn sheet_of(world: &World, subject: &Subject) -> Answer {
    let (lang, order, part) = match subject {
        Subject::Own(lang, page) => match Order::of(*page) {
            Some(order) => (lang, order, None),
            None => return Answer::absent(),
        },
        Subject::Part(lang, order, slug) => (lang, *order, Some(slug)),
        _ => return Answer::absent(),
    };
    let sheet = world.sheet(lang, order);
    let is_contents = part.is_none() && sheet.parted;
    let chapters: Vec<&Titled> = match part {
        Some(slug) => sheet.chapter(slug).into_iter().collect(),
        None if is_contents => Vec::new(),
        None => sheet.chapters.iter().collect(),
    };
    let parts: Vec<Value> = match is_contents {
        true => sheet
            .chapters
            .iter()
            .map(|one| part_value(world, lang, order, one))
            .collect(),
        false => Vec::new(),
    };
    let mut numbers = Numbers::default();
    let shown = chapters.iter().map(|chapter| {
        let rows = chapter
            .ids
            .iter()
            .map(|id| row(world, lang, *id, &mut numbers));
        Answer::Map(vec![
            (
                "id",
                Value::from(format!("part-{}", chapter.slug.replace('/', "-"))).into(),
            ),
            ("name", Value::from(chapter.name.as_str()).into()),
            ("is_day", chapter.is_day.into()),
            ("items", Answer::List(rows.collect())),
        ])
    });
    let shown = Answer::List(shown.collect());
    Answer::Map(vec![
        ("order", order.as_str().into()),
        ("is_part", part.is_some().into()),
        ("total", sheet.total.into()),
        ("parts", parts.into()),
        ("chapters", shown),
        ("names", names(world, lang, &numbers).into()),
        ("topics", topics(world, lang, &numbers).into()),
    ])
}

fn part_value(world: &World, lang: &Lang, order: Order, chapter: &Titled) -> Value {
    let part = Subject::Part(lang.clone(), order, Arc::clone(&chapter.slug));
    map(vec![
        ("name", Value::from(chapter.name.as_str())),
        ("url", Value::from(world.href(&part.url(&world.site)))),
        ("count", Value::from(chapter.ids.len())),
    ])
}

/// The numbers of listings, in the order in which they first stand on the sheet.
#[derive(Default)]
struct Numbers {
    of: BTreeMap<EntryId, usize>,
    order: Vec<EntryId>,
}

impl Numbers {
    /// The number of a listing, and whether it had one before.
    fn take(&mut self, id: EntryId) -> (usize, bool) {
        if let Some(known) = self.of.get(&id) {
            return (*known, true);
        }
        self.order.push(id);
        self.of.insert(id, self.order.len());
        (self.order.len(), false)
    }
}

fn row(world: &World, lang: &Lang, id: EntryId, numbers: &mut Numbers) -> Answer {
    let (number, again) = numbers.take(id);
    let listing = world.site.entry(id).listing();
    let meeting = listing.and_then(|listing| opening::meeting(world, lang, listing));
    let (time, weekly) = meeting.unwrap_or_default();
    Answer::With(
        id,
        vec![
            ("number", Value::from(number)),
            ("again", Value::from(again)),
            ("time", Value::from(time)),
            ("weekly", Value::from(weekly)),
        ],
    )
}

/// The index of names and other names, by their first letters.
fn names(world: &World, lang: &Lang, numbers: &Numbers) -> Vec<Value> {
    let mut names: Vec<(&str, usize)> = Vec::new();
    for (at, id) in numbers.order.iter().enumerate() {
        if let Some(listing) = world.site.entry(*id).listing() {
            names.push((&listing.name, at + 1));
            names.extend(
                listing
                    .alternate_name
                    .iter()
                    .map(|name| (name.as_str(), at + 1)),
            );
        }
    }
    let collation = Collation::of(lang);
    names.sort_by(|(one, a), (other, b)| collation.compare(one, other).then(a.cmp(b)));
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for (name, number) in names {
        let letter = letter(name);
        let value = map(vec![
            ("name", Value::from(name)),
            ("number", Value::from(number)),
        ]);
        match groups.last_mut() {
            Some((last, values)) if *last == letter => values.push(value),
            _ => groups.push((letter, vec![value])),
        }
    }
    let groups = groups.into_iter();
    groups
        .map(|(letter, names)| {
            map(vec![
                ("letter", Value::from(letter)),
                ("names", Value::from(names)),
            ])
        })
        .collect()
}

/// The letter under which a name stands, without its accents; `#` for what is none.
fn letter(name: &str) -> String {
    let first = name.nfd().find(|c| c.is_alphanumeric());
    match first {
        Some(first) if first.is_alphabetic() => first.to_uppercase().collect(),
        _ => "#".to_owned(),
    }
}

/// The index of topics, each with the numbers of its listings.
fn topics(world: &World, lang: &Lang, numbers: &Numbers) -> Vec<Value> {
    let mut topics: BTreeMap<String, (&str, Vec<usize>)> = BTreeMap::new();
    for (at, id) in numbers.order.iter().enumerate() {
        let words = world.site.entry(*id).front.terms.get(TOPICS);
        for (word, _) in words.into_iter().flatten() {
            let (_, found) = topics
                .entry(slug::segment(word))
                .or_insert_with(|| (word, Vec::new()));
            found.push(at + 1);
        }
    }
    let named = topics.into_iter();
    let mut named: Vec<(String, Vec<usize>)> = named
        .map(|(slug, (typed, found))| (topic_name(world, lang, &slug, typed), found))
        .collect();
    let collation = Collation::of(lang);
    named.sort_by(|(one, _), (other, _)| collation.compare(one, other));
    let named = named.into_iter();
    named
        .map(|(name, mut found)| {
            found.dedup();
            map(vec![
                ("name", Value::from(name)),
                ("numbers", Value::from(found)),
            ])
        })
        .collect()
}

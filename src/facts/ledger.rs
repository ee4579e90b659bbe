//! What outputs have read, and whether it is still so. A *finding* is a question with the answer that
//! it had; pages share most of theirs, so each is written down once and checked once a revision. It
//! knows nothing of outputs.

mod stored;

use super::fact::{Fact, FactKind};
use super::scope::Trace;
use super::world::World;
use crate::base::digest::Digest;
use foldhash::fast::RandomState;
use indexmap::{Equivalent, IndexMap};
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use stored::Stored;
pub use stored::StoredLedger;

/// How many findings a page adds to those that others have read as well, in a site like most.
const FINDINGS_OF_AN_OUTPUT: usize = 8;

/// The findings of an output: their numbers in the ledger, each once.
pub type Reads = Box<[u32]>;

/// All findings of the outputs that are kept.
#[derive(Default)]
pub struct Ledger {
    book: RwLock<Book>,
}

#[derive(Default)]
struct Book {
    /// From an earlier build; their numbers come first.
    stored: Stored,
    /// With the ground on which each was last found true.
    made: IndexMap<Finding, AtomicU32, RandomState>,
    grounds: Vec<Digest>,
}

/// A question with the digest of its answer. There are many: in halves, the digest leaves no gap before
/// what comes after it.
#[derive(PartialEq, Eq)]
struct Finding {
    fact: Fact,
    halves: [u64; 2],
}

impl Finding {
    fn of((fact, digest): &(Fact, Digest)) -> Finding {
        Finding {
            fact: fact.clone(),
            halves: [(digest.0 >> 64) as u64, digest.0 as u64],
        }
    }

    fn digest(&self) -> Digest {
        let [high, low] = self.halves;
        Digest(u128::from(high) << 64 | u128::from(low))
    }
}

impl Hash for Finding {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.fact, self.digest()).hash(state);
    }
}

impl Equivalent<Finding> for (Fact, Digest) {
    fn equivalent(&self, finding: &Finding) -> bool {
        self.1 == finding.digest() && self.0 == finding.fact
    }
}

impl Ledger {
    /// A ledger with the findings of an earlier build. None if head and chunks are not what
    /// [`Ledger::store`] wrote.
    pub fn load(head: &[u8], chunks: Vec<Vec<u8>>) -> Option<Ledger> {
        let stored = Stored::read(head, chunks)?;
        let book = Book {
            grounds: vec![stored.ground],
            stored,
            ..Book::default()
        };
        Some(Ledger {
            book: RwLock::new(book),
        })
    }

    /// Makes room for about as many findings as so many outputs read that nobody has made before: to grow
    /// step by step would keep all threads waiting.
    pub fn expect(&self, outputs: usize) {
        self.write().made.reserve(outputs * FINDINGS_OF_AN_OUTPUT);
    }

    /// The ground on which the findings of the earlier build were true.
    pub fn stored_ground(&self) -> Digest {
        self.read().stored.ground
    }

    /// The findings of these outputs for the next build, all of which are true in this world; `anew` if
    /// nothing else may stay of those that were stored before.
    pub fn store(&self, outputs: &[&Reads], world: &World, anew: bool) -> StoredLedger {
        stored::write(&self.read(), outputs, world.ground, anew)
    }

    /// Writes down what a render has read in this world.
    pub fn enter(&self, trace: &Trace, world: &World) -> Reads {
        let mut reads: Vec<u32> = Vec::with_capacity(trace.reads.len());
        let mut new = Vec::new();
        {
            let book = self.read();
            for finding in &trace.reads {
                match book.made.get_index_of(finding) {
                    Some(at) => reads.push(book.stored.len() + at as u32),
                    None => new.push(finding),
                }
            }
        }
        if !new.is_empty() {
            let mut book = self.write();
            let ground = book.ground(world.ground);
            let first = book.stored.len();
            reads.extend(new.into_iter().map(|finding| {
                let entry = book.made.entry(Finding::of(finding));
                let at = entry.index() as u32;
                entry.or_insert_with(|| AtomicU32::new(ground));
                first + at
            }));
        }
        reads.sort_unstable();
        reads.dedup();
        reads.into()
    }

    /// A finding by its number.
    pub fn finding(&self, number: u32) -> Option<(Fact, Digest)> {
        let book = self.read();
        match number.checked_sub(book.stored.len()) {
            None => book.stored.finding(number),
            Some(at) => {
                let (finding, _) = book.made.get_index(at as usize)?;
                Some((finding.fact.clone(), finding.digest()))
            }
        }
    }

    /// The origins that outputs with these findings have asked about.
    pub fn origins<'r>(&self, outputs: impl Iterator<Item = &'r Reads>) -> BTreeSet<Arc<str>> {
        let book = self.read();
        let first = book.stored.len();
        let stored = (0..first).filter(|at| book.stored.kind(*at) == Some(FactKind::Origin));
        let stored = stored.filter_map(|at| Some((at, book.stored.finding(at)?.0)));
        let made = book.made.keys().enumerate();
        let made = made.map(|(at, finding)| (first + at as u32, finding.fact.clone()));
        let asked = stored.chain(made).filter_map(|(at, fact)| match fact {
            Fact::Origin(origin) => Some((at, origin)),
            _ => None,
        });
        let asked: Vec<(u32, Arc<str>)> = asked.collect();
        let mut found = BTreeSet::new();
        for reads in outputs.filter(|_| !asked.is_empty()) {
            let here = asked
                .iter()
                .filter(|(at, _)| reads.binary_search(at).is_ok());
            found.extend(here.map(|(_, origin)| Arc::clone(origin)));
        }
        found
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.read().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn read(&self) -> RwLockReadGuard<'_, Book> {
        self.book.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Book> {
        self.book.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book {
    fn len(&self) -> usize {
        self.stored.len() as usize + self.made.len()
    }

    fn ground(&mut self, ground: Digest) -> u32 {
        let known = self.grounds.iter().position(|known| *known == ground);
        let at = known.unwrap_or_else(|| {
            self.grounds.push(ground);
            self.grounds.len() - 1
        });
        at as u32
    }
}

const UNKNOWN: u8 = 0;
const HOLDS: u8 = 1;
const CHANGED: u8 = 2;

/// The findings of a ledger against one revision. Each is looked at when first asked for.
pub struct Check {
    ledger: Arc<Ledger>,
    world: Arc<World>,
    /// The place of the world's ground among the ledger's.
    ground: u32,
    states: Vec<AtomicU8>,
}

impl Check {
    /// Starts to check. Findings that are entered later are none of its business.
    pub fn new(ledger: &Arc<Ledger>, world: &Arc<World>) -> Check {
        let mut book = ledger.write();
        let ground = book.ground(world.ground);
        let states = (0..book.len()).map(|_| AtomicU8::new(UNKNOWN)).collect();
        drop(book);
        Check {
            ledger: Arc::clone(ledger),
            world: Arc::clone(world),
            ground,
            states,
        }
    }

    /// Whether an output that has read these would read the same today.
    pub fn holds(&self, reads: &[u32]) -> bool {
        let book = self.ledger.read();
        reads.iter().all(|number| self.one(&book, *number))
    }

    /// The findings among these that are no longer true.
    pub fn changed(&self, reads: &[u32]) -> Vec<u32> {
        let book = self.ledger.read();
        let changed = reads.iter().filter(|number| !self.one(&book, **number));
        changed.copied().collect()
    }

    fn one(&self, book: &Book, number: u32) -> bool {
        let Some(state) = self.states.get(number as usize) else {
            return false;
        };
        match state.load(Ordering::Relaxed) {
            HOLDS => return true,
            CHANGED => return false,
            _ => {}
        }
        let holds = match number.checked_sub(book.stored.len()) {
            None => self.stored(&book.stored, number),
            Some(at) => self.made(book, at as usize),
        };
        state.store(if holds { HOLDS } else { CHANGED }, Ordering::Relaxed);
        holds
    }

    fn stored(&self, stored: &Stored, number: u32) -> bool {
        let is_same = stored.ground == self.world.ground;
        if is_same && let Some(kind) = stored.kind(number) {
            let holds = stands_on_ground(kind)
                || (stands_on_summaries(kind) && self.world.has_same_summaries());
            if holds {
                return true;
            }
        }
        stored.finding(number).is_some_and(|(fact, digest)| {
            (is_same && self.world.is_bare_page(&fact)) || self.world.digest_of(&fact) == digest
        })
    }

    fn made(&self, book: &Book, at: usize) -> bool {
        let Some((finding, ground)) = book.made.get_index(at) else {
            return false;
        };
        let fact = &finding.fact;
        let is_same = ground.load(Ordering::Relaxed) == self.ground;
        if is_same && (stands_on_ground(fact.kind()) || self.world.is_bare_page(fact)) {
            return true;
        }
        let holds = self.world.digest_of(fact) == finding.digest();
        if holds {
            ground.store(self.ground, Ordering::Relaxed);
        }
        holds
    }
}

/// What decides on an answer.
#[derive(PartialEq, Eq)]
enum Stands {
    /// Nothing but the ground.
    OnGround,
    /// The ground, and what lists show of entries.
    OnSummaries,
    /// A text or all of an entry, or something of the theme or of `data/`.
    Alone,
}

fn stands_on_ground(kind: FactKind) -> bool {
    stands(kind) == Stands::OnGround
}

fn stands_on_summaries(kind: FactKind) -> bool {
    stands(kind) == Stands::OnSummaries
}

fn stands(kind: FactKind) -> Stands {
    match kind {
        FactKind::Site
        | FactKind::Words
        | FactKind::Shape
        | FactKind::DateLang
        | FactKind::Count
        | FactKind::HasSection
        | FactKind::Terms
        | FactKind::Grouping
        | FactKind::Choices
        | FactKind::Menu
        | FactKind::Breadcrumbs
        | FactKind::Translations
        | FactKind::Place
        | FactKind::OwnUrl
        | FactKind::Url
        | FactKind::Image
        | FactKind::Picture
        | FactKind::Number
        | FactKind::Exports
        | FactKind::Months
        | FactKind::Ground
        | FactKind::Today => Stands::OnGround,
        FactKind::Summary
        | FactKind::Listing
        | FactKind::List
        | FactKind::Children
        | FactKind::Entries
        | FactKind::Groups
        | FactKind::Upcoming
        | FactKind::Month
        | FactKind::PastEvents
        | FactKind::Sheet
        | FactKind::Section
        | FactKind::Sections
        | FactKind::Neighbours
        | FactKind::Backlinks
        | FactKind::Related
        | FactKind::Feed
        | FactKind::Crisis => Stands::OnSummaries,
        FactKind::ThemeOption
        | FactKind::Templates
        | FactKind::Asset
        | FactKind::AssetText
        | FactKind::Page
        | FactKind::Body
        | FactKind::Comments
        | FactKind::Data
        | FactKind::Policy
        | FactKind::Origin
        | FactKind::Record
        | FactKind::Share
        | FactKind::Catalogue
        | FactKind::Dates => Stands::Alone,
    }
}

//! Answers before they are values: what each consists of. The same answer gives a template its value
//! and a trace its digest, so the two can't drift apart; and a digest can be had without the value.

use super::fact::{Fact, FactKind};
use super::query;
use super::tracked::{Tracked, extended_digest, list_digest, map_digest, map_of};
use super::world::World;
use crate::base::digest::Digest;
use crate::model::EntryId;
use tera::Value;
use tera::value::Key;

/// What an answer consists of.
pub(super) enum Answer {
    /// A value that is made already.
    Known(Tracked),
    /// What lists show of an entry.
    Summary(EntryId),
    /// The same of a listing, with its next time as `next` and its `alert` then.
    Upcoming(EntryId),
    /// What lists show of an entry, with more.
    With(EntryId, Vec<(&'static str, Value)>),
    /// Several, in order.
    List(Vec<Answer>),
    /// Several, by name.
    Map(Vec<(&'static str, Answer)>),
}

impl<V: Into<Tracked>> From<V> for Answer {
    fn from(value: V) -> Self {
        Answer::Known(value.into())
    }
}

impl Answer {
    /// The answer to a question about what does not exist.
    pub fn absent() -> Answer {
        Answer::Known(Tracked::absent())
    }

    /// An answer that no template ever sees: that it is another one is all there is to know.
    pub fn digest_only(digest: Digest) -> Answer {
        Answer::Known(Tracked::combined(Value::none(), digest))
    }

    /// Summaries in order.
    pub fn summaries<'a>(ids: impl IntoIterator<Item = &'a EntryId>) -> Answer {
        Answer::List(ids.into_iter().copied().map(Answer::Summary).collect())
    }

    fn entries(&self, ids: &mut Vec<EntryId>) {
        match self {
            Answer::Known(_) => {}
            Answer::Summary(id) | Answer::Upcoming(id) | Answer::With(id, _) => ids.push(*id),
            Answer::List(items) => items.iter().for_each(|item| item.entries(ids)),
            Answer::Map(entries) => entries.iter().for_each(|(_, item)| item.entries(ids)),
        }
    }

    /// Its digest; values are not made for it.
    pub fn digest(&self, world: &World) -> Digest {
        match self {
            Answer::Known(tracked) => tracked.digest(),
            // The next time is part of the summary, and so is what is out of the ordinary then.
            Answer::Summary(id) | Answer::Upcoming(id) => world.summary_digest(*id),
            Answer::With(id, more) => extended_digest(world.summary_digest(*id), more),
            Answer::List(items) => {
                list_digest(items.len(), items.iter().map(|item| item.digest(world)))
            }
            Answer::Map(entries) => map_digest(
                entries.len(),
                entries.iter().map(|(key, item)| (*key, item.digest(world))),
            ),
        }
    }

    /// Its value.
    pub fn value(self, world: &World) -> Value {
        match self {
            Answer::Known(tracked) => tracked.into_value(),
            Answer::Summary(id) => world.summary(id).into_value(),
            Answer::Upcoming(id) => world.upcoming(id),
            Answer::With(id, more) => {
                let summary = world.summary(id);
                let fields = summary.value().as_map().into_iter().flatten();
                let fields = fields.map(|(key, value)| (key.clone(), value.clone()));
                let more = more.into_iter().map(|(key, value)| (Key::Str(key), value));
                map_of(fields.chain(more))
            }
            Answer::List(items) => {
                let values = items.into_iter().map(|item| item.value(world));
                Value::from(values.collect::<Vec<_>>())
            }
            Answer::Map(entries) => {
                let entries = entries.into_iter();
                map_of(entries.map(|(key, item)| (Key::Str(key), item.value(world))))
            }
        }
    }

    /// Value and digest.
    pub fn tracked(self, world: &World) -> Tracked {
        match self {
            Answer::Known(tracked) => tracked,
            other => {
                let digest = other.digest(world);
                Tracked::combined(other.value(world), digest)
            }
        }
    }
}

impl World {
    /// The entries that a page shows because it asked this. What stands around every page is not meant:
    /// the entries before and after it, those that are like it, those that link to it.
    pub fn entries_shown(&self, fact: &Fact) -> Vec<EntryId> {
        let is_content = matches!(
            fact.kind(),
            FactKind::Summary
                | FactKind::Listing
                | FactKind::List
                | FactKind::Entries
                | FactKind::Groups
                | FactKind::Upcoming
                | FactKind::Month
                | FactKind::PastEvents
                | FactKind::Sheet
        );
        let answer = is_content.then(|| query::answer(self, fact));
        let mut ids = Vec::new();
        if let Some(Ok(answer)) = answer {
            answer.entries(&mut ids);
        }
        ids
    }

    /// What the present answer to a question is; that of "absent" if it can't be asked any more.
    pub fn digest_of(&self, fact: &Fact) -> Digest {
        if let Some(known) = self.recall(fact) {
            return known.digest();
        }
        if let Fact::Page(topic) = fact
            && let Some(subject) = self.subject(topic)
        {
            return query::page_digest(self, &subject);
        }
        let answer = query::answer(self, fact).unwrap_or_else(|_| Answer::absent());
        answer.digest(self)
    }
}

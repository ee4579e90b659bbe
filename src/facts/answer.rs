//! Answers before they are values: what each consists of. The same answer gives a template its value
//! and a trace its digest, so the two can't drift apart; and a digest can be had without the value.

use super::fact::Fact;
use super::query;
use super::tracked::{Tracked, list_digest, map_digest, map_of};
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

    /// Its digest; values are not made for it.
    pub fn digest(&self, world: &World) -> Digest {
        match self {
            Answer::Known(tracked) => tracked.digest(),
            Answer::Summary(id) => world.summary_digest(*id),
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
            Answer::Summary(id) => world.summary(id).value().clone(),
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

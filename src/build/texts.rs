//! The texts of entries while they are of use: kept up to a number of bytes, read again from their files
//! when they are wanted after that.
//!
//! A build reads every text once and in order, a preview the same few again and again. So what comes
//! when there is no more room must prove itself first: it stands in a small queue, from which only what
//! was wanted twice moves on and takes the place of something else. One run through all texts of a large
//! site thus leaves nearly all in place that was there.

use crate::base::digest::Digest;
use crate::config::MarkdownSettings;
use crate::content::markdown::Text;
use crate::content::{Entry, Fetched, Source, Texts, read_text, text_key};
use crate::disk::{Snapshot, TEXT_LIMIT};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The bytes that texts may take, unless told otherwise.
const ROOM: usize = 192_000_000;
/// In a build, which lets go of them before what it knows of outputs has grown.
const ROOM_OF_A_BUILD: usize = 370_000_000;
/// Parts that are locked each by itself, so that threads seldom wait for one another.
const SHARDS: usize = 16;
/// One part in so many of the room is for texts that have not proved themselves.
const ON_TRIAL: usize = 10;
/// What a text costs beside itself: its place in the map and in the queue.
const OVERHEAD: usize = 160;

/// Texts by their [keys](text_key).
pub(super) struct TextCache {
    shards: Vec<Mutex<Shard>>,
}

impl Default for TextCache {
    fn default() -> Self {
        TextCache::with_room(ROOM)
    }
}

impl TextCache {
    /// An empty one that takes so many bytes in all.
    pub(super) fn with_room(bytes: usize) -> TextCache {
        let shard = || Mutex::new(Shard::with_room(bytes / SHARDS));
        TextCache {
            shards: (0..SHARDS).map(|_| shard()).collect(),
        }
    }

    /// Takes as much as a build has room for.
    pub(super) fn widen(&self) {
        for shard in &self.shards {
            locked(shard).room = ROOM_OF_A_BUILD / SHARDS;
        }
    }

    /// A text, if it is still here.
    pub(super) fn get(&self, key: Digest) -> Option<Arc<Text>> {
        self.shard(key).get(key)
    }

    /// Keeps a text as long as there is room.
    pub(super) fn keep(&self, key: Digest, text: Arc<Text>) {
        self.shard(key).keep(key, text);
    }

    /// Lets go of a text.
    pub(super) fn release(&self, key: Digest) {
        self.shard(key).release(key);
    }

    /// Keeps nothing of what is here.
    pub(super) fn clear(&self) {
        for shard in &self.shards {
            let mut shard = locked(shard);
            *shard = Shard::with_room(shard.room);
        }
    }

    /// The bytes that are taken.
    #[cfg(test)]
    fn weight(&self) -> usize {
        let locked = self.shards.iter().map(locked);
        locked
            .map(|shard| shard.settled.weight + shard.trial.weight)
            .sum()
    }

    fn shard(&self, key: Digest) -> MutexGuard<'_, Shard> {
        locked(&self.shards[(key.0 % SHARDS as u128) as usize])
    }
}

/// A thread that panicked with the lock in its hand can have left out a text, but no wrong one.
fn locked(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Shard {
    room: usize,
    texts: HashMap<Digest, Kept>,
    settled: Queue,
    trial: Queue,
}

struct Kept {
    text: Arc<Text>,
    weight: usize,
    /// Whether it has proved itself, or came while there was room.
    settled: bool,
    /// Whether anybody wanted it since it was last looked at for leaving.
    wanted: bool,
}

/// Keys in the order in which their texts leave, and what those weigh that are still here.
#[derive(Default)]
struct Queue {
    keys: VecDeque<Digest>,
    weight: usize,
}

impl Queue {
    fn push(&mut self, key: Digest, weight: usize) {
        self.keys.push_back(key);
        self.weight += weight;
    }
}

impl Shard {
    fn with_room(room: usize) -> Shard {
        Shard {
            room,
            texts: HashMap::new(),
            settled: Queue::default(),
            trial: Queue::default(),
        }
    }

    fn get(&mut self, key: Digest) -> Option<Arc<Text>> {
        let kept = self.texts.get_mut(&key)?;
        kept.wanted = true;
        Some(Arc::clone(&kept.text))
    }

    fn keep(&mut self, key: Digest, text: Arc<Text>) {
        let weight = text.weight() + OVERHEAD;
        if self.texts.contains_key(&key) || weight > self.room {
            return;
        }
        let has_room = self.settled.weight + self.trial.weight + weight <= self.room;
        let queue = match has_room {
            true => &mut self.settled,
            false => &mut self.trial,
        };
        queue.push(key, weight);
        let kept = Kept {
            text,
            weight,
            settled: has_room,
            wanted: false,
        };
        self.texts.insert(key, kept);
        while self.settled.weight + self.trial.weight > self.room {
            self.make_room();
        }
    }

    /// Looks at the text whose turn it is to leave: it leaves, or it has been wanted and stays.
    fn make_room(&mut self) {
        let on_trial = self.trial.weight > self.room / ON_TRIAL || self.settled.keys.is_empty();
        let queue = match on_trial {
            true => &mut self.trial,
            false => &mut self.settled,
        };
        let Some(key) = queue.keys.pop_front() else {
            return;
        };
        let Some(kept) = self.texts.get_mut(&key) else {
            return;
        };
        if std::mem::take(&mut kept.wanted) {
            let weight = kept.weight;
            let was_settled = std::mem::replace(&mut kept.settled, true);
            self.queue(was_settled).weight -= weight;
            self.settled.push(key, weight);
        } else {
            self.release(key);
        }
    }

    /// Its key stays in its queue, until its turn to leave comes.
    fn release(&mut self, key: Digest) {
        if let Some(kept) = self.texts.remove(&key) {
            self.queue(kept.settled).weight -= kept.weight;
        }
    }

    fn queue(&mut self, settled: bool) -> &mut Queue {
        match settled {
            true => &mut self.settled,
            false => &mut self.trial,
        }
    }
}

/// The texts of one revision.
pub(super) struct RevisionTexts {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) settings: MarkdownSettings,
    pub(super) cache: Arc<TextCache>,
}

impl Texts for RevisionTexts {
    fn text(&self, entry: &Entry) -> Fetched {
        if let Some(text) = &entry.kept {
            return Fetched::of(entry, Arc::clone(text));
        }
        let key = text_key(entry, &self.settings);
        if let Some(text) = self.cache.get(key) {
            return Fetched::of(entry, text);
        }
        let text = match self.snapshot.read_text(&entry.source, TEXT_LIMIT) {
            Ok(text) => text,
            Err(fault) => return Fetched::none(fault),
        };
        let source = Source {
            path: &entry.source,
            text: &text,
        };
        let fetched = read_text(source, entry, &self.settings);
        if fetched.digest == entry.text {
            self.cache.keep(key, Arc::clone(&fetched.text));
        }
        fetched
    }

    fn release(&self, entry: &Entry) {
        self.cache.release(text_key(entry, &self.settings));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::Segment;

    fn text(bytes: usize) -> Arc<Text> {
        Arc::new(Text {
            segments: vec![Segment::Html("x".repeat(bytes))],
            is_quiet: true,
        })
    }

    /// All in one shard.
    fn key(number: u128) -> Digest {
        Digest(number * SHARDS as u128)
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let cache = TextCache::with_room(SHARDS * 100_000);
        for number in 0..1000 {
            cache.keep(key(number), text(500 + number as usize));
            assert!(cache.weight() <= 100_000);
        }
        assert!(cache.weight() > 90_000);
        cache.keep(key(5000), text(200_000));
        assert!(cache.get(key(5000)).is_none(), "larger than all the room");
    }

    #[test]
    fn what_is_released_makes_room() {
        let cache = TextCache::with_room(SHARDS * 100_000);
        for number in 0..1000 {
            cache.keep(key(number), text(1000));
            cache.release(key(number));
            assert_eq!(cache.weight(), 0);
        }
        // Some of the same keys once more, over what the queues still hold of them.
        for number in 0..200 {
            cache.keep(key(number), text(1000));
            assert!(cache.weight() <= 100_000);
        }
        let found = (0..200).filter(|number| cache.get(key(*number)).is_some());
        assert!(found.count() > 60);
    }

    #[test]
    fn one_run_through_all_texts_leaves_most_of_those_that_were_there() {
        let cache = TextCache::with_room(SHARDS * 100_000);
        for number in 0..1000 {
            cache.keep(key(number), text(1000));
        }
        let found = (0..80).filter(|number| cache.get(key(*number)).is_some());
        assert!(found.count() > 60);
    }

    #[test]
    fn what_is_wanted_again_finds_its_place() {
        let cache = TextCache::with_room(SHARDS * 100_000);
        for number in 0..100 {
            cache.keep(key(number), text(1000));
        }
        for number in 1000..2000 {
            cache.keep(key(7), text(1000));
            assert!(cache.get(key(7)).is_some(), "lost after {number}");
            cache.keep(key(number), text(1000));
        }
    }
}

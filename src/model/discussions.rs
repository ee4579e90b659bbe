//! What readers have answered: which comment belongs to which entry, and whether more can be sent. What is
//! rejected is dropped here, and what is pending only a preview may ask for.

use super::publish::LeftOut;
use super::site::{EntryId, Site, Structure};
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::paths::SourcePath;
use crate::config::Config;
use crate::config::comments::Closing;
use crate::content::comment::{Comment, FOLDER, PEOPLE, Status};
use crate::content::front::CommentsWord;
use crate::content::{Entry, Kind, place};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The comments of a site, by the entries that they are about.
#[derive(Debug, Default)]
pub struct Discussions {
    by_entry: BTreeMap<EntryId, Vec<Arc<Comment>>>,
    pending: Vec<String>,
}

/// Whether an entry has comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discussion {
    /// It has none, and takes none.
    Off,
    /// Readers can send one.
    Open,
    /// They can't any more: since this day, if it was set.
    Closed(Option<Day>),
}

/// A comment with those that answer it.
#[derive(Clone, Debug)]
pub struct Thread<'a> {
    /// The comment.
    pub comment: &'a Arc<Comment>,
    /// The answers, oldest first, those to answers among them, each with the comment that it answers.
    pub replies: Vec<(&'a Arc<Comment>, &'a Arc<Comment>)>,
}

impl Discussions {
    pub(super) fn of(
        comments: Vec<Arc<Comment>>,
        entries: &[Arc<Entry>],
        structure: &Structure,
        sink: &mut Sink,
    ) -> Discussions {
        let mut found = Discussions::default();
        let is_rejected = |comment: &Arc<Comment>| comment.status == Status::Rejected;
        let (rejected, comments): (Vec<_>, Vec<_>) = comments.into_iter().partition(is_rejected);
        if comments.is_empty() {
            return found;
        }
        let names = Names::of(entries, &structure.left_out);
        for comment in comments {
            if comment.status == Status::Pending && !comment.withdrawn {
                found.pending.push(comment.source.as_str().to_owned());
            }
            match names.find(&comment, entries) {
                Ok(Some(id)) => found.by_entry.entry(id).or_default().push(comment),
                Ok(None) => {}
                Err(fault) => sink.push(*fault),
            }
        }
        for comments in found.by_entry.values_mut() {
            comments.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.source.cmp(&b.source)));
            comments.iter().for_each(|comment| {
                sink.extend(stray_reply(comment, comments, &rejected));
            });
        }
        found.calm(entries, sink);
        found
    }

    /// Takes back what was said of what strangers can do with a comment, where nobody will ever see it.
    fn calm(&self, entries: &[Arc<Entry>], sink: &mut Sink) {
        let gone = self.by_entry.iter();
        let gone = gone.filter(|(id, _)| entries[id.index()].is_withdrawn());
        let unseen: BTreeSet<&SourcePath> = gone
            .flat_map(|(_, comments)| comments.iter().map(|comment| &comment.source))
            .collect();
        sink.retain(|fault| {
            let is_unseen = |path: &SourcePath| unseen.contains(path);
            let here = fault.primary.as_ref().map(|span| &span.path);
            !(PEOPLE.contains(&fault.code) && here.is_some_and(is_unseen))
        });
    }

    /// The sources of those that nobody has decided on.
    pub fn pending(&self) -> &[String] {
        &self.pending
    }
}

/// What entries are called where comments name them.
struct Names<'a> {
    by_key: BTreeMap<&'a str, Vec<EntryId>>,
    by_name: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Those that readers can't see now: their comments wait with them.
    hidden: BTreeSet<&'a str>,
}

type Fault = Box<Diagnostic>;

impl<'a> Names<'a> {
    fn of(entries: &'a [Arc<Entry>], left_out: &'a LeftOut) -> Names<'a> {
        let mut names = Names {
            by_key: BTreeMap::new(),
            by_name: BTreeMap::new(),
            hidden: BTreeSet::new(),
        };
        let texts = entries.iter().enumerate();
        for (at, entry) in texts.filter(|(_, entry)| !entry.place.is_section) {
            let key = entry.place.key.as_str();
            names
                .by_key
                .entry(key)
                .or_default()
                .push(EntryId(at as u32));
            names
                .by_name
                .entry(&entry.place.name)
                .or_default()
                .insert(key);
        }
        let hidden = [&left_out.drafts, &left_out.future, &left_out.expired];
        names.hidden.extend(
            hidden
                .into_iter()
                .flatten()
                .flat_map(|source| hidden_names(source)),
        );
        names
    }

    /// The entry that a comment is about; none while readers can't see it.
    fn find(&self, comment: &Comment, entries: &[Arc<Entry>]) -> Result<Option<EntryId>, Fault> {
        let about = comment.about.as_str();
        let ids = match (self.by_key.get(about), self.by_name.get(about)) {
            (Some(ids), _) => ids,
            (None, Some(keys)) if keys.len() == 1 => {
                let key = keys.first().copied().unwrap_or_default();
                self.by_key.get(key).map_or(&[][..], Vec::as_slice)
            }
            (None, Some(keys)) => return Err(ambiguous(comment, keys)),
            (None, None) if self.hidden.contains(about) => return Ok(None),
            (None, None) => return Err(self.unknown(comment)),
        };
        let lang = |id: &&EntryId| Some(&entries[id.index()].lang) == comment.lang.as_ref();
        let original = |id: &&EntryId| entries[id.index()].place.lang.is_none();
        let found = match &comment.lang {
            Some(_) => ids.iter().find(lang),
            None => ids.iter().find(original).or(ids.first()),
        };
        match (found, &comment.lang) {
            (Some(id), _) => Ok(Some(*id)),
            (None, Some(lang)) => Err(Box::new(
                Diagnostic::warning(
                    "comment/language",
                    format!(
                        "{about} is not there in {}, so nobody sees this comment",
                        lang.own_name()
                    ),
                )
                .in_file(&comment.source)
                .help(format!(
                    "take `.{lang}` out of the file's name to show it where the article is"
                )),
            )),
            (None, None) => Ok(None),
        }
    }

    fn unknown(&self, comment: &Comment) -> Fault {
        let about = comment.about.as_str();
        let known = self.by_key.keys().chain(self.by_name.keys()).copied();
        let fault = Diagnostic::error(
            "comment/unknown",
            format!("there is no article `{about}` that this comment could be about"),
        )
        .in_file(&comment.source);
        Box::new(match nearest(about, known) {
            Some(near) => fault.help(format!("did you mean the folder {FOLDER}/{near}/?")),
            None => fault.help("call its folder as the article's file below content/ is called, without .md: comments/articles/first-meeting/"),
        })
    }
}

/// The names under which comments can mean an entry that is left out.
fn hidden_names(source: &str) -> impl Iterator<Item = &str> {
    let path = source.strip_prefix("content/").unwrap_or(source);
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.split('.').next().unwrap_or(file);
    let key = match stem {
        "index" => folder,
        stem => &path[..path.len() - file.len() + stem.len()],
    };
    let name = key.rsplit('/').next().unwrap_or(key);
    [key, place::without_day(name)].into_iter()
}

fn ambiguous(comment: &Comment, keys: &BTreeSet<&str>) -> Fault {
    let about = &comment.about;
    let folders = keys.iter().map(|key| format!("{FOLDER}/{key}/"));
    let folders: Vec<String> = folders.collect();
    Box::new(
        Diagnostic::error(
            "comment/ambiguous",
            format!("several articles are called `{about}`"),
        )
        .in_file(&comment.source)
        .help(format!(
            "move the comment into one of these folders: {}",
            folders.join(", ")
        )),
    )
}

/// What is wrong with the comment that another names. Nothing that a waiting one says is told.
fn stray_reply(
    comment: &Comment,
    all: &[Arc<Comment>],
    rejected: &[Arc<Comment>],
) -> Option<Diagnostic> {
    let (to, span) = comment.reply_to.as_ref()?;
    let others = || all.iter().filter(|other| other.name != comment.name);
    if others().any(|other| other.name == *to) {
        return None;
    }
    let warning = |message: &str| {
        Diagnostic::warning("comment/reply", message).at(&comment.source, span.clone())
    };
    let mut refused = rejected.iter().filter(|other| other.about == comment.about);
    if refused.any(|other| other.name == *to) {
        let fault =
            warning("the comment that this one answers was rejected, so it stands by itself");
        return Some(fault.help(
            "if it makes no sense alone, reject it too; else take the line `reply_to` out of it",
        ));
    }
    let fault = warning("the comment that this one answers is not there, so it stands by itself");
    let near = nearest(to, others().map(|other| other.name.as_str()));
    Some(match near {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => {
            fault.help("write the name of its file without .md, as it stands in the same folder")
        }
    })
}

impl Site {
    /// Whether an entry has comments on the day of the build.
    pub fn discussion(&self, id: EntryId) -> Discussion {
        discussion(self.entry(id), &self.config, self.today)
    }

    /// What readers see below an entry, oldest first; in a preview, what waits as well.
    pub fn threads(&self, id: EntryId, preview: bool) -> Vec<Thread<'_>> {
        let all = self
            .discussions
            .by_entry
            .get(&id)
            .map_or(&[][..], Vec::as_slice);
        let is_shown = |comment: &&Arc<Comment>| match comment.status {
            Status::Approved => true,
            Status::Pending => preview,
            Status::Rejected => false,
        };
        let shown: Vec<&Arc<Comment>> = all.iter().filter(is_shown).collect();
        let parents: Vec<Option<usize>> = shown
            .iter()
            .map(|comment| parent(comment, &shown))
            .collect();
        let mut threads: Vec<Thread<'_>> = Vec::new();
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        for at in 0..shown.len() {
            if parents[at].is_none() {
                place.insert(at, threads.len());
                threads.push(Thread {
                    comment: shown[at],
                    replies: Vec::new(),
                });
            }
        }
        for (at, comment) in shown.iter().enumerate() {
            let top = top_of(at, &parents).and_then(|top| place.get(&top));
            if let (Some(to), Some(top)) = (parents[at], top) {
                threads[*top].replies.push((comment, shown[to]));
            }
        }
        threads
    }
}

/// The comment that another answers: one of those before it, so that no two answer each other.
fn parent(comment: &Comment, shown: &[&Arc<Comment>]) -> Option<usize> {
    let (to, _) = comment.reply_to.as_ref()?;
    let at = shown
        .iter()
        .position(|other| other.source == comment.source)?;
    shown[..at].iter().position(|other| other.name == *to)
}

fn top_of(at: usize, parents: &[Option<usize>]) -> Option<usize> {
    let mut top = at;
    // A parent stands before what answers it.
    while let Some(parent) = parents.get(top).copied().flatten() {
        top = parent;
    }
    Some(top)
}

fn discussion(entry: &Entry, config: &Config, today: Day) -> Discussion {
    let settings = &config.comments;
    let is_usual = matches!(entry.kind, Kind::Article);
    let can = is_usual || matches!(entry.kind, Kind::Page);
    let own = entry.front.comments;
    if !settings.enabled || !can || (own.is_none() && !is_usual) {
        return Discussion::Off;
    }
    match own {
        Some(CommentsWord::Off) => return Discussion::Off,
        Some(CommentsWord::Closed) => return Discussion::Closed(None),
        Some(CommentsWord::Open) | None => {}
    }
    let published = entry.front.date.map(|when| when.day);
    let last = match settings.closing {
        None => None,
        Some(Closing::On(day)) => Some(day),
        Some(Closing::After(interval)) => published.and_then(|day| interval.after(day, 1)),
    };
    match last {
        Some(day) if day <= today => Discussion::Closed(Some(day)),
        _ => Discussion::Open,
    }
}

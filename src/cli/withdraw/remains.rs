//! What stays in the source of something that was withdrawn: that it was, and its address.

use crate::base::day::Day;
use crate::base::diag::Sink;
use crate::base::lang::Lang;
use crate::base::paths::{SourcePath, UrlPath};
use crate::cli::quoted::quoted;
use crate::content::comment::{self, Comment, Status};
use crate::content::front::Front;
use crate::content::section::SectionKind;
use crate::content::{Entry, Reading, Source, read_markdown};

/// What is noted of the files that went with it, or did not.
#[derive(Default)]
pub(super) struct Left {
    /// Published no longer.
    pub withheld: Vec<String>,
    /// Beside it, and still published.
    pub shown: Vec<String>,
}

/// An entry's new source.
pub(super) fn of_entry(entry: &Entry, date: Day, left: &Left) -> String {
    let Front {
        slug,
        path,
        aliases,
        draft,
        publish_date,
        expiry_date,
        quick_exit,
        discreet,
        ..
    } = &entry.front;
    let mut lines = vec![format!("withdrawn: {date}")];
    let mut put = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| format!("{name}: {value}")));
    };
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
        (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
    };
    let aliases: Vec<String> = addresses(aliases);
    put("slug", slug.as_deref().map(quoted));
    put("path", path.as_ref().map(|path| quoted(path.as_str())));
    put("aliases", list(&aliases));
    put("draft", draft.then(|| "true".to_owned()));
    put("publish_date", publish_date.map(|when| when.to_string()));
    put("expiry_date", expiry_date.map(|when| when.to_string()));
    put("quick_exit", quick_exit.map(|flag| flag.to_string()));
    put("discreet", discreet.map(|flag| flag.to_string()));
    put("withheld", list(&left.withheld));
    put("still_shown", list(&left.shown));
    format!("---\n{}\n---\n", lines.join("\n"))
}

/// A comment's new source.
pub(super) fn of_comment(comment: &Comment, date: Day) -> String {
    let status = match comment.status {
        Status::Approved => "approved",
        Status::Pending => "pending",
        Status::Rejected => "rejected",
    };
    let reply = comment.reply_to.as_ref();
    let reply = reply.map_or(String::new(), |(to, _)| {
        format!("reply_to: {}\n", quoted(to))
    });
    format!(
        "---\nwithdrawn: {date}\nstatus: {status}\ndate: {}\n{reply}---\n",
        comment.date
    )
}

/// Whether a new source reads as the same entry, withdrawn, at the same address.
pub(super) fn is_entry(entry: &Entry, new: &str, reading: &Reading) -> bool {
    let read = read_again(entry, (&entry.source, new), reading);
    read.is_some_and(|read| read.place == entry.place && read.front.slug == entry.front.slug)
}

/// Whether a new source at another path reads as the same entry, withdrawn, at the same address.
pub(super) fn is_at(entry: &Entry, source: (&SourcePath, &str), reading: &Reading) -> bool {
    let segment = |entry: &Entry| entry.front.slug.clone().unwrap_or(entry.place.name.clone());
    let read = read_again(entry, source, reading);
    read.is_some_and(|read| {
        read.place.folder == entry.place.folder && segment(&read) == segment(entry)
    })
}

/// What a new source reads as, if it is the same entry, withdrawn, with all that addresses depend on but its
/// place.
fn read_again(
    entry: &Entry,
    (path, text): (&SourcePath, &str),
    reading: &Reading,
) -> Option<Entry> {
    let folder = match entry.listing() {
        Some(_) => SectionKind::Listings,
        None => SectionKind::Articles,
    };
    let mut sink = Sink::new();
    let (read, _) = read_markdown(Source { path, text }, folder, reading, &mut sink)?;
    let (own, new) = (&entry.front, &read.front);
    let is_same = sink.is_empty()
        && read.is_withdrawn()
        && (&own.path, own.draft) == (&new.path, new.draft)
        && (own.discreet, own.quick_exit) == (new.discreet, new.quick_exit)
        && addresses(&own.aliases) == addresses(&new.aliases);
    is_same.then_some(read)
}

/// Whether a new source reads as the same comment, withdrawn.
pub(super) fn is_comment(old: &Comment, new: &str, languages: &[Lang]) -> bool {
    let source = Source {
        path: &old.source,
        text: new,
    };
    let mut sink = Sink::new();
    let read = comment::read(source, languages, &mut sink);
    read.is_some_and(|read| {
        sink.is_empty()
            && read.withdrawn
            && read.html.is_empty()
            && (read.status, read.date) == (old.status, old.date)
    })
}

/// A comment as it is now.
pub(super) fn comment(path: &SourcePath, text: &str, languages: &[Lang]) -> Option<Comment> {
    comment::read(Source { path, text }, languages, &mut Sink::new())
}

fn addresses(aliases: &[(UrlPath, std::ops::Range<usize>)]) -> Vec<String> {
    let aliases = aliases.iter();
    aliases
        .map(|(alias, _)| alias.as_str().to_owned())
        .collect()
}

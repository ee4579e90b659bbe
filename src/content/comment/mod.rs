//! One comment: a file below `comments/`, in a folder that names what it is about. It sees no other, and
//! does not know whether there is such an article.

mod html;
mod people;

use super::front;
use super::place::{MARKDOWN, split_lang};
use super::read::Source;
use crate::base::day::{Day, parse_day};
use crate::base::diag::{Code, Diagnostic, Sink};
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::base::node::{Fields, Node, plain_bool};
use crate::base::paths::SourcePath;
use serde::Serialize;
use std::ops::Range;

/// The folder of all comments.
pub const FOLDER: &str = "comments";

/// What a moderator has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Status {
    /// Readers see it.
    Approved,
    /// Nobody has decided yet.
    Pending,
    /// Nobody shall see it.
    Rejected,
}

/// A comment. Of one that is rejected, nothing is kept that somebody has written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its file.
    pub source: SourcePath,
    /// The folder below `comments/`: what it is about.
    pub about: String,
    /// The file's name without ending and language, by which replies name it.
    pub name: String,
    /// The language in its name: readers of that language see it.
    pub lang: Option<Lang>,
    /// What was decided.
    pub status: Status,
    /// Whether whoever wrote it has taken it back.
    pub withdrawn: bool,
    /// Who wrote it, as they want to be called.
    pub author: Option<String>,
    /// When.
    pub date: Day,
    /// The name of the comment that it answers, with its place.
    pub reply_to: Option<(String, Range<usize>)>,
    /// Its text, with no HTML in it but that of Markdown.
    pub html: String,
    /// Of all of it.
    pub digest: Digest,
}

/// What is told of people in comments, whom readers could write to, call or know.
pub const PEOPLE: [Code; 3] = ["comment/email", "comment/phone", "comment/person"];

/// Whether a file can be a comment.
pub fn is_comment(path: &SourcePath) -> bool {
    path.below(FOLDER).is_some() && path.ends_in(&MARKDOWN)
}

/// Reads one. `None`: nothing could be made of it, and why was reported.
pub fn read(source: Source<'_>, languages: &[Lang], sink: &mut Sink) -> Option<Comment> {
    let path = source.path;
    let Some((about, _)) = path.below(FOLDER)?.rsplit_once('/') else {
        sink.push(
            Diagnostic::error("comment/place", "this comment is about nothing")
                .in_file(path)
                .help("put it into a folder that is called as the article is: comments/articles/first-meeting/"),
        );
        return None;
    };
    let (name, lang) = split_lang(path.stem(), languages);
    let split = front::split(source.text, path, sink);
    let node = split.node?;
    let mut fields = Fields::of(&node, "front matter", path, sink);
    let status = status(&mut fields, &node);
    let withdrawn = withdrawn(&mut fields);
    let author = fields
        .text_at("author")
        .filter(|(name, _)| !name.is_empty());
    let date = date(&mut fields, name);
    let reply_to = fields.text_at("reply_to").filter(|(to, _)| !to.is_empty());
    if status == Status::Rejected || withdrawn {
        fields.others(|_| true);
    }
    fields.finish();
    let is_kept = status != Status::Rejected && !withdrawn;
    let text = is_kept.then(|| source.text.get(split.body..)).flatten();
    let author = author.filter(|_| is_kept);
    if let Some((name, span)) = &author {
        people::check_author(path, (name, span.clone()), sink);
    }
    let author = author.map(|(name, _)| name);
    let at = (path, split.body);
    people::check(at, text.unwrap_or_default(), author.as_deref(), sink);
    let html = html::of(text.unwrap_or_default(), (path, split.body), sink);
    if is_kept && html.trim().is_empty() {
        sink.push(
            Diagnostic::warning("comment/empty", "this comment has no text")
                .in_file(path)
                .help("write it below the second line `---`, or delete the file"),
        );
    }
    let mut comment = Comment {
        source: path.clone(),
        about: about.to_owned(),
        name: name.to_owned(),
        lang,
        status,
        withdrawn,
        author,
        date: date?,
        reply_to,
        html,
        digest: Digest::default(),
    };
    comment.digest = comment.digest();
    Some(comment)
}

impl Comment {
    fn digest(&self) -> Digest {
        let Comment {
            source,
            about,
            name,
            lang,
            status,
            withdrawn,
            author,
            date,
            reply_to,
            html,
            digest: _,
        } = self;
        let reply_to = reply_to.as_ref().map(|(to, _)| to);
        let mut writer = DigestWriter::new();
        writer.value(&(source, about, name, lang, status)).value(&(
            withdrawn,
            author,
            date.to_string(),
            reply_to,
            html,
        ));
        writer.finish()
    }
}

/// Whoever has not decided has not approved.
fn status(fields: &mut Fields<'_, '_>, front: &Node) -> Status {
    let words = [
        ("approved", Status::Approved),
        ("pending", Status::Pending),
        ("rejected", Status::Rejected),
    ];
    let status = fields.choice("status", &words);
    if front.get("status").is_none_or(Node::is_blank) {
        let path = fields.path();
        let fault = Diagnostic::warning("comment/status", "nobody has decided on this comment");
        fields.sink().push(
            fault
                .in_file(path)
                .help("add a line between two lines `---` at the top: status: pending (or approved, or rejected); until then it waits"),
        );
    }
    status.unwrap_or(Status::Pending)
}

/// A date that can't be read withdraws it all the same.
fn withdrawn(fields: &mut Fields<'_, '_>) -> bool {
    let Some(node) = fields.node("withdrawn") else {
        return false;
    };
    let said = node.scalar().and_then(plain_bool);
    if said.is_none() {
        fields.when("withdrawn");
    }
    said != Some(false)
}

/// The day that it says, else the one with which its name begins.
fn date(fields: &mut Fields<'_, '_>, name: &str) -> Option<Day> {
    let has_own = fields.node("date").is_some();
    let own = fields.when("date").map(|when| when.day);
    let day = own.or_else(|| name.get(..10).and_then(parse_day));
    // What is there and no date has been reported.
    if day.is_none() && !has_own {
        let path = fields.path();
        fields.sink().push(
            Diagnostic::error(
                "comment/date",
                "this comment does not say when it was written",
            )
            .in_file(path)
            .help("add a line such as date: 2026-03-01, or begin the file's name with the day"),
        );
    }
    day
}

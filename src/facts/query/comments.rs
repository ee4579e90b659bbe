//! What readers have answered below a page, and how they can. Whether a page has comments at all is part
//! of the page, so only those that have some ask this.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::scope::{Asker, ask_surely};
use super::super::subject::Subject;
use super::super::tracked::{map, safe};
use super::super::world::World;
use crate::base::digest::Digest;
use crate::base::paths::encode;
use crate::content::comment::{Comment, Status};
use crate::model::{Discussion, EntryId, Thread};
use std::sync::Arc;
use tera::Value;

/// `comments()`: what readers have answered; none for a page without comments.
pub fn comments(asker: &Asker) -> Value {
    ask_surely(&asker.world, Fact::Comments(Arc::clone(&asker.topic)))
}

/// `page.comments`: `open` or `closed`, or none.
pub(in super::super) fn comments_word(world: &World, subject: &Subject) -> Option<&'static str> {
    let Subject::Entry(id) = subject else {
        return None;
    };
    match world.site.discussion(*id) {
        Discussion::Off => None,
        Discussion::Open => Some("open"),
        Discussion::Closed(_) => Some("closed"),
    }
}

pub(super) fn comments_of(world: &World, subject: &Subject) -> Answer {
    let Subject::Entry(id) = subject else {
        return Answer::absent();
    };
    let site = &world.site;
    let discussion = site.discussion(*id);
    if discussion == Discussion::Off {
        return Answer::absent();
    }
    let threads = site.threads(*id, world.preview);
    let total: usize = threads.iter().map(|thread| 1 + thread.replies.len()).sum();
    let list: Vec<Value> = threads.iter().map(thread_value).collect();
    let closed_on = match discussion {
        Discussion::Closed(day) => day.map(|day| day.to_string()),
        _ => None,
    };
    let send = match discussion {
        Discussion::Open => send(world, *id),
        _ => Value::none(),
    };
    let value = map(vec![
        ("open", Value::from(discussion == Discussion::Open)),
        ("closed_on", Value::from(closed_on)),
        ("total", Value::from(total)),
        ("list", Value::from(list)),
        ("send", send),
    ]);
    Answer::from(value)
}

/// The ways to send one; none if the site names none.
fn send(world: &World, id: EntryId) -> Value {
    let settings = &world.site.config.comments;
    let email = settings.email.as_ref().map(|email| {
        // What is discreet on the page must be so in the subject of a mail.
        let subject = match world.site.care(id).discreet {
            true => String::new(),
            false => format!("?subject={}", in_query(&world.entry_title(id))),
        };
        map(vec![
            ("address", Value::from(email.as_str())),
            ("href", Value::from(format!("mailto:{email}{subject}"))),
        ])
    });
    if email.is_none() && settings.url.is_none() && settings.pull_request.is_none() {
        return Value::none();
    }
    map(vec![
        ("email", Value::from(email)),
        ("url", Value::from(settings.url.as_deref())),
        (
            "pull_request",
            Value::from(settings.pull_request.as_deref()),
        ),
    ])
}

/// A text as a part of a query; what would end it there is encoded as well.
fn in_query(text: &str) -> String {
    let encoded = encode(text);
    encoded
        .replace('+', "%2B")
        .replace('=', "%3D")
        .replace(';', "%3B")
}

fn thread_value(thread: &Thread<'_>) -> Value {
    let replies = thread.replies.iter();
    let replies = replies.map(|(comment, to)| comment_value(comment, Some(to), Vec::new()));
    comment_value(thread.comment, None, replies.collect())
}

fn comment_value(comment: &Comment, to: Option<&Arc<Comment>>, replies: Vec<Value>) -> Value {
    let to = to.map(|to| {
        map(vec![
            ("anchor", Value::from(anchor(to))),
            ("author", Value::from(to.author.as_deref())),
        ])
    });
    map(vec![
        ("anchor", Value::from(anchor(comment))),
        ("author", Value::from(comment.author.as_deref())),
        ("date", Value::from(comment.date.to_string())),
        ("content", safe(&comment.html).into_value()),
        ("withdrawn", Value::from(comment.withdrawn)),
        ("pending", Value::from(comment.status == Status::Pending)),
        ("reply_to", Value::from(to)),
        ("replies", Value::from(replies)),
    ])
}

/// Where it stands on its page. The file's name may be that of a person who wants to be called otherwise.
fn anchor(comment: &Comment) -> String {
    format!(
        "comment-{}",
        Digest::of(comment.source.as_str().as_bytes()).short()
    )
}

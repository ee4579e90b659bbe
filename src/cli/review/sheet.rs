//! A worklist as a sheet to call by: for each listing what we say of it, what to ask, boxes to tick, and
//! what to type afterwards. It is Markdown, to be printed or worked through in an editor.

use super::count;
use super::entries::Call;
use crate::base::day::Day;
use crate::content::listing::{Channel, Kind, Listing};
use std::fmt::Write;

/// The sheet.
pub(super) fn sheet(calls: &[Call<'_>], today: Day) -> String {
    let mut out = format!("# Call sheet, {today}\n\n");
    if calls.is_empty() {
        out.push_str("Nothing is to be checked.\n");
        return out;
    }
    let _ = writeln!(
        out,
        "{} to check, the most urgent first. Say who you are and for which directory you call. Write down \
         what they say, not what you remember; if something has changed, change it in the file as well.",
        count(calls.len(), "listing", "listings")
    );
    for (at, call) in calls.iter().enumerate() {
        out.push_str(&entry(at + 1, call));
    }
    out
}

fn entry(number: usize, call: &Call<'_>) -> String {
    let listing = call.listing;
    let mut out = format!("\n## {number}. {}\n\n", plain(&listing.name));
    let _ = writeln!(
        out,
        "{} · {} · {}\n",
        call.kind(),
        call.task.state(),
        checked(call)
    );
    for channel in &listing.channels {
        let _ = writeln!(out, "- **{}**", reach(channel));
    }
    let _ = writeln!(out, "- in `{}`\n", call.file);
    for question in questions(listing) {
        let _ = writeln!(out, "- [ ] {question}");
    }
    let _ = writeln!(
        out,
        "\nWho answered, and when: ________________________________\n"
    );
    let _ = match call.command() {
        Some(command) => writeln!(
            out,
            "- [ ] All of it is right now:\n\n      {command} --method phone\n"
        ),
        None => writeln!(
            out,
            "- [ ] All of it is right now: write `verified`, with today's date, into its file\n"
        ),
    };
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn checked(call: &Call<'_>) -> String {
    let Some(verified) = &call.listing.verified else {
        return "nobody has checked it yet".to_owned();
    };
    let mut text = format!("last checked on {}", verified.date);
    if let Some(by) = &verified.by {
        let _ = write!(text, " by {}", plain(by));
    }
    if let Some(method) = verified.method {
        let _ = write!(text, " ({})", method.as_str());
    }
    let late = call.late();
    if !late.is_empty() {
        let _ = write!(text, ", to be checked again: {late}");
    }
    text
}

fn reach(channel: &Channel) -> String {
    let mut text = format!("{}: {}", channel.kind.as_str(), plain(&channel.value));
    if let Some(label) = &channel.label {
        let _ = write!(text, " ({})", plain(label));
    }
    text
}

/// What to ask, with what we say now.
fn questions(listing: &Listing) -> Vec<String> {
    let has_number = listing.channels.iter().any(is_number);
    let mut asked = vec![match has_number {
        true => "Is the number still right, and is it still theirs?".to_owned(),
        false => "Does the link still lead to it?".to_owned(),
    }];
    let meets = matches!(listing.kind, Kind::Group | Kind::Event | Kind::Training);
    let when = match meets {
        true => "When and where do you meet?",
        false => "When can people reach you?",
    };
    asked.push(format!("{when} {}", we_say(times(listing))));
    let cost = listing.cost.map(|cost| cost.as_str().to_owned());
    asked.push(format!("What does it cost? {}", we_say(cost)));
    let languages: Vec<&str> = listing.languages.iter().map(|lang| lang.as_str()).collect();
    let languages = (!languages.is_empty()).then(|| languages.join(", "));
    asked.push(format!("In which languages? {}", we_say(languages)));
    asked.push("Who answers: volunteers, people with lived experience, professionals?".to_owned());
    asked.push(format!(
        "Whom is it for, and where? {}",
        we_say(places(listing))
    ));
    asked.push(
        "Has anything else changed that people should know before they come or call?".to_owned(),
    );
    asked
}

fn is_number(channel: &Channel) -> bool {
    channel.number.is_some()
}

fn we_say(what: Option<String>) -> String {
    match what {
        Some(what) => format!("We say: {}", plain(&what)),
        None => "We don't say yet.".to_owned(),
    }
}

fn times(listing: &Listing) -> Option<String> {
    let hours = listing.hours.as_ref().map(ToString::to_string);
    let schedule = || {
        let columns = listing.schedule.as_ref()?.columns();
        let parts: Vec<String> = columns
            .into_iter()
            .map(|(name, text)| format!("{name} {text}"))
            .collect();
        Some(parts.join(", "))
    };
    hours.or_else(schedule)
}

fn places(listing: &Listing) -> Option<String> {
    let areas: Vec<String> = listing
        .areas
        .places()
        .iter()
        .map(ToString::to_string)
        .collect();
    (!areas.is_empty()).then(|| areas.join("; "))
}

/// Text that Markdown takes for itself.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

//! The row of a table that is withdrawn: it leaves the table, and a file of its own takes over its address. What
//! is left of the table is read again, and if anything else in it would be read otherwise, nothing is done.

use super::plan::count;
use super::remains::{self, Left};
use super::{Edit, Made, Plan, changed_meanwhile};
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::build::Revision;
use crate::cli::exit::Stop;
use crate::cli::verify::reread::{Reread, same_without};
use crate::content::{Entry, Reading};
use std::ops::Range;

/// Adds to a plan that a row leaves its table. `(date, url, left)`: the day, the address of its page, and what
/// is noted of its files.
pub(super) fn plan(
    revision: &Revision,
    entry: &Entry,
    (date, url, left): (Day, String, &Left),
    plan: &mut Plan,
) -> Result<(), Stop> {
    let Some(listing) = entry.listing() else {
        return Err(refused(entry, "this row can't be read").into());
    };
    let reading = Reading::new(&revision.making.world.site.config);
    if !reading.joined_to(&entry.source).is_empty() {
        return Err(refused(
            entry,
            "this listing is put together from the rows of several tables",
        )
        .into());
    }
    let mut edit = Edit::open(revision, &entry.source)?;
    let before = Reread::of(revision, &entry.source, &edit.old);
    let is_right = |cut: &Cut| {
        let after = Reread::of(revision, &entry.source, &cut.new);
        is_whole(&entry.source, &edit.old, &cut.new) && same_without(&before, &after, &listing.id)
    };
    let cuts = cuts(&entry.source, &edit.old, &entry.span);
    let Some(cut) = cuts.into_iter().find(is_right) else {
        return Err(refused(entry, "this row can't be taken out by a program").into());
    };
    let row = edit.old.get(cut.taken).unwrap_or_default();
    let parts = row.split([',', ';', '\t']);
    edit.words = parts.map(count).sum();
    edit.new = cut.new;
    let folder = entry
        .source
        .as_str()
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let name = format!("{}.md", listing.id);
    let path = SourcePath::parse(&format!("{folder}/{name}"));
    let path = path.map_err(|_| changed_meanwhile(&entry.source))?;
    let text = remains::of_entry(entry, date, left);
    // A name that begins with a day would give the page another address.
    let text = match remains::is_at(entry, (&path, &text), &reading) {
        true => text,
        false => text.replacen("\n", &format!("\nslug: {}\n", listing.id), 1),
    };
    if !remains::is_at(entry, (&path, &text), &reading) {
        return Err(refused(entry, "its page could not stay at its address").into());
    }
    plan.made.push(Made {
        location: edit.location.with_file_name(name),
        path,
        text,
        url,
    });
    plan.edits.push(edit);
    Ok(())
}

fn refused(entry: &Entry, why: &str) -> Diagnostic {
    let id = entry.listing().map_or("", |listing| &listing.id);
    Diagnostic::error("withdraw/refused", why.to_owned())
        .at(&entry.source, entry.span.start..entry.span.start)
        .help(format!(
            "delete what stands of it in each table, and write a file {id}.md beside this one with the three lines ---, withdrawn: true, ---: \
             its page then says that it was withdrawn; nothing was written"
        ))
}

/// A way to take an entry out.
struct Cut {
    /// What is taken out of the text.
    taken: Range<usize>,
    /// The text then.
    new: String,
}

/// The text without the entry at a place, in the ways in which tables and lists are written: its lines; a
/// part of a line with the comma behind it, or the one before it. Where nothing is left, a list without
/// entries stands.
fn cuts(path: &SourcePath, text: &str, span: &Range<usize>) -> Vec<Cut> {
    let (Some(before), Some(after), Some(own)) = (
        text.get(..span.start),
        text.get(span.end..),
        text.get(span.clone()),
    ) else {
        return Vec::new();
    };
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    // An entry of YAML may end where the next line begins.
    let end = match own.ends_with('\n') {
        true => span.end,
        false => after.find('\n').map_or(text.len(), |at| span.end + at + 1),
    };
    let trimmed = span.start + own.trim_end().len();
    let tail = text[trimmed..]
        .find('\n')
        .map_or(text.len(), |at| trimmed + at + 1);
    let comma = after.len() - after.trim_start().len();
    let behind = after
        .trim_start()
        .starts_with(',')
        .then(|| span.end + comma + 1);
    let ahead = before.trim_end().strip_suffix(',').map(str::len);
    let ranges = [
        Some(line..end),
        Some(line..tail),
        behind.map(|end| span.start..end),
        ahead.map(|start| start..span.end),
        Some(span.clone()),
    ];
    let mut ranges: Vec<Range<usize>> = ranges.into_iter().flatten().collect();
    if path.ends_in(&["toml"]) {
        ranges.extend(sections(text, line));
    }
    let whole = ranges.iter().map(|range| Cut::of(text, range, ""));
    let emptied = ranges.iter().map(|range| {
        let is_key = text[..range.start].trim_end().ends_with(':');
        let name = header(&text[line..]).filter(|_| text[line..].starts_with("[["));
        match (is_key, path.ends_in(&["toml"])) {
            (true, _) => {
                let start = text[..range.start].trim_end().len();
                Cut::of(text, &(start..range.end), " []\n")
            }
            (false, true) => Cut::of(
                text,
                range,
                &format!("{} = []\n", name.unwrap_or("listings")),
            ),
            (false, false) => Cut::of(text, range, "[]\n"),
        }
    });
    whole.chain(emptied).collect()
}

impl Cut {
    fn of(text: &str, taken: &Range<usize>, left: &str) -> Cut {
        Cut {
            taken: taken.clone(),
            new: format!("{}{left}{}", &text[..taken.start], &text[taken.end..]),
        }
    }
}

/// The most places where a section of TOML is taken to end.
const ENDS: usize = 8;

/// From the header of an entry of TOML to where the next may begin, nearest first. What is said of the next
/// one above it, after an empty line, stays with it.
fn sections(text: &str, line: usize) -> Vec<Range<usize>> {
    let Some(own) = header(&text[line..]) else {
        return Vec::new();
    };
    let mut ends = Vec::new();
    let (mut at, mut remark) = (line, None);
    for piece in text[line..].split_inclusive('\n') {
        let other = header(piece).filter(|_| at > line);
        let is_part = |name: &str| {
            let rest = name.strip_prefix(own);
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        if other.is_some_and(|name| !is_part(name)) {
            ends.push(remark.unwrap_or(at));
        }
        at += piece.len();
        remark = match piece.trim() {
            "" => Some(at),
            said if said.starts_with('#') => remark,
            _ => None,
        };
    }
    ends.truncate(ENDS);
    ends.push(text.len());
    ends.into_iter().map(|end| line..end).collect()
}

/// The name in a header of TOML: `listings` in `[[listings]]`.
fn header(text: &str) -> Option<&str> {
    let line = text.lines().next()?.trim();
    let inner = line.strip_prefix('[')?;
    let (name, _) = inner.trim_start_matches('[').split_once(']')?;
    Some(name.trim())
}

/// Whether other programs can read a file as they could: JSON is read here with less rigour.
fn is_whole(path: &SourcePath, old: &str, new: &str) -> bool {
    let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    !path.ends_in(&["json"]) || !is_json(old) || is_json(new)
}

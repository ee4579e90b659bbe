//! `waypost verify`: notes in a listing's file that somebody has made sure of it. The date is replaced
//! and nothing else, and before anything is written, the new text is read again to see that just this
//! has become of it.

pub(super) mod reread;

use super::args::{VerifyArgs, VerifyMethod};
use super::clock;
use super::exit::{Exit, Stop};
use super::project::Project;
use super::review;
use super::terminal::Terminal;
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, nearest};
use crate::base::encoding::Encoding;
use crate::base::paths::SourcePath;
use crate::base::span::line_column;
use crate::build::Revision;
use crate::content::Reading;
use crate::content::listing::Method;
use crate::content::listing::stamp::{Change, Stamp, apply, changes};
use crate::disk::{Rewrite, TEXT_LIMIT, rewrite};
use crate::model::EntryId;
use reread::{Reread, same_but};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Carries out `waypost verify`.
pub fn run(args: &VerifyArgs, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let project = Project::find(root, Path::new("."), terminal)?;
    let today = clock::today(None, &project.settings().zone)?;
    let date = args.date.unwrap_or(today);
    if date > today {
        return Err(Diagnostic::error(
            "verify/date",
            format!("{date} has not come yet: today is {today}"),
        )
        .help("give the day on which you made sure")
        .into());
    }
    let revision = review::read(&project, today, true)?;
    let stamp = Stamp {
        date,
        by: args
            .by
            .as_deref()
            .map(str::trim)
            .filter(|by| !by.is_empty()),
        method: args.method.map(method),
        source: args
            .source
            .as_deref()
            .map(str::trim)
            .filter(|from| !from.is_empty()),
    };
    let mut files: BTreeMap<SourcePath, Edit> = BTreeMap::new();
    for id in &args.ids {
        let listing = find(&revision, id)?;
        let path = revision.making.world.site.entry(listing).source.clone();
        let edit = match files.remove(&path) {
            Some(edit) => edit,
            None => Edit::open(&revision, &path)?,
        };
        let edit = edit.with(&revision, (listing, id), &stamp)?;
        files.insert(path, edit);
    }
    for (path, edit) in &mut files {
        edit.finish(&revision, path, &stamp)?;
    }
    write(&files)?;
    let done: Vec<&Done> = files.values().flat_map(|edit| &edit.done).collect();
    let json = || json!({ "verified": done.iter().map(|done| done.json(&project, date)).collect::<Vec<_>>() });
    let words: String = done.iter().map(|done| done.words(&project, date)).collect();
    terminal.answer(&words, json)?;
    for done in &done {
        terminal.remark(&done.remark(&stamp));
    }
    Ok(Exit::Fine)
}

fn method(typed: VerifyMethod) -> Method {
    match typed {
        VerifyMethod::Phone => Method::Phone,
        VerifyMethod::Email => Method::Email,
        VerifyMethod::Website => Method::Website,
        VerifyMethod::Visit => Method::Visit,
        VerifyMethod::Provider => Method::Provider,
    }
}

/// A file that is to be changed.
struct Edit {
    location: PathBuf,
    encoding: Encoding,
    text: String,
    read: Reread,
    changes: Vec<Change>,
    new: String,
    done: Vec<Done>,
}

/// What was done to a listing.
struct Done {
    id: String,
    name: String,
    path: SourcePath,
    line: usize,
    before: Day,
    missing: Vec<&'static str>,
}

impl Edit {
    fn open(revision: &Revision, path: &SourcePath) -> Result<Edit, Stop> {
        let snapshot = &revision.snapshot;
        let encoding = Reading::encoding_of(&revision.making.world.site.config, path);
        let text = snapshot.read_text_in(path, TEXT_LIMIT, encoding);
        let text = text.map_err(|fault| Stop::from(*fault))?;
        let bytes = snapshot.read(path).unwrap_or_default();
        let location = revision.snapshot.location(path);
        Ok(Edit {
            location: location.ok_or_else(|| changed_meanwhile(path))?,
            encoding: encoding.of(&bytes),
            read: Reread::of(revision, path, &text),
            text,
            changes: Vec::new(),
            new: String::new(),
            done: Vec::new(),
        })
    }

    fn with(
        mut self,
        revision: &Revision,
        (listing, typed): (EntryId, &str),
        stamp: &Stamp<'_>,
    ) -> Result<Edit, Stop> {
        let site = &revision.making.world.site;
        let entry = site.entry(listing);
        let path = &entry.source;
        let found = entry
            .listing()
            .and_then(|listing| self.read.listing(&listing.id));
        let found = found.ok_or_else(|| changed_meanwhile(path))?;
        if self.done.iter().any(|done| done.id == found.id) {
            return Ok(self);
        }
        let verified = found
            .verified
            .as_ref()
            .ok_or_else(|| no_date(path, typed, stamp))?;
        let changes = changes(&self.text, verified, stamp, self.read.dates)
            .map_err(|_| not_plain(path, typed))?;
        self.done.push(Done {
            id: found.id.clone(),
            name: found.name.clone(),
            path: path.clone(),
            line: line_column(&self.text, verified.span.start).line,
            before: verified.date,
            missing: changes.missing,
        });
        self.changes.extend(changes.changes);
        Ok(self)
    }

    /// Makes the new text, and reads it to see what has become of the listings in it.
    fn finish(
        &mut self,
        revision: &Revision,
        path: &SourcePath,
        stamp: &Stamp<'_>,
    ) -> Result<(), Stop> {
        self.changes.sort_by_key(|change| change.range.start);
        self.changes.dedup();
        let apart = self
            .changes
            .windows(2)
            .all(|two| two[0].range.end <= two[1].range.start);
        self.new = apply(&self.text, if apart { &self.changes } else { &[] });
        let read = Reread::of(revision, path, &self.new);
        let ids: Vec<&str> = self.done.iter().map(|done| done.id.as_str()).collect();
        match apart && same_but(&self.read, &read, &ids, stamp) {
            true => Ok(()),
            false => Err(not_plain(path, ids.first().unwrap_or(&"")).into()),
        }
    }
}

fn write(files: &BTreeMap<SourcePath, Edit>) -> Result<(), Stop> {
    let changed = files.iter().filter(|(_, edit)| edit.new != edit.text);
    let mut bytes: Vec<(&Path, Vec<u8>, Vec<u8>)> = Vec::new();
    for (path, edit) in changed {
        let in_bytes = |text: &str| edit.encoding.encode(text);
        let (Some(old), Some(new)) = (in_bytes(&edit.text), in_bytes(&edit.new)) else {
            return Err(no_such_letters(path).into());
        };
        bytes.push((&edit.location, old, new));
    }
    let rewrites: Vec<Rewrite<'_>> = bytes
        .iter()
        .map(|(path, old, new)| Rewrite {
            path,
            old: old.as_slice(),
            new: new.as_slice(),
        })
        .collect();
    Ok(rewrite(&rewrites)?)
}

fn no_such_letters(path: &SourcePath) -> Diagnostic {
    let message = "the encoding of this table has no bytes for some of these letters";
    let help = "save the table as UTF-8 first, or write it in other letters; nothing was written";
    Diagnostic::error("verify/encoding", message)
        .in_file(path)
        .help(help)
}

/// The listing of this id, or of this file, in the language in which its facts stand.
fn find(revision: &Revision, typed: &str) -> Result<EntryId, Stop> {
    let site = &revision.making.world.site;
    let lang = site.config.default_lang();
    let named = || {
        site.by_id(typed)
            .filter(|id| site.entry(*id).listing().is_some())
    };
    let found = site.listing(typed, lang).or_else(named);
    if let Some(found) = found {
        return Ok(site.translated(found, lang));
    }
    let fault = Diagnostic::error("verify/unknown", format!("there is no listing `{typed}`"));
    let help = match nearest(typed, site.listing_ids()) {
        Some(near) => format!("did you mean `{near}`? Nothing was written"),
        None => "`waypost review --all` names them; nothing was written".to_owned(),
    };
    Err(fault.help(help).into())
}

fn no_date(path: &SourcePath, id: &str, stamp: &Stamp<'_>) -> Diagnostic {
    let Stamp {
        date, by, method, ..
    } = stamp;
    let by = by.unwrap_or("your role");
    let method = method.map_or("phone", Method::as_str);
    let help = match path.extension().as_str() {
        "csv" | "tsv" => format!(
            "add the columns `verified`, `verified_by` and `verified_method`, and write {date}, {by} and {method} into its row"
        ),
        "toml" => format!(
            "add a line: verified = {{ date = {date}, by = \"{by}\", method = \"{method}\" }}"
        ),
        "json" => format!(
            "add: \"verified\": {{ \"date\": \"{date}\", \"by\": \"{by}\", \"method\": \"{method}\" }}"
        ),
        _ => format!("add a line: verified: {{date: {date}, by: {by}, method: {method}}}"),
    };
    Diagnostic::error(
        "verify/no-date",
        format!("`{id}` was never checked, so there is no date to change"),
    )
    .in_file(path)
    .help(format!("{help}; nothing was written"))
}

fn not_plain(path: &SourcePath, id: &str) -> Diagnostic {
    Diagnostic::error(
        "verify/not-plain",
        format!("the date of `{id}` can't be changed without changing something else"),
    )
    .in_file(path)
    .help(
        "it stands in waypost.toml or in another table, or several listings share it, or what was \
         given beside it has signs, such as `,` or `:`, that mean something there: change it by hand; \
         nothing was written",
    )
}

fn changed_meanwhile(path: &SourcePath) -> Diagnostic {
    Diagnostic::error("verify/changed", "this file has just been changed")
        .in_file(path)
        .help("save it in the editor, then try again; nothing was written")
}

impl Done {
    fn words(&self, project: &Project, date: Day) -> String {
        let Done {
            name,
            path,
            line,
            before,
            ..
        } = self;
        let place = format!("{}:{line}", project.name(path));
        let words = match *before == date {
            true => format!("{name}: already checked on {date}, in {place}.\n"),
            false => format!("{name}: checked on {date}, before on {before}, in {place}.\n"),
        };
        super::print::visible(&words)
    }

    fn json(&self, project: &Project, date: Day) -> Value {
        json!({
            "id": self.id,
            "date": date.to_string(),
            "before": self.before.to_string(),
            "file": project.name(&self.path),
            "line": self.line,
            "not_noted": self.missing,
        })
    }

    /// What there was no place for, and what looks like a slip.
    fn remark(&self, stamp: &Stamp<'_>) -> String {
        let mut out = String::new();
        if stamp.date < self.before {
            let before = self.before;
            out.push_str(&format!(
                "{} had been checked later than that, on {before}: is the date right?\n",
                self.name
            ));
        }
        for part in &self.missing {
            let (value, column) = match *part {
                "by" => (stamp.by.unwrap_or_default(), "verified_by"),
                "method" => (stamp.method.map_or("", Method::as_str), "verified_method"),
                _ => (stamp.source.unwrap_or_default(), "verified_source"),
            };
            out.push_str(&match self.path.extension().as_str() {
                "csv" | "tsv" => format!(
                    "`{part}` was not noted: its row has nothing in a column `{column}` yet; write {value} there.\n"
                ),
                _ => format!(
                    "`{part}` was not noted: nothing of that name stands beside the date yet; add `{part}` with {value} there.\n"
                ),
            });
        }
        out
    }
}

//! `waypost withdraw`: takes the words of a story, an article, a listing or a comment out of its source, in
//! every language, and leaves there that it was withdrawn. The page stays at its address and says so;
//! everything else that was made of it, the next build takes away. It says what it would do, and does it
//! only when it is told to.

mod found;
mod remains;

use super::args::WithdrawArgs;
use super::clock;
use super::exit::{Exit, Stop};
use super::print::{count, visible};
use super::project::Project;
use super::review;
use super::terminal::Terminal;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::build::Revision;
use crate::disk::{Rewrite, TEXT_LIMIT, rewrite};
use found::Found;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What nobody can take back by changing a file.
const KEPT_ELSEWHERE: &str = "\
Now build the site and publish it: only then the words leave the web.
What others have kept, no command can take back:
- Git still has the words in its history. Whoever can read the repository can read them.
- Search engines and web archives may show a copy for weeks: ask each to remove the address.
- Feed readers and people may have saved it.
The user guide says under \"When somebody takes their story back\" what to do about each.
";

/// Carries out `waypost withdraw`.
pub fn run(args: &WithdrawArgs, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let project = Project::find(root, Path::new("."), terminal)?;
    let today = clock::today(None, &project.settings().zone)?;
    let date = args.date.unwrap_or(today);
    if date > today {
        return Err(Diagnostic::error(
            "withdraw/date",
            format!("{date} has not come yet: today is {today}"),
        )
        .help("leave --date out, or give the day on which it was withdrawn")
        .into());
    }
    let revision = review::read(&project, today, true)?;
    let plan = Found::find(&revision, &args.id)?.plan(&revision, date)?;
    if args.yes {
        plan.write()?;
    }
    terminal.answer(&plan.words(&project, args), || {
        plan.json(&project, args.yes)
    })?;
    if args.yes {
        terminal.remark(KEPT_ELSEWHERE);
    }
    Ok(Exit::Fine)
}

/// What is to be done.
struct Plan {
    /// What is withdrawn, for people.
    title: String,
    edits: Vec<Edit>,
    /// Files that were shown nowhere else, and are published no longer.
    withheld: Vec<String>,
    /// Sources that link to it or name it.
    mentions: Vec<SourcePath>,
}

/// A file that is to be changed.
struct Edit {
    path: SourcePath,
    location: PathBuf,
    old: String,
    new: String,
    words: u32,
    /// The address of its page.
    url: Option<String>,
}

impl Edit {
    /// A source as it is now, before what it shall be is known.
    fn open(revision: &Revision, path: &SourcePath) -> Result<Edit, Stop> {
        let text = revision.snapshot.read_text(path, TEXT_LIMIT);
        let location = revision.snapshot.location(path);
        Ok(Edit {
            path: path.clone(),
            location: location.ok_or_else(|| changed_meanwhile(path))?,
            old: text.map_err(|fault| Stop::from(*fault))?,
            new: String::new(),
            words: 0,
            url: None,
        })
    }
}

impl Plan {
    /// Writes all or nothing.
    fn write(&self) -> Result<(), Stop> {
        let rewrites = self.edits.iter().map(|edit| Rewrite {
            path: &edit.location,
            old: edit.old.as_bytes(),
            new: edit.new.as_bytes(),
        });
        Ok(rewrite(&rewrites.collect::<Vec<_>>())?)
    }

    fn words(&self, project: &Project, args: &WithdrawArgs) -> String {
        let Plan {
            title,
            edits,
            withheld,
            mentions,
        } = self;
        let mut out = match args.yes {
            true => format!("{title}: withdrawn.\n"),
            false => format!("{title}: this is what would be done.\n"),
        };
        for edit in edits {
            let file = project.name(&edit.path);
            let words = count(edit.words as usize, "word is", "words are");
            out.push_str(&match &edit.url {
                Some(url) => format!("- {file}: {words} taken out. Its page stays at {url} and says that it was withdrawn.\n"),
                None => format!("- {file}: {words} taken out. In its place stands that a comment was withdrawn.\n"),
            });
        }
        if !withheld.is_empty() {
            out.push_str(&format!(
                "No longer published, since only this showed it: {}. Delete it when you are sure; what should stay, take out of `withheld`.\n",
                withheld.join(", ")
            ));
        }
        if !mentions.is_empty() {
            let files: Vec<String> = mentions.iter().map(|path| project.name(path)).collect();
            out.push_str(&format!(
                "These name it or link to it, and stay as they are: {}.\n",
                files.join(", ")
            ));
        }
        if !args.yes {
            let command = format!("waypost withdraw {} --yes", args.id);
            out.push_str(&format!("Nothing was written yet. To do it: {command}\n"));
        }
        visible(&out)
    }

    fn json(&self, project: &Project, done: bool) -> Value {
        let edits = self.edits.iter();
        let edits = edits.map(|edit| json!({ "file": project.name(&edit.path), "words": edit.words, "url": edit.url }));
        let mentions = self.mentions.iter().map(|path| project.name(path));
        json!({
            "done": done,
            "withdrawn": edits.collect::<Vec<_>>(),
            "withheld": self.withheld,
            "mentions": mentions.collect::<Vec<_>>(),
        })
    }
}

fn changed_meanwhile(path: &SourcePath) -> Diagnostic {
    Diagnostic::error("withdraw/changed", "this file has just been changed")
        .in_file(path)
        .help("save it in the editor, then try again; nothing was written")
}

//! `waypost withdraw`: takes the words of a story, an article, a listing or a comment out of its source, in
//! every language, and leaves there that it was withdrawn. The page stays at its address and says so;
//! everything else that was made of it, the next build takes away. It says what it would do, and does it
//! only when it is told to.

mod belongings;
mod found;
mod plan;
mod remains;
mod row;
mod told;

use super::args::WithdrawArgs;
use super::clock;
use super::exit::{Exit, Stop};
use super::files::write_new;
use super::project::Project;
use super::review;
use super::terminal::Terminal;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::build::Revision;
use crate::disk::{Rewrite, TEXT_LIMIT, rewrite};
use found::Found;
use std::fs;
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
#[derive(Default)]
struct Plan {
    /// What is withdrawn, for people.
    title: String,
    edits: Vec<Edit>,
    made: Vec<Made>,
    gone: Vec<Gone>,
    /// Files that were shown nowhere else, and are published no longer.
    withheld: Vec<SourcePath>,
    /// Files that it showed and that stay, with what else uses them.
    shared: Vec<(SourcePath, Vec<SourcePath>)>,
    /// The files of comments to it.
    comments: Vec<SourcePath>,
    /// Sources that link to it or name it.
    mentions: Vec<SourcePath>,
}

/// A file that is to be written anew, in the place of a row.
struct Made {
    path: SourcePath,
    location: PathBuf,
    text: String,
    /// The address of its page.
    url: String,
}

/// A file beside it that is to be deleted.
struct Gone {
    path: SourcePath,
    location: PathBuf,
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
    /// Writes all or nothing; only then files are deleted.
    fn write(&self) -> Result<(), Stop> {
        let made = self.made.iter();
        let made: Vec<_> = made
            .map(|made| (made.location.clone(), made.text.clone()))
            .collect();
        write_new(Path::new(""), &made)?;
        let rewrites = self.edits.iter().map(|edit| Rewrite {
            path: &edit.location,
            old: edit.old.as_bytes(),
            new: edit.new.as_bytes(),
        });
        if let Err(fault) = rewrite(&rewrites.collect::<Vec<_>>()) {
            for (location, _) in &made {
                // What can't be taken away says only that something was withdrawn.
                let _ = fs::remove_file(location);
            }
            return Err(fault.into());
        }
        for gone in &self.gone {
            fs::remove_file(&gone.location).map_err(|error| {
                Diagnostic::error(
                    "withdraw/file",
                    format!("this file can't be deleted: {error}"),
                )
                .in_file(&gone.path)
                .help("all else was done: delete it by hand, and all others beside the page")
            })?;
        }
        Ok(())
    }
}

fn changed_meanwhile(path: &SourcePath) -> Diagnostic {
    Diagnostic::error("withdraw/changed", "this file has just been changed")
        .in_file(path)
        .help("save it in the editor, then try again; nothing was written")
}

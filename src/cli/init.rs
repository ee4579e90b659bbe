//! `waypost init`: a new site that builds at once and explains itself. The files it writes stand
//! below `init/` as they are, but for the site's name, its language and the day.

use super::args::InitArgs;
use super::clock;
use super::exit::{Exit, Stop};
use super::files::write_new;
use super::print::count;
use super::project::from;
use super::quoted::{one_line, quoted};
use super::terminal::Terminal;
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use jiff::ToSpan;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use rust_embed::RustEmbed;
use serde_json::json;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "src/cli/init/"]
struct Starter;

/// The guide for volunteers, and the name it takes where a README exists.
const GUIDE: (&str, &str) = ("README.md", "VOLUNTEERS.md");
/// Stored without its dot, so that it does not work on our own repository.
const IGNORED: (&str, &str) = ("gitignore", ".gitignore");
/// What may lie in the folder before: what a forge or a file manager puts there by itself.
const HARMLESS: [&str; 10] = [
    "readme",
    "license",
    "licence",
    "copying",
    ".git",
    ".gitignore",
    ".gitattributes",
    ".github",
    ".ds_store",
    "thumbs.db",
];

/// Makes a new site, or nothing at all.
pub fn run(args: &InitArgs, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let title = one_line(&args.title);
    if title.is_empty() {
        return Err(Diagnostic::error("init/title", "the title is empty")
            .help("give the site a name: --title \"Harbour Peer Support\"")
            .into());
    }
    let folder = from(root, &args.dir);
    let present = names_in(&folder)?;
    if let Some(stranger) = present.iter().find(|name| !is_harmless(name)) {
        return Err(not_empty(&folder, stranger).into());
    }
    let today = clock::today(None, &TimeZone::try_system().unwrap_or(TimeZone::UTC))?;
    let (course, walk) = (first_evening(today), first_walk(today));
    let fill = |text: &str| {
        // The title comes last: whatever it holds, it is not a blank to be filled.
        text.replace("%LANGUAGE%", args.language.as_str())
            .replace("%TODAY%", &today.to_string())
            .replace("%COURSE%", &course.to_string())
            .replace("%WALK%", &walk.to_string())
            .replace("%TITLE%", &quoted(&title))
    };
    let files = files(&present, fill);
    write_new(&folder, &files)?;
    let paths: Vec<String> = files
        .iter()
        .map(|(path, _)| path.to_string_lossy().into_owned())
        .collect();
    let words = farewell(args, &paths, has(&present, IGNORED.1));
    terminal.answer(&words, || json!({ "folder": folder, "created": paths }))?;
    Ok(Exit::Fine)
}

/// When the examples that end begin: far enough ahead that they are still to come when somebody looks.
fn some_weeks_after(today: Day) -> Day {
    today.saturating_add(4.weeks())
}

fn first_evening(today: Day) -> Day {
    let day = some_weeks_after(today);
    day.nth_weekday(1, Weekday::Wednesday).unwrap_or(day)
}

fn first_walk(today: Day) -> Day {
    let day = some_weeks_after(today);
    let last = |day: Day| day.nth_weekday_of_month(-1, Weekday::Sunday);
    let this = last(day).ok().filter(|sunday| *sunday >= day);
    let next = || last(day.first_of_month().saturating_add(1.month())).ok();
    this.or_else(next).unwrap_or(day)
}

/// The names of what is in a folder; none if it is not there yet.
fn names_in(folder: &Path) -> Result<Vec<String>, Stop> {
    let fault = |error: std::io::Error| {
        let shown = folder.display();
        let message = match error.kind() {
            ErrorKind::NotADirectory => format!("`{shown}` is a file, not a folder"),
            _ => format!("`{shown}` can't be used as the site's folder: {error}"),
        };
        Diagnostic::error("init/folder", message)
            .help("name a folder that is not there yet: waypost init my-site")
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fault(error).into()),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(fault)?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Names with an ending count as well: `readme.md`, `LICENSE-MIT`.
fn is_harmless(name: &str) -> bool {
    let name = name.to_lowercase();
    HARMLESS.iter().any(|known| {
        name.strip_prefix(known).is_some_and(|rest| {
            rest.is_empty() || (!known.contains('.') && rest.starts_with(['.', '-']))
        })
    })
}

fn has(present: &[String], name: &str) -> bool {
    present.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn files(present: &[String], fill: impl Fn(&str) -> String) -> Vec<(PathBuf, String)> {
    let mut names: Vec<_> = Starter::iter().collect();
    names.sort();
    names
        .iter()
        .filter_map(|name| {
            let text = Starter::get(name)?;
            let path = match name.as_ref() {
                name if name == GUIDE.0 && has(present, name) => GUIDE.1,
                name if name == IGNORED.0 && has(present, IGNORED.1) => return None,
                name if name == IGNORED.0 => IGNORED.1,
                name => name,
            };
            Some((
                PathBuf::from(path),
                fill(&String::from_utf8_lossy(&text.data)),
            ))
        })
        .collect()
}

fn farewell(args: &InitArgs, paths: &[String], keeps_gitignore: bool) -> String {
    let folder = args.dir.display();
    let guide = if paths.iter().any(|path| path == GUIDE.1) {
        GUIDE.1
    } else {
        GUIDE.0
    };
    let mut words = format!(
        "Made a new site in {folder} ({}).\n\nNow see it, and every change as you save it:\n\n",
        count(paths.len(), "file", "files")
    );
    if args.dir != Path::new(".") {
        words.push_str(&format!("  cd {folder}\n"));
    }
    words.push_str(&format!(
        "  waypost serve --open\n\n{guide} says how to do everything else. The listings are examples with made-up\nnumbers: take them away before you publish.\n"
    ));
    if args.language.primary() != "en" {
        words.push_str("The example texts are in English; write over them in your own language.\n");
    }
    if keeps_gitignore {
        words.push_str(
            "Your .gitignore stays as it is; add these two lines to it: /public/ and /.waypost/\n",
        );
    }
    words
}

fn not_empty(folder: &Path, stranger: &str) -> Diagnostic {
    let is_site = folder.join(super::project::CONFIG).exists();
    let message = if is_site {
        format!("there is a site in `{}` already", folder.display())
    } else {
        format!(
            "the folder `{}` is not empty: it holds `{stranger}`",
            folder.display()
        )
    };
    let help = if is_site {
        "look at it with `waypost serve --open`, or name another folder for a new site"
    } else {
        "name a folder that is not there yet, or an empty one; nothing was written"
    };
    Diagnostic::error("init/not-empty", message).help(help)
}

//! The folder that a new entry goes into: the one asked for, or the usual one of its kind. It reads
//! no more of a section than what it holds.

use super::Kind;
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::node::{Node, read_toml, read_yaml};
use crate::base::paths::{OutPath, SourcePath};
use crate::cli::exit::Stop;
use crate::cli::project::CONTENT;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// How deep sections are looked for.
const DEPTH: usize = 6;

/// The folder whose articles are stories.
const STORIES: &str = "stories";

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Articles,
    Listings,
    Organizations,
    Pages,
}

impl Holds {
    fn wanted_by(kind: Kind) -> Holds {
        match kind {
            Kind::Article | Kind::Story => Holds::Articles,
            Kind::Listing(_) => Holds::Listings,
            Kind::Organization => Holds::Organizations,
            Kind::Page => Holds::Pages,
        }
    }

    fn by_folder(name: &str) -> Option<Holds> {
        match name {
            "articles" | "blog" | "posts" | "news" | "stories" => Some(Holds::Articles),
            "resources" | "directory" => Some(Holds::Listings),
            "organizations" | "organisations" => Some(Holds::Organizations),
            _ => None,
        }
    }

    fn by_word(word: &str) -> Option<Holds> {
        match word {
            "articles" => Some(Holds::Articles),
            "listings" => Some(Holds::Listings),
            "organizations" => Some(Holds::Organizations),
            "pages" => Some(Holds::Pages),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Holds::Articles => "articles",
            Holds::Listings => "listings",
            Holds::Organizations => "organizations",
            Holds::Pages => "pages",
        }
    }

    fn usual_folder(self) -> &'static str {
        match self {
            Holds::Articles => "articles",
            Holds::Listings => "resources",
            Holds::Organizations => "organizations",
            Holds::Pages => "",
        }
    }
}

/// The section's path below `content`, with `/` between segments; empty for pages at the top.
pub fn choose(content: &Path, kind: Kind, asked: Option<&str>) -> Result<String, Stop> {
    let wanted = Holds::wanted_by(kind);
    let Some(asked) = asked else {
        return match kind {
            // Made if it is not there: what stands in it is a story without anybody saying so.
            Kind::Story if !content.join(STORIES).exists() => Ok(STORIES.to_owned()),
            Kind::Story => fits(content, STORIES, wanted),
            _ => usual(content, wanted),
        };
    };
    let folder = asked.replace('\\', "/");
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    let folder = folder.strip_prefix("content/").unwrap_or(folder);
    if matches!(folder, "" | "." | "content") {
        return fits(content, "", wanted);
    }
    if OutPath::parse(folder).is_err() {
        return Err(Diagnostic::error(
            "new/section",
            format!("`{asked}` can't be a section: it must be a folder below content/"),
        )
        .help("name a folder such as --section articles, or --section resources/groups")
        .into());
    }
    if !content.join(folder).is_dir() {
        return Err(missing(content, folder, wanted).into());
    }
    fits(content, folder, wanted)
}

/// The usual folder; or else the only one that holds such entries.
fn usual(content: &Path, wanted: Holds) -> Result<String, Stop> {
    let usual = wanted.usual_folder();
    if usual.is_empty() {
        return Ok(String::new());
    }
    if content.join(usual).is_dir() {
        return fits(content, usual, wanted);
    }
    let mut fitting = fitting(content, wanted)
        .into_iter()
        .filter(|folder| !folder.contains('/'));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(missing(content, usual, wanted).into()),
    }
}

fn fits(content: &Path, folder: &str, wanted: Holds) -> Result<String, Stop> {
    let found = holds(content, folder);
    if found == wanted {
        return Ok(folder.to_owned());
    }
    let place = if folder.is_empty() { CONTENT } else { folder };
    let diagnostic = Diagnostic::error(
        "new/section-kind",
        format!(
            "the section `{place}` holds {}, not {}",
            found.word(),
            wanted.word()
        ),
    );
    let fitting = fitting(content, wanted);
    let diagnostic = match fitting.is_empty() {
        true => diagnostic.help("make another folder for them below content/"),
        false => diagnostic.help(format!(
            "choose one that does with --section: {}",
            fitting.join(", ")
        )),
    };
    Err(diagnostic.into())
}

fn missing(content: &Path, folder: &str, wanted: Holds) -> Diagnostic {
    let sections = sections(content);
    let mut diagnostic = Diagnostic::error(
        "new/no-section",
        format!("there is no folder `content/{folder}`"),
    );
    if !sections.is_empty() {
        diagnostic = diagnostic.note(format!("this site has: {}", sections.join(", ")));
    }
    let kind = match Holds::by_folder(folder) {
        Some(usual) if usual == wanted => String::new(),
        _ => format!(" and `kind: {}`", wanted.word()),
    };
    let make = format!(
        "make the folder, with a file `_index.md` in it that holds the section's title{kind}"
    );
    let fitting = fitting(content, wanted);
    match nearest(folder, fitting.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean --section {near}? If not, {make}")),
        None => diagnostic.help(format!("{make}; or choose another with --section")),
    }
}

/// The sections that hold what is wanted.
fn fitting(content: &Path, wanted: Holds) -> Vec<String> {
    let mut sections = sections(content);
    sections.retain(|section| holds(content, section) == wanted);
    sections
}

/// The folders below `content` that are sections, sorted. A folder with an `index.md` is an entry.
fn sections(content: &Path) -> Vec<String> {
    let mut found: Vec<String> = WalkDir::new(content)
        .min_depth(1)
        .max_depth(DEPTH)
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0
                || (entry.file_type().is_dir()
                    && !entry.file_name().to_string_lossy().starts_with('.')
                    && !entry.path().join("index.md").exists())
        })
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let below = entry.path().strip_prefix(content).ok()?;
            let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
            Some(parts?.join("/"))
        })
        .collect();
    found.sort();
    found
}

/// What a folder holds: as its `_index.md` says, else as its name says, else as its parent.
fn holds(content: &Path, folder: &str) -> Holds {
    let mut folder = folder;
    loop {
        if let Some(said) = said_in(&content.join(folder).join("_index.md")) {
            return said;
        }
        if folder.is_empty() {
            return Holds::Pages;
        }
        let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        if let Some(known) = Holds::by_folder(name) {
            return known;
        }
        folder = parent;
    }
}

/// The `kind` in a section's front matter. Faults in it are for the build to tell.
fn said_in(index: &Path) -> Option<Holds> {
    let text = fs::read_to_string(index).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let path = SourcePath::named("_index.md");
    let mut sink = Sink::new();
    let node = if let Some(rest) = text.strip_prefix("---") {
        read_yaml(&rest[..rest.find("\n---")?], &path, 0, &mut sink)?
    } else {
        let rest = text.strip_prefix("+++")?;
        read_toml(&rest[..rest.find("\n+++")?], &path, 0, &mut sink)
    };
    Holds::by_word(node.get("kind").and_then(Node::scalar)?)
}

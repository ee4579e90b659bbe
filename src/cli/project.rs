//! Finding the site that a command is about, and the few settings that a command needs before any
//! build: its languages and its time zone. Faults in the configuration are not told here; the
//! build tells them all.

use super::exit::Stop;
use super::terminal::Terminal;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::encoding::Encoding;
use crate::base::lang::Lang;
use crate::base::node::{Node, read_toml};
use crate::base::paths::SourcePath;
use jiff::tz::TimeZone;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The configuration's file name.
pub const CONFIG: &str = "waypost.toml";
/// The folder of entries.
pub const CONTENT: &str = "content";

/// A site's folder.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder, absolute.
    pub root: PathBuf,
    here: PathBuf,
}

/// What a command needs to know of the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The first language, if one is set.
    pub language: Option<Lang>,
    /// The other languages.
    pub others: Vec<Lang>,
    /// The time zone; the machine's if none is set.
    pub zone: TimeZone,
}

impl Project {
    /// The site in `dir`, which may lie below `root`, or else the one whose folder holds `dir`.
    /// A folder with `content/` in it is a site as well. If the site was found further up, this is
    /// said.
    pub fn find(root: Option<&Path>, dir: &Path, terminal: &Terminal) -> Result<Project, Stop> {
        let here = std::env::current_dir().map_err(|error| no_folder(dir, &error))?;
        let wanted = from(root, dir);
        let start = std::path::absolute(&wanted).map_err(|error| no_folder(dir, &error))?;
        let start = plain(&start);
        match fs::metadata(&start) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(not_a_folder(&wanted).into()),
            Err(error) => return Err(no_folder(&wanted, &error).into()),
        }
        if start.join(CONFIG).is_file() || start.join(CONTENT).is_dir() {
            return Ok(Project { root: start, here });
        }
        let above = start
            .ancestors()
            .skip(1)
            .find(|folder| folder.join(CONFIG).is_file())
            .ok_or_else(|| no_site(&wanted))?;
        let project = Project {
            root: above.to_owned(),
            here,
        };
        terminal.remark(&format!(
            "Using the site in {}, which holds this folder.\n",
            project.root.display()
        ));
        Ok(project)
    }

    /// A source file's name from the folder that the person is in; files that are not in the
    /// project, such as templates of the built-in theme, keep their name.
    pub fn name(&self, path: &SourcePath) -> String {
        let full = self.root.join(path.as_str());
        if full.exists() {
            self.shown(&full)
        } else {
            path.as_str().to_owned()
        }
    }

    /// A path from the folder that the person is in, with `/` between segments, if there is a
    /// short one.
    pub fn shown(&self, full: &Path) -> String {
        relative(full, &self.here)
    }

    /// The text of a source file, with a sign for each byte that is no text. None if it can't be read.
    pub fn text(&self, path: &SourcePath) -> Option<String> {
        let bytes = fs::read(self.root.join(path.as_str())).ok()?;
        let is_plain = path.as_str() == CONFIG || std::str::from_utf8(&bytes).is_ok();
        let encoding = match is_plain {
            true => Encoding::Utf8,
            false => self.encoding(path).unwrap_or_default(),
        };
        Some(encoding.shown(bytes))
    }

    /// What the settings say of the bytes of a table.
    fn encoding(&self, path: &SourcePath) -> Option<Encoding> {
        let settings = SourcePath::named(CONFIG);
        let text = self.text(&settings)?;
        let node = read_toml(&text, &settings, 0, &mut Sink::new());
        let table = node.get("tables")?.get(path.below(CONTENT)?)?;
        Encoding::parse(table.get("encoding")?.scalar()?)
    }

    /// The settings; what is missing or wrong counts as not set.
    pub fn settings(&self) -> Settings {
        let path = SourcePath::named(CONFIG);
        let text = self.text(&path).unwrap_or_default();
        let node = read_toml(&text, &path, 0, &mut Sink::new());
        let word = |key: &str| node.get(key).and_then(Node::scalar);
        let others = node.get("languages").map(Node::entries).unwrap_or_default();
        Settings {
            language: word("language").and_then(Lang::parse),
            others: others
                .iter()
                .filter_map(|(key, _)| Lang::parse(&key.text))
                .collect(),
            zone: word("timezone")
                .and_then(|name| TimeZone::get(name).ok())
                .or_else(|| TimeZone::try_system().ok())
                .unwrap_or(TimeZone::UTC),
        }
    }
}

/// `dir` as seen from `--root`.
pub fn from(root: Option<&Path>, dir: &Path) -> PathBuf {
    match root {
        Some(root) if dir == Path::new(".") => root.to_owned(),
        Some(root) => root.join(dir),
        None => dir.to_owned(),
    }
}

/// The path without `.` and with `x/..` taken away, so that it reads well and has true ancestors.
fn plain(path: &Path) -> PathBuf {
    if !path.components().any(|part| part == Component::ParentDir) {
        return path.components().collect();
    }
    // Only the system knows where `link/..` leads.
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn relative(full: &Path, here: &Path) -> String {
    let slashes = |path: &Path| {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    };
    if let Ok(below) = full.strip_prefix(here) {
        return match below.as_os_str().is_empty() {
            true => ".".to_owned(),
            false => slashes(below),
        };
    }
    for (up, folder) in here.ancestors().enumerate().skip(1).take(8) {
        if folder.parent().is_some()
            && let Ok(below) = full.strip_prefix(folder)
        {
            let climb = vec![".."; up].join("/");
            return match below.as_os_str().is_empty() {
                true => climb,
                false => format!("{climb}/{}", slashes(below)),
            };
        }
    }
    full.display().to_string()
}

fn no_site(dir: &Path) -> Diagnostic {
    let place = match dir {
        dir if dir == Path::new(".") => "this folder".to_owned(),
        dir => format!("`{}`", dir.display()),
    };
    Diagnostic::error(
        "cli/no-site",
        format!("there is no site in {place}, and in no folder above it"),
    )
    .note(format!("a site has a `{CONFIG}` or a folder `{CONTENT}`"))
    .help("go to your site's folder first (`cd my-site`), or make a new site: waypost init my-site")
}

fn not_a_folder(dir: &Path) -> Diagnostic {
    Diagnostic::error(
        "cli/no-folder",
        format!("`{}` is a file, not a folder", dir.display()),
    )
    .help("name the site's folder, the one that holds waypost.toml")
}

fn no_folder(dir: &Path, error: &io::Error) -> Diagnostic {
    let dir = dir.display();
    match error.kind() {
        io::ErrorKind::NotFound => {
            Diagnostic::error("cli/no-folder", format!("there is no folder `{dir}`"))
                .help("check the spelling, and the folder that you are in")
        }
        _ => Diagnostic::error(
            "cli/no-folder",
            format!("the folder `{dir}` can't be opened: {error}"),
        )
        .help("check that you may read it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_where_the_person_is() {
        let shown = |full: &str, here: &str| relative(Path::new(full), Path::new(here));
        assert_eq!(shown("/home/a/site/x.md", "/home/a"), "site/x.md");
        assert_eq!(shown("/home/a/site", "/home/a/site"), ".");
        assert_eq!(shown("/home/a/site", "/home/a/site/content"), "..");
        assert_eq!(shown("/home/a/x.md", "/home/a/site/content"), "../../x.md");
        assert_eq!(shown("/var/site/x.md", "/home/a"), "/var/site/x.md");
    }
}

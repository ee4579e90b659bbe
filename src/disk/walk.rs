//! Finds the files that a site project consists of. Links are followed where it is safe; all else that
//! is odd becomes a diagnostic, and the walk goes on.

use super::error::{plain, read_advice};
use super::look::{Base, Looked};
use super::stamp::Stamp;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::SourcePath;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// The files at the top of a project that belong to the site.
const FILES: [&str; 1] = ["waypost.toml"];

/// The folders at the top of a project that belong to the site.
pub(super) const FOLDERS: [&str; 9] = [
    "assets",
    "comments",
    "content",
    "data",
    "i18n",
    "static",
    "styles",
    "templates",
    "themes",
];

/// Hidden names that web servers know; they are part of the site when they stand below `static`.
const SERVER_FILES: [&str; 3] = [".well-known", ".htaccess", ".nojekyll"];

/// How many links may lie on the way to a file. Without a limit, a few links to folders of links would
/// give more files than a disk holds.
const LINKS_ON_THE_WAY: usize = 8;

const DELETE_LINK: &str = "put the file itself there instead of the link, or delete the link";

/// What a walk leaves out, and how far it may go.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// Folders not to enter, such as the output folder: absolute, or relative to the project.
    pub skip: Vec<PathBuf>,
    /// Whether a link may lead out of the project.
    pub allow_outside: bool,
}

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) stamp: Stamp,
    /// Where it really is, if a link leads there.
    pub(super) real: Option<Arc<Path>>,
}

/// A walk through one project.
pub(super) struct Walk<'a> {
    root: &'a Path,
    skip: Vec<PathBuf>,
    allow_outside: bool,
    files: Vec<(SourcePath, Found)>,
    /// Files that are still to be looked at.
    listed: Vec<Listed>,
    sink: &'a mut Sink,
}

/// A file in the list of a folder.
struct Listed {
    path: PathBuf,
    /// Where it was found, which says what it is called in the project.
    branch: Arc<Branch>,
}

/// A folder to walk: where it is, how it is called in the project, and the folders whose links led there.
struct Branch {
    real: PathBuf,
    shown: String,
    trail: Vec<PathBuf>,
    base: Base,
}

impl Branch {
    fn new(real: PathBuf, shown: String, trail: Vec<PathBuf>) -> Branch {
        let base = match trail.is_empty() {
            true => Base::new(&real),
            false => Base::far(&real),
        };
        Branch {
            base,
            real,
            shown,
            trail,
        }
    }

    /// The way from here to something in it.
    fn below<'p>(&self, path: &'p Path) -> Cow<'p, str> {
        // By bytes: taking paths apart would cost more than asking the disk for them.
        let path = path.as_os_str().as_encoded_bytes();
        let real = self.real.as_os_str().as_encoded_bytes();
        let below = path.strip_prefix(real).unwrap_or(path);
        let start = below.iter().position(|byte| *byte != MAIN_SEPARATOR as u8);
        String::from_utf8_lossy(&below[start.unwrap_or(below.len())..])
    }

    /// The name of an entry in the project: always with `/`.
    fn shown(&self, path: &Path) -> String {
        let below = self.below(path);
        match MAIN_SEPARATOR {
            '/' => format!("{}/{below}", self.shown),
            other => format!("{}/{}", self.shown, below.replace(other, "/")),
        }
    }
}

impl<'a> Walk<'a> {
    /// Walks the project whose real place is `root`.
    pub(super) fn through(
        root: &'a Path,
        options: &WalkOptions,
        sink: &'a mut Sink,
    ) -> BTreeMap<SourcePath, Found> {
        let skip = options.skip.iter().map(|folder| {
            let folder = root.join(folder);
            fs::canonicalize(&folder).unwrap_or(folder)
        });
        let mut walk = Walk {
            root,
            skip: skip.collect(),
            allow_outside: options.allow_outside,
            files: Vec::new(),
            listed: Vec::new(),
            sink,
        };
        walk.top();
        walk.look();
        // A map is made of what is in order without comparing much.
        walk.files
            .par_sort_by(|(one, _), (other, _)| one.cmp(other));
        walk.files.into_iter().collect()
    }

    /// Looks at all files that were listed, side by side.
    fn look(&mut self) {
        let listed = std::mem::take(&mut self.listed);
        let looked: Vec<_> = listed
            .par_iter()
            .map(|Listed { path, branch }| {
                let shown = SourcePath::named(&branch.shown(path));
                (shown, branch.base.look(&branch.below(path)))
            })
            .collect();
        for (file, (shown, looked)) in listed.iter().zip(looked) {
            let behind_link = !file.branch.trail.is_empty();
            match looked {
                // Removed between listing and looking, or replaced by a link: as if it had never been
                // there.
                Ok(Looked::Link) => {}
                Ok(looked) => self.leaf(&file.path, shown, looked, behind_link),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => self.unreadable(shown.as_str(), &error),
            }
        }
    }

    fn top(&mut self) {
        let names = FILES.iter().map(|name| (*name, false));
        for (name, folder) in names.chain(FOLDERS.iter().map(|name| (*name, true))) {
            let path = self.root.join(name);
            let metadata = match fs::symlink_metadata(&path) {
                Ok(metadata) => metadata,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => {
                    self.unreadable(name, &error);
                    continue;
                }
            };
            // What a link leads to is looked at where it is followed.
            if !metadata.is_symlink() && metadata.is_dir() != folder {
                let (is, must) = match folder {
                    true => ("a file", "a folder"),
                    false => ("a folder", "a file"),
                };
                let fault = Diagnostic::error(
                    "disk/wrong-kind",
                    format!("`{name}` is {is}, but must be {must}"),
                )
                .help(format!(
                    "rename it, and make {must} of that name if you need one"
                ));
                self.sink.push(fault.in_file(&SourcePath::named(name)));
            } else if metadata.is_dir() {
                self.branch(Branch::new(path, name.to_owned(), Vec::new()));
            } else if metadata.is_symlink() {
                self.link(&path, name, &[]);
            } else {
                let looked = Looked::of(&metadata);
                self.leaf(&path, SourcePath::named(name), looked, false);
            }
        }
    }

    fn branch(&mut self, branch: Branch) {
        let branch = Arc::new(branch);
        let mut entries = WalkDir::new(&branch.real).min_depth(1).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let shown = match error.path() {
                        Some(path) if path != branch.real => branch.shown(path),
                        _ => branch.shown.clone(),
                    };
                    let source = error.into_io_error();
                    self.unreadable(&shown, &source.unwrap_or(ErrorKind::Other.into()));
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            let enter = self.entry(&branch, &entry);
            if is_folder && !enter {
                entries.skip_current_dir();
            }
        }
    }

    /// Takes one entry in; says whether to enter it, if it is a folder.
    fn entry(&mut self, branch: &Arc<Branch>, entry: &DirEntry) -> bool {
        let Some(name) = entry.file_name().to_str() else {
            let shown = branch.shown(entry.path());
            let fault = Diagnostic::error(
                "disk/file-name",
                format!("the name of `{shown}` is not UTF-8"),
            )
            .help(
                "rename it; letters of every language are welcome, but this name comes from a \
                 system that writes them in another way",
            );
            self.sink.push(fault.in_file(&SourcePath::named(&shown)));
            return false;
        };
        if left_out(name, || branch.shown(entry.path())) {
            return false;
        }
        if entry.file_type().is_dir() {
            return !self.skip.iter().any(|folder| folder == entry.path());
        }
        if entry.file_type().is_symlink() {
            self.link(entry.path(), &branch.shown(entry.path()), &branch.trail);
        } else {
            self.listed.push(Listed {
                path: entry.path().to_owned(),
                branch: Arc::clone(branch),
            });
        }
        false
    }

    /// A file, or something else that is neither a folder nor a link.
    fn leaf(&mut self, path: &Path, shown: SourcePath, looked: Looked, behind_link: bool) {
        if let Looked::File(stamp) = looked {
            let found = Found {
                stamp,
                real: behind_link.then(|| path.into()),
            };
            self.files.push((shown, found));
        } else {
            self.sink.push(
                Diagnostic::warning("disk/special-file", format!("`{shown}` is not a file that can be read"))
                    .in_file(&shown)
                    .help("it is a pipe, a socket or a device and is left out: move it out of the project"),
            );
        }
    }

    fn link(&mut self, link: &Path, shown: &str, trail: &[PathBuf]) {
        let (target, metadata) = match fs::canonicalize(link)
            .and_then(|target| fs::metadata(&target).map(|metadata| (target, metadata)))
        {
            Ok(found) => found,
            Err(error) => {
                let target = fs::read_link(link).unwrap_or_default();
                let why = match error.kind() {
                    ErrorKind::NotFound | ErrorKind::NotADirectory => "is not there",
                    ErrorKind::PermissionDenied => "may not be read",
                    _ => "can't be followed: does it lead back to itself?",
                };
                let to = format!("`{}`, which {why}", target.display());
                return self.link_fault(shown, &to, DELETE_LINK);
            }
        };
        if let Some((why, help)) = self.refuses(&target) {
            return self.link_fault(shown, &format!("`{}`, {why}", target.display()), help);
        }
        let from = link.parent().unwrap_or(link);
        if !metadata.is_dir() {
            // A file behind a link keeps the place that was checked here.
            let looked = Looked::of(&metadata);
            return self.leaf(&target, SourcePath::named(shown), looked, true);
        }
        let mut trail = trail.to_vec();
        trail.push(from.to_owned());
        let circle = trail.iter().any(|folder| folder.starts_with(&target));
        if circle || trail.len() > LINKS_ON_THE_WAY {
            let why = match circle {
                true => "a folder that it is itself in",
                false => "through too many other links",
            };
            return self.link_fault(
                shown,
                &format!("`{}`, {why}", target.display()),
                DELETE_LINK,
            );
        }
        self.branch(Branch::new(target, shown.to_owned(), trail));
    }

    /// Why a link may not lead there, and what to do.
    fn refuses(&self, target: &Path) -> Option<(&'static str, &'static str)> {
        let Ok(below) = target.strip_prefix(self.root) else {
            return (!self.allow_outside).then_some((
                "which is outside of the project",
                "put the file itself there instead of the link, or set `allow_outside = true` if you \
                 trust everybody who can change what it leads to",
            ));
        };
        let mut names = below.components().filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        });
        let hidden = names.any(|name| name.starts_with('.') && !SERVER_FILES.contains(&name));
        let skipped = self.skip.iter().any(|folder| target.starts_with(folder));
        (hidden || skipped).then_some(("which is hidden or made by Waypost", DELETE_LINK))
    }

    fn link_fault(&mut self, shown: &str, to: &str, help: &'static str) {
        let fault = Diagnostic::error("disk/link", format!("the link `{shown}` leads to {to}"));
        self.sink
            .push(fault.help(help).in_file(&SourcePath::named(shown)));
    }

    fn unreadable(&mut self, shown: &str, error: &std::io::Error) {
        let message = format!("can't read `{shown}`: {}", plain(error));
        let fault = Diagnostic::error("disk/unreadable", message).help(read_advice(error));
        self.sink.push(fault.in_file(&SourcePath::named(shown)));
    }
}

/// Whether a walk would leave a file out, or never come to it.
pub(super) fn is_left_out(shown: &str) -> bool {
    let shown = shown.replace(MAIN_SEPARATOR, "/");
    let mut parts = shown.split('/');
    let top = parts.next().unwrap_or_default();
    let is_ours = FILES.contains(&shown.as_str()) || FOLDERS.contains(&top);
    !is_ours || parts.any(|name| left_out(name, || &shown))
}

/// Whether a name is one that editors, systems and tools leave behind.
fn left_out<S: AsRef<str>>(name: &str, shown: impl FnOnce() -> S) -> bool {
    if name.starts_with('.') {
        return !(SERVER_FILES.contains(&name) && shown().as_ref().starts_with("static/"));
    }
    name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with(".swp")
        || matches!(name, "node_modules" | "Thumbs.db" | "desktop.ini")
}

//! Small sites in folders of their own, and what is made of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use waypost::base::day::{Day, parse_day};
use waypost::base::diag::{Diagnostic, Severity};
use waypost::base::paths::SourcePath;
use waypost::base::span::Span;
use waypost::build::{Holds, Options, Revision, Session};
use waypost::config::BaseUrl;

/// The day of every build that does not say another.
pub const TODAY: &str = "2026-03-01";

const CONFIG: &str =
    "title = \"Test\"\nbase_url = \"https://example.org\"\ncountry = \"GB\"\nexample = true\n";

/// A site project in a folder of its own.
pub struct Project {
    folder: TempDir,
    pub options: Options,
}

impl Project {
    /// An empty project with a title and an address, and templates that print what they are given.
    pub fn plain() -> Project {
        let project = Project::bare();
        copy(&suite("plain"), project.root());
        project
    }

    /// An empty project with a title and an address, and the default theme.
    pub fn bare() -> Project {
        let project = Project {
            folder: TempDir::new().expect("a folder"),
            options: options(),
        };
        project.with("waypost.toml", CONFIG)
    }

    /// A project of `tests/suite/site`, with the plain templates.
    pub fn named(name: &str) -> Project {
        let project = Project::plain();
        copy(&suite(name), project.root());
        project
    }

    /// A copy of a folder, with the default theme.
    pub fn copy_of(folder: &Path) -> Project {
        let project = Project::bare();
        copy(folder, project.root());
        project
    }

    /// The example site, with small pictures: large ones are seen elsewhere.
    pub fn example() -> Project {
        let project = Project::copy_of(&repository().join("example-site"));
        let mut project = project.settings("\n[pictures]\nwidths = [32]");
        project.options.today = day("2026-11-22");
        project
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Adds or replaces a file.
    pub fn with(self, path: &str, text: impl AsRef<[u8]>) -> Project {
        self.write(path, text);
        self
    }

    /// Adds lines to the settings.
    pub fn settings(self, lines: &str) -> Project {
        let config = fs::read_to_string(self.root().join("waypost.toml")).expect("settings");
        self.with("waypost.toml", format!("{config}{lines}\n"))
    }

    pub fn on(mut self, date: &str) -> Project {
        self.options.today = day(date);
        self
    }

    pub fn drafts(mut self) -> Project {
        self.options.drafts = true;
        self
    }

    pub fn future(mut self) -> Project {
        self.options.future = true;
        self
    }

    pub fn base_url(mut self, url: &str) -> Project {
        self.options.base_url = Some(BaseUrl::parse(url).expect("an address"));
        self
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).expect("removed");
    }

    pub fn revision(&self) -> Revision {
        let mut options = self.options.clone();
        options.skip.push(self.output());
        Session::new(self.root(), options)
            .update()
            .expect("the folder is there")
    }

    /// Makes every output in memory.
    pub fn make(&self) -> Made {
        let revision = self.revision();
        let diagnostics = revision.all_diagnostics();
        let outputs: BTreeMap<String, Vec<u8>> = revision
            .wanted()
            .filter_map(|at| {
                let path = revision.plan[at].path.to_string();
                let bytes = match &revision.output(at).holds {
                    Holds::CopyOf(source) => revision.snapshot.read(source).expect("a file"),
                    _ => revision.bytes(at)?.to_vec(),
                };
                Some((path, bytes))
            })
            .collect();
        let mut policies = BTreeMap::new();
        let mut plain = BTreeMap::new();
        for (path, bytes) in &outputs {
            if let Some((policy, page)) = parted(bytes).filter(|_| path.ends_with(".html")) {
                policies.insert(String::clone(path), policy);
                plain.insert(String::clone(path), page);
            }
        }
        let spans = diagnostics.iter().flat_map(spans);
        let sources = spans
            .filter_map(|span| Some((span.path.clone(), revision.source(&span.path)?)))
            .collect();
        Made {
            revision,
            outputs,
            policies,
            plain,
            diagnostics,
            sources,
        }
    }

    /// Makes every output in memory; nothing may be wrong with the site.
    pub fn fine(&self) -> Made {
        let made = self.make();
        assert_eq!(made.told(), "", "nothing is wrong with the site");
        made
    }
}

fn options() -> Options {
    Options {
        today: day(TODAY),
        drafts: false,
        future: false,
        allow_stale: false,
        base_url: None,
        skip: Vec::new(),
        preview: false,
        forget: None,
    }
}

pub fn day(text: &str) -> Day {
    parse_day(text).expect("a day")
}

/// What came of a project.
pub struct Made {
    pub revision: Revision,
    pub outputs: BTreeMap<String, Vec<u8>>,
    /// The policies that the program puts into pages.
    pub policies: BTreeMap<String, String>,
    /// The pages without them, since hardly any test is about them.
    plain: BTreeMap<String, String>,
    pub diagnostics: Vec<Diagnostic>,
    sources: BTreeMap<SourcePath, String>,
}

impl Made {
    pub fn has(&self, path: &str) -> bool {
        self.outputs.contains_key(path)
    }

    /// An output as text; a page without its policy.
    pub fn text(&self, path: &str) -> &str {
        if let Some(page) = self.plain.get(path) {
            return page;
        }
        let bytes = self.outputs.get(path).unwrap_or_else(|| {
            let all: Vec<&str> = self.outputs.keys().map(String::as_str).collect();
            panic!(
                "there is no {path}, but\n{}\n{}",
                all.join("\n"),
                self.told()
            )
        });
        std::str::from_utf8(bytes).expect("text")
    }

    /// The paths of outputs with this ending.
    pub fn paths(&self, ending: &str) -> Vec<&str> {
        let paths = self.outputs.keys().map(String::as_str);
        paths.filter(|path| path.ends_with(ending)).collect()
    }

    /// Every page, with its path before it.
    pub fn pages(&self) -> String {
        let pages = self.paths(".html").into_iter();
        pages
            .map(|path| format!("=== {path}\n{}\n", self.text(path).trim_end()))
            .collect()
    }

    /// What was found wrong: severity, code, place and message, a line each.
    pub fn told(&self) -> String {
        self.diagnostics.iter().map(told).collect()
    }

    /// The codes of what was found wrong.
    pub fn codes(&self) -> Vec<&'static str> {
        let codes = self.diagnostics.iter().map(|diagnostic| diagnostic.code);
        codes.collect()
    }

    /// What the sources say at the main places of the diagnostics with this code.
    pub fn pointed_at(&self, code: &str) -> Vec<&str> {
        let with_code = self.diagnostics.iter().filter(|found| found.code == code);
        with_code
            .filter_map(|found| self.place(found.primary.as_ref()?))
            .collect()
    }

    /// What a source says at a place that a diagnostic names.
    pub fn place(&self, span: &Span) -> Option<&str> {
        self.sources.get(&span.path)?.get(span.range.clone())
    }
}

const POLICY: &str =
    "\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ";

/// The policy that the program puts into a page, and the page without it.
fn parted(bytes: &[u8]) -> Option<(String, String)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (before, rest) = text.split_once(POLICY)?;
    let (policy, after) = rest.split_once("\">")?;
    Some((policy.to_owned(), format!("{before}{after}")))
}

fn spans(diagnostic: &Diagnostic) -> impl Iterator<Item = &Span> {
    let labels = diagnostic.labels.iter().map(|label| &label.span);
    diagnostic.primary.iter().chain(labels)
}

pub fn told(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let span = diagnostic.primary.as_ref();
    let place = span.map_or(String::new(), |span| {
        format!(" {}:{}..{}", span.path, span.range.start, span.range.end)
    });
    let help = diagnostic.help.as_ref();
    let help = help.map_or(String::new(), |help| format!(" ({help})"));
    let Diagnostic { code, message, .. } = diagnostic;
    format!("{severity} {code}{place}: {message}{help}\n")
}

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of `tests/suite/site`.
pub fn suite(name: &str) -> PathBuf {
    repository().join("tests/suite/site").join(name)
}

/// Copies a folder's files.
pub fn copy(from: &Path, to: &Path) {
    for (name, path) in files(from) {
        let to = to.join(name);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(path, to).expect("copied");
    }
}

/// The files below a folder by their paths in it, with `/` between segments.
pub fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    let entries = entries.map(|entry| entry.expect("it can be read"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("below");
            let name = name.to_string_lossy().replace('\\', "/");
            (name, entry.path().to_owned())
        })
        .collect()
}

/// The bytes of the files below a folder.
pub fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = files(folder).into_iter();
    files
        .map(|(name, path)| (name, fs::read(path).expect("a file")))
        .collect()
}

/// The files of an archive.
pub fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let files = (0..archive.len()).map(|at| {
        let mut file = archive.by_index(at).expect("a file");
        let name = file.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        (name, bytes)
    });
    files.collect()
}

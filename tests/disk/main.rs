//! The disk floor: what a project consists of, and what publishing does and never does.

mod cache;
mod crash;
mod grown;
mod machine;
mod publish;
mod snapshot;
mod staging;
mod target;
mod up_to_date;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use waypost::base::diag::Sink;
use waypost::base::paths::OutPath;
use waypost::disk::{Content, DiskError, OutputFile, PublishReport, Target};

/// A site project in a folder of its own, beside which there is room for other things.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Project {
        let folder = TempDir::new().expect("a folder can be made");
        fs::create_dir(folder.path().join("site")).expect("a folder can be made");
        Project { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file of the project and gives its place.
    fn write(&self, path: &str, text: &str) -> PathBuf {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("it is below the root")).expect("a folder");
        fs::write(&place, text).expect("a file");
        place
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn target(&self) -> Target {
        Target {
            output: self.path("public"),
            state: self.path(".waypost"),
            adopt: false,
        }
    }

    /// Where the list of what was published stands.
    fn manifest(&self) -> PathBuf {
        let entries = fs::read_dir(self.path(".waypost")).expect("it is there");
        let mut paths = entries.map(|entry| entry.expect("an entry").path());
        let manifest = paths.find(|path| path.extension().is_some_and(|end| end == "manifest"));
        manifest.expect("a manifest")
    }

    fn publish(&self, site: &[(&str, &str)]) -> Result<PublishReport, DiskError> {
        waypost::disk::publish(&self.target(), &outputs(site))
    }

    /// Every file and folder of the output folder: folders end with `/`, links show where they lead.
    fn published(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        tree(&self.path("public"), "", &mut found);
        found
    }

    /// A message without what differs from run to run.
    fn shown(&self, text: &str) -> String {
        let real = fs::canonicalize(self.folder.path()).expect("it is there");
        let plain = text.replace(&real.display().to_string(), "[here]");
        plain.replace(&self.folder.path().display().to_string(), "[here]")
    }

    fn fault(&self, error: &DiskError) -> String {
        self.shown(&format!("{error}\n  help: {}", error.help()))
    }
}

fn outputs<'a>(site: &[(&str, &'a str)]) -> Vec<OutputFile<'a>> {
    site.iter()
        .map(|(path, text)| OutputFile {
            path: out(path),
            content: Content::Bytes(text.as_bytes()),
        })
        .collect()
}

fn out(path: &str) -> OutPath {
    OutPath::parse(path).expect("a safe path")
}

fn names(paths: &[OutPath]) -> Vec<&str> {
    paths.iter().map(OutPath::as_str).collect()
}

fn tree(folder: &Path, below: &str, found: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            tree(&entry.path(), &format!("{name}/"), found);
            found.insert(format!("{name}/"), String::new());
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).expect("a link");
            found.insert(name, format!("-> {}", target.display()));
        } else {
            let bytes = fs::read(entry.path()).expect("a file");
            found.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}

/// Diagnostics as lines: enough for a test to read.
fn lines(sink: Sink) -> String {
    let mut text = String::new();
    for d in sink.into_sorted() {
        let place = d.primary.as_ref().map_or(String::new(), |span| {
            format!("{}:{}", span.path, span.range.start)
        });
        text += &format!("{:?} [{}] {place}\n  {}\n", d.severity, d.code, d.message);
        text += &format!("  help: {}\n", d.help.unwrap_or_default());
    }
    text
}

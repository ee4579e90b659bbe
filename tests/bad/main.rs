//! Bad input: whatever a folder holds and however a machine fails, the program says what is wrong,
//! where and what to do, ends with 0, 1 or 2, and loses nothing. Each test runs the real program.

mod bytes;
mod folders;
mod large;
mod machine;
mod names;
mod random;
mod texts;
mod twenty;

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;

/// 1 March 2026, noon, UTC.
const NOON: &str = "1772366400";

/// Where the inputs that are text lie.
const SUITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/bad");

/// A site project in a folder of its own, beside which there is room for other things.
struct Site {
    folder: TempDir,
}

/// Every file below a folder: its bytes (where a link leads to), and when it was last written.
type Tree = BTreeMap<PathBuf, (Vec<u8>, Option<SystemTime>)>;

impl Site {
    /// A folder with nothing in it.
    fn bare() -> Site {
        let folder = TempDir::new().expect("a folder can be made");
        fs::create_dir(folder.path().join("site")).expect("a folder can be made");
        Site { folder }
    }

    /// A small site without any fault.
    fn sound() -> Site {
        let site = Site::bare();
        copy(&Path::new(SUITE).join("base"), &site.root());
        site
    }

    /// The sound site with the files of `tests/suite/bad/CASE` laid over it.
    fn with(case: &str) -> Site {
        let site = Site::sound();
        copy(&Path::new(SUITE).join(case), &site.root());
        site
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Site {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("it is below the root")).expect("a folder");
        fs::write(&place, content).expect("a file");
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
        command
            .current_dir(self.root())
            .env("SOURCE_DATE_EPOCH", NOON)
            .args(arguments);
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program and holds it to what is promised of every run.
    fn run(&self, arguments: &[&str]) -> Told {
        self.promised(&mut self.command(arguments))
    }

    fn build(&self) -> Told {
        self.run(&["build"])
    }

    fn promised(&self, command: &mut Command) -> Told {
        let sources = |(path, _): &(PathBuf, _)| {
            !["public", ".waypost"]
                .iter()
                .any(|own| path.starts_with(own))
        };
        let published = self.tree("public");
        let before: Tree = self.tree("").into_iter().filter(sources).collect();
        let output = command.output().expect("it runs");
        let told = Told {
            code: output.status.code().expect("it ends by itself"),
            out: self.normal(output.stdout),
            err: self.normal(output.stderr),
        };
        let after: Tree = self.tree("").into_iter().filter(sources).collect();
        assert!(before == after, "a source was touched: {}", told.text());
        assert!((0..=2).contains(&told.code), "{}", told.text());
        assert!(!told.err.contains("panicked"), "{}", told.text());
        if told.code == 1 {
            let now = self.tree("public");
            assert!(published == now, "the output was touched: {}", told.text());
        }
        told
    }

    /// What the program said, without what differs from run to run, and nothing a terminal obeys.
    fn normal(&self, bytes: Vec<u8>) -> String {
        let text = String::from_utf8(bytes).expect("it speaks UTF-8");
        let obeyed = |c: char| c.is_control() && c != '\n';
        assert!(!text.contains(obeyed), "a terminal would obey: {text:?}");
        let real = fs::canonicalize(self.folder.path()).expect("it is there");
        let text = text.replace(&real.display().to_string(), "[here]");
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines() {
            let end = line.find("s). ").or_else(|| line.rfind("s)."));
            let start = end.and_then(|end| line[..end].rfind(" ("));
            lines.push(match (start, end) {
                (Some(start), Some(end)) => {
                    format!("{} ([time]{}", &line[..start], &line[end + 1..])
                }
                _ => line.to_owned(),
            });
        }
        lines.join("\n")
    }

    fn tree(&self, below: &str) -> Tree {
        let root = self.path(below);
        let mut tree = Tree::new();
        for entry in walkdir::WalkDir::new(&root).into_iter().flatten() {
            let path = entry.path().strip_prefix(&root).expect("it is below");
            let kind = entry.file_type();
            let bytes = if kind.is_symlink() {
                let target = fs::read_link(entry.path()).expect("a link");
                target.as_os_str().as_encoded_bytes().to_vec()
            } else if kind.is_file() {
                fs::read(entry.path()).unwrap_or_default()
            } else {
                Vec::new()
            };
            // A folder's time changes when something beside the sources is made in it.
            let written = kind
                .is_file()
                .then(|| entry.metadata().ok()?.modified().ok());
            tree.insert(path.to_owned(), (bytes, written.flatten()));
        }
        tree
    }
}

/// What the program said.
struct Told {
    code: i32,
    out: String,
    err: String,
}

impl Told {
    fn text(&self) -> String {
        let mut text = format!("exit {}\n", self.code);
        for (name, said) in [("err", &self.err), ("out", &self.out)] {
            if !said.is_empty() {
                text.push_str(&format!("--- {name}\n{said}\n"));
            }
        }
        text
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the suite can be read");
        let place = to.join(entry.path().strip_prefix(from).expect("it is below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&place).expect("a folder");
        } else {
            fs::copy(entry.path(), &place).expect("a file");
        }
    }
}

/// Compares with the snapshot of that name in `tests/suite/bad/snapshots`.
fn same(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../suite/bad/snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

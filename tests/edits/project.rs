//! A site in memory, and the same site in a folder. An edit changes the one in memory; what differs
//! is then written, renamed or removed in the folder as a person's editor would.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The blocks of `waypost.toml`, with what may stand in place of each. The first is where a site
/// starts.
const SETTINGS: [&[&str]; 14] = [
    &[
        "title = \"Harbour\"\nexample = true",
        "title = \"Haven\"\nexample = true",
    ],
    &["", "description = \"Friends.\""],
    &[
        "base_url = \"https://example.org\"",
        "base_url = \"https://example.com\"",
        "base_url = \"https://example.org/sub\"",
    ],
    &["language = \"en\"", "language = \"en-US\""],
    &["country = \"GB\"", "country = \"US\"", ""],
    &["theme = \"small\"", "theme = \"other\""],
    &[
        "[privacy]\nallow = [{ origin = \"https://pictures.example\", reason = \"Ours.\" }]",
        "[contact]\nemail = \"hello@example.org\"",
    ],
    &[
        "",
        "[options]\naccent = \"red\"",
        "[options]\nnote = \"No *link*.\"\nshown = 1",
    ],
    &[
        "[[menus.main]]\nlabel = \"Us\"\nto = \"about.md\"\n[[menus.main]]\nto = \"articles/_index.md\"",
        "[[menus.main]]\nlabel = \"We\"\nto = \"about.md\"",
        "[[menus.main]]\nto = \"about.md\"\nchildren = [{ to = \"articles/a1.md\" }]",
    ],
    &[
        "[taxonomies.topics]\npage_size = 3\n[vocabularies.areas]\nGB = \"Britain\"",
        "[taxonomies.topics]\npage_size = 2\nslug = \"themes\"",
        "[taxonomies.topics]\nfeed = false\n[taxonomies.moods]",
    ],
    &[
        "[feeds]\nitems = 5",
        "[feeds]\nfull = false",
        "[feeds]\nenabled = false",
        "[markdown]\nsmart_punctuation = false",
    ],
    &[
        "[languages.ar]\ntitle = \"المرفأ\"",
        "[languages.ar]\ntitle = \"ميناء\"\ndescription = \"نحن\"",
        "[languages.ar]\ntitle = \"المرفأ\"\n[languages.cy]\ntitle = \"Harbwr\"",
    ],
    &[
        "[crisis.GB]\nlistings = [\"night-line\"]\nemergency = [\"999\"]",
        "[crisis.GB]\nlistings = [\"night-line\"]\nemergency = [\"112\"]",
        "",
        "[crisis]\nwords = [\"bay\"]\n[crisis.IE]\nlistings = [\"night-line\"]",
        "[exit]\nenabled = false\n[crisis.GB]\nlistings = [\"night-line\"]\nemergency = [\"999\"]",
    ],
    &[
        "[comments]\nenabled = true\nurl = \"https://forms.example/1\"",
        "[comments]\nenabled = true\nemail = \"us@example.org\"\nclosed_after = \"P21D\"",
        "",
    ],
];

const TABLES: [&str; 2] = ["resources/groups.csv", "places/groups.csv"];

/// The days that a site may be built on. Entries of the suite are dated around them.
const DAYS: [&str; 4] = ["2026-02-01", "2026-02-02", "2026-02-20", "2026-01-12"];

/// A site in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Project {
    files: BTreeMap<String, Vec<u8>>,
    settings: [usize; SETTINGS.len()],
    day: usize,
    /// Files that are written once more although they stay as they are.
    touched: BTreeSet<String>,
}

impl Project {
    /// The site of `tests/suite/edits/site`.
    pub fn start() -> Project {
        let folder = suite().join("site");
        let mut project = Project {
            files: read(&folder),
            settings: [0; SETTINGS.len()],
            day: 0,
            touched: BTreeSet::new(),
        };
        project.write_settings();
        project
    }

    pub fn day(&self) -> &'static str {
        DAYS[self.day]
    }

    /// Another day; says which.
    pub fn set_day(&mut self, pick: usize) -> &'static str {
        self.day = pick % DAYS.len();
        self.day()
    }

    /// One of the known days; says whether it is one.
    pub fn set_today(&mut self, day: &str) -> bool {
        let found = DAYS.iter().position(|known| *known == day);
        self.day = found.unwrap_or(self.day);
        found.is_some()
    }

    /// One text for another in a file, be it the settings; says whether it was there.
    pub fn replace(&mut self, path: &str, from: &str, to: &str) -> bool {
        let Some(text) = self.text(path).filter(|text| text.contains(from)) else {
            return false;
        };
        let text = text.replacen(from, to, 1);
        self.files.insert(path.to_owned(), text.into());
        true
    }

    /// Another choice for one block of the settings; gives it.
    pub fn set(&mut self, block: usize, choice: usize) -> &'static str {
        let block = block % SETTINGS.len();
        self.settings[block] = choice % SETTINGS[block].len();
        self.write_settings();
        SETTINGS[block][self.settings[block]]
    }

    fn write_settings(&mut self) {
        let mut text = String::new();
        for (block, choice) in SETTINGS.iter().zip(self.settings) {
            text.push_str(block[choice]);
            text.push('\n');
        }
        // Settings of a table that is not there are told of, which would be in every diagnostic.
        for table in TABLES {
            if self.files.contains_key(&format!("content/{table}")) {
                text.push_str(&format!("[tables.\"{table}\"]\nkind = \"group\"\n"));
            }
        }
        self.files.insert("waypost.toml".to_owned(), text.into());
    }

    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The text of a file; none for pictures.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(path)?).ok()
    }

    pub fn write(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), bytes.into());
        self.write_settings();
    }

    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
        self.write_settings();
    }

    /// Renames a file, unless there is one of the new name.
    pub fn rename(&mut self, from: &str, to: &str) -> bool {
        if self.has(to) {
            return false;
        }
        let moved = self.files.remove(from);
        let done = moved.is_some();
        self.files.extend(moved.map(|bytes| (to.to_owned(), bytes)));
        self.write_settings();
        done
    }

    /// All files are what they were in the beginning, as after a `git checkout`.
    pub fn reset(&mut self) {
        self.files = Project::start().files;
        self.write_settings();
    }

    /// Two files have each other's names.
    pub fn exchange(&mut self, one: &str, other: &str) {
        let files = (self.files[one].clone(), self.files[other].clone());
        self.files.insert(one.to_owned(), files.1);
        self.files.insert(other.to_owned(), files.0);
    }

    /// The file is to be saved as it is.
    pub fn touch(&mut self, path: &str) {
        self.touched.insert(path.to_owned());
    }

    /// Renames a folder, unless there is one of the new name.
    pub fn rename_folder(&mut self, from: &str, to: &str) -> bool {
        let below = |folder: &str, path: &str| path.starts_with(&format!("{folder}/"));
        if self.paths().any(|path| below(to, path)) {
            return false;
        }
        let moved: Vec<String> = self
            .paths()
            .filter(|path| below(from, path))
            .map(str::to_owned)
            .collect();
        for path in &moved {
            self.rename(path, &format!("{to}{}", &path[from.len()..]));
        }
        !moved.is_empty()
    }
}

/// `tests/suite/edits`.
pub fn suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/edits")
}

/// The files below a folder, by their paths in it.
pub fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("it can be read"));
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).expect("below");
            let name = below.to_string_lossy().replace('\\', "/");
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// A project as a folder on the disk.
pub struct Folder {
    place: TempDir,
    written: BTreeMap<String, Vec<u8>>,
    steps: usize,
}

impl Folder {
    pub fn new() -> Folder {
        Folder {
            place: TempDir::new().expect("a folder"),
            written: BTreeMap::new(),
            steps: 0,
        }
    }

    pub fn root(&self) -> PathBuf {
        self.place.path().join("site")
    }

    /// Makes the folder hold what the project holds. Files are renamed where that is enough, and in
    /// turn overwritten in their place and replaced by a new file, as editors do.
    pub fn sync(&mut self, project: &mut Project) {
        self.steps += 1;
        let root = self.root();
        let gone: Vec<String> = self
            .written
            .keys()
            .filter(|path| !project.has(path))
            .cloned()
            .collect();
        for (path, bytes) in &project.files {
            let to = root.join(path);
            let renamed = gone.iter().find(|old| {
                !self.written.contains_key(path)
                    && root.join(old).exists()
                    && self.written[*old] == *bytes
            });
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            match renamed {
                Some(old) => fs::rename(root.join(old), to).expect("renamed"),
                None if self.written.get(path) != Some(bytes) || project.touched.contains(path) => {
                    self.put(&to, bytes);
                }
                None => {}
            }
        }
        for path in gone {
            let _ = fs::remove_file(root.join(&path));
            for folder in Path::new(&path).ancestors().skip(1) {
                // Only empty ones go.
                let _ = fs::remove_dir(root.join(folder));
            }
        }
        project.touched.clear();
        self.written.clone_from(&project.files);
    }

    fn put(&self, to: &Path, bytes: &[u8]) {
        if self.steps.is_multiple_of(2) {
            return fs::write(to, bytes).expect("written");
        }
        let beside = self.place.path().join("saved");
        fs::write(&beside, bytes).expect("written");
        fs::rename(beside, to).expect("renamed");
    }
}

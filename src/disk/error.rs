//! What can go wrong with files: an error keeps its path, and knows what a person can do about it.

use crate::base::diag::Diagnostic;
use crate::base::paths::{OutPath, SourcePath};
use std::fmt::Write;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A fault of the machine or of the folder that the site goes to. The build stops; exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// The system refused an operation.
    #[error("can't {doing} `{}`: {}", path.display(), plain(source))]
    Io {
        /// What was being done, to stand after "can't": `write`, `make the folder`.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The project's folder is not there or is not a folder.
    #[error("there is no folder `{}`", .0.display())]
    NoProject(PathBuf),
    /// The output folder may not be there.
    #[error("the site can't be written to `{}`: {fault}", path.display())]
    Target {
        /// The folder that was asked for.
        path: PathBuf,
        /// Why not.
        fault: TargetFault,
    },
    /// Files in the output folder that no build of this project wrote, and that would be overwritten.
    #[error("{}", strangers(output, paths, lost.is_some()))]
    Strangers {
        /// The output folder.
        output: PathBuf,
        /// The files in the way, sorted.
        paths: Vec<OutPath>,
        /// The list of what was written there, if there is one that can't be read: then they may be
        /// Waypost's own after all.
        lost: Option<PathBuf>,
    },
    /// A folder, link or special file stands where a file or folder of the site must go.
    #[error("`{}` is {found}, but the site needs {wanted} there", path.display())]
    InTheWay {
        /// What is in the way.
        path: PathBuf,
        /// What it is: `a folder with files of yours in it`.
        found: &'static str,
        /// What the site needs: `a file`.
        wanted: &'static str,
    },
    /// Two outputs can't both exist: the same path twice, or a file and a folder of one name.
    #[error("the site can't hold both `{first}` and `{second}`")]
    Conflict {
        /// The first of the two.
        first: OutPath,
        /// The second of the two.
        second: OutPath,
    },
    /// An output in a folder that belongs to git.
    #[error("the site can't write to `{0}`: that folder belongs to git")]
    Git(OutPath),
    /// An output is not there as an earlier build left it, and nobody can make it again.
    #[error("the site's file `{0}` was not made")]
    NotMade(OutPath),
    /// Another Waypost is writing this site now.
    #[error("another Waypost is writing this site just now{}", named(.holder))]
    Busy {
        /// The lock file.
        lock: PathBuf,
        /// What the other one wrote into it; may be empty.
        holder: String,
    },
    /// A source is no longer what it was when it was read.
    #[error("`{}` has been changed meanwhile", .0.display())]
    Changed(PathBuf),
    /// A new file was to be written where there is one.
    #[error("`{}` is there already", .0.display())]
    Exists(PathBuf),
}

/// Why a folder can't be the output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetFault {
    /// The root of the file system.
    #[error("that is the root of the whole disk")]
    Root,
    /// The person's home folder or one above it.
    #[error("that is your home folder, or a folder above it")]
    Home,
    /// The project's own folder.
    #[error("that is the folder of the project itself")]
    Project,
    /// A folder above the project.
    #[error("the project is inside that folder")]
    AboveProject,
    /// A folder of sources, or a folder inside one.
    #[error("that is inside `{0}`, where the project keeps its sources")]
    Sources(&'static str),
    /// Git's folder or Waypost's own.
    #[error("that is inside `{0}`, which is not a place for a site")]
    Private(&'static str),
    /// A file, or something else that is not a folder.
    #[error("that is not a folder")]
    NotAFolder,
}

impl DiskError {
    pub(super) fn io(doing: &'static str, path: &Path, source: io::Error) -> DiskError {
        DiskError::Io {
            doing,
            path: path.to_owned(),
            source,
        }
    }

    /// The same fault, told of the place that it is about for people.
    pub(super) fn of_place(self, place: &Path) -> DiskError {
        match self {
            DiskError::Io { doing, source, .. } => DiskError::io(doing, place, source),
            other => other,
        }
    }

    /// What a person can do about it.
    pub fn help(&self) -> String {
        match self {
            DiskError::Io {
                doing: "read",
                source,
                ..
            } => read_advice(source).into(),
            DiskError::Io { path, source, .. } => advice(path, source),
            DiskError::NoProject(_) => {
                "go to the folder of your site first, or make one with `waypost init`".into()
            }
            DiskError::Target {
                fault: TargetFault::NotAFolder,
                ..
            } => "move it away, or choose another folder with --output".into(),
            DiskError::Target { .. } => {
                "choose a folder of its own with --output, such as `public`".into()
            }
            DiskError::Strangers {
                lost: Some(list), ..
            } => format!(
                "`{}`, the list of what Waypost has written there, is damaged or can't be read; if nobody \
                 else writes to this folder, build once with --adopt",
                list.display()
            ),
            DiskError::Strangers { .. } => {
                "choose an empty folder with --output, or use --adopt if \
                 these files are from an older build and may be replaced"
                    .into()
            }
            DiskError::InTheWay { path, .. } => format!(
                "move `{}` somewhere else, then build again; nothing has been changed",
                path.display()
            ),
            DiskError::Conflict { .. } | DiskError::Git(_) => {
                "give the page another address with `path:` or `slug:`".into()
            }
            DiskError::NotMade(_) => "delete the folder `.waypost/cache`, then build again".into(),
            // The system gives the lock back by itself, even if its holder is killed.
            DiskError::Busy { .. } => "wait until it has finished, then try again".into(),
            DiskError::Changed(_) => {
                "nothing was written: save it in the editor and close it, then try again".into()
            }
            DiskError::Exists(_) => {
                "nothing was overwritten: choose another name, or move the old file away".into()
            }
        }
    }

    /// The same as a diagnostic without a place.
    pub fn diagnostic(&self) -> Diagnostic {
        let code = match self {
            DiskError::Io { .. } => "disk/io",
            DiskError::NoProject(_) => "disk/no-project",
            DiskError::Target { .. } => "disk/output-folder",
            DiskError::Strangers { .. } => "disk/strangers",
            DiskError::InTheWay { .. } => "disk/in-the-way",
            DiskError::Conflict { .. } => "disk/conflict",
            DiskError::Git(_) => "disk/git",
            DiskError::NotMade(_) => "disk/not-made",
            DiskError::Busy { .. } => "disk/busy",
            DiskError::Changed(_) => "disk/changed",
            DiskError::Exists(_) => "disk/exists",
        };
        Diagnostic::error(code, self.to_string()).help(self.help())
    }
}

/// Why a source file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is not part of the project: it is not in the snapshot.
    #[error("there is no file `{0}` in the project")]
    Absent(SourcePath),
    /// The file is larger than anything of its kind should be.
    #[error("the file is {} large, more than the {} that Waypost reads", size(*len), size(*limit))]
    TooLarge {
        /// Which file.
        path: SourcePath,
        /// Its size in bytes.
        len: u64,
        /// The largest size in bytes.
        limit: u64,
    },
    /// The system refused.
    #[error("can't read the file: {}", plain(source))]
    Io {
        /// Which file.
        path: SourcePath,
        /// What the system said.
        source: io::Error,
    },
}

impl ReadError {
    /// The same as a diagnostic in that file.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            ReadError::Absent(path) => Diagnostic::error("disk/absent", self.to_string())
                .in_file(path)
                .help("check the spelling; only files inside the project can be read"),
            ReadError::TooLarge { path, .. } => Diagnostic::error("disk/too-large", self.to_string())
                .in_file(path)
                .help("divide it into several files; pictures and recordings belong beside the text or in `static`"),
            ReadError::Io { path, source } => Diagnostic::error("disk/unreadable", self.to_string())
                .in_file(path)
                .help(read_advice(source)),
        }
    }
}

/// What the system said, without its error number.
pub(super) fn plain(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "permission denied".into(),
        ErrorKind::NotFound => "it is not there".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        ErrorKind::QuotaExceeded => "your share of the disk is full".into(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".into(),
        ErrorKind::NotADirectory => "a folder on the way to it is a file".into(),
        ErrorKind::IsADirectory => "it is a folder".into(),
        ErrorKind::AlreadyExists => "something of that name is there".into(),
        ErrorKind::InvalidFilename => "the name is too long or not allowed here".into(),
        _ => {
            let text = error.to_string();
            match text.find(" (os error") {
                Some(at) => text[..at].to_lowercase(),
                None => text,
            }
        }
    }
}

/// What to do when a source can't be read.
pub(super) fn read_advice(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied => {
            "let your user account read it (on Linux and macOS: `chmod u+r`), or move it out of the project"
        }
        ErrorKind::NotFound => "it was there a moment ago: build again",
        _ => "check that the disk is well and that other programs can open it",
    }
}

fn advice(path: &Path, error: &io::Error) -> String {
    let folder = path.parent().unwrap_or(path).display();
    let what = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make some room on that disk".into(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!("let your user account write to `{folder}`, or choose another folder")
        }
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            format!("look at `{folder}`: a file has the name that a folder needs; move it away")
        }
        ErrorKind::NotFound => "another program may have moved it".into(),
        ErrorKind::InvalidFilename => "choose a shorter name".into(),
        _ => format!("check the disk and the folder `{folder}`"),
    };
    format!("{what}; nothing is lost, so just try again afterwards")
}

fn strangers(output: &Path, paths: &[OutPath], lost: bool) -> String {
    const SHOWN: usize = 5;
    let mut text = match paths {
        [_] => "a file".to_owned(),
        _ => format!("{} files", paths.len()),
    };
    let why = match (lost, paths) {
        (true, [_]) => ", and nobody knows any more who wrote it: ",
        (true, _) => ", and nobody knows any more who wrote them: ",
        (false, _) => " that no build of this project wrote: ",
    };
    // Writing to a String can't fail.
    let _ = write!(text, " in `{}` would be overwritten{why}", output.display());
    let names: Vec<String> = paths.iter().take(SHOWN).map(|p| format!("`{p}`")).collect();
    text.push_str(&names.join(", "));
    if paths.len() > SHOWN {
        let _ = write!(text, " and {} more", paths.len() - SHOWN);
    }
    text
}

fn named(text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        who => format!(" ({who})"),
    }
}

/// A size as people say it.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

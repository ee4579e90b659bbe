//! The sites of one size in one place, each written down once and edited between builds.

use crate::corpus::Size;
use crate::layouts::{self, AFTER_SUMMARY, Layout};
use crate::machine::Place;
use crate::tools::Tool;
use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The newest article: it stands first in its section.
pub const NEWEST: usize = 0;

/// A folder with one site for every layout that a tool wants.
pub struct Sites {
    folder: TempDir,
    /// How large each of them is.
    pub size: Size,
    /// Whether what is cast off stays on the disk, lest a run pays for the deletions before it.
    keeps: bool,
    cast_off: Cell<usize>,
}

/// What a person changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A paragraph of an article.
    Body(usize),
    /// An article's title.
    Title(usize),
    /// The template that every page extends.
    Template,
}

impl Sites {
    /// Writes them.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write(place: &Place, size: Size, tools: &[Tool]) -> io::Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("waypost-bench-")
            .tempdir_in(&place.folder)?;
        let sites = Self {
            folder,
            size,
            keeps: place.remembers_deletions(),
            cast_off: Cell::new(0),
        };
        for tool in tools {
            let root = sites.root(tool.layout);
            if !root.exists() {
                layouts::write(tool.layout, &root, size)?;
            }
        }
        Ok(sites)
    }

    /// The site of a layout.
    pub fn root(&self, layout: Layout) -> PathBuf {
        self.folder.path().join(layout.name())
    }

    /// A name for a folder beside the sites.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Takes away what a tool's builds have left behind.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn clear(&self, tool: &Tool) -> io::Result<()> {
        let root = self.root(tool.layout);
        for name in tool.leftovers() {
            self.cast_off(&root.join(name))?;
        }
        Ok(())
    }

    /// Takes a file or a folder away. On a disk that remembers deletions it is only moved, until the bench
    /// is done with these sites.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn cast_off(&self, path: &Path) -> io::Result<()> {
        match fs::symlink_metadata(path) {
            Err(_) => Ok(()),
            Ok(_) if self.keeps => {
                let number = self.cast_off.get();
                self.cast_off.set(number + 1);
                fs::rename(path, self.beside(&format!("cast-off-{number}")))
            }
            Ok(about) if about.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
        }
    }

    /// The file that an edit changes. Nothing if the site has no such file.
    ///
    /// # Errors
    /// If the disk refuses, or the file is not as the bench wrote it.
    pub fn document(&self, layout: Layout, edit: Edit) -> io::Result<Option<Document>> {
        let (path, mark) = match edit {
            Edit::Body(number) => (layout.article(number), AFTER_SUMMARY.to_owned()),
            Edit::Title(number) => (layout.article(number), format!("\"Story {number}: ")),
            Edit::Template => match layout.base_template() {
                None => return Ok(None),
                Some(base) => (base.to_owned(), "<p>Made by neighbours".to_owned()),
            },
        };
        let path = self.root(layout).join(path);
        let text = fs::read_to_string(&path)?;
        let Some(at) = text.find(&mark) else {
            let message = format!("{} has no {mark:?} to edit", path.display());
            return Err(io::Error::other(message));
        };
        Ok(Some(Document {
            path,
            at: at + mark.len(),
            ends_paragraph: matches!(edit, Edit::Body(_)),
            text,
        }))
    }
}

/// A file as it was when the edits began: they do not pile up.
pub struct Document {
    path: PathBuf,
    text: String,
    at: usize,
    ends_paragraph: bool,
}

impl Document {
    /// Writes the file with this word in it, which then shows on the page.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write(&self, word: &str) -> io::Result<()> {
        let (before, after) = self.text.split_at(self.at);
        let rest = if self.ends_paragraph { ".\n\n" } else { " " };
        fs::write(&self.path, format!("{before}{word}{rest}{after}"))
    }

    /// Writes it as it was.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn restore(&self) -> io::Result<()> {
        fs::write(&self.path, &self.text)
    }
}

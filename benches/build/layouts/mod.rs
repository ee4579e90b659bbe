//! The same site written down for each generator: front matter, links and settings as it wants them,
//! and templates that say the same in its language (`benches/templates/`).

mod hugo;
mod waypost;
mod zola;

use crate::corpus::{Article, Piece, Size, article, listing};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What stands between an article's summary and the rest of it, in a form that all of them read.
pub const AFTER_SUMMARY: &str = "<!--more-->\n\n";

/// How a site is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Waypost, with templates of the bench's own.
    Waypost,
    /// Waypost with its default theme, which does more.
    WaypostTheme,
    /// Hugo.
    Hugo,
    /// Zola.
    Zola,
}

impl Layout {
    /// What a folder of such a site is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waypost => "waypost",
            Self::WaypostTheme => "waypost-theme",
            Self::Hugo => "hugo",
            Self::Zola => "zola",
        }
    }

    /// Where an article stands in the site's folder.
    pub fn article(self, number: usize) -> PathBuf {
        format!("content/articles/{}", file(number)).into()
    }

    /// The template that every page extends, if the site has its own.
    pub fn base_template(self) -> Option<&'static Path> {
        match self {
            Self::Waypost | Self::Zola => Some(Path::new("templates/base.html")),
            Self::WaypostTheme => None,
            Self::Hugo => Some(Path::new("layouts/baseof.html")),
        }
    }

    /// The name of the feeds' files.
    pub fn feed(self) -> &'static str {
        match self {
            Self::Zola => "atom.xml",
            _ => "feed.xml",
        }
    }
}

/// Writes the site's sources into a folder that is not there yet.
///
/// # Errors
/// If the disk refuses.
pub fn write(layout: Layout, root: &Path, size: Size) -> io::Result<()> {
    fs::create_dir_all(root.join("content/articles"))?;
    fs::create_dir_all(root.join("content/resources"))?;
    let texts = match layout {
        Layout::Waypost => waypost::site(true),
        Layout::WaypostTheme => waypost::site(false),
        Layout::Hugo => hugo::site(),
        Layout::Zola => zola::site(),
    };
    for (path, text) in texts {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    for number in 0..size.articles {
        let article = article(number, size);
        let text = match layout {
            Layout::Waypost | Layout::WaypostTheme | Layout::Hugo => waypost::article(&article),
            Layout::Zola => zola::article(&article),
        };
        fs::write(root.join(layout.article(number)), text)?;
    }
    listings(layout, root, size)
}

/// Half of Waypost's listings are rows of one table; the others know no tables, so they get files.
fn listings(layout: Layout, root: &Path, size: Size) -> io::Result<()> {
    let folder = root.join("content/resources");
    let mut files = size.listings;
    if matches!(layout, Layout::Waypost | Layout::WaypostTheme) {
        files = size.listings / 2;
        let rows = (files..size.listings).map(listing);
        fs::write(folder.join("circles.csv"), waypost::table(rows))?;
    }
    for number in 0..files {
        let listing = listing(number);
        let text = match layout {
            Layout::Waypost | Layout::WaypostTheme => waypost::listing(&listing),
            Layout::Hugo => hugo::listing(&listing),
            Layout::Zola => zola::listing(&listing),
        };
        fs::write(folder.join(format!("{}.md", listing.id)), text)?;
    }
    Ok(())
}

fn file(number: usize) -> String {
    format!("article-{number:05}.md")
}

/// Summary, mark and text, with the links as the generator writes them.
fn markdown(article: &Article, target: impl Fn(&str) -> String) -> String {
    let mut text = String::with_capacity(7000);
    join(&mut text, &article.summary, &target);
    text.push_str(AFTER_SUMMARY);
    join(&mut text, &article.body, &target);
    text
}

fn join(text: &mut String, pieces: &[Piece], target: impl Fn(&str) -> String) {
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Link { words, article } => {
                text.push('[');
                text.push_str(words);
                text.push_str("](");
                text.push_str(&target(&file(*article)));
                text.push(')');
            }
        }
    }
}

//! What a tool has made: is it the same site? Counted, and some pages looked at. A tool that does less
//! than the others is quick for no good reason.

use crate::corpus::{Article, Piece, Size, article};
use crate::layouts::Layout;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The files of an output folder.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// With their places below the folder, in order.
    pub files: Vec<(PathBuf, u64)>,
}

impl Output {
    /// Looks at a folder.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        for file in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let file = file?;
            if file.file_type().is_file() {
                let place = file.path().strip_prefix(folder).unwrap_or(file.path());
                files.push((place.to_owned(), file.metadata()?.len()));
            }
        }
        Ok(Self { files })
    }

    /// All of them together.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }

    /// How many end like this.
    pub fn ending(&self, ending: &str) -> usize {
        let ends = |path: &Path| path.extension().is_some_and(|found| found == ending);
        self.files.iter().filter(|(path, _)| ends(path)).count()
    }
}

/// How many files of a folder were written at this time or later.
///
/// # Errors
/// If the disk refuses.
pub fn written_since(folder: &Path, since: SystemTime) -> io::Result<usize> {
    let mut count = 0;
    for file in walkdir::WalkDir::new(folder) {
        let file = file?;
        if file.file_type().is_file() && file.metadata()?.modified()? >= since {
            count += 1;
        }
    }
    Ok(count)
}

/// What is not as it should be on some of the pages; empty if all is well.
pub fn faults(layout: Layout, folder: &Path, size: Size) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect = |page: &str, what: &str, all: &[String]| {
        let text = fs::read_to_string(folder.join(page)).unwrap_or_default();
        if text.is_empty() {
            faults.push(format!("no {page}"));
        } else if let Some(missing) = all.iter().find(|part| !text.contains(part.as_str())) {
            faults.push(format!("{page} has no {what} ({missing})"));
        }
    };
    if let Some(article) = rich(size) {
        let page = format!("articles/article-{:05}/index.html", article.number);
        expect(&page, "title", &[format!("<h1>{}</h1>", article.title)]);
        expect(
            &page,
            "table of contents",
            &["class=\"toc\"".into(), "<a href=\"#".into()],
        );
        expect(
            &page,
            "coloured code",
            &["<pre".into(), "<span class=\"".into()],
        );
        expect(&page, "link that leads somewhere", &[link(&article)]);
        expect(
            &page,
            "note",
            &article.note.iter().cloned().collect::<Vec<_>>(),
        );
        expect(&page, "author", &["/authors/writer-".into()]);
        expect(
            &page,
            "topics",
            &[format!("/topics/{}/\"", article.topics[0])],
        );
        expect(&page, "neighbours", &["rel=\"prev\"".into()]);
    }
    let menu = ["/articles/\"".to_owned(), "/resources/\"".to_owned()];
    expect("index.html", "menu", &menu);
    if size.articles > 20 {
        expect(
            "articles/page/2/index.html",
            "pages before and after",
            &["rel=\"prev\"".into(), "/articles/article-".into()],
        );
    }
    let feed = layout.feed();
    for page in [
        feed.to_owned(),
        format!("articles/{feed}"),
        format!("topics/sleep/{feed}"),
    ] {
        expect(&page, "entries", &["<entry".into(), "&lt;p&gt;".into()]);
    }
    expect(
        "resources/index.html",
        "listings",
        &["/resources/place-".into()],
    );
    expect(
        "sitemap.xml",
        "addresses",
        &["/articles/article-00000/".into()],
    );
    expect(
        "tags/tag-00/index.html",
        "entries",
        &["/articles/article-".into()],
    );
    faults
}

/// An article that has all that can be looked for.
fn rich(size: Size) -> Option<Article> {
    (0..size.articles)
        .map(|number| article(number, size))
        .find(|found| found.has_code && found.note.is_some() && first_link(found).is_some())
}

fn first_link(article: &Article) -> Option<usize> {
    article.body.iter().find_map(|piece| match piece {
        Piece::Link { article, .. } => Some(*article),
        Piece::Text(_) => None,
    })
}

fn link(article: &Article) -> String {
    let number = first_link(article).unwrap_or_default();
    format!("/articles/article-{number:05}/\">another story</a>")
}

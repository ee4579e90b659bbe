//! The preview: from the writing of a file to the new words on the page, as a browser would get them.
//! The watcher's quiet time is in the figures; nothing is taken off.

use crate::corpus::Size;
use crate::http::Connection;
use crate::layouts::Layout;
use crate::machine::load;
use crate::measure::{self, median, percentile_95};
use crate::options::Options;
use crate::sites::{Document, Edit, NEWEST, Sites};
use crate::table::{Table, megabytes, time};
use crate::tools::Tool;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

/// How long a preview may take to be there, and an edit to show.
const PATIENCE: Duration = Duration::from_secs(120);

/// Between two looks at the page, and between two edits: work in the background may end in this time.
const LOOK: Duration = Duration::from_millis(1);
const REST: Duration = Duration::from_millis(100);

/// Prints the table of previews.
///
/// # Errors
/// If the disk refuses.
pub fn measure(options: &Options, sites: &Sites, tools: &[Tool]) -> io::Result<()> {
    let load_before = load();
    let mut ready = Table::new(&[
        "",
        "ready, nothing known",
        "ready again",
        "memory at the end",
    ]);
    let mut edits = Table::new(&["", "edit", "median", "95 of 100", "slowest", "edits"]);
    for tool in tools {
        // The other variants of Waypost are served alike.
        if tool.layout == Layout::WaypostTheme || (tool.is_ours() && !tool.remembers) {
            continue;
        }
        if let Err(why) = preview(options, sites, tool, &mut ready, &mut edits) {
            println!("{} could not be measured: {why}\n", tool.name);
        }
    }
    println!("Previews ({load_before} before, {} after)\n", load());
    ready.print();
    edits.print();
    Ok(())
}

fn preview(
    options: &Options,
    sites: &Sites,
    tool: &Tool,
    ready: &mut Table,
    edits: &mut Table,
) -> io::Result<()> {
    let root = sites.root(tool.layout);
    sites.clear(tool)?;
    let cold = Preview::start(tool, &root)?.ready;
    // Those that remember may take what a build has left.
    measure::run(tool.build(&root))?;
    measure::settle();
    let mut preview = Preview::start(tool, &root)?;
    for (name, edit, page) in steps(sites.size) {
        eprintln!("preview of {}: {name}", tool.name);
        let Some(document) = sites.document(tool.layout, edit)? else {
            continue;
        };
        let count = if tool.is_ours() {
            options.edits
        } else {
            options.edits / 4
        };
        let times = preview.edits(&document, &page, count.max(1))?;
        edits.row(vec![
            tool.name.to_owned(),
            name.to_owned(),
            time(median(&times)),
            time(percentile_95(&times)),
            time(times.iter().copied().fold(f64::NAN, f64::max)),
            times.len().to_string(),
        ]);
    }
    ready.row(vec![
        tool.name.to_owned(),
        time(cold.as_secs_f64()),
        time(preview.ready.as_secs_f64()),
        megabytes(measure::peak_memory(&preview.child) as f64),
    ]);
    Ok(())
}

/// What is edited, and the page on which it must show.
fn steps(size: Size) -> [(&'static str, Edit, String); 4] {
    let middle = size.articles / 2;
    let page = format!("/articles/article-{middle:05}/");
    let section = "/articles/".to_owned();
    [
        ("a body", Edit::Body(middle), page.clone()),
        ("a title", Edit::Title(middle), page.clone()),
        (
            "the newest title, in its section",
            Edit::Title(NEWEST),
            section,
        ),
        ("the base template", Edit::Template, page),
    ]
}

/// A running preview; it ends with this value.
struct Preview {
    child: Child,
    connection: Connection,
    ready: Duration,
}

impl Preview {
    /// Starts it and waits for its first page.
    fn start(tool: &Tool, root: &Path) -> io::Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let began = Instant::now();
        let mut child = tool.serve(root, port).spawn()?;
        match first_page(&mut child, port, began) {
            Ok(connection) => Ok(Self {
                child,
                connection,
                ready: began.elapsed(),
            }),
            Err(why) => {
                end(&mut child);
                Err(why)
            }
        }
    }

    /// Seconds from the writing of each edit until it shows. The file is then as it was.
    fn edits(&mut self, document: &Document, page: &str, count: usize) -> io::Result<Vec<f64>> {
        let mut times = Vec::with_capacity(count);
        // The page is open in a browser while somebody writes.
        self.connection.get(page)?;
        for at in 0..count {
            thread::sleep(REST);
            times.push(self.edit(document, page, &format!("lantern{at}x"))?);
        }
        document.restore()?;
        thread::sleep(REST);
        Ok(times)
    }

    fn edit(&mut self, document: &Document, page: &str, word: &str) -> io::Result<f64> {
        let began = Instant::now();
        document.write(word)?;
        while began.elapsed() < PATIENCE {
            let (_, body) = self.connection.get(page)?;
            if contains(&body, word.as_bytes()) {
                return Ok(began.elapsed().as_secs_f64());
            }
            thread::sleep(LOOK);
        }
        Err(io::Error::other(format!("{page} never showed {word}")))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    // It may have ended by itself, and there is nobody to tell.
    let _ = child.kill();
    let _ = child.wait();
}

fn first_page(child: &mut Child, port: u16, began: Instant) -> io::Result<Connection> {
    while began.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Err(io::Error::other(format!("it ended by itself, {status}")));
        }
        if let Ok(mut connection) = Connection::open(port)
            && let Ok((200, _)) = connection.get("/")
        {
            return Ok(connection);
        }
        thread::sleep(LOOK);
    }
    Err(io::Error::other("no page came"))
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part == word)
}

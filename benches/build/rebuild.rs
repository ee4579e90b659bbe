//! Builds of what was built before: nothing changed, one body, one title, one template. The generators
//! that remember nothing do everything again, which is worth seeing too.

use crate::layouts::Layout;
use crate::machine::load;
use crate::measure::{self, median};
use crate::options::Options;
use crate::outputs::written_since;
use crate::sites::{Edit, NEWEST, Sites};
use crate::table::{Table, time};
use crate::tools::Tool;
use std::io;
use std::thread;
use std::time::{Duration, SystemTime};

/// Who remembers may rightly distrust a file that changed in the moment it was looked at, and look again.
/// People take longer than this between two builds.
const DISTRUST: Duration = Duration::from_millis(2500);

/// Clocks of file systems are coarse: what the last build wrote must be older than the next one's start.
const COARSE: Duration = Duration::from_millis(50);

/// Prints the table of rebuilds.
///
/// # Errors
/// If the disk refuses.
pub fn measure(options: &Options, sites: &Sites, tools: &[Tool]) -> io::Result<()> {
    let load_before = load();
    let mut table = Table::new(&[
        "",
        "after",
        "wall",
        "of a clean build",
        "processors",
        "files written",
    ]);
    for tool in tools {
        // With `--no-cache` and with the default theme nothing new would be learned.
        if tool.layout == Layout::WaypostTheme || (tool.is_ours() && !tool.remembers) {
            continue;
        }
        if let Err(why) = rows(options, sites, tool, &mut table) {
            println!("{} could not build it: {why}\n", tool.name);
        }
    }
    println!(
        "Rebuilds, medians of {}, one run of those that remember nothing ({load_before} before, {} after)\n",
        options.runs.max(1),
        load()
    );
    table.print();
    Ok(())
}

fn rows(options: &Options, sites: &Sites, tool: &Tool, table: &mut Table) -> io::Result<()> {
    let mut clean = Vec::new();
    for _ in 0..rounds(options, tool) {
        sites.clear(tool)?;
        let (run, _) = measure::run(tool.build(&sites.root(tool.layout)))?;
        clean.push(run.wall.as_secs_f64());
    }
    let clean = median(&clean);
    table.row(vec![
        tool.name.to_owned(),
        "(a clean build)".to_owned(),
        time(clean),
        "100 %".to_owned(),
        String::new(),
        String::new(),
    ]);
    let middle = sites.size.articles / 2;
    for (what, edit) in [
        ("no change", None),
        ("a body", Some(Edit::Body(middle))),
        ("a title", Some(Edit::Title(middle))),
        ("the title of the newest", Some(Edit::Title(NEWEST))),
        ("the base template", Some(Edit::Template)),
    ] {
        eprintln!("rebuild of {}: {what}", tool.name);
        let series = series(options, sites, tool, edit)?;
        let wall = median(&series.walls);
        table.row(vec![
            tool.name.to_owned(),
            what.to_owned(),
            time(wall),
            format!("{:.1} %", 100.0 * wall / clean),
            time(median(&series.processors)),
            series.written,
        ]);
    }
    Ok(())
}

/// What the builds after one kind of edit took.
#[derive(Default)]
struct Series {
    walls: Vec<f64>,
    processors: Vec<f64>,
    written: String,
}

fn series(options: &Options, sites: &Sites, tool: &Tool, edit: Option<Edit>) -> io::Result<Series> {
    let root = sites.root(tool.layout);
    let document = match edit {
        Some(edit) => sites.document(tool.layout, edit)?,
        None => None,
    };
    let mut series = Series::default();
    for round in 0..rounds(options, tool) {
        if let Some(document) = &document {
            document.write(&format!("lantern{round}"))?;
        }
        thread::sleep(if tool.remembers { DISTRUST } else { COARSE });
        let since = SystemTime::now() - COARSE / 2;
        let (run, said) = measure::run(tool.build(&root))?;
        series.walls.push(run.wall.as_secs_f64());
        series.processors.push(run.processor.as_secs_f64());
        let written = written_since(&root.join("public"), since)?;
        series.written = match says(&said) {
            Some(says) if says != written as u64 => format!("{written} (it says {says})"),
            _ => written.to_string(),
        };
    }
    if let Some(document) = &document {
        document.restore()?;
        if tool.remembers {
            measure::run(tool.build(&root))?;
        }
    }
    Ok(series)
}

/// Who remembers nothing takes as long as for a clean build, which `clean` has measured well enough.
fn rounds(options: &Options, tool: &Tool) -> usize {
    if tool.remembers {
        options.runs.max(1)
    } else {
        1
    }
}

/// How many files Waypost says it has written.
fn says(said: &[u8]) -> Option<u64> {
    let said: serde_json::Value = serde_json::from_slice(said).ok()?;
    said.pointer("/summary/built/written")?.as_u64()
}

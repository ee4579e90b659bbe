//! Builds from nothing.

use crate::floor::Floor;
use crate::layouts::Layout;
use crate::machine::load;
use crate::measure::{self, Run, median};
use crate::options::Options;
use crate::outputs::{self, Output};
use crate::sites::Sites;
use crate::table::{Table, megabytes, time};
use crate::tools::Tool;
use std::io;

/// The floor's name in the table.
const FLOOR: &str = "the floor";

/// All runs of one row.
struct Row {
    name: &'static str,
    runs: Vec<Run>,
    output: Output,
}

/// Prints the table of clean builds.
///
/// # Errors
/// If the disk refuses.
pub fn measure(options: &Options, sites: &Sites, tools: &[Tool]) -> io::Result<()> {
    let load_before = load();
    let mut rows: Vec<Row> = Vec::new();
    let mut floor = None;
    let mut able: Vec<&Tool> = tools.iter().collect();
    for round in 0..options.runs.max(1) {
        let mut unable = Vec::new();
        for tool in &able {
            eprintln!("clean build {} of {}", round + 1, tool.name);
            sites.clear(tool)?;
            match measure::run(tool.build(&sites.root(tool.layout))) {
                Ok((run, _)) if round == 0 => rows.push(first(sites, tool, run)?),
                Ok((run, _)) => add(&mut rows, tool.name, run),
                Err(why) => {
                    println!("{} could not build it: {why}", tool.name);
                    unable.push(tool.name);
                }
            }
            let plain = tool.layout == Layout::Waypost && floor.is_none();
            if plain && !unable.contains(&tool.name) {
                floor = Some(Floor::of(&sites.root(tool.layout).join("public"))?);
            }
        }
        able.retain(|tool| !unable.contains(&tool.name));
        if let Some(floor) = &floor {
            let folder = sites.beside("floor");
            let run = floor.run(&folder)?;
            sites.cast_off(&folder)?;
            match round {
                0 => rows.push(Row {
                    name: FLOOR,
                    runs: vec![run],
                    output: rows
                        .first()
                        .map(|row| row.output.clone())
                        .unwrap_or_default(),
                }),
                _ => add(&mut rows, FLOOR, run),
            }
        }
    }
    println!(
        "Clean builds, medians of {} ({load_before} before, {} after)\n",
        options.runs.max(1),
        load()
    );
    print(&rows);
    warn_of_differences(&rows);
    Ok(())
}

fn first(sites: &Sites, tool: &Tool, run: Run) -> io::Result<Row> {
    let folder = sites.root(tool.layout).join("public");
    for fault in outputs::faults(tool.layout, &folder, sites.size) {
        println!("**NOT THE SAME SITE**: {}: {fault}\n", tool.name);
    }
    Ok(Row {
        name: tool.name,
        runs: vec![run],
        output: Output::of(&folder)?,
    })
}

fn add(rows: &mut [Row], name: &str, run: Run) {
    if let Some(row) = rows.iter_mut().find(|row| row.name == name) {
        row.runs.push(run);
    }
}

fn print(rows: &[Row]) {
    let mut table = Table::new(&[
        "",
        "wall",
        "shortest",
        "on the disk",
        "processors",
        "memory",
        "to Waypost",
        "files",
        "html",
        "xml",
        "written",
    ]);
    let wall = |row: &Row| median(&row.of(|run| run.wall.as_secs_f64()));
    let ours = rows.first().map_or(f64::NAN, wall);
    for row in rows {
        let shortest = row.of(|run| run.wall.as_secs_f64());
        let memory = median(&row.of(|run| run.memory as f64));
        table.row(vec![
            row.name.to_owned(),
            time(wall(row)),
            time(shortest.into_iter().fold(f64::NAN, f64::min)),
            time(median(&row.of(|run| run.on_disk.as_secs_f64()))),
            time(median(&row.of(|run| run.processor.as_secs_f64()))),
            if memory > 0.0 {
                megabytes(memory)
            } else {
                "–".to_owned()
            },
            format!("{:.2}", wall(row) / ours),
            row.output.files.len().to_string(),
            row.output.ending("html").to_string(),
            row.output.ending("xml").to_string(),
            megabytes(row.output.bytes() as f64),
        ]);
    }
    table.print();
}

impl Row {
    fn of(&self, figure: impl Fn(&Run) -> f64) -> Vec<f64> {
        self.runs.iter().map(figure).collect()
    }
}

/// More than a few in a hundred, and the comparison is not one.
fn warn_of_differences(rows: &[Row]) {
    let Some(ours) = rows.first() else { return };
    for row in rows {
        let theme = row.name.contains("theme");
        let pairs = [
            (
                "files",
                row.output.files.len() as f64,
                ours.output.files.len() as f64,
                0.03,
            ),
            // A theme of more words writes more of them.
            (
                "bytes",
                row.output.bytes() as f64,
                ours.output.bytes() as f64,
                if theme { 1.0 } else { 0.1 },
            ),
        ];
        for (what, theirs, ours, most) in pairs {
            if (theirs / ours - 1.0).abs() > most {
                println!(
                    "**NOT THE SAME SITE**: {} has {theirs} {what}, Waypost {ours}\n",
                    row.name
                );
            }
        }
    }
}

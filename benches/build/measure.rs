//! One run of a program: how long it took, how much of the processors it used, and its memory.

use std::fs;
use std::io;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What one run took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// From start to end.
    pub wall: Duration,
    /// From start until the disk has all that was written.
    pub on_disk: Duration,
    /// User and system time of all its threads.
    pub processor: Duration,
    /// The most memory it had resident, in bytes; 0 where there is no /proc.
    pub memory: u64,
}

/// Runs a program to its end. What it prints on its output is given back.
///
/// # Errors
/// If it can't be started, or fails: then with what it said.
pub fn run(mut command: Command) -> io::Result<(Run, Vec<u8>)> {
    settle();
    let before = processor_of_children();
    let began = Instant::now();
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let id = child.id();
    let ended = AtomicBool::new(false);
    let (said, wall, memory) = thread::scope(|scope| {
        let memory = scope.spawn(|| watch_memory(id, &ended));
        let said = child.wait_with_output();
        let wall = began.elapsed();
        ended.store(true, Ordering::Relaxed);
        (said, wall, memory.join().unwrap_or_default())
    });
    let said = said?;
    if !said.status.success() {
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        let words = if words.is_empty() {
            String::from_utf8_lossy(&said.stdout).into_owned()
        } else {
            words
        };
        let start: String = words.chars().take(800).collect();
        return Err(io::Error::other(format!("{}: {start}", said.status)));
    }
    let processor = processor_of_children().saturating_sub(before);
    settle();
    let run = Run {
        wall,
        on_disk: began.elapsed(),
        processor,
        memory,
    };
    Ok((run, said.stdout))
}

/// Waits until the disk has what was written before: otherwise one run would pay for another.
pub fn settle() {
    let _ = Command::new("sync").status();
}

/// The most memory that a running program has had resident, in bytes.
pub fn peak_memory(child: &Child) -> u64 {
    high_water(child.id()).unwrap_or(0)
}

/// User and system time of this program itself, all threads.
pub fn own_processor() -> Duration {
    processor(0)
}

/// The most memory of the process, looked at every few milliseconds: once it has ended, nobody tells.
fn watch_memory(id: u32, ended: &AtomicBool) -> u64 {
    let mut highest = 0;
    while !ended.load(Ordering::Relaxed) {
        highest = highest.max(high_water(id).unwrap_or(0));
        thread::sleep(Duration::from_millis(5));
    }
    highest
}

fn high_water(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1024)
}

/// User and system time of all programs that were started here and have ended.
fn processor_of_children() -> Duration {
    processor(2)
}

/// The sum of two neighbouring fields of /proc/self/stat, counted from `utime`. Linux counts in ticks
/// of 10 ms there on every machine that this is likely to run on.
fn processor(skip: usize) -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name, in brackets, may hold blanks.
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: u64 = fields
        .split(' ')
        .skip(11 + skip)
        .take(2)
        .filter_map(|ticks| ticks.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// The middle one, or the mean of the two in the middle.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[count / 2],
        count => f64::midpoint(values[count / 2 - 1], values[count / 2]),
    }
}

/// The smallest value that 95 of 100 do not exceed.
pub fn percentile_95(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * 95).div_ceil(100);
    values
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}

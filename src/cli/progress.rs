//! A bar for work that takes a while. It stays hidden for the first half second, so that most
//! people never see it. It may be ticked from any thread.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long the work may take before the bar appears.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that appears late and leaves no trace.
pub struct Progress {
    bar: ProgressBar,
    began: Instant,
    patience: Duration,
    shown: AtomicBool,
    target: fn() -> ProgressDrawTarget,
}

impl Progress {
    /// A bar on standard error that appears after half a second, or never if `wanted` is false.
    pub fn start(wanted: bool) -> Progress {
        if wanted {
            Progress::after(PATIENCE, ProgressDrawTarget::stderr)
        } else {
            Progress::after(Duration::MAX, ProgressDrawTarget::hidden)
        }
    }

    /// A bar that appears at the first tick after `patience`, on what `target` makes.
    pub fn after(patience: Duration, target: fn() -> ProgressDrawTarget) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Progress {
            bar,
            began: Instant::now(),
            patience,
            shown: AtomicBool::new(false),
            target,
        }
    }

    /// So much is done, of so much.
    pub fn tick(&self, done: usize, total: usize) {
        if self.began.elapsed() < self.patience {
            return;
        }
        if !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target((self.target)());
        }
        self.bar.set_length(total as u64);
        self.bar.set_position(done as u64);
    }

    /// Takes the bar away; call it before anything is printed.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

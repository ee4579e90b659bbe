//! The bar that appears late.

use super::*;
use indicatif::{ProgressDrawTarget, TermLike};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

static DRAWN: AtomicUsize = AtomicUsize::new(0);

#[derive(Debug)]
struct Paper;

impl TermLike for Paper {
    fn width(&self) -> u16 {
        80
    }
    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn write_line(&self, _: &str) -> io::Result<()> {
        Ok(())
    }
    fn write_str(&self, text: &str) -> io::Result<()> {
        if text.contains("of 10") {
            DRAWN.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }
    fn clear_line(&self) -> io::Result<()> {
        Ok(())
    }
    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

fn paper() -> ProgressDrawTarget {
    ProgressDrawTarget::term_like(Box::new(Paper))
}

#[test]
fn the_bar_appears_only_after_a_while() {
    let short = Progress::after(Duration::from_secs(3600), paper);
    short.tick(1, 10);
    short.finish();
    assert_eq!(DRAWN.load(Ordering::SeqCst), 0);
    let long = Progress::after(Duration::ZERO, paper);
    std::thread::scope(|scope| {
        for done in 1..=10 {
            let long = &long;
            scope.spawn(move || long.tick(done, 10));
        }
    });
    long.finish();
    assert!(DRAWN.load(Ordering::SeqCst) > 0);
}

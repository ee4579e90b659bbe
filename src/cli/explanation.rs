//! Why a page was made or not, in words.

use crate::build::{Explanation, Why};
use std::fmt::Write;

/// A few lines, one for each thing that the page had read.
pub fn words(explanation: &Explanation) -> String {
    let Explanation { page, why, reads } = explanation;
    let mut text = match why {
        Why::Unknown => {
            format!("There is no page `{page}`. Name it by its address, such as articles/hello/.\n")
        }
        Why::Copied => format!("{page} is a file that is copied as it is.\n"),
        Why::New => format!("{page} is made anew: no earlier build is known to have made it.\n"),
        Why::Changed => format!("{page} is made anew, because of what is marked with *:\n"),
        Why::Same => format!("{page} is as it was. It has read:\n"),
    };
    for (read, changed) in reads {
        let mark = if *changed { "*" } else { " " };
        // Writing to a String can't fail.
        let _ = writeln!(text, "  {mark} {read}");
    }
    text
}

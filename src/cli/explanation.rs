//! Why a page was made or not, in words.

use crate::build::{Explanation, Why};
use std::fmt::Write;

/// A few lines, one for each thing that the page had read.
pub fn words(explanation: &Explanation) -> String {
    let Explanation {
        page,
        why,
        reads,
        meant,
    } = explanation;
    let mut text = match why {
        Why::Unknown => match meant {
            Some(meant) => format!("There is no page `{page}`. Did you mean {meant}?\n"),
            None => format!(
                "There is no page `{page}`. Name it by its address, such as articles/hello/, or by its file below content/.\n"
            ),
        },
        Why::Asked => format!("{page} is made anew, like everything with --no-cache.\n"),
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

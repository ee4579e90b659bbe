//! What the terminal of a preview says of errors: a line when there are others than before, with what to
//! do about the first, and one when there are none any more. The lines themselves are shown over the page.

use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::base::span::line_column;
use std::sync::{Mutex, PoisonError};

const RED: &str = "\x1b[1;31m";
const GREEN: &str = "\x1b[1;32m";
const PLAIN: &str = "\x1b[0m";

/// What was said last.
pub struct Errors {
    colours: bool,
    last: Mutex<Option<(usize, String)>>,
}

impl Errors {
    /// Nothing was said yet.
    pub fn new(colours: bool) -> Errors {
        Errors {
            colours,
            last: Mutex::default(),
        }
    }

    /// The line to say of these errors, and a second one with what to do; none if it would say nothing new.
    /// `source` gives a file's text.
    pub fn line(
        &self,
        errors: &[Diagnostic],
        source: impl Fn(&SourcePath) -> Option<String>,
    ) -> Option<String> {
        let now = errors
            .first()
            .map(|first| (errors.len(), first.message.clone()));
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last == now {
            return None;
        }
        *last = now;
        let Some(first) = errors.first() else {
            return Some(format!(
                "{} There is no error any more.\n",
                self.painted(GREEN, "Mended.")
            ));
        };
        let (count, of) = match errors.len() {
            1 => ("1 error:".to_owned(), ""),
            n => (format!("{n} errors."), " The first:"),
        };
        let place = place(first, source);
        let help = first.help.as_ref();
        let help = help.map_or(String::new(), |help| format!("  help: {help}\n"));
        Some(format!(
            "{}{of} {place}{}\n{help}",
            self.painted(RED, &count),
            first.message
        ))
    }

    fn painted(&self, colour: &str, words: &str) -> String {
        match self.colours {
            true => format!("{colour}{words}{PLAIN}"),
            false => words.to_owned(),
        }
    }
}

fn place(error: &Diagnostic, source: impl Fn(&SourcePath) -> Option<String>) -> String {
    let Some(span) = &error.primary else {
        return String::new();
    };
    let text = source(&span.path).filter(|_| span.range != (0..0));
    match text {
        Some(text) => format!(
            "{}:{}: ",
            span.path,
            line_column(&text, span.range.start).line
        ),
        None => format!("{}: ", span.path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(message: &str, at: usize) -> Diagnostic {
        Diagnostic::error("test/broken", message).at(&SourcePath::named("content/a.md"), at..at + 1)
    }

    #[test]
    fn a_line_is_said_when_something_is_new_and_never_twice() {
        let errors = Errors::new(false);
        let source = |_: &SourcePath| Some("one\ntwo\nthree".to_owned());
        assert_eq!(errors.line(&[], source), None);
        let one = [error("this is wrong", 5)];
        assert_eq!(
            errors.line(&one, source).as_deref(),
            Some("1 error: content/a.md:2: this is wrong\n")
        );
        // The same, a line further down.
        assert_eq!(errors.line(&[error("this is wrong", 9)], source), None);
        let two = [error("this is wrong", 5), error("and this", 9)];
        assert_eq!(
            errors.line(&two, source).as_deref(),
            Some("2 errors. The first: content/a.md:2: this is wrong\n")
        );
        assert_eq!(
            errors.line(&[], source).as_deref(),
            Some("Mended. There is no error any more.\n")
        );
        assert_eq!(errors.line(&[], source), None);
        let whole =
            Diagnostic::error("x/y", "all of it").in_file(&SourcePath::named("waypost.toml"));
        assert_eq!(
            errors.line(&[whole.help("mend it")], source).as_deref(),
            Some("1 error: waypost.toml: all of it\n  help: mend it\n")
        );
    }

    #[test]
    fn colours_are_for_the_first_words_alone() {
        let line = Errors::new(true).line(&[error("wrong", 0)], |_| None);
        assert_eq!(
            line.as_deref(),
            Some("\x1b[1;31m1 error:\x1b[0m content/a.md: wrong\n")
        );
    }
}

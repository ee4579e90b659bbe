//! The line of a directive: its name and its arguments. It may not know which directives there are.

use super::body::Arg;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use std::ops::Range;

const EXAMPLE: &str =
    "write it as `:::note{title=\"A title\"}`: a name, then `key=\"value\"` between `{` and `}`";

/// A marker as read; what could not be read is left out.
#[derive(Debug, Default)]
pub(super) struct Marker {
    pub(super) name: String,
    pub(super) name_span: Range<usize>,
    pub(super) args: Vec<Arg>,
}

/// Reads the line `text`, which begins with its colons at byte `start` of the file `path`.
pub(super) fn read(text: &str, start: usize, path: &SourcePath) -> (Marker, Option<Diagnostic>) {
    let mut reader = Reader {
        text,
        at: 0,
        start,
        path,
    };
    let mut marker = Marker::default();
    let fault = reader.marker(&mut marker).err();
    (marker, fault.map(|fault| *fault))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    start: usize,
    path: &'a SourcePath,
}

type Read<T> = Result<T, Box<Diagnostic>>;

impl Reader<'_> {
    fn marker(&mut self, marker: &mut Marker) -> Read<()> {
        self.skip(|c| c == ':');
        self.skip(char::is_whitespace);
        let name = self.skip(is_of_name);
        marker.name_span = self.span(name.clone());
        marker.name = self.text[name.clone()].to_owned();
        if !marker.name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let here = self.at..self.rest_of_word();
            return Err(self.fault(here, "a directive needs a name", "no name here"));
        }
        self.skip(char::is_whitespace);
        match self.peek() {
            None => Ok(()),
            Some('{') => {
                self.at += 1;
                self.args(&mut marker.args)
            }
            Some(_) => {
                let here = self.at..self.text.len();
                let mut fault = self.fault(
                    here.clone(),
                    format!(
                        "there is text behind the name of the directive `{}`",
                        marker.name
                    ),
                    "not understood",
                );
                let words = self.text[here].trim_matches(['[', ']', ' ']);
                fault.help = Some(format!(
                    "a title is written as `{}{{title=\"{}\"}}`",
                    self.text[..name.end].trim_end(),
                    words.replace('"', "'")
                ));
                Err(fault)
            }
        }
    }

    fn args(&mut self, args: &mut Vec<Arg>) -> Read<()> {
        loop {
            self.skip(char::is_whitespace);
            match self.peek() {
                None => {
                    let here = self.text.len()..self.text.len();
                    return Err(self.fault(here, "the `}` is missing", "expected `}`"));
                }
                Some('}') => {
                    self.at += 1;
                    return self.end();
                }
                Some(_) => self.arg(args)?,
            }
        }
    }

    /// Nothing may follow the closing brace.
    fn end(&mut self) -> Read<()> {
        self.skip(char::is_whitespace);
        if self.at == self.text.len() {
            return Ok(());
        }
        let here = self.at..self.text.len();
        let mut fault = self.fault(here, "there is text behind the `}`", "not understood");
        fault.help = Some("put the text on a line of its own below".to_owned());
        Err(fault)
    }

    fn arg(&mut self, args: &mut Vec<Arg>) -> Read<()> {
        let key = self.skip(is_of_name);
        if key.is_empty() {
            let here = self.at..self.rest_of_word();
            return Err(self.fault(here, "this is no name of an argument", "expected a name"));
        }
        let name = self.text[key.clone()].to_owned();
        let name_span = self.span(key.clone());
        if args.iter().any(|arg| arg.name == name) {
            let message = format!("the argument `{name}` is given twice");
            return Err(self.fault(key, message, "the second time"));
        }
        let (value, span) = if self.peek() == Some('=') {
            self.at += 1;
            self.value(&name)?
        } else {
            ("true".to_owned(), name_span.clone())
        };
        args.push(Arg {
            name,
            value,
            span,
            name_span,
        });
        match self.peek() {
            None | Some('}') => Ok(()),
            Some(c) if c.is_whitespace() => Ok(()),
            Some(',') => {
                let here = self.at..self.at + 1;
                let mut fault =
                    self.fault(here, "arguments are separated by spaces", "no comma here");
                fault.help = Some("take the comma away".to_owned());
                Err(fault)
            }
            Some(_) => {
                let here = self.at..self.rest_of_word();
                let message = "there is no space between two arguments";
                Err(self.fault(here, message, "expected a space or `}`"))
            }
        }
    }

    fn value(&mut self, name: &str) -> Read<(String, Range<usize>)> {
        let closers: &[char] = match self.peek() {
            Some('"') => &['"'],
            Some('\'') => &['\''],
            // pasted from a word processor
            Some('“' | '”' | '„') => &['“', '”'],
            _ => {
                let bare = self.skip(|c| !c.is_whitespace() && !"{}\"'=,".contains(c));
                if bare.is_empty() {
                    let message = format!("the argument `{name}` has no value");
                    let here = self.at..self.rest_of_word();
                    return Err(self.fault(here, message, "expected a value"));
                }
                return Ok((self.text[bare.clone()].to_owned(), self.span(bare)));
            }
        };
        let opening = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        let start = self.at;
        let mut value = String::new();
        let mut escaped = false;
        for (at, c) in self.text[start..].char_indices() {
            if !escaped && closers.contains(&c) {
                self.at = start + at + c.len_utf8();
                return Ok((value, self.span(start..start + at)));
            }
            if escaped && !closers.contains(&c) && c != '\\' {
                value.push('\\');
            }
            escaped = c == '\\' && !escaped;
            if !escaped {
                value.push(c);
            }
        }
        let message = format!("the value of `{name}` has no closing quote");
        Err(self.fault(
            opening..self.text.len(),
            message,
            "this quote is not closed",
        ))
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = &self.text[start..];
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        start..self.at
    }

    fn rest_of_word(&self) -> usize {
        let rest = &self.text[self.at..];
        self.at
            + rest
                .find(|c: char| c.is_whitespace() || c == '}')
                .unwrap_or(rest.len())
    }

    fn span(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.start..range.end + self.start
    }

    fn fault(
        &self,
        range: Range<usize>,
        message: impl Into<String>,
        caption: &str,
    ) -> Box<Diagnostic> {
        Box::new(
            Diagnostic::error("markdown/directive", message)
                .at(self.path, self.span(range))
                .caption(caption)
                .help(EXAMPLE),
        )
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

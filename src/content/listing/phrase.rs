//! A line of a few words as people type it, `Mon-Fri 9am to 5pm`, cut into words, numbers and marks
//! with the place of each, for the small grammars of hours and schedules. It knows no word by heart.

use crate::base::diag::{Code, Diagnostic};
use crate::base::node::Node;
use std::ops::Range;

/// What is wrong with a part of a text. The place is one within the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub message: String,
    pub help: String,
    pub range: Range<usize>,
}

impl Fault {
    pub fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Fault {
        let (message, help) = (message.into(), help.into());
        Fault {
            message,
            help,
            range,
        }
    }

    /// As a person is told it. The place is still to be said.
    pub fn told(self, code: Code) -> Diagnostic {
        Diagnostic::error(code, self.message).help(self.help)
    }
}

/// A text and where it stands in its file.
#[derive(Clone, Debug)]
pub(super) struct Typed<'a> {
    pub text: &'a str,
    pub span: Range<usize>,
}

impl<'a> Typed<'a> {
    /// Of a node that is text.
    pub fn of(node: &'a Node) -> Option<Typed<'a>> {
        Some(Typed {
            text: node.scalar()?,
            span: node.span.clone(),
        })
    }

    /// Where a part of it stands in the file: exactly, unless it was typed in another form than it is
    /// read, with escapes or over several lines. Then it is the whole.
    pub fn place(&self, part: &Range<usize>) -> Range<usize> {
        let quotes = match self.span.len().checked_sub(self.text.len()) {
            Some(0) => 0,
            Some(2) => 1,
            _ => return self.span.clone(),
        };
        let start = self.span.start + quotes;
        start + part.start..start + part.end
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Mark(char),
}

/// A word, a number or a mark.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub range: Range<usize>,
}

impl Token<'_> {
    pub fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }
}

/// A text that is being read from its start to its end.
#[derive(Clone, Debug)]
pub(super) struct Phrase<'a> {
    pub text: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Phrase<'a> {
    pub fn new(text: &'a str) -> Phrase<'a> {
        Phrase {
            text,
            tokens: tokens(text),
            at: 0,
        }
    }

    /// What comes next, but for so many tokens.
    pub fn ahead(&self, skip: usize) -> Option<&Token<'a>> {
        self.tokens.get(self.at + skip)
    }

    pub fn is_done(&self) -> bool {
        self.at == self.tokens.len()
    }

    /// How far it has been read, to come back to with [`Phrase::back_to`].
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Takes whatever comes next.
    pub fn take(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        Some(token)
    }

    /// Takes the next token if it is one of these words, in any case.
    pub fn word(&mut self, words: &[&str]) -> bool {
        let found = self
            .ahead(0)
            .is_some_and(|token| words.iter().any(|word| token.is(word)));
        self.at += usize::from(found);
        found
    }

    /// Takes the next tokens if they are these words in this order.
    pub fn words(&mut self, words: &[&str]) -> bool {
        let fits = |(at, word): (usize, &&str)| self.ahead(at).is_some_and(|token| token.is(word));
        let found = words.iter().enumerate().all(fits);
        self.at += if found { words.len() } else { 0 };
        found
    }

    /// Takes the next token if it is this mark.
    pub fn mark(&mut self, mark: char) -> bool {
        let found = self
            .ahead(0)
            .is_some_and(|token| token.kind == Kind::Mark(mark));
        self.at += usize::from(found);
        found
    }

    /// Takes the next token if it is a number.
    pub fn number(&mut self) -> Option<Token<'a>> {
        let token = self.ahead(0).filter(|token| token.kind == Kind::Number)?;
        let token = token.clone();
        self.at += 1;
        Some(token)
    }

    /// Takes what stands between the members of a list: a comma, `and`, or `&`.
    pub fn separator(&mut self) -> bool {
        let comma = self.mark(',');
        let and = self.word(&["and"]) || self.mark('&');
        comma || and
    }

    /// From a place on to what was taken last.
    pub fn since(&self, at: usize) -> Range<usize> {
        let start = self.tokens.get(at).map(|token| token.range.start);
        let end = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        match (start, end) {
            (Some(start), Some(end)) if start < end.range.end => start..end.range.end,
            (start, _) => start.unwrap_or(self.text.len())..start.unwrap_or(self.text.len()),
        }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> Range<usize> {
        match (self.ahead(0), self.tokens.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => self.text.len()..self.text.len(),
        }
    }

    /// The text at a range.
    pub fn part(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let kind_of = |c: char| match c {
        c if c.is_ascii_digit() => Kind::Number,
        c if c.is_alphabetic() || matches!(c, '\'' | '\u{2019}') => Kind::Word,
        // However a dash is written, it means the same here.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Kind::Mark('-'),
        c => Kind::Mark(c),
    };
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut joined = false;
    for (start, c) in text.char_indices() {
        if c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}') {
            joined = false;
            continue;
        }
        let (kind, end) = (kind_of(c), start + c.len_utf8());
        match tokens.last_mut() {
            Some(last) if joined && last.kind == kind && !matches!(kind, Kind::Mark(_)) => {
                last.range.end = end;
                last.text = &text[last.range.clone()];
            }
            _ => tokens.push(Token {
                kind,
                text: &text[start..end],
                range: start..end,
            }),
        }
        joined = true;
    }
    tokens
}

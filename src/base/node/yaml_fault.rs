//! What is wrong with YAML that can't be read, in words for people who never heard of YAML. It sees
//! the text of one document and the place where the reader gave up.

use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use granit_parser::ErrorKind;
use std::ops::Range;

const LAYOUT: &str = "check that the quotes and brackets are closed, that each key is followed by a \
     colon and a space, and that the lines of one list begin at one column";
const QUOTES: &str = "put the whole text into quotes: title: \"Hope: a start\"";

/// The fault at byte `at` of `text`, and the bytes to mark.
pub(super) fn explain(
    kind: &ErrorKind,
    text: &str,
    at: usize,
    path: &SourcePath,
) -> (Diagnostic, Range<usize>) {
    let line_start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let line = text[line_start..line_end].trim_end();
    let rest = at..(line_start + line.len()).max(at);
    if let Some(tab) = tab(text, line_start, line_end) {
        let fault = fault("a tab stands before this line's text")
            .caption("a tab")
            .help("indent with spaces: replace each tab with two of them");
        return (fault, tab..tab + 1);
    }
    if matches!(path.extension().as_str(), "json") {
        return (json(), rest);
    }
    if let Some(bracket) = open_bracket(text, line_start, line) {
        let fault = fault("this bracket is never closed")
            .help("close it at the end of the line; a text that holds brackets needs quotes");
        return (fault, bracket);
    }
    use ErrorKind as K;
    let diagnostic = match kind {
        K::MappingValueNotAllowed | K::InvalidColonPlacement if in_value(line, at - line_start) => {
            fault("a colon and a space begin a value, and there is a value already").help(QUOTES)
        }
        K::ExpectedBlockMappingKey if in_value(line, at - line_start) => {
            fault("there is more text after the end of this value")
                .help("put the whole text into quotes: title: \"[Late] and early\"")
        }
        K::MappingValueNotAllowed
        | K::ExpectedDocumentStart
        | K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed => {
            fault("this line does not begin at the column of those it belongs to")
                .help("take away the spaces before it, or add some, so that it stands exactly below its neighbours")
        }
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar | K::InvalidQuotedScalarIndent => {
            let fault = fault("this quote is never closed")
                .help("put the same quote mark at the end of the text");
            return (fault, open_quote(&text[..line_end]).unwrap_or(rest));
        }
        K::InvalidTrailingSingleQuotedScalar => fault("there is text after the closing quote")
            .help("put the whole text into double quotes: title: \"It's late\""),
        K::InvalidTrailingDoubleQuotedScalar => fault("there is text after the closing quote")
            .help("put the whole text into single quotes: title: '\"Late\" or not'"),
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape => fault("a backslash in double quotes begins a sign that there is not")
            .help("write two backslashes for one, or use single quotes"),
        K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator
        | K::UnclosedFlowCollection { .. }
        | K::MismatchedFlowCollectionEnd { .. }
        | K::MisplacedFlowCollectionEnd => fault("a bracket or a comma is missing or too many")
            .help("write a list as [one, two]; a text that holds brackets or commas needs quotes"),
        K::UnexpectedCharacter { .. } => {
            fault("a text can't begin with this sign").help("put the whole text into quotes")
        }
        K::UnknownAnchor => fault("a text that begins with `*` refers to another, which is not there")
            .help("put the whole text into quotes if the star belongs to it"),
        K::MissingAnchorOrAliasName | K::InvalidTagTerminator | K::UndeclaredTagHandle => {
            fault("`*`, `&` and `!` mean something else at the beginning of a text")
                .help("put the whole text into quotes")
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey => {
            fault("a line without a colon stands where a key should").help(LAYOUT)
        }
        K::RecursionLimitExceeded => {
            fault("this is nested too deeply").help("simplify this part of the file")
        }
        K::ExpectedNodeContent if line[at - line_start..].starts_with('*') => {
            fault("a text can't begin with this sign").help("put the whole text into quotes")
        }
        _ if in_value(line, at - line_start) && line.contains(": ") => {
            fault("the text after the colon can't be read").help(QUOTES)
        }
        _ => fault("its layout can't be understood").help(LAYOUT),
    };
    (diagnostic, rest)
}

fn fault(what: &str) -> Diagnostic {
    Diagnostic::error("yaml/syntax", format!("this is not YAML: {what}"))
}

fn json() -> Diagnostic {
    Diagnostic::error("json/syntax", "this is not JSON").help(
        "check that every bracket is closed, that commas stand between values and not after the last, and that texts are in double quotes",
    )
}

/// A tab that indents a line or the one after it, at whose tab the reader may have given up.
fn tab(text: &str, line_start: usize, line_end: usize) -> Option<usize> {
    let next = (line_end + 1).min(text.len());
    [line_start, next].into_iter().find_map(|start| {
        let line = text.get(start..)?.lines().next()?;
        let indent = line.len() - line.trim_start().len();
        Some(start + line[..indent].find('\t')?)
    })
}

/// A value that a bracket begins and that has no end, in the line before one that begins a key: the reader
/// has gone on into that line before it gave up.
fn open_bracket(text: &str, line_start: usize, line: &str) -> Option<Range<usize>> {
    let (key, _) = line.split_once(':')?;
    let before = text[..line_start].trim_end();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let value = start + before[start..].find(": ")? + 2;
    let typed = &before[value..];
    let count = |signs: [char; 2]| typed.matches(signs).count();
    let is_open =
        typed.trim_start().starts_with(['[', '{']) && count(['[', '{']) > count([']', '}']);
    let is_key = !key.is_empty() && !key.contains([' ', '"', '\'', ',', ']', '}']);
    (is_open && is_key).then_some(value..before.len())
}

/// The last value that a quote begins and that has no end in its line.
fn open_quote(text: &str) -> Option<Range<usize>> {
    let mut end = text.len();
    loop {
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..end].trim_end();
        let value = line.find(": ").map_or("", |at| line[at + 2..].trim_start());
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        if quote.is_some_and(|quote| value.matches(quote).count() % 2 == 1) {
            let end = start + line.len();
            return Some(end - value.len()..end);
        }
        end = start.checked_sub(1)?;
    }
}

/// Whether a byte of a line comes after the colon of a key.
fn in_value(line: &str, at: usize) -> bool {
    line.get(..at)
        .is_some_and(|before| before.contains(": ") || before.trim_end().ends_with(':'))
}

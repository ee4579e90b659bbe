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
            fault("this quote is never closed").help("put the same quote mark at the end of the text")
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

/// Whether a byte of a line comes after the colon of a key.
fn in_value(line: &str, at: usize) -> bool {
    line.get(..at)
        .is_some_and(|before| before.contains(": ") || before.trim_end().ends_with(':'))
}

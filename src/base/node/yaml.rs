//! YAML (and so JSON) into nodes. Anchors may be used, within a budget, so that a small file cannot
//! unfold into a large one.

use super::yaml_fault;
use super::{Key, Node, NodeValue, ScalarKind};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::SourcePath;
use crate::base::span::Span as Place;
use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most values one file may unfold into.
const BUDGET: usize = 1_000_000;
/// The deepest nesting.
const DEPTH: usize = 64;

const MARK: &str = "\u{feff}";
/// A word joiner: as long as a byte order mark, as invisible, and allowed.
const STAND_IN: &str = "\u{2060}";

/// Reads the first YAML document of `text`, which begins `offset` bytes into the file `path`.
/// Null for an empty document; `None` if there is a syntax error, which is reported.
pub fn read_yaml(text: &str, path: &SourcePath, offset: usize, sink: &mut Sink) -> Option<Node> {
    let text = &without_marks(text);
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        text,
        path,
        offset,
        sink,
        anchors: BTreeMap::new(),
        budget: BUDGET,
    };
    match reader.document() {
        Ok(node) => Some(node),
        Err(Stop::Scan(error)) => {
            let at = reader.byte(&error);
            let (diagnostic, range) = yaml_fault::explain(error.kind(), text, at, path);
            sink.push(diagnostic.at(path, offset + range.start..offset + range.end));
            None
        }
        Err(Stop::Reported) => None,
    }
}

/// Byte order marks in the middle of a text come with what was pasted from another file. Nobody can
/// see them, and YAML refuses them: others of their size stand in, so that every place stays right.
fn without_marks(text: &str) -> Cow<'_, str> {
    let start = if text.starts_with(MARK) {
        MARK.len()
    } else {
        0
    };
    let (first, rest) = text.split_at(start);
    match !rest.is_ascii() && rest.contains(MARK) {
        true => format!("{first}{}", rest.replace(MARK, STAND_IN)).into(),
        false => text.into(),
    }
}

fn without_stand_ins(text: Cow<'_, str>) -> String {
    match text.is_ascii() {
        true => text.into_owned(),
        false => text.replace(STAND_IN, ""),
    }
}

enum Stop {
    Scan(ScanError),
    Reported,
}

impl From<ScanError> for Stop {
    fn from(error: ScanError) -> Stop {
        Stop::Scan(error)
    }
}

struct Reader<'a, 'i> {
    parser: Parser<'i, granit_parser::StrInput<'i>>,
    text: &'i str,
    path: &'a SourcePath,
    offset: usize,
    sink: &'a mut Sink,
    anchors: BTreeMap<usize, Node>,
    budget: usize,
}

impl<'i> Reader<'_, 'i> {
    fn next(&mut self) -> Result<(Event<'i>, Span), Stop> {
        match self.parser.next_event() {
            Some(next) => Ok(next?),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn document(&mut self) -> Result<Node, Stop> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd | Event::DocumentEnd => {
                    return Ok(Node {
                        value: NodeValue::Null,
                        span: self.offset..self.offset + self.text.len(),
                    });
                }
                event => {
                    let node = self.node(event, span, 0)?;
                    // Reads on, so that a fault further down is found too.
                    while !matches!(self.next()?.0, Event::StreamEnd) {}
                    return Ok(node);
                }
            }
        }
    }

    fn node(&mut self, event: Event<'i>, span: Span, depth: usize) -> Result<Node, Stop> {
        let range = self.range(&span);
        if depth > DEPTH {
            return Err(self.stop("yaml/depth", "this is nested too deeply", range));
        }
        if self.budget == 0 {
            return Err(self.stop("yaml/size", "this file unfolds into too many values", range));
        }
        self.budget -= 1;
        match event {
            Event::Scalar(text, style, anchor, _tag) => {
                let node = Node {
                    value: scalar(without_stand_ins(text), style),
                    span: range,
                };
                self.remember(anchor, &node);
                Ok(node)
            }
            Event::SequenceStart(_, anchor, _tag) => {
                let mut items = Vec::new();
                let end = loop {
                    match self.next()? {
                        (Event::SequenceEnd, end) => break self.range(&end).end,
                        (event, span) => items.push(self.node(event, span, depth + 1)?),
                    }
                };
                let node = Node {
                    value: NodeValue::List(items),
                    span: range.start..end.max(range.end),
                };
                self.remember(anchor, &node);
                Ok(node)
            }
            Event::MappingStart(_, anchor, _tag) => {
                let (entries, end) = self.mapping(depth)?;
                let node = Node {
                    value: NodeValue::Map(entries),
                    span: range.start..end.max(range.end),
                };
                self.remember(anchor, &node);
                Ok(node)
            }
            Event::Alias(id) => self.alias(id, range),
            _ => Err(self.stop("yaml/syntax", "this YAML can't be read", range)),
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<(Vec<(Key, Node)>, usize), Stop> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut first: BTreeMap<String, Range<usize>> = BTreeMap::new();
        let mut told: BTreeSet<String> = BTreeSet::new();
        loop {
            let (event, span) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok((entries, self.range(&span).end)),
                Event::Scalar(text, ..) => Key {
                    text: without_stand_ins(text),
                    span: self.range(&span),
                },
                _ => {
                    let range = self.range(&span);
                    return Err(self.stop("yaml/key", "a key must be plain text", range));
                }
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            if let Some(earlier) = first.get(&key.text) {
                // An entry that is indented too far begins with a key that seems to have nothing.
                let slipped = entries
                    .iter()
                    .rev()
                    .find(|(_, node)| node.value == NodeValue::Null)
                    .filter(|(slipped, _)| depth > 0 && slipped.span.start > earlier.start);
                match slipped {
                    Some((slipped, _)) => {
                        if told.insert(slipped.text.clone()) {
                            let fault = slipped_in(slipped).at(self.path, slipped.span.clone());
                            self.sink.push(
                                fault.label(Place::new(self.path, key.span), "already there"),
                            );
                        }
                    }
                    None => self.sink.push(
                        repeated(&key, Place::new(self.path, earlier.clone()))
                            .at(self.path, key.span),
                    ),
                }
                continue;
            }
            first.insert(key.text.clone(), key.span.clone());
            entries.push((key, value));
        }
    }

    fn alias(&mut self, id: usize, range: Range<usize>) -> Result<Node, Stop> {
        let Some(node) = self.anchors.get(&id) else {
            return Err(self.stop("yaml/alias", "this alias has no anchor before it", range));
        };
        let size = size_of_tree(node);
        if size > self.budget {
            return Err(self.stop("yaml/size", "this file unfolds into too many values", range));
        }
        let node = node.clone();
        self.budget -= size;
        Ok(node)
    }

    fn remember(&mut self, anchor: usize, node: &Node) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
    }

    fn stop(&mut self, code: &'static str, message: &str, range: Range<usize>) -> Stop {
        self.sink.push(
            Diagnostic::error(code, message)
                .at(self.path, range)
                .help("simplify this part of the file"),
        );
        Stop::Reported
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let start = span.start.byte_offset().unwrap_or(0).min(self.text.len());
        let end = span
            .end
            .byte_offset()
            .unwrap_or(start)
            .clamp(start, self.text.len());
        let trimmed = start + self.text[start..end].trim_end().len();
        self.offset + start..self.offset + trimmed
    }

    /// The scanner sometimes gives only line and column: then the byte is looked up.
    fn byte(&self, error: &ScanError) -> usize {
        let marker = error.marker();
        if let Some(byte) = marker.byte_offset() {
            return byte.min(self.text.len());
        }
        let line = self
            .text
            .split_inclusive('\n')
            .take(marker.line().saturating_sub(1));
        let start: usize = line.map(str::len).sum();
        let column = self.text[start.min(self.text.len())..]
            .chars()
            .take(marker.col())
            .map(char::len_utf8)
            .sum::<usize>();
        (start + column).min(self.text.len())
    }
}

fn scalar(text: String, style: ScalarStyle) -> NodeValue {
    match style {
        ScalarStyle::Plain if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") => {
            NodeValue::Null
        }
        ScalarStyle::Plain => NodeValue::Scalar(text, ScalarKind::Plain),
        _ => NodeValue::Scalar(text, ScalarKind::Text),
    }
}

fn repeated(key: &Key, first: Place) -> Diagnostic {
    Diagnostic::error(
        "yaml/duplicate-key",
        format!("`{}` is written twice", key.text),
    )
    .caption("the second one")
    .label(first, "the first one")
    .help("keep one of the two and delete the other")
}

fn slipped_in(key: &Key) -> Diagnostic {
    let name = &key.text;
    Diagnostic::error(
        "yaml/indent",
        format!("`{name}` has slipped into the entry above it, with the lines below it"),
    )
    .caption("this begins too far to the right")
    .help(format!(
        "if `{name}` is an entry of its own, let it begin at the column of the others"
    ))
}

fn size_of_tree(node: &Node) -> usize {
    1 + match &node.value {
        NodeValue::List(items) => items.iter().map(size_of_tree).sum::<usize>(),
        NodeValue::Map(entries) => entries.iter().map(|(_, node)| size_of_tree(node)).sum(),
        _ => 0,
    }
}

//! Blocks: paragraphs, lists, quotes. Line breaks are put where CommonMark's own examples have them.

use super::inline::Destination;
use super::pass::{Pass, Task};
use super::run::Run;
use pulldown_cmark::{CodeBlockKind, Tag, TagEnd};
use std::ops::Range;

impl Pass<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if let Some(image) = &mut self.image
            && !matches!(tag, Tag::Image { .. })
        {
            image.inside += 1;
            return;
        }
        match tag {
            Tag::Emphasis => self.start_inline("<em>", "</em>"),
            Tag::Strong => self.start_inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.start_inline("<del>", "</del>"),
            Tag::Superscript => self.start_inline("<sup>", "</sup>"),
            Tag::Subscript => self.start_inline("<sub>", "</sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_link(&Destination {
                link_type,
                url: &dest_url,
                title: &title,
                range,
            }),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_image(&Destination {
                link_type,
                url: &dest_url,
                title: &title,
                range,
            }),
            block => self.start_block(block, range),
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.end_task_label();
        match tag {
            Tag::Paragraph => {
                self.out.fresh_line();
                self.paragraph = Some(self.out.position());
                self.out.html.push_str("<p>");
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => self.start_heading(level as u8, id.as_deref(), &classes, &attrs, range),
            Tag::BlockQuote(kind) => self.start_quote(kind, range),
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info,
                    CodeBlockKind::Indented => "",
                };
                self.start_code(info, range);
            }
            Tag::HtmlBlock => {
                self.out.fresh_line();
                self.raw_block = Some(Run::default());
            }
            Tag::List(start) => self.start_list(start),
            Tag::Item => {
                self.depth += 1;
                self.start_on_line("<li");
                self.item = Some(self.out.position());
                self.out.html.push('>');
            }
            Tag::DefinitionList => self.start_on_line("<dl>\n"),
            Tag::DefinitionListTitle => self.start_on_line("<dt>"),
            Tag::DefinitionListDefinition => {
                self.depth += 1;
                self.start_on_line("<dd>");
            }
            Tag::FootnoteDefinition(label) => self.start_note(&label, range),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_table_cell(),
            // inline elements were seen to; metadata blocks are never asked for
            _ => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if self.image.is_some() {
            return self.end_in_image();
        }
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => self.end_inline(),
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(kind) => self.end_quote(kind.is_some()),
            TagEnd::CodeBlock => self.end_code(range),
            TagEnd::HtmlBlock => self.end_raw_block(),
            TagEnd::List(ordered) => {
                self.out
                    .html
                    .push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.end_task_label();
                self.end_container("</li>\n");
            }
            TagEnd::DefinitionList => self.out.html.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => {
                self.out.html.push_str("</dt>\n");
                self.prose_line();
            }
            TagEnd::DefinitionListDefinition => self.end_container("</dd>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.end_table_row(),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Image | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_on_line(&mut self, html: &str) {
        self.out.fresh_line();
        self.out.html.push_str(html);
        self.prose_line();
    }

    fn end_container(&mut self, html: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.close_directives_below(self.depth);
        self.out.html.push_str(html);
        self.prose_line();
    }

    fn start_list(&mut self, start: Option<u64>) {
        self.prose_line();
        self.out.fresh_line();
        match start {
            None => self.out.html.push_str("<ul>\n"),
            Some(1) => self.out.html.push_str("<ol>\n"),
            Some(number) => {
                self.out.html.push_str("<ol start=\"");
                self.out.html.push_str(&number.to_string());
                self.out.html.push_str("\">\n");
            }
        }
    }

    /// A picture with a title that stands alone becomes a figure, which may not stand in a paragraph.
    fn end_paragraph(&mut self) {
        self.end_task_label();
        self.prose_line();
        let Some(start) = self.paragraph.take() else {
            return;
        };
        let lone = self.out.lone_image(start, "<p>").map(|image| {
            image.lone = true;
            image.title.is_some()
        });
        if lone == Some(true) && self.extended() {
            self.out.take_from_before_hole("<p>");
            self.out.html.push('\n');
        } else {
            self.out.html.push_str("</p>\n");
        }
        let is_blank = self
            .out
            .since(start)
            .is_some_and(|html| html == "<p></p>\n");
        if lone.is_none() && !is_blank && self.is_top_level() && self.first_paragraph.is_none() {
            self.first_paragraph = Some((start, self.out.position()));
        }
    }

    /// A check box needs a name; the words behind it are one in any language.
    pub(super) fn task_marker(&mut self, done: bool) {
        if let Some(item) = self.item.take() {
            self.out.insert(item, " class=\"task\"");
        }
        let start = self.out.position();
        self.out.html.push_str(if done {
            "<label><input type=\"checkbox\" disabled checked> "
        } else {
            "<label><input type=\"checkbox\" disabled> "
        });
        let words = self.out.position();
        self.task = Some(Task { done, start, words });
    }

    /// The label ends before the first block inside the item.
    pub(super) fn end_task_label(&mut self) {
        let Some(task) = self.task.take() else { return };
        if self.out.is_at(task.words) {
            // no words, no name: then a sign
            self.out.take_back(task.start);
            self.out.html.push(if task.done { '☑' } else { '☐' });
        } else {
            self.out.html.push_str("</label>");
        }
    }
}

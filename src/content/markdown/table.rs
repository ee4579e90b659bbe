//! Tables: one that is wider than a telephone can be scrolled, by keyboard too.

use super::escape;
use super::out::Position;
use super::pass::Pass;
use pulldown_cmark::Alignment;

/// The table that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    cell: usize,
    /// Before the present cell's start tag, and behind it.
    cell_start: Option<(Position, Position)>,
}

impl Pass<'_> {
    /// A box that scrolls must take the focus, and what takes the focus should have a name. Only the
    /// heading above can give one without words of ours; `group` and not `region`, since two tables
    /// below one heading would be two landmarks of one name.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.out.fresh_line();
        self.out
            .html
            .push_str("<div class=\"table-wrap\" tabindex=\"0\"");
        if let Some(heading) = self.headings.last() {
            let from = self.out.html.len();
            self.out.html.push_str(" role=\"group\" aria-labelledby=\"");
            escape::attribute(&mut self.out.html, &heading.id);
            self.out.html.push('"');
            self.out.mark_since(from);
        }
        self.out.html.push_str("><table>\n");
        self.table = Table {
            alignments,
            ..Table::default()
        };
    }

    pub(super) fn end_table(&mut self) {
        self.out.html.push_str("</tbody></table></div>\n");
    }

    pub(super) fn start_table_head(&mut self) {
        self.table.in_head = true;
        self.table.cell = 0;
        self.out.html.push_str("<thead><tr>");
    }

    pub(super) fn end_table_head(&mut self) {
        self.table.in_head = false;
        self.out.html.push_str("</tr></thead><tbody>\n");
        self.prose_line();
    }

    pub(super) fn start_table_row(&mut self) {
        self.table.cell = 0;
        self.out.html.push_str("<tr>");
    }

    pub(super) fn end_table_row(&mut self) {
        self.out.html.push_str("</tr>\n");
        self.prose_line();
    }

    pub(super) fn start_table_cell(&mut self) {
        let before = self.out.position();
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        let tag = if self.table.in_head {
            "<th scope=\"col\""
        } else {
            "<td"
        };
        self.out.html.push_str(tag);
        self.out.html.push_str(class);
        self.out.html.push('>');
        self.table.cell_start = Some((before, self.out.position()));
    }

    /// An empty heading of a column would be read out as a heading without words.
    pub(super) fn end_table_cell(&mut self) {
        self.table.cell += 1;
        self.prose_gap(' ');
        match self.table.cell_start.take() {
            Some((before, inside)) if self.table.in_head && self.out.is_at(inside) => {
                self.out.take_back(before);
                self.out.html.push_str("<td></td>");
            }
            _ if self.table.in_head => self.out.html.push_str("</th>"),
            _ => self.out.html.push_str("</td>"),
        }
    }
}

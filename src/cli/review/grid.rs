//! A worklist as a table for a terminal.

use super::count;
use super::entries::Call;
use crate::base::day::Day;
use crate::cli::print::visible;

/// The longest cell; the rest of a name is in the file.
const WIDEST: usize = 40;

/// The worklist, with how many there are.
pub(super) fn grid(calls: &[Call<'_>], today: Day) -> String {
    if calls.is_empty() {
        return format!("Nothing is to be checked on {today}.\n");
    }
    let mut rows = vec![
        [
            "STATE",
            "KIND",
            "ID",
            "NAME",
            "LAST CHECKED",
            "OVERDUE",
            "CONTACT",
        ]
        .map(str::to_owned),
    ];
    rows.extend(calls.iter().map(|call| {
        [
            call.task.state().to_owned(),
            call.kind(),
            call.listing.id.clone(),
            short(&call.listing.name),
            call.checked(),
            call.late(),
            short(call.contact()),
        ]
    }));
    let mut out = aligned(&rows);
    out.push_str(&format!(
        "\n{} to check on {today}. When you have made sure of one: waypost verify ID --method phone\n\
         For a sheet to call by, with what to ask: waypost review --format markdown\n",
        count(calls.len(), "listing", "listings")
    ));
    visible(&out)
}

/// Rows as columns under one another.
pub(in crate::cli) fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for (at, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
        widths[at] = widths[at].max(width(cell));
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, widest) in row.iter().zip(widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(widest - width(cell) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn width(cell: &str) -> usize {
    cell.chars().count()
}

pub(in crate::cli) fn short(text: &str) -> String {
    if width(text) <= WIDEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(WIDEST - 1).collect();
    format!("{}…", cut.trim_end())
}

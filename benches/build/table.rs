//! Tables in Markdown.

/// Rows below a head; the first column is text, the others are figures.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new(head: &[&str]) -> Self {
        Self {
            head: head.iter().map(|cell| (*cell).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Prints it, the columns as wide as they need.
    pub fn print(&self) {
        let width = |column: usize| {
            std::iter::once(&self.head)
                .chain(&self.rows)
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        print_row(&self.head, &widths);
        let line: Vec<String> = widths
            .iter()
            .enumerate()
            .map(|(at, width)| match at {
                0 => format!(":{}", "-".repeat(width.saturating_sub(1))),
                _ => format!("{}:", "-".repeat(width.saturating_sub(1))),
            })
            .collect();
        print_row(&line, &widths);
        for row in &self.rows {
            print_row(row, &widths);
        }
        println!();
    }
}

fn print_row(cells: &[String], widths: &[usize]) {
    let mut line = String::from("|");
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        line += &match at {
            0 => format!(" {cell:<width$} |"),
            _ => format!(" {cell:>width$} |"),
        };
    }
    println!("{line}");
}

/// Seconds, in the unit that suits them.
pub fn time(seconds: f64) -> String {
    match seconds {
        missing if missing.is_nan() => "–".to_owned(),
        short if short < 0.9995 => format!("{:.0} ms", short * 1000.0),
        long if long < 9.995 => format!("{long:.2} s"),
        long => format!("{long:.1} s"),
    }
}

/// Bytes in millions.
pub fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

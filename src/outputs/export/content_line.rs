//! Lines of iCalendar (RFC 5545) and vCard (RFC 6350): what is escaped in them, where they are folded,
//! and how they end. What stands in them is not known here.

/// The longest line, in octets, without its end.
const LONGEST: usize = 75;

/// Lines, one below the other.
#[derive(Debug, Default)]
pub(super) struct ContentLines(String);

/// A line that still lacks its value.
pub(super) struct ContentLine<'a> {
    lines: &'a mut ContentLines,
    head: String,
}

impl ContentLines {
    /// Begins a line. It is written when its value comes.
    pub fn line(&mut self, name: &str) -> ContentLine<'_> {
        ContentLine {
            lines: self,
            head: name.to_owned(),
        }
    }

    /// A line with a value that needs no escapes: a word of the format, a number, an address.
    pub fn word(&mut self, name: &str, value: &str) {
        self.line(name).word(value);
    }

    /// A line with a text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.line(name).text(value);
    }

    /// All lines as bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn push(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                // The blank is part of the line.
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

impl ContentLine<'_> {
    /// Adds a parameter.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.head.push(';');
        self.head.push_str(name);
        self.head.push('=');
        self.head.push_str(&parameter(value));
        self
    }

    /// Adds a parameter, if there is anything to say.
    pub fn with_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Ends it with a value that needs no escapes.
    pub fn word(self, value: &str) {
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        self.lines.push(&format!("{}:{value}", self.head));
    }

    /// Ends it with a text.
    pub fn text(self, value: &str) {
        self.lines
            .push(&format!("{}:{}", self.head, escaped(value)));
    }

    /// Ends it with texts between `between`: a comma for a list, a semicolon for the parts of a whole.
    pub fn texts<'t>(self, between: char, values: impl IntoIterator<Item = &'t str>) {
        let values: Vec<String> = values.into_iter().map(escaped).collect();
        let values = values.join(&between.to_string());
        self.lines.push(&format!("{}:{values}", self.head));
    }
}

/// A text with its backslashes, commas, semicolons and ends of lines escaped, and without characters
/// that nobody can see.
fn escaped(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => found.extend(['\\', c]),
            '\n' if before == '\r' => {}
            '\n' | '\r' => found.push_str("\\n"),
            '\t' => found.push(' '),
            c if c.is_control() => {}
            c => found.push(c),
        }
        before = c;
    }
    found
}

/// The value of a parameter, in quotes where it holds signs that would end it. Quotes and ends of lines,
/// which no value may hold, are written as RFC 6868 has them.
fn parameter(value: &str) -> String {
    let mut found = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '^' => found.push_str("^^"),
            '"' => found.push_str("^'"),
            '\n' => found.push_str("^n"),
            c if c.is_control() => {}
            c => found.push(c),
        }
    }
    match found.contains([':', ';', ',']) {
        true => format!("\"{found}\""),
        false => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(write: impl FnOnce(&mut ContentLines)) -> String {
        let mut lines = ContentLines::default();
        write(&mut lines);
        String::from_utf8(lines.into_bytes()).expect("UTF-8")
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    fn read_back(escaped: &str) -> String {
        let mut found = String::new();
        let mut chars = escaped.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => found.push('\n'),
                    other => found.extend(other),
                },
                (c, false) => found.push(c),
            }
        }
        found
    }

    #[test]
    fn lines_end_and_fold_as_the_format_says() {
        let text = "Tea, cake; and \\ \"talk\"\nin the hall ☕ after seven, for all who like to sit with others";
        let line = written(|lines| lines.line("SUMMARY").with("LANGUAGE", "en").text(text));
        assert_eq!(
            line,
            "SUMMARY;LANGUAGE=en:Tea\\, cake\\; and \\\\ \"talk\"\\nin the hall ☕ after seven\r\n \\, for all who like to sit with others\r\n"
        );
    }

    #[test]
    fn a_parameter_can_hold_anything() {
        let line = written(|lines| lines.line("A").with("B", "one: \"two\" ^\nthree").word("c"));
        assert_eq!(line, "A;B=\"one: ^'two^' ^^^nthree\":c\r\n");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_and_no_line_is_too_long(text in any::<String>()) {
            let line = written(|lines| lines.text("DESCRIPTION", &text));
            let body = line.strip_suffix("\r\n").expect("an end");
            for part in body.split("\r\n") {
                prop_assert!(part.len() <= LONGEST, "{} octets", part.len());
                prop_assert!(!part.contains(['\r', '\n']));
            }
            let whole = unfolded(body);
            let value = whole.strip_prefix("DESCRIPTION:").expect("a name");
            let shown = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
            let shown: String = shown.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            prop_assert_eq!(read_back(value), shown);
        }

        #[test]
        fn no_value_begins_a_line(text in any::<String>()) {
            let lines = written(|lines| {
                lines.word("A", &text);
                lines.line("B").with("C", &text).texts(';', [text.as_str(), "d"]);
            });
            let heads = unfolded(&lines);
            prop_assert_eq!(heads.split("\r\n").filter(|line| !line.is_empty()).count(), 2);
        }
    }
}

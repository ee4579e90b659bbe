//! The addresses in a piece of HTML: found in its tags and nowhere else, so that a text that quotes
//! HTML stays what it is.

/// Attributes that hold one address.
const ATTRIBUTES: [&str; 5] = ["href", "src", "poster", "cite", "data"];

/// The HTML with every address as `whole` has it.
pub(super) fn with_whole_addresses(html: &str, whole: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, from) = rest.split_at(at);
        out.push_str(text);
        let (tag, after) = from.split_at(tag_end(from));
        write_tag(tag, &whole, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where the tag ends that the text begins with. A `>` in quotes is part of a value.
fn tag_end(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 1;
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return at + 1,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None => {}
        }
    }
    text.len()
}

fn write_tag(tag: &str, whole: &impl Fn(&str) -> String, out: &mut String) {
    let mut rest = tag;
    while !tag.starts_with("<!--")
        && let Some(at) = rest.find(['"', '\''])
    {
        let (before, from) = rest.split_at(at);
        let (quote, inner) = from.split_at(1);
        let value = inner.split(quote).next().unwrap_or(inner);
        out.push_str(before);
        out.push_str(quote);
        match is_address(before) {
            true => out.push_str(&whole(value)),
            false => out.push_str(value),
        }
        rest = &inner[value.len()..];
        if let Some(after) = rest.strip_prefix(quote) {
            out.push_str(quote);
            rest = after;
        }
    }
    out.push_str(rest);
}

/// Whether an attribute's value that comes after this text is an address.
fn is_address(before: &str) -> bool {
    let name = before.strip_suffix('=').unwrap_or_default();
    let name = name.rsplit(char::is_whitespace).next().unwrap_or(name);
    ATTRIBUTES.contains(&name.to_ascii_lowercase().as_str())
}

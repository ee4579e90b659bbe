//! What a link's target is, by its looks alone: on this page, on this site, elsewhere, or a danger.

/// The kinds of target that the pass treats differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'t> {
    /// Nothing at all.
    Empty,
    /// `#anchor` of the same page, without its `#`.
    Fragment(&'t str),
    /// A path; whether it leads anywhere, only the whole site knows.
    Internal,
    /// Another site, an address, a telephone number.
    External,
    /// Would run a program in the reader's browser.
    Program,
    /// A file of the writer's own computer.
    LocalFile,
    /// Holds a tag of another site generator's templates.
    Liquid,
}

impl<'t> Target<'t> {
    /// Looks at a target as typed.
    pub(super) fn of(target: &'t str) -> Target<'t> {
        if target.trim().is_empty() {
            return Target::Empty;
        }
        if let Some(fragment) = target.strip_prefix('#') {
            return Target::Fragment(fragment);
        }
        if target.contains("{{") || target.contains("{%") {
            return Target::Liquid;
        }
        if target.starts_with("//") {
            return Target::External;
        }
        let Some((scheme, rest)) = scheme(target) else {
            return Target::Internal;
        };
        match scheme.as_str() {
            "javascript" | "vbscript" => Target::Program,
            "data" if !rest.trim_start().to_ascii_lowercase().starts_with("image/") => {
                Target::Program
            }
            "file" => Target::LocalFile,
            _ => Target::External,
        }
    }
}

/// The scheme in lower case and what follows its colon. Browsers ignore white space and control
/// characters in front of and inside a scheme, so these are passed over. One letter is a Windows drive.
fn scheme(target: &str) -> Option<(String, &str)> {
    let mut scheme = String::new();
    for (at, c) in target.char_indices() {
        match c {
            '\0'..=' ' => {}
            ':' => return (scheme.len() > 1).then(|| (scheme, &target[at + 1..])),
            _ if c.is_ascii_alphabetic() => scheme.push(c.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(c),
            _ => return None,
        }
    }
    None
}

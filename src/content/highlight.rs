//! Colours for code blocks: a dozen classes of our own, and the style sheet for them. It may not know
//! where a block stands or who reads it.

mod runs;

use crate::base::diag::nearest;
use crate::base::digest::{Digest, DigestWriter};
#[cfg(test)]
pub(crate) use runs::forget;
pub use runs::{Runs, known, remember};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Longer blocks are shown without colours: finding them takes about a second for each 100 KB.
const LONGEST: usize = 64 * 1024;

/// What came of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The code as HTML with `<span class="hl-…">`.
    Some(String),
    /// No language, or one without colours.
    None,
    /// Nobody knows this language; perhaps that one was meant.
    UnknownLanguage(Option<String>),
}

/// Colours `text` by the rules of `lang`, as it was typed behind the fence.
pub fn highlight(lang: &str, text: &str) -> Colours {
    let token = lang.to_ascii_lowercase();
    if is_plain(&token) || text.len() > LONGEST {
        return Colours::None;
    }
    // With a known block nobody asks for the syntaxes, which take long to load.
    let block = block(&token, text);
    if let Some(html) = runs::get(block).and_then(|runs| runs.html(text)) {
        return Colours::Some(html);
    }
    let Some(syntax) = find(&token) else {
        return Colours::UnknownLanguage(nearest_language(&token));
    };
    let Some(runs) = coloured(syntax, text) else {
        return Colours::None;
    };
    let html = runs.html(text);
    runs::put(block, Arc::new(runs));
    html.map_or(Colours::None, Colours::Some)
}

/// By which a block is known.
pub(crate) fn block(token: &str, text: &str) -> Digest {
    DigestWriter::new().text(token).text(text).finish()
}

fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
}

/// Names that mean: no colours.
fn is_plain(token: &str) -> bool {
    matches!(
        token,
        "" | "text" | "txt" | "plain" | "plaintext" | "none" | "output" | "nohighlight" | "math"
    )
}

/// Names that people write, and the ones that the syntaxes know.
const ALIASES: [(&str, &str); 34] = [
    ("console", "bash"),
    ("shell", "bash"),
    ("shellscript", "bash"),
    ("shell-session", "bash"),
    ("sh-session", "bash"),
    ("terminal", "bash"),
    ("ksh", "bash"),
    ("dos", "bat"),
    ("golang", "go"),
    ("csharp", "cs"),
    ("c#", "cs"),
    ("fsharp", "fsx"),
    ("fs", "fsx"),
    ("objc", "mm"),
    ("node", "js"),
    ("mjs", "js"),
    ("cjs", "js"),
    ("jsx", "tsx"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("jsonl", "json"),
    ("ndjson", "json"),
    ("geojson", "json"),
    ("jsonld", "json"),
    ("jinja", "html.j2"),
    ("jinja2", "html.j2"),
    ("tera", "html.j2"),
    ("liquid", "html.j2"),
    ("twig", "html.twig"),
    ("handlebars", "html"),
    ("atom", "xml"),
    ("gpx", "xml"),
    ("docker", "dockerfile"),
    ("viml", "vim"),
];

/// Shown without colours, but no mistake: languages for which we have no syntax.
const WITHOUT_SYNTAX: [&str; 10] = [
    "ics",
    "ical",
    "icalendar",
    "vcard",
    "vcf",
    "mermaid",
    "powershell",
    "ps1",
    "pwsh",
    "ebnf",
];

fn find(token: &str) -> Option<&'static SyntaxReference> {
    let set = syntaxes();
    let token = ALIASES
        .iter()
        .find(|(alias, _)| *alias == token)
        .map_or(token, |(_, name)| name);
    set.find_syntax_by_token(token).or_else(|| {
        WITHOUT_SYNTAX
            .contains(&token)
            .then(|| set.find_syntax_plain_text())
    })
}

fn nearest_language(token: &str) -> Option<String> {
    let ours = ALIASES.iter().map(|(alias, _)| *alias);
    let mut names: Vec<String> = ours.chain(WITHOUT_SYNTAX).map(str::to_owned).collect();
    for syntax in syntaxes().syntaxes() {
        names.push(syntax.name.to_lowercase());
        names.extend(syntax.file_extensions.iter().map(|end| end.to_lowercase()));
    }
    // file names are no names of languages
    names.retain(|name| name.len() > 1 && !name.contains([' ', '.', '/']));
    names.sort();
    nearest(token, names.iter().map(String::as_str)).map(str::to_owned)
}

fn coloured(syntax: &SyntaxReference, text: &str) -> Option<Runs> {
    let set = syntaxes();
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut classes = Classes::default();
    let mut runs = Runs::default();
    for line in text.split_inclusive('\n') {
        let mut written = 0;
        for (at, operation) in state.parse_line(line, set).ok()? {
            runs.push(classes.of(&stack), &line[written..at]);
            stack.apply(&operation).ok()?;
            written = at;
        }
        runs.push(classes.of(&stack), &line[written..]);
    }
    Some(runs)
}

/// From the names of scopes to our classes; the first that fits from the innermost scope outwards.
/// `' '` stops the search: text inside is not coloured by what is round it.
const SCOPES: [(&str, char); 50] = [
    ("comment", 'c'),
    ("punctuation.definition.comment", 'c'),
    ("string.unquoted", ' '),
    ("string", 's'),
    ("punctuation.definition.string", 's'),
    ("constant.character.escape", 'n'),
    ("constant.numeric", 'n'),
    ("constant.language", 'n'),
    ("constant.other.color", 'n'),
    ("constant", 'n'),
    ("entity.name.function", 'f'),
    ("support.function", 'f'),
    ("support.macro", 'f'),
    ("entity.name.macro", 'f'),
    ("variable.function", 'f'),
    ("entity.name.tag", 't'),
    ("entity.name.type", 't'),
    ("entity.name.class", 't'),
    ("entity.name.struct", 't'),
    ("entity.name.enum", 't'),
    ("entity.name.trait", 't'),
    ("entity.name.interface", 't'),
    ("entity.name.namespace", 't'),
    ("entity.other.inherited-class", 't'),
    ("entity.name.section", 'm'),
    ("entity.other.attribute-name", 'a'),
    ("support.type.property-name", 'a'),
    ("meta.mapping.key string", 'a'),
    ("meta.annotation", 'a'),
    ("support.type", 't'),
    ("support.class", 't'),
    ("storage.type.function", 'k'),
    ("storage", 'k'),
    ("keyword.operator.word", 'k'),
    ("keyword.operator.logical.python", 'k'),
    ("keyword.operator", 'o'),
    ("keyword", 'k'),
    ("variable.language", 'k'),
    ("variable.parameter", 'v'),
    ("variable.other.readwrite", 'v'),
    ("variable.other", 'v'),
    ("punctuation.definition.variable", 'v'),
    ("variable", 'v'),
    ("markup.heading", 'm'),
    ("markup.inserted", 'i'),
    ("markup.deleted", 'd'),
    ("markup.raw", 's'),
    ("markup.underline.link", 's'),
    ("punctuation", 'p'),
    ("meta.interpolation", ' '),
];

/// The classes of scopes, with what was found already.
struct Classes {
    rules: Vec<(Scope, char)>,
    known: BTreeMap<Scope, Option<char>>,
}

impl Default for Classes {
    fn default() -> Self {
        static RULES: OnceLock<Vec<(Scope, char)>> = OnceLock::new();
        let rules = RULES.get_or_init(|| {
            let parsed = SCOPES
                .iter()
                .filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class)));
            let mut rules: Vec<(Scope, char)> = parsed.collect();
            // the longer name is the closer fit
            rules.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
            rules
        });
        Classes {
            rules: rules.clone(),
            known: BTreeMap::new(),
        }
    }
}

impl Classes {
    fn of(&mut self, stack: &ScopeStack) -> Option<char> {
        let found = stack.as_slice().iter().rev().find_map(|scope| {
            *self.known.entry(*scope).or_insert_with(|| {
                let rule = self
                    .rules
                    .iter()
                    .find(|(rule, _)| rule.is_prefix_of(*scope));
                rule.map(|(_, class)| *class)
            })
        });
        found.filter(|class| *class != ' ')
    }
}

/// One colour: its class, in light and in dark.
pub type Colour = (char, &'static str, &'static str);

/// Background and text in light and in dark.
pub const GROUND: [(&str, &str); 2] = [("#f6f5f2", "#24292f"), ("#1d2229", "#d8dee6")];

/// Every class with its colours; each has a contrast of 4.5 to its background or more.
pub const COLOURS: [Colour; 13] = [
    ('k', "#a3194f", "#ff8fa3"), // keywords
    ('s', "#14603a", "#9fd8a4"), // strings
    ('n', "#7a4100", "#f2b36b"), // numbers and constants
    ('c', "#5c6470", "#9aa5b1"), // comments
    ('f', "#5b2a9d", "#cfb2ff"), // functions
    ('t', "#0b5a8a", "#8fcbff"), // types and tags
    ('o', "#4a5058", "#c2cad4"), // operators
    ('p', "#4a5058", "#b4bdc8"), // punctuation
    ('v', "#24414f", "#c9dbe6"), // variables
    ('a', "#6a4a00", "#e5cf7f"), // attributes and keys
    ('m', "#0b4f78", "#9dd3ff"), // headings of markup
    ('i', "#14603a", "#9fd8a4"), // inserted
    ('d', "#a02020", "#ff9d9d"), // deleted
];

/// The style sheet. Themes may set `--code-bg` and `--code-fg` on `:root` after it.
pub fn css() -> String {
    let mut css = String::from("/* Colours of code. */\n");
    css.push_str(&ground(0));
    css.push_str("pre { background: var(--code-bg); color: var(--code-fg); }\n");
    css.push_str(&rules("", |(_, light, _)| light));
    css.push_str(".hl-m { font-weight: 700; }\n.hl-i { text-decoration: underline; text-decoration-thickness: from-font; }\n.hl-d { text-decoration: line-through; }\n");
    css.push_str("@media (prefers-color-scheme: dark) {\n");
    css.push_str(&ground(1));
    css.push_str(&rules("  ", |(_, _, dark)| dark));
    css.push_str("}\n@media (forced-colors: active) {\n  pre { border: 1px solid; }\n  pre [class^=\"hl-\"] { color: inherit; }\n}\n");
    css
}

fn ground(mode: usize) -> String {
    let (background, text) = GROUND[mode];
    format!(":root {{ --code-bg: {background}; --code-fg: {text}; }}\n")
}

fn rules(indent: &str, colour: impl Fn(Colour) -> &'static str) -> String {
    COLOURS
        .iter()
        .map(|entry| format!("{indent}.hl-{} {{ color: {}; }}\n", entry.0, colour(*entry)))
        .collect()
}

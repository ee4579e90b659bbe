//! What to do about a fault in a template. It knows the names that every template may use.

use crate::base::diag::nearest;

/// What to do where nothing more is known than the place.
pub(super) const RENDERING: &str = "correct it in the template; a copy of one of the default theme's can also be deleted, and the theme's own takes its place";

/// What templates may call.
const FUNCTIONS: [&str; 40] = [
    "asset",
    "asset_text",
    "backlinks",
    "breadcrumbs",
    "comments",
    "count",
    "crisis",
    "data",
    "directory",
    "entries",
    "entry",
    "exports",
    "has",
    "has_section",
    "has_word",
    "listing",
    "listing_groups",
    "listings",
    "menu",
    "month",
    "months",
    "neighbours",
    "option",
    "own_url",
    "past_events",
    "picture",
    "qr",
    "range",
    "related",
    "section",
    "sections",
    "sheet",
    "site",
    "t",
    "terms",
    "throw",
    "today",
    "translations",
    "upcoming",
    "url",
];

/// The filters of this program and those of Tera.
const FILTERS: [&str; 41] = [
    "abs",
    "absolute",
    "capitalize",
    "date",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "host",
    "indent",
    "int",
    "join",
    "json",
    "keys",
    "last",
    "length",
    "lower",
    "markdown",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "slug",
    "sort",
    "split",
    "str",
    "strip_tags",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
    "url_encode",
];

const TESTS: [&str; 15] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "string",
];

/// What to do about a name that nothing bears. `known` are the names of a kind that themes define.
pub(super) fn unknown(kind: &str, name: &str, known: &[String]) -> String {
    let own = known.iter().map(String::as_str);
    let near = match kind {
        "function" => nearest(name, FUNCTIONS),
        "filter" => nearest(name, FILTERS),
        "test" => nearest(name, TESTS),
        _ => nearest(name, own),
    };
    match (near, kind) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, "function") => format!("there are: {}", FUNCTIONS.join(", ")),
        (None, "filter") => format!("there are: {}", FILTERS.join(", ")),
        (None, "test") => format!("there are: {}", TESTS.join(", ")),
        (None, "component") => "define it in a file of templates/components/".to_owned(),
        (None, _) => "put it into templates/, or take this line away".to_owned(),
    }
}

/// What to do about text that is no template.
pub(super) fn syntax(message: &str) -> &'static str {
    match message {
        m if m.starts_with("Unexpected end") => {
            "something is still open here: add `{% endif %}`, `{% endfor %}`, `{% endblock %}`, or the `%}` or `}}` that is missing"
        }
        m if m.starts_with("Found `.`") => {
            "what a function answers needs a name first: {% set team = data(name=\"team\") %}, then {{ team.name }}"
        }
        m if m.contains("nknown tag") => {
            "there are: if, elif, else, for, set, set_global, block, extends, include, component, filter, raw, break, continue, and `end…` for those that enclose something"
        }
        _ => {
            "each `{{` needs its `}}` and each `{%` its `%}`, in the same tag; quotes inside must be closed"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that a source registers, in their order.
    fn registered(source: &str, call: &str) -> Vec<String> {
        let name = |rest: &str| rest.split('"').nth(1).map(str::to_owned);
        let is_name = |name: &String| name.chars().all(|c| c.is_alphanumeric() || c == '_');
        source
            .split(call)
            .skip(1)
            .filter_map(name)
            .filter(is_name)
            .collect()
    }

    #[test]
    fn all_that_is_registered_is_known_here() {
        let functions = registered(include_str!("functions.rs"), " add(");
        let filters = registered(include_str!("filters.rs"), "register_filter(");
        assert!(functions.len() > 20 && filters.len() > 5);
        let missing = |names: Vec<String>, known: &[&str]| -> Vec<String> {
            names
                .into_iter()
                .filter(|name| !known.contains(&name.as_str()))
                .collect()
        };
        assert_eq!(missing(functions, &FUNCTIONS), Vec::<String>::new());
        assert_eq!(missing(filters, &FILTERS), Vec::<String>::new());
    }

    #[test]
    fn all_that_is_known_is_there() {
        let mut tera = tera::Tera::new();
        crate::render::functions::register(&mut tera);
        crate::render::filters::register(&mut tera);
        let calls = FUNCTIONS.map(|name| format!("{{{{ {name}() }}}}"));
        let pipes = FILTERS.map(|name| format!("{{{{ 1 | {name} }}}}"));
        let tests = TESTS.map(|name| format!("{{{{ 1 is {name} }}}}"));
        for text in calls.iter().chain(&pipes).chain(&tests) {
            let loaded = tera.add_raw_template("x", text);
            assert!(loaded.is_ok(), "{text}: {loaded:?}");
        }
    }
}

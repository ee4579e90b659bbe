//! Random bytes as every kind of source. The program runs in process, through the library, and must
//! only not panic: what it says is tested elsewhere.

use super::Site;
use proptest::prelude::*;
use std::path::Path;
use waypost::build::{Options, check};

/// Text with what matters to YAML, TOML, CSV, Markdown and Tera far more often than by chance.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "title",
        ": ",
        " = ",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "|",
        ">",
        "&a",
        "*a",
        "!!x",
        "#",
        "date",
        "2026-02-01",
        "2026-02-31",
        "true",
        "id,name,kind\n",
        "one,",
        ",",
        ";",
        "{{ ",
        " }}",
        "{% ",
        " %}",
        "{#",
        "#}",
        "if ",
        "for x in ",
        "endfor",
        "block ",
        "page",
        ".title",
        "<card ",
        "/>",
        "component c(a)",
        "include ",
        "extends ",
        ":::",
        "::",
        "note",
        "](",
        "![",
        "../about.md",
        "[^1]",
        "[^1]: ",
        "<!-- more -->",
        "> [!NOTE]\n",
        "`",
        "```",
        "$",
        "\\",
        "\u{feff}",
        "\r\n",
        "\0",
        "é",
        "ليل",
        "夜",
        "👩‍👩‍👧",
        "\u{301}",
        "\u{202e}",
        "01632 960101",
        "GB > ",
        "http://[",
        "javascript:",
    ]);
    let word = prop_oneof![
        8 => pieces.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,8}",
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

/// Such text, or any bytes at all.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        9 => text().prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

fn options() -> Options {
    Options {
        today: waypost::base::day::parse_day("2026-03-01").expect("a day"),
        drafts: true,
        future: true,
        allow_stale: false,
        base_url: None,
        skip: Vec::new(),
        preview: false,
        forget: None,
    }
}

fn checked(root: &Path) {
    let built = check(root, options(), &|_, _| {}).expect("the folder is there");
    for diagnostic in &built.diagnostics {
        assert!(!diagnostic.message.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_site_of_anything_never_panics(
        front in bytes(), toml in bytes(), body in bytes(), table in bytes(), rows in bytes(), data in bytes(),
    ) {
        let site = Site::sound();
        let fenced = [b"---\n".as_slice(), &front, b"\n---\n", &body].concat();
        let plus = [b"+++\n".as_slice(), &toml, b"\n+++\n", &body].concat();
        site.write("content/articles/a.md", fenced)
            .write("content/articles/b.md", plus)
            .write("content/articles/c.md", &body)
            .write("content/articles/_index.md", &front)
            .write("content/resources/d.md", &front)
            .write("content/resources/e.csv", [b"id,name,kind,phone,areas\n".as_slice(), &table].concat())
            .write("content/resources/f.csv", &table)
            .write("content/resources/g.yaml", &rows)
            .write("content/resources/h.toml", &toml)
            .write("content/resources/i.json", &rows)
            .write("data/j.yaml", &data)
            .write("data/k.csv", &table)
            .write("i18n/en.toml", &toml)
            .write("static/_redirects", &data);
        checked(&site.root());
    }

    #[test]
    fn settings_of_anything_never_panic(settings in bytes(), theme in bytes()) {
        let site = Site::sound();
        site.write("waypost.toml", [b"title = \"x\"\n".as_slice(), &settings].concat())
            .write("themes/default/theme.toml", &theme);
        checked(&site.root());
        site.write("waypost.toml", "title = \"x\"\ntheme = \"calm\"\n")
            .write("themes/calm/theme.toml", theme);
        checked(&site.root());
        site.write("waypost.toml", settings);
        checked(&site.root());
    }

    #[test]
    fn templates_of_anything_never_panic(page in bytes(), part in bytes(), directive in bytes()) {
        let site = Site::sound();
        site.write("templates/page.html", page)
            .write("templates/parts/footer.html", part)
            .write("templates/directives/warm.html", [b"{% component warm(a) %}".as_slice(), &directive, b"{% endcomponent warm %}"].concat())
            .write("content/warm.md", "---\ntitle: x\n---\n::warm{a=1}\n\n:::warm{a=\"x\"}\nx\n:::\n");
        checked(&site.root());
    }
}

//! What each edit does to a site in memory.

use crate::edit::{Edit, Kind};
use crate::project::Project;
use crate::text;

/// Fields and the lines that may stand for them; an empty one takes the field away.
type Lines = [(&'static str, &'static [&'static str])];

const TITLES: &Lines = &[(
    "title",
    &[
        "title: Uno",
        "title: \"A & B\"",
        "title: Zebra",
        "title: Über",
        "title: A longer title than all the others",
    ],
)];
const DATES: &Lines = &[(
    "date",
    &[
        "date: 2026-01-31",
        "date: 2025-05-05",
        "date: 2026-02-10",
        "",
        "date: 2026-01-12 18:30",
        "date: 2026-01-14",
    ],
)];
const TOPICS: &Lines = &[
    (
        "topics",
        &[
            "topics: [Grief]",
            "topics: [Grief, Friends, New]",
            "",
            "topics: [friends]",
            "topics: [Walking, Carers]",
            "topics: [Écoute]",
        ],
    ),
    ("tags", &["tags: [one]", "tags: [one, two]", ""]),
    ("authors", &["authors: [Ada]", "authors: [Bo, Ada]", ""]),
];
const DRAFTS: &Lines = &[("draft", &["draft: true", "draft: false", "", ""])];
const SPANS: &Lines = &[
    (
        "publish_date",
        &["publish_date: 2026-02-02", "", "publish_date: 2026-01-01"],
    ),
    (
        "expiry_date",
        &["expiry_date: 2026-02-01", "", "expiry_date: 2026-02-15"],
    ),
    (
        "updated",
        &["updated: 2026-01-30", "updated: 2026-01-31", ""],
    ),
];
const WEIGHTS: &Lines = &[("weight", &["weight: -1", "weight: 5", "", "weight: 2"])];
const ALIASES: &Lines = &[(
    "aliases",
    &[
        "aliases: [/before/]",
        "aliases: [/before/, /long/ago/]",
        "",
        "aliases: [/once/]",
    ],
)];
const ADDRESSES: &Lines = &[
    ("slug", &["slug: other", "slug: new-place", "", ""]),
    ("path", &["path: /somewhere/", "", "path: /deep/er/"]),
];
const OWN: &Lines = &[(
    "template",
    &[
        "template: wide",
        "template: near",
        "template: linked",
        "template: alike",
        "",
        "template: others",
        "template: way",
        "template: dated",
        "template: bare",
        "template: not-there",
    ],
)];
const FIELDS: &Lines = &[
    (
        "description",
        &["description: In short.", "description: Well.", ""],
    ),
    ("x_colour", &["x_colour: red", "x_colour: [1, 2]", ""]),
    (
        "image",
        &[
            "image: { src: /boat.png, alt: A boat }",
            "",
            "image: { src: /articles/a8/pier.png, alt: \"\" }",
        ],
    ),
    (
        "content_notes",
        &["content_notes: [loss]", "", "content_notes: loss"],
    ),
    ("toc", &["toc: true", "toc: false", ""]),
    ("quick_exit", &["quick_exit: true", "quick_exit: false", ""]),
    ("discreet", &["discreet: true", "", "discreet: false"]),
    ("featured", &["featured: true", ""]),
    (
        "comments",
        &["comments: true", "comments: closed", "comments: false", ""],
    ),
    ("withdrawn", &["withdrawn: 2026-01-20", "", ""]),
    ("pseudonym", &["pseudonym: true", ""]),
];
const SECTIONS: &Lines = &[
    (
        "page_size",
        &["page_size: 1", "page_size: 2", "page_size: 50", ""],
    ),
    ("paginate", &["paginate: false", "", ""]),
    ("sort", &["sort: title", "sort: weight", "sort: date", ""]),
    ("order", &["order: asc", "order: desc", ""]),
    ("kind", &["kind: pages", "kind: articles", "", ""]),
    ("title", &["title: Ours", "title: Mine", "title: All"]),
    ("discreet", &["discreet: true", "", ""]),
    ("quick_exit", &["quick_exit: true", "", "quick_exit: false"]),
];
const LISTINGS: &Lines = &[
    ("name", &["name: Night Line", "name: Day Line"]),
    (
        "phone",
        &["phone: \"0808 157 0123\"", "phone: \"0808 157 0199\""],
    ),
    ("kind", &["kind: helpline", "kind: service", "kind: group"]),
    (
        "summary",
        &["summary: We listen.", "summary: Somebody who listens.", ""],
    ),
    (
        "verified",
        &[
            "verified: { date: 2026-01-09, by: Bo }",
            "verified: { date: 2026-01-05, by: Ada }",
        ],
    ),
    ("areas", &["areas: GB > Wales", "areas: GB"]),
    ("id", &["id: night-line", "id: dawn-line"]),
];

const PARAGRAPHS: [&str; 16] = [
    "One more line. Tide in the bay.",
    "See [about](/about.md) and [a part](/about.md#part).",
    "[one](/articles/a1.md), [two](/articles/a2.md), [three](/articles/a3.md)",
    "[the folder](/articles/), [a term](/topics/grief/), [help](/resources/)",
    "[a row](/resources/groups.csv#tea), [a file](/leaflet.pdf), [home](/)",
    "[nothing](nowhere.md)",
    "![A boat](/boat.png)",
    "![The pier](/articles/a8/pier.png \"The pier\")",
    "::badge{words=\"shut\" to=\"/articles/a4.md\"}",
    ":::step{title=\"First\"}\nOpen *it*. [two](/articles/a2.md)\n:::",
    "::listing{id=\"night-line\"}",
    "::listing{id=\"tea\"}",
    "> [!TIP]\n> Take a [boat](/boat.png).",
    "## Part {#part}",
    "```\nlet tide = 1;\n```",
    "<!-- more -->",
];

const COMMENTS: [&str; 3] = [
    "comments/asks/crisis/2026-01-20-sam.md",
    "comments/asks/crisis/2026-01-21-bo.md",
    "comments/crisis/2026-01-22-cy.ar.md",
];
const ANSWERS: [&str; 7] = [
    "status: approved\nauthor: Bo",
    "status: approved\nreply_to: 2026-01-20-sam",
    "status: pending\nauthor: Cy",
    "status: rejected",
    "status: approved\nwithdrawn: 2026-01-25",
    "author: Nobody",
    "",
];

/// Does the edit, and says what it was; none if there is nothing that it could be done to.
pub fn apply(edit: Edit, project: &mut Project) -> Option<String> {
    let Edit { kind, at, how } = edit;
    let lines = |lines: &Lines, project: &mut Project| {
        field(project, lines, at, how, |path| {
            is_text(path) && !is_index(path)
        })
    };
    let hiding = |lines: &Lines, project: &mut Project| {
        field(project, lines, at, how, |path| may_go(path, at))
    };
    match kind {
        Kind::Title => lines(TITLES, project),
        Kind::Date => hiding(DATES, project),
        Kind::Topics => lines(TOPICS, project),
        Kind::Draft => hiding(DRAFTS, project),
        Kind::Span => hiding(SPANS, project),
        Kind::Weight => lines(WEIGHTS, project),
        Kind::Aliases => lines(ALIASES, project),
        Kind::Address => lines(ADDRESSES, project),
        Kind::Own => lines(OWN, project),
        Kind::Field => field(project, FIELDS, at, how, is_text),
        Kind::Section => field(project, SECTIONS, at, how, is_index),
        Kind::Listing => field(project, LISTINGS, at, how, |path| {
            path.contains("resources/night-line")
        }),
        Kind::Paragraph => retext(project, at, is_text, |text| {
            text::with_paragraph(text, PARAGRAPHS[how % PARAGRAPHS.len()])
        }),
        Kind::LessText => retext(project, at, is_text, |text| {
            text::without_paragraph(text, how)
        }),
        Kind::Word => retext(project, at, is_text, |text| text::with_word(text, how)),
        Kind::Break => retext(project, at, is_text, text::broken),
        Kind::Touch => {
            let path = pick(project, at, |_| true)?;
            project.touch(&path);
            Some(path)
        }
        Kind::Comment => comment(project, at, how),
        Kind::Setting => Some(format!("waypost.toml: {}", project.set(at, how))),
        Kind::Day => Some(project.set_day(how).to_owned()),
        _ => crate::files::apply(edit, project),
    }
}

/// Writes a comment, or takes it away.
fn comment(project: &mut Project, at: usize, how: usize) -> Option<String> {
    let path = COMMENTS[at % COMMENTS.len()];
    match ANSWERS[how % ANSWERS.len()] {
        "" if project.has(path) => project.remove(path),
        "" => return None,
        front => project.write(
            path,
            format!("---\n{front}\n---\nWords mark-{}.\n", how % 3),
        ),
    }
    Some(format!("{path}: {}", how % ANSWERS.len()))
}

pub fn is_text(path: &str) -> bool {
    path.starts_with("content/") && path.ends_with(".md")
}

/// An entry that a reader finds in a section, in any language.
pub fn is_entry(path: &str) -> bool {
    is_text(path) && !is_index(path) && !path.starts_with("content/asks/")
}

/// Whether an entry may go away. Many others link to some, which may go now and then.
pub fn may_go(path: &str, at: usize) -> bool {
    let wanted = [
        "about.md",
        "articles/a1.md",
        "articles/a2.md",
        "night-line.md",
    ];
    is_entry(path) && (at.is_multiple_of(6) || !wanted.iter().any(|name| path.ends_with(name)))
}

pub fn is_index(path: &str) -> bool {
    is_text(path) && path.contains("_index.")
}

/// One of the files that fit.
pub fn pick(project: &Project, at: usize, fits: impl Fn(&str) -> bool) -> Option<String> {
    let fitting: Vec<&str> = project.paths().filter(|path| fits(path)).collect();
    let chosen = fitting.get(at % fitting.len().max(1))?;
    Some((*chosen).to_owned())
}

/// Sets one of the fields in one of the files that fit.
fn field(
    project: &mut Project,
    lines: &Lines,
    at: usize,
    how: usize,
    fits: impl Fn(&str) -> bool,
) -> Option<String> {
    // Questions are asked again and again, and their own front matter should stay theirs most times.
    let asks = |path: &str| path.starts_with("content/asks/") && !how.is_multiple_of(7);
    let path = pick(project, at, |path| fits(path) && !asks(path))?;
    let (key, values) = lines[how % lines.len()];
    let line = values[(how / lines.len()) % values.len()];
    let text = text::with_field(project.text(&path)?, key, line);
    project.write(&path, text);
    Some(format!("{path}: {key}: {line}"))
}

/// Changes the text of one of the files that fit.
pub fn retext(
    project: &mut Project,
    at: usize,
    fits: impl Fn(&str) -> bool,
    change: impl FnOnce(&str) -> String,
) -> Option<String> {
    let path = pick(project, at, fits)?;
    let text = change(project.text(&path)?);
    project.write(&path, text.as_str());
    Some(format!("{path}:\n{text}"))
}

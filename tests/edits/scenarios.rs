//! Edits in an order that has teeth: what was absent comes, what was changed is changed back, two
//! exchange their places, and somebody looks at it only later.

use crate::cached::{put_strangers, same, wanted};
use crate::edit::{Look, Script};
use crate::project::Project;
use crate::run::Run;
use crate::subject::build;
use crate::text;

/// A step, and which outputs are looked at after it: all, or none.
type Step = (fn(&mut Project), bool);

struct Scenario(&'static str, &'static [Step]);

fn field(project: &mut Project, path: &str, key: &str, line: &str) {
    let text = project.text(path).expect("a text");
    let text = text::with_field(text, key, line);
    project.write(path, text);
}

fn paragraph(project: &mut Project, path: &str, paragraph: &str) {
    let text = project.text(path).expect("a text");
    let text = text::with_paragraph(text, paragraph);
    project.write(path, text);
}

fn title(project: &mut Project, line: &str) {
    field(project, "content/articles/a2.md", "title", line);
}

fn replace(project: &mut Project, path: &str, from: &str, to: &str) {
    assert!(project.replace(path, from, to), "{path} has no {from}");
}

/// Every topic of the suite's site.
const TOPICS: &str = "[vocabularies.topics]\ncarers = \"Carers\"\nfriends = \"Friends\"\ngrief = \"Grief\"\n\
    singing = \"Singing\"\nsleep = \"Sleep\"\nwalking = \"Walking\"\n[languages.ar.vocabularies.topics]\n\
    sleep = \"النوم\"\n[vocabularies.areas]";

const BACK: Step = (Project::reset, true);

const SCENARIOS: [Scenario; 25] = [
    Scenario(
        "data that a page asks for go and come",
        &[(|p| p.remove("data/new.csv"), true), BACK],
    ),
    Scenario(
        "an entry that a page asks for goes and comes",
        &[(|p| p.remove("content/articles/a2.md"), true), BACK],
    ),
    Scenario(
        "a listing that pages ask for has another id and its own again",
        &[
            (
                |p| field(p, "content/resources/night-line.md", "id", "id: dawn-line"),
                true,
            ),
            BACK,
        ],
    ),
    Scenario(
        "an asset goes and comes",
        &[(|p| p.remove("assets/extra.css"), true), BACK],
    ),
    Scenario(
        "words go and come",
        &[(|p| p.remove("i18n/en.toml"), true), BACK],
    ),
    Scenario(
        "a page's template comes after the page",
        &[
            (
                |p| field(p, "content/about.md", "template", "template: later"),
                true,
            ),
            (
                |p| p.write("templates/later.html", "{{ page.title }}"),
                true,
            ),
            (|p| p.remove("templates/later.html"), true),
        ],
    ),
    Scenario(
        "a template is broken and mended",
        &[
            (|p| p.write("templates/parts/foot.html", "{% if %}"), true),
            (
                |p| p.write("templates/parts/foot.html", "{{ page.url }}"),
                true,
            ),
            (|p| p.remove("templates/parts/foot.html"), true),
        ],
    ),
    Scenario(
        "a directive comes after the text",
        &[
            (|p| paragraph(p, "content/about.md", "::later"), true),
            (
                |p| {
                    p.write(
                        "templates/directives/later.html",
                        "{% component later() %}<hr>{% endcomponent later %}",
                    )
                },
                true,
            ),
            (|p| p.remove("templates/directives/later.html"), true),
        ],
    ),
    Scenario(
        "a link leads nowhere, then somewhere, then into a draft",
        &[
            (
                |p| paragraph(p, "content/about.md", "[later](articles/later.md)"),
                true,
            ),
            (
                |p| p.write("content/articles/later.md", "---\ntitle: Later\n---\n"),
                true,
            ),
            (
                |p| field(p, "content/articles/later.md", "draft", "draft: true"),
                true,
            ),
            (|p| field(p, "content/articles/later.md", "draft", ""), true),
        ],
    ),
    Scenario(
        "a picture is missing, comes, and is another in the same moment",
        &[
            (
                |p| paragraph(p, "content/about.md", "![Later](later.png)"),
                true,
            ),
            (|p| p.write("content/later.png", text::picture(0)), true),
            (|p| p.write("content/later.png", text::picture(1)), true),
            (|p| p.write("content/later.png", text::picture(2)), true),
            (|p| p.write("content/later.png", text::picture(3)), true),
        ],
    ),
    Scenario(
        "a text is changed and changed back while nobody looks",
        &[(|p| title(p, "title: Two"), false), BACK],
    ),
    Scenario(
        "one change is looked at three changes later",
        &[
            (|p| title(p, "title: Two"), false),
            (|p| replace(p, "content/about.md", "Tide", "Mist"), false),
            (|p| p.touch("content/about.md"), false),
            (|_| (), true),
        ],
    ),
    Scenario(
        "a title is changed, not looked at, and changed back to what was seen before last",
        &[
            (|p| title(p, "title: Two"), true),
            (|p| title(p, "title: Twice"), false),
            (|p| title(p, "title: Two"), true),
        ],
    ),
    Scenario(
        "two articles exchange their addresses",
        &[
            (
                |p| {
                    field(p, "content/articles/a1.md", "slug", "slug: a2");
                    field(p, "content/articles/a2.md", "slug", "slug: a1");
                },
                true,
            ),
            BACK,
        ],
    ),
    Scenario(
        "two files exchange their names",
        &[
            (
                |p| p.exchange("content/articles/a1.md", "content/articles/a8/index.md"),
                true,
            ),
            BACK,
        ],
    ),
    Scenario(
        "an alias stands where a page was, and a page where the alias was",
        &[
            (
                |p| {
                    field(p, "content/articles/a6.md", "slug", "slug: moved");
                    field(
                        p,
                        "content/articles/a6.md",
                        "aliases",
                        "aliases: [/articles/a6/]",
                    );
                },
                true,
            ),
            BACK,
        ],
    ),
    Scenario(
        "files of the site's own take the place of what is made",
        &[
            (|p| p.write("static/robots.txt", "mine"), true),
            (|p| p.write("static/404.html", "mine"), true),
            (|p| p.write("static/robots.txt", "mime"), true),
            BACK,
        ],
    ),
    Scenario(
        "an article waits for its day",
        &[
            (
                |p| field(p, "content/articles/a6.md", "date", "date: 2026-02-02"),
                true,
            ),
            (|p| assert!(p.set_today("2026-02-02")), true),
            (|p| assert!(p.set_today("2026-02-01")), true),
        ],
    ),
    Scenario(
        "a section goes and comes",
        &[(|p| p.remove("content/articles/_index.md"), true), BACK],
    ),
    Scenario(
        "a section becomes one of pages",
        &[
            (
                |p| field(p, "content/resources/_index.md", "kind", "kind: pages"),
                true,
            ),
            BACK,
        ],
    ),
    Scenario(
        "a folder has another name and its own again",
        &[
            (
                |p| assert!(p.rename_folder("content/articles", "content/talks")),
                true,
            ),
            BACK,
        ],
    ),
    Scenario(
        "the theme is another and the first again",
        &[(|p| _ = p.set(5, 1), true), (|p| _ = p.set(5, 0), true)],
    ),
    Scenario(
        "a language comes and goes",
        &[(|p| _ = p.set(11, 2), true), (|p| _ = p.set(11, 0), true)],
    ),
    Scenario(
        "topics get labels, and one of them another",
        &[
            (
                |p| replace(p, "waypost.toml", "[vocabularies.areas]", TOPICS),
                true,
            ),
            (
                |p| replace(p, "waypost.toml", "\"Sleep\"", "\"Rest\""),
                true,
            ),
            (
                |p| field(p, "content/articles/a1.md", "topics", "topics: [Rest]"),
                false,
            ),
            (
                |p| replace(p, "waypost.toml", "[vocabularies.areas]", TOPICS),
                true,
            ),
            BACK,
        ],
    ),
    Scenario(
        "a front matter is broken, the text goes on, and it is mended",
        &[
            (
                |p| replace(p, "content/about.md", "title:", "broken: [\ntitle:"),
                true,
            ),
            (|p| replace(p, "content/about.md", "Tide", "Mist"), true),
            (|p| replace(p, "content/about.md", "broken: [\n", ""), true),
        ],
    ),
];

#[test]
fn what_is_kept_is_what_a_clean_build_makes() {
    let mut wrong = String::new();
    for Scenario(name, steps) in &SCENARIOS {
        let mut run = Run::start(&Script::empty(), |_| {});
        for (number, (edit, looks)) in steps.iter().enumerate() {
            edit(&mut run.project);
            run.folder.sync(&mut run.project);
            let look = match looks {
                true => Look::All,
                false => Look::Some(Vec::new()),
            };
            if let Err(found) = run.check(&look) {
                wrong.push_str(&format!("{name}, in step {number}: {found}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn builds_leave_what_clean_builds_make() {
    let mut wrong = String::new();
    for Scenario(name, steps) in &SCENARIOS {
        let mut run = Run::start(&Script::empty(), |_| {});
        let root = run.folder.root();
        put_strangers(&root);
        for (number, (edit, looks)) in steps.iter().enumerate() {
            edit(&mut run.project);
            run.folder.sync(&mut run.project);
            if !looks {
                continue;
            }
            let day = run.project.day();
            let (files, _) = wanted(&root, day);
            let found = build(&root, day).and_then(|_| same(&root.join("public"), &files));
            if let Err(found) = found {
                wrong.push_str(&format!("{name}, in step {number}: {found}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

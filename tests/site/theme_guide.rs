//! The theme guide: its walk is taken, step by step, in the example site, and its other templates are
//! tried as well.

use crate::project::{Project, repository, told};
use std::fs;
use waypost::base::diag::Sink;
use waypost::base::paths::{OutPath, SourcePath};
use waypost::build::{Revision, Session};
use waypost::disk::{DEFAULT_THEME, embedded_bytes, embedded_files, embedded_path};
use waypost::render::{Engine, TemplateSource};

const WALK: &str = "A theme in fifteen minutes";

/// One page of each kind, and one in Arabic.
const KINDS: [&str; 9] = [
    "index.html",
    "about/index.html",
    "articles/index.html",
    "articles/towpath-walks/index.html",
    "resources/index.html",
    "resources/night-line/index.html",
    "topics/grief/index.html",
    "404.html",
    "ar/index.html",
];

/// What the guide tells its reader to do, in its order.
#[derive(Debug)]
enum Step {
    /// To write a file.
    Write { path: String, text: String },
    /// To add lines to the settings.
    Set(String),
    /// To look at a page and see these texts.
    Look { page: String, texts: Vec<String> },
}

/// A fenced text of the guide, with the paragraph before it.
struct Fence {
    chapter: String,
    before: String,
    language: String,
    text: String,
}

fn guide() -> String {
    fs::read_to_string(repository().join("docs/theme-guide.md")).expect("the guide")
}

/// The paragraphs and the fenced texts of the guide, in order, each by its chapter.
fn read(guide: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let (mut chapter, mut before) = (String::new(), String::new());
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            let indent = line.len() - line.trim_start().len();
            let inside = lines.by_ref().take_while(|line| line.trim() != "```");
            let text = inside.map(|line| format!("{}\n", line.get(indent..).unwrap_or("")));
            found.push(Fence {
                chapter: chapter.clone(),
                before: std::mem::take(&mut before),
                language: language.to_owned(),
                text: text.collect(),
            });
        } else if let Some(title) = line.strip_prefix("## ") {
            found.push(words(&chapter, &mut before));
            chapter = title.to_owned();
        } else if line.starts_with('#') || line.starts_with('|') {
            before.push_str("\n\n");
        } else {
            before.push_str(line.trim());
            before.push('\n');
        }
    }
    found.push(words(&chapter, &mut before));
    found
}

/// Paragraphs that no fenced text follows.
fn words(chapter: &str, before: &mut String) -> Fence {
    Fence {
        chapter: chapter.to_owned(),
        before: std::mem::take(before),
        language: String::new(),
        text: String::new(),
    }
}

/// What stands in backquotes in a text, the fenced parts left aside.
fn codes(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn walk(guide: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for fence in read(guide).iter().filter(|fence| fence.chapter == WALK) {
        steps.extend(fence.before.split("\n\n").filter_map(look));
        let last = fence.before.trim().rsplit("\n\n").next().unwrap_or("");
        let mut paths = codes(last).into_iter().filter(|code| code.contains('/'));
        let path = paths.rfind(|code| code.contains('.'));
        match path {
            Some(path) if last.ends_with(':') => steps.push(Step::Write {
                path: path.to_owned(),
                text: fence.text.clone(),
            }),
            _ if codes(last).contains(&"waypost.toml") => {
                steps.push(Step::Set(fence.text.clone()));
            }
            _ => assert!(
                matches!(fence.language.as_str(), "sh" | ""),
                "no file is named before\n{}",
                fence.text
            ),
        }
    }
    steps
}

/// “Look at `/`: it says “Come in.””
fn look(paragraph: &str) -> Option<Step> {
    let rest = paragraph.trim().strip_prefix("Look at `")?;
    let (page, rest) = rest.split_once('`')?;
    let texts = rest.split('“').skip(1);
    let texts = texts.filter_map(|text| Some(text.split_once('”')?.0.replace('`', "")));
    Some(Step::Look {
        page: format!("{}index.html", page.trim_start_matches('/')),
        texts: texts.map(|text| text.replace('\n', " ")).collect(),
    })
}

/// Puts lines into the settings: those of a table into the one that is there, others above all tables.
fn set(project: &Project, lines: &str) {
    let path = project.root().join("waypost.toml");
    let settings = fs::read_to_string(&path).expect("settings");
    let settings = match lines.strip_prefix("[options]\n") {
        Some(options) => settings.replacen("[options]\n", &format!("[options]\n{options}"), 1),
        None => {
            let key = lines.split(' ').next().expect("a key");
            let others = settings
                .lines()
                .filter(|line| line.split(' ').next() != Some(key));
            let others: Vec<&str> = others.collect();
            format!("{lines}{}\n", others.join("\n"))
        }
    };
    project.write("waypost.toml", settings);
}

fn session(project: &Project) -> Session {
    let mut options = project.options.clone();
    options.skip.push(project.output());
    Session::new(project.root(), options)
}

/// One page of each kind can be made, and there is nothing to say.
fn made_well(session: &mut Session, what: &str) -> Revision {
    let revision = session.update().expect("a folder");
    let mut said: String = revision.diagnostics().iter().map(told).collect();
    for path in KINDS {
        let at = revision.find(&OutPath::parse(path).expect("a path"));
        let output = revision.output(at.unwrap_or_else(|| panic!("there is no {path}")));
        said.extend(output.problems.iter().map(told));
    }
    assert_eq!(said, "", "after {what}");
    revision
}

fn page(revision: &Revision, path: &str) -> String {
    let at = revision.find(&OutPath::parse(path).expect("a path"));
    let at = at.unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(revision.bytes(at).expect("a page").to_vec()).expect("text")
}

fn take(step: &Step, project: &Project, session: &mut Session, last: &mut String) {
    match step {
        Step::Write { path, text } => {
            project.write(path, text);
            *last = path.clone();
        }
        Step::Set(lines) => {
            set(project, lines);
            *last = lines.clone();
        }
        Step::Look { page: path, texts } => {
            let revision = made_well(session, last);
            let made = page(&revision, path);
            for text in texts {
                assert!(
                    made.contains(text),
                    "after {last}, {path} has no “{text}”:\n{made}"
                );
            }
        }
    }
}

/// The example site after the walk.
fn walked(guide: &str) -> (Project, Session) {
    let project = Project::example();
    let mut session = session(&project);
    let mut last = String::new();
    for step in walk(guide) {
        take(&step, &project, &mut session, &mut last);
    }
    (project, session)
}

#[test]
fn the_walk_works_and_shows_what_it_says() {
    let guide = guide();
    let steps = walk(&guide);
    let looks = |step: &&Step| matches!(step, Step::Look { texts, .. } if !texts.is_empty());
    let writes = |step: &&Step| matches!(step, Step::Write { .. });
    assert!(steps.iter().filter(looks).count() >= 7, "{steps:?}");
    assert!(steps.iter().filter(writes).count() >= 10, "{steps:?}");

    let (_project, mut session) = walked(&guide);
    let revision = session.update().expect("a folder");
    let said: String = revision.all_diagnostics().iter().map(told).collect();
    assert_eq!(said, "", "after the whole walk");
}

#[test]
fn the_walk_begins_with_what_theme_new_writes() {
    let of_walk = walk(&guide());
    for (name, file) in [
        ("theme.toml", "theme.toml"),
        ("templates/base.html", "base.html"),
        ("assets/porch.css", "theme.css"),
    ] {
        let path = format!("themes/porch/{name}");
        let shown = of_walk.iter().find_map(|step| match step {
            Step::Write { path: at, text } if *at == path => Some(text),
            _ => None,
        });
        let begun = fs::read_to_string(repository().join("src/cli/theme").join(file));
        let begun = begun.expect("a file").replace("%NAME%", "porch");
        assert_eq!(shown, Some(&begun.replace("%TITLE%", "Porch")), "{path}");
    }
}

#[test]
fn templates_outside_of_the_walk_can_be_made() {
    let guide = guide();
    let (project, mut session) = walked(&guide);
    let others = read(&guide);
    let others = others
        .iter()
        .filter(|fence| fence.chapter != WALK && fence.language == "jinja");
    let mut tried = 0;
    for fence in others {
        let mut named = codes(&fence.before).into_iter();
        let named = named.rfind(|code| code.contains("templates/"));
        let is_component = fence.text.starts_with("{% component");
        let path = match named {
            Some(path) => path,
            None if is_component => "templates/components/of_the_guide.html",
            // Of these pages, the article has a picture.
            None if fence.text.contains("page.image") => "templates/article.html",
            None => "templates/listings.html",
        };
        let before = fs::read(project.root().join(path)).ok();
        project.write(path, &fence.text);
        made_well(&mut session, &fence.text);
        match before {
            Some(before) => project.write(path, before),
            None => project.remove(path),
        }
        tried += 1;
    }
    assert!(tried >= 4, "only {tried}");
}

/// Calls within the text that are more than a mention of `{% set %}`, made whole.
fn whole(code: &str) -> Option<String> {
    let is_tera = code.contains("{{") || code.contains("{%");
    let is_mention = code.starts_with("{% ") && code.split(' ').count() < 4;
    if !is_tera || is_mention || code.contains('…') {
        return None;
    }
    let ends = [("{% if", "{% endif %}"), ("{% <panel", "{% </panel> %}")];
    let mut text = code.to_owned();
    for (start, end) in ends {
        if code.contains(start) && !code.contains(end) {
            text.push_str(end);
        }
    }
    Some(text)
}

#[test]
fn what_stands_in_a_line_can_be_read_as_a_template() {
    let source = |layer: &str, name: String, text: String| TemplateSource {
        layer: layer.to_owned(),
        path: SourcePath::named(&name),
        name,
        text,
    };
    let mut sources: Vec<TemplateSource> = embedded_files(DEFAULT_THEME)
        .into_iter()
        .filter_map(|file| {
            let bytes = embedded_bytes(&embedded_path(DEFAULT_THEME, &file))?;
            let name = file.strip_prefix("templates/")?.to_owned();
            Some(source("default/", name, String::from_utf8(bytes).ok()?))
        })
        .collect();
    let called = "{% component teaser(item, level=3) %}{% endcomponent teaser %}\
                  {% component panel(title) %}{% endcomponent panel %}";
    sources.push(source("site/", "called.html".to_owned(), called.to_owned()));
    let guide = guide();
    let prose: String = guide.split("```").step_by(2).collect();
    let texts: Vec<String> = codes(&prose).into_iter().filter_map(whole).collect();
    assert!(texts.len() > 8, "{texts:?}");
    for (at, text) in texts.into_iter().enumerate() {
        sources.push(source("site/", format!("line-{at}.html"), text));
    }
    let mut sink = Sink::new();
    Engine::load(
        vec!["site/".to_owned(), "default/".to_owned()],
        &sources,
        &mut sink,
    );
    let said: String = sink.into_sorted().iter().map(told).collect();
    assert_eq!(said, "");
}

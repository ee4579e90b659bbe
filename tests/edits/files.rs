//! What the edits do that are more than a line of one text: files and folders that come, go and move,
//! tables, pictures, and what is broken.

use crate::apply::{is_entry, is_text, may_go, pick, retext};
use crate::edit::{Edit, Kind};
use crate::project::Project;
use crate::text;

/// Folders with a kind of entries each, and how a new file in it begins.
const FOLDERS: [(&str, &str); 4] = [
    (
        "content/articles",
        "title: New\ndate: 2026-01-25\ntopics: [New]",
    ),
    (
        "content/stories",
        "title: Story\ndate: 2026-01-03\ntags: [one]\nconsent: { given: true, date: 2026-01-02, contact: Ada }",
    ),
    (
        "content/resources",
        "kind: helpline\nname: New Line\nphone: \"0808 157 0177\"\nareas: GB\nhours: unknown\nlanguages: [en]\ncost: free\nverified: { date: 2026-01-05, by: Ada }\ntopics: [Sleep]",
    ),
    ("content", "title: Page\nweight: 3"),
];

/// Folders that are renamed into each other.
const NAMES: [(&str, &str); 5] = [
    ("content/articles", "content/talks"),
    ("content/resources", "content/places"),
    ("content/stories", "content/news/old"),
    ("content/articles/a8", "content/articles/a9"),
    ("static/files", "static/papers"),
];

/// Files that may be there or not.
const FILES: [(&str, &str); 24] = [
    ("data/new.csv", "name,n\nmark-1,2\n"),
    ("data/more.json", "{ \"mark-1\": [1, 2] }\n"),
    ("data/team.csv", "name,role\nAda,mark-1\n"),
    ("static/new.txt", "new, mark-1\n"),
    ("static/robots.txt", "mark-1\n"),
    ("static/404.html", "<p>mark-1\n"),
    ("static/leaflet.pdf", "%PDF mark-1\n"),
    (
        "i18n/en.toml",
        "word = \"Tide mark-1\"\nnew-word = \"New\"\n",
    ),
    ("i18n/ar.toml", "word = \"مد mark-1\"\n"),
    ("i18n/en-US.toml", "word = \"American tide mark-1\"\n"),
    (
        "i18n/cy.toml",
        "word = \"Llanw mark-1\"\nfoot = \"Croeso\"\n",
    ),
    (
        "templates/parts/foot.html",
        "<footer>ours mark-1</footer>\n",
    ),
    (
        "templates/parts/list.html",
        "{% if pager %}{% for item in pager.items %}{{ item.title }} mark-1\n{% endfor %}{% endif %}",
    ),
    (
        "templates/components/line.html",
        "{% component line(item) %}<p>mark-1 {{ item.title }}{% endcomponent line %}\n",
    ),
    (
        "templates/article.html",
        "ours mark-1 {{ page.title }} {{ page.content }}\n",
    ),
    (
        "templates/not-there.html",
        "there mark-1 {{ page.title }}\n",
    ),
    (
        "templates/directives/badge.html",
        "{% component badge(words, to=\"\") %}mark-1 {{ words }}{% endcomponent badge %}\n",
    ),
    ("assets/extra.css", "/* mark-1 */\n"),
    ("assets/main.css", "/* ours mark-1 */\n"),
    ("content/articles/notes.txt", "notes mark-1\n"),
    ("content/articles/a8/pier.png", "GIF89a mark-1"),
    (
        "content/resources/more.yaml",
        "- id: swim\n  kind: event\n  name: Warm Swim\n  location: The pier mark-1\n  areas: GB\n  topics: [Walking]\n  format: social\n  event_status: scheduled\n  attendance: in-person\n  schedule: Tuesdays 19:00\n  verified: { date: 2026-01-08, by: Bo }\n",
    ),
    (
        "content/resources/night-line.md",
        "---\nkind: helpline\nname: Night Line\nphone: \"0808 157 0144\"\nareas: GB\ntopics: [Sleep]\nhours: unknown\nlanguages: [en]\ncost: free\nverified: { date: 2026-01-05, by: Ada }\n---\nBack again.\n",
    ),
    (
        "content/about.md",
        "---\ntitle: About again\n---\n## Part {#part}\n",
    ),
];

/// Rows of the table: its cells by column, and what may stand in them.
const CELLS: [(usize, [&str; 3]); 4] = [
    (1, ["Hall Tea", "Pier Tea", "A Group"]),
    (2, ["The hall", "The pier", "Online"]),
    (5, ["Grief", "Walking;Singing", ""]),
    (
        6,
        ["A walk.", "Two walks. Tide in the bay.", "[us](/about.md)"],
    ),
];
const COLUMNS: [(&str, &str); 3] = [
    (",location,", ",Venue,"),
    (",description", ",Details"),
    (",topics,", ",Subject,"),
];

/// What makes a file unreadable, by its ending.
const BREAKAGES: [(&str, &str); 2] = [(".html", "{% if %}"), (".toml", "\n= =")];

/// Does the edit, and says what it was; none if there is nothing that it could be done to.
pub fn apply(edit: Edit, project: &mut Project) -> Option<String> {
    let Edit { kind, at, how } = edit;
    match kind {
        Kind::Create => create(project, at, how),
        Kind::Delete => remove(project, at, |path| may_go(path, at)),
        Kind::Rename => rename(project, at, how),
        Kind::Move => relocate(project, at, how),
        Kind::RenameFolder => rename_folder(project, at),
        Kind::Bundle => bundle(project, at),
        Kind::Index => {
            let folder = FOLDERS[at % 3].0;
            let text = format!("---\ntitle: Folder {how}\npage_size: 2\n---\n");
            toggle(project, &format!("{folder}/_index.md"), &text)
        }
        Kind::Translate => translate(project, at, how),
        Kind::Untranslate => remove(project, at, |path| {
            is_text(path) && (path.ends_with(".ar.md") || path.ends_with(".cy.md"))
        }),
        Kind::Cell | Kind::AddRow | Kind::RemoveRow => {
            retext(project, 0, is_table, |text| rows(text, kind, at, how))
        }
        Kind::Column => {
            let (one, other) = COLUMNS[how % COLUMNS.len()];
            retext(project, 0, is_table, |text| match text.contains(one) {
                true => text.replacen(one, other, 1),
                false => text.replacen(other, one, 1),
            })
        }
        Kind::Picture => {
            let path = pick(project, at, is_picture)?;
            project.write(&path, text::picture(how));
            Some(format!("{path}: size {how}"))
        }
        Kind::RemovePicture => remove(project, at, is_picture),
        Kind::BreakTemplate => {
            let path = pick(project, at, |path| breakage(path).is_some())?;
            let text = project.text(&path)?.to_owned() + breakage(&path)?;
            project.write(&path, text);
            Some(format!("{path} is broken"))
        }
        Kind::Mend => mend(project),
        Kind::Reset => {
            project.reset();
            Some("every file is as it was in the beginning".to_owned())
        }
        Kind::Mark => mark(project, at, how),
        Kind::Toggle => {
            let (path, text) = FILES[at % FILES.len()];
            if project.has(path) && Project::start().has(path) && !how.is_multiple_of(4) {
                return None;
            }
            toggle(project, path, text)
        }
        _ => None,
    }
}

fn is_picture(path: &str) -> bool {
    path.ends_with(".png")
}

fn is_table(path: &str) -> bool {
    path.starts_with("content/") && path.ends_with(".csv")
}

fn breakage(path: &str) -> Option<&'static str> {
    let is_source = path.contains("templates/")
        || path.contains("i18n/")
        || path.starts_with("data/")
        || path.ends_with("theme.toml");
    let fits = |(ending, _): &&(&str, &str)| is_source && path.ends_with(ending);
    BREAKAGES.iter().find(fits).map(|(_, text)| *text)
}

fn remove(project: &mut Project, at: usize, fits: impl Fn(&str) -> bool) -> Option<String> {
    let path = pick(project, at, fits)?;
    project.remove(&path);
    Some(format!("{path} is deleted"))
}

fn toggle(project: &mut Project, path: &str, text: &str) -> Option<String> {
    match project.has(path) {
        true => {
            project.remove(path);
            Some(format!("{path} is deleted"))
        }
        false => {
            project.write(path, text);
            Some(format!("{path} is new:\n{text}"))
        }
    }
}

fn create(project: &mut Project, at: usize, how: usize) -> Option<String> {
    let (folder, front) = FOLDERS[at % FOLDERS.len()];
    let free = |number: &usize| !project.has(&format!("{folder}/a{number}.md"));
    let number = (0..12).map(|next| (how + next) % 12).find(free)?;
    let path = format!("{folder}/a{number}.md");
    let text = format!(
        "---\n{front}\n---\nNew, number {how}. [First](/articles/a1.md)\n\nTide in the bay.\n"
    );
    project.write(&path, text.as_str());
    Some(format!("{path} is new:\n{text}"))
}

fn rename(project: &mut Project, at: usize, how: usize) -> Option<String> {
    let others =
        |path: &str| at.is_multiple_of(6) && (is_picture(path) || path.starts_with("data/"));
    let path = pick(project, at, |path| may_go(path, at) || others(path))?;
    let (folder, name) = path.rsplit_once('/')?;
    let ending = name.split_once('.')?.1;
    let to = format!("{folder}/a{}.{ending}", how % 12);
    project
        .rename(&path, &to)
        .then(|| format!("{path} is now {to}"))
}

fn relocate(project: &mut Project, at: usize, how: usize) -> Option<String> {
    let path = pick(project, at, |path| may_go(path, at))?;
    let name = path.rsplit('/').next()?;
    let to = format!("{}/{name}", FOLDERS[how % FOLDERS.len()].0);
    // A listing among articles would be wrong for ever.
    let is_listing = project.text(&path)?.contains("\nname: ");
    let fits = is_listing == to.starts_with("content/resources/");
    (fits && project.rename(&path, &to)).then(|| format!("{path} is now {to}"))
}

fn rename_folder(project: &mut Project, at: usize) -> Option<String> {
    let (one, other) = NAMES[at % NAMES.len()];
    if project.rename_folder(one, other) {
        return Some(format!("{one} is now {other}"));
    }
    let done = project.rename_folder(other, one);
    done.then(|| format!("{other} is now {one}"))
}

/// An article gets a folder of its own, or leaves it.
fn bundle(project: &mut Project, at: usize) -> Option<String> {
    let path = pick(project, at, is_entry)?;
    let to = match path.strip_suffix("/index.md") {
        Some(folder) => format!("{folder}.md"),
        None => format!("{}/index.md", path.strip_suffix(".md")?),
    };
    let plain = !path.ends_with(".ar.md") && !path.ends_with(".cy.md");
    (plain && project.rename(&path, &to)).then(|| format!("{path} is now {to}"))
}

fn translate(project: &mut Project, at: usize, how: usize) -> Option<String> {
    let path = pick(project, at, |path| {
        is_text(path) && !path.ends_with(".ar.md") && !path.ends_with(".cy.md")
    })?;
    let lang = if how.is_multiple_of(4) { "cy" } else { "ar" };
    let to = format!("{}.{lang}.md", path.strip_suffix(".md")?);
    let is_listing = project.text(&path)?.contains("\nname: ");
    let field = if is_listing { "name" } else { "title" };
    let text = format!("---\n{field}: مشي {how}\n---\nنص. [عنا](/about.md)\n");
    project.write(&to, text.as_str());
    Some(format!("{to} is new:\n{text}"))
}

fn rows(text: &str, kind: Kind, at: usize, how: usize) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let rows = lines.len() - 1;
    let row = at % rows.max(1) + 1;
    match kind {
        Kind::AddRow => {
            let id = format!("group-{}", how % 5);
            if !text.contains(&id) {
                let line = format!("{id},Group {how},The hall,GB,2026-01-05,Walking,Hello.");
                lines.insert(row.min(lines.len()), line);
            }
        }
        Kind::RemoveRow if rows > 0 => {
            lines.remove(row);
        }
        _ if rows > 0 => {
            let (column, choices) = CELLS[at / 7 % CELLS.len()];
            let mut cells: Vec<&str> = lines[row].split(',').collect();
            cells[column] = choices[how % choices.len()];
            lines[row] = cells.join(",");
        }
        _ => {}
    }
    lines.join("\n") + "\n"
}

/// Another mark in a file that has one.
fn mark(project: &mut Project, at: usize, how: usize) -> Option<String> {
    let marked = |path: &str| {
        project
            .text(path)
            .is_some_and(|text| text.contains("mark-"))
    };
    let path = pick(project, at, marked)?;
    let text = text::with_mark(project.text(&path)?, how)?;
    project.write(&path, text);
    Some(format!("{path}: mark-{}", how % 10))
}

/// Makes whole what is broken, and takes away what leads nowhere or is in another's place.
fn mend(project: &mut Project) -> Option<String> {
    let paths: Vec<String> = project.paths().map(str::to_owned).collect();
    let mut mended = Vec::new();
    for path in paths {
        let Some(text) = project.text(&path) else {
            continue;
        };
        let mut whole = text::mended(text);
        if let Some(breakage) = breakage(&path) {
            whole = whole.replace(breakage, "");
        }
        if is_text(&path) {
            whole = text::with_field(&whole.replace("](nowhere.md)", ""), "path", "");
            whole = whole.replace("template: not-there", "template: wide");
        }
        if whole != text {
            project.write(&path, whole);
            mended.push(path);
        }
    }
    (!mended.is_empty()).then(|| format!("mended: {}", mended.join(", ")))
}

//! `waypost theme`: which themes there are, which files a theme consists of, a copy of one to change,
//! and the beginning of a new theme.

use super::args::Theme;
use super::exit::{Exit, Stop};
use super::files::write_new;
use super::project::{CONFIG, Project};
use super::terminal::Terminal;
use crate::base::diag::{Diagnostic, nearest};
use crate::base::slug::slugify;
use crate::build::{ThemeFile, ThemeFiles, can_be_new};
use crate::disk::DEFAULT_THEME;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Carries out `waypost theme …`.
pub fn run(theme: &Theme, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    match theme {
        Theme::List { dir } => list(root, dir, terminal),
        Theme::Eject { file, dir } => eject(file, root, dir, terminal),
        Theme::New { name, dir } => new(name, root, dir, terminal),
    }
}

fn list(root: Option<&Path>, dir: &Path, terminal: &Terminal) -> Result<Exit, Stop> {
    // Outside of a site the list is of use as well.
    let project = Project::find(root, dir, terminal).ok();
    let known = ThemeFiles::read(project.as_ref().map(|project| project.root.as_path()))?;
    let json = || {
        let themes = known.themes.iter().map(|theme| {
            json!({
                "name": theme.name,
                "description": theme.description,
                "embedded": theme.is_embedded,
                "chosen": theme.name == known.chosen,
            })
        });
        let files = known
            .files
            .iter()
            .map(|file| json!({ "file": file.name, "theme": file.theme, "own": file.is_own }));
        json!({ "themes": themes.collect::<Vec<_>>(), "files": files.collect::<Vec<_>>() })
    };
    terminal.answer(&in_words(&known), json)?;
    Ok(Exit::Fine)
}

fn in_words(known: &ThemeFiles) -> String {
    let mut words = String::from("The themes:\n");
    for theme in &known.themes {
        words.push_str("  ");
        words.push_str(&theme.name);
        if theme.name == known.chosen {
            words.push_str(" (in use)");
        }
        if !theme.is_embedded {
            words.push_str(&format!(", in themes/{}", theme.name));
        }
        match &theme.description {
            Some(description) => words.push_str(&format!("\n    {description}\n")),
            None => words.push('\n'),
        }
    }
    let is_known = known.themes.iter().any(|theme| theme.name == known.chosen);
    let name = if is_known {
        &known.chosen
    } else {
        DEFAULT_THEME
    };
    words.push_str(&format!("\nThe files of {name}:\n"));
    for file in &known.files {
        words.push_str(&format!("  {}{}\n", file.name, marks(file, name)));
    }
    words.push_str("\nTake one over to change it: waypost theme eject templates/article.html\n");
    words.push_str("Begin a theme of your own:  waypost theme new plain\n");
    words
}

fn marks(file: &ThemeFile, theme: &str) -> String {
    let mut marks = Vec::new();
    if file.theme != theme {
        marks.push(format!("from {}", file.theme));
    }
    if file.is_own {
        marks.push("this site has its own".to_owned());
    }
    match marks.is_empty() {
        true => String::new(),
        false => format!("   ({})", marks.join("; ")),
    }
}

fn eject(file: &str, root: Option<&Path>, dir: &Path, terminal: &Terminal) -> Result<Exit, Stop> {
    let project = Project::find(root, dir, terminal)?;
    let known = ThemeFiles::read(Some(&project.root))?;
    let wanted = file.replace('\\', "/");
    let wanted = wanted.trim_start_matches("./");
    let found = known.files.iter().find(|file| is_called(file, wanted));
    let file = found.ok_or_else(|| unknown(wanted, &known))?;
    let text = known.text(file).ok_or_else(|| no_text(file))?;
    write_new(&project.root, &[(PathBuf::from(&file.name), text)])?;
    let path = project.shown(&project.root.join(&file.name));
    let words = format!(
        "Wrote {path}. From now on the site uses this copy; delete it to go back to the theme's own.\n"
    );
    terminal.answer(&words, || json!({ "wrote": path }))?;
    Ok(Exit::Fine)
}

/// Whether a file is meant by its path, or a template by its name.
fn is_called(file: &ThemeFile, wanted: &str) -> bool {
    file.name == wanted || file.name.strip_prefix("templates/") == Some(wanted)
}

fn unknown(wanted: &str, known: &ThemeFiles) -> Diagnostic {
    let names = || known.files.iter().map(|file| file.name.as_str());
    let bare = names().filter_map(|name| name.strip_prefix("templates/"));
    let diagnostic = Diagnostic::error(
        "cli/theme-file",
        format!("the theme `{}` has no file `{wanted}`", known.chosen),
    );
    match nearest(wanted, names().chain(bare)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("see which there are: waypost theme list"),
    }
}

fn no_text(file: &ThemeFile) -> Diagnostic {
    Diagnostic::error(
        "cli/theme-file",
        format!("`{}` is not text, and only text can be copied", file.name),
    )
    .help("put a file of the same name into your site's folder of the same name instead")
}

fn new(name: &str, root: Option<&Path>, dir: &Path, terminal: &Terminal) -> Result<Exit, Stop> {
    if !can_be_new(name) {
        return Err(bad_name(name).into());
    }
    let project = Project::find(root, dir, terminal)?;
    let folder = Path::new("themes").join(name);
    let title = title(name);
    let fill = |text: &str| text.replace("%NAME%", name).replace("%TITLE%", &title);
    let files = [
        ("theme.toml".to_owned(), include_str!("theme/theme.toml")),
        (
            "templates/base.html".to_owned(),
            include_str!("theme/base.html"),
        ),
        (
            format!("assets/{name}.css"),
            include_str!("theme/theme.css"),
        ),
    ];
    let files = files.map(|(path, text)| (folder.join(path), fill(text)));
    write_new(&project.root, &files)?;
    let wrote: Vec<String> = files
        .iter()
        .map(|(path, _)| project.shown(&project.root.join(path)))
        .collect();
    let words = format!(
        "Wrote\n  {}\n\nTo use it, write in {CONFIG}, above the first line that begins with [:\n\n  theme = \"{name}\"\n\nThen: waypost serve\n",
        wrote.join("\n  ")
    );
    terminal.answer(&words, || json!({ "wrote": wrote }))?;
    Ok(Exit::Fine)
}

/// The name for people: `night-garden` as Night garden.
fn title(name: &str) -> String {
    let spaced = name.replace('-', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn bad_name(name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "cli/theme-name",
        format!("`{name}` can't be the name of a new theme"),
    );
    let better = slugify(name);
    if better != name && can_be_new(&better) {
        diagnostic.help(format!("try: waypost theme new {better}"))
    } else {
        diagnostic.help("use small letters, digits and `-`, and not the name of a theme that is part of the program")
    }
}

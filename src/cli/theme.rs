//! `waypost theme`: which files a theme consists of, and a copy of one to change.

use super::args::Theme;
use super::exit::{Exit, Stop};
use super::files::write_new;
use super::project::Project;
use super::terminal::Terminal;
use crate::base::diag::{Diagnostic, nearest};
use crate::disk::{embedded_file, embedded_files};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The folders of a theme whose files a site can take over, each to the folder of the same name.
const FOLDERS: [&str; 3] = ["templates/", "assets/", "i18n/"];

/// Carries out `waypost theme …`.
pub fn run(theme: &Theme, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    match theme {
        Theme::List { dir } => list(root, dir, terminal),
        Theme::Eject { file, dir } => eject(file, root, dir, terminal),
    }
}

fn list(root: Option<&Path>, dir: &Path, terminal: &Terminal) -> Result<Exit, Stop> {
    // Outside of a site the list is of use as well.
    let project = Project::find(root, dir, terminal).ok();
    let own = |file: &str| {
        project
            .as_ref()
            .is_some_and(|project| project.root.join(file).is_file())
    };
    let files: Vec<(String, bool)> = overridable()
        .map(|file| (file.clone(), own(&file)))
        .collect();
    let mut words = String::from("The files of the default theme:\n");
    for (file, own) in &files {
        let mark = if *own {
            "   (this site has its own)"
        } else {
            ""
        };
        words.push_str(&format!("  {file}{mark}\n"));
    }
    words.push_str("Take one over to change it: waypost theme eject templates/article.html\n");
    let json = || {
        let rows = files
            .iter()
            .map(|(file, own)| json!({ "file": file, "own": own }));
        json!({ "files": rows.collect::<Vec<_>>() })
    };
    terminal.answer(&words, json)?;
    Ok(Exit::Fine)
}

fn eject(file: &str, root: Option<&Path>, dir: &Path, terminal: &Terminal) -> Result<Exit, Stop> {
    let wanted = file.replace('\\', "/");
    let name = find(&wanted).ok_or_else(|| unknown(&wanted))?;
    let project = Project::find(root, dir, terminal)?;
    let text = embedded_file(&name)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| unknown(&wanted))?;
    write_new(&project.root, &[(PathBuf::from(&name), text)])?;
    let path = project.shown(&project.root.join(&name));
    let words = format!(
        "Wrote {path}. From now on the site uses this copy; delete it to go back to the theme's own.\n"
    );
    terminal.answer(&words, || json!({ "wrote": path }))?;
    Ok(Exit::Fine)
}

fn overridable() -> impl Iterator<Item = String> {
    let can = |file: &String| FOLDERS.iter().any(|folder| file.starts_with(folder));
    embedded_files().into_iter().filter(can)
}

/// The file as it was typed, or the template of that name.
fn find(wanted: &str) -> Option<String> {
    let wanted = wanted.trim_start_matches("./");
    overridable().find(|file| file == wanted || file.strip_prefix("templates/") == Some(wanted))
}

fn unknown(wanted: &str) -> Diagnostic {
    let files: Vec<String> = overridable().collect();
    let bare = files
        .iter()
        .map(|file| file.strip_prefix("templates/").unwrap_or(file));
    let near = nearest(wanted, files.iter().map(String::as_str).chain(bare)).map(str::to_owned);
    let diagnostic = Diagnostic::error(
        "cli/theme-file",
        format!("the default theme has no file `{wanted}`"),
    );
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("see which there are: waypost theme list"),
    }
}

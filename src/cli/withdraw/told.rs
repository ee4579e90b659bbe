//! What a withdrawal does, in words and as JSON: every file that it changes, takes away or leaves.

use super::Plan;
use crate::base::paths::SourcePath;
use crate::cli::args::WithdrawArgs;
use crate::cli::print::{count, visible};
use crate::cli::project::Project;
use serde_json::{Value, json};

impl Plan {
    pub(super) fn words(&self, project: &Project, args: &WithdrawArgs) -> String {
        let title = &self.title;
        let mut out = match args.yes {
            true => format!("{title}: withdrawn.\n"),
            false => format!("{title}: this is what would be done.\n"),
        };
        self.say_sources(project, &mut out);
        self.say_files(project, &mut out);
        self.say_rest(project, &mut out);
        if !args.yes {
            let command = format!("waypost withdraw {} --yes", args.id);
            out.push_str(&format!("Nothing was written yet. To do it: {command}\n"));
        }
        visible(&out)
    }

    fn say_sources(&self, project: &Project, out: &mut String) {
        let is_row = !self.made.is_empty();
        for edit in &self.edits {
            let file = project.name(&edit.path);
            let words = count(edit.words as usize, "word is", "words are");
            out.push_str(&match &edit.url {
                Some(url) => format!("- {file}: {words} taken out. Its page stays at {url} and says that it was withdrawn.\n"),
                None if is_row => format!("- {file}: its row is taken out, {} in all.\n", count(edit.words as usize, "word", "words")),
                None => format!("- {file}: {words} taken out. In its place stands that a comment was withdrawn.\n"),
            });
        }
        for made in &self.made {
            out.push_str(&format!(
                "- {}: this file is new and holds no word of it. With it the page stays at {} and says that it was withdrawn.\n",
                project.name(&made.path),
                made.url
            ));
        }
    }

    fn say_files(&self, project: &Project, out: &mut String) {
        for gone in &self.gone {
            out.push_str(&format!(
                "- {}: deleted, since nothing else uses it.\n",
                project.name(&gone.path)
            ));
        }
        for path in &self.withheld {
            out.push_str(&format!(
                "- {}: no longer published, since only this showed it. The file stays: delete it when you are sure; if it should be published, take it out of `withheld`.\n",
                project.name(path)
            ));
        }
        for (path, users) in &self.shared {
            out.push_str(&format!(
                "- {}: stays and is still published, since it is used elsewhere: {}.\n",
                project.name(path),
                names(project, users)
            ));
        }
    }

    fn say_rest(&self, project: &Project, out: &mut String) {
        if !self.comments.is_empty() {
            let (told, what) = match self.comments.len() {
                1 => (
                    "1 comment to it is shown no longer. Its file stays".to_owned(),
                    "it tells",
                ),
                many => (
                    format!("{many} comments to it are shown no longer. Their files stay"),
                    "they tell",
                ),
            };
            out.push_str(&format!(
                "{told}: {}. Delete what nobody needs, above all if {what} whose story it was.\n",
                names(project, &self.comments)
            ));
        }
        if !self.mentions.is_empty() {
            let verb = match self.mentions.len() {
                1 => "This file names it or links to it, and stays as it is",
                _ => "These name it or link to it, and stay as they are",
            };
            out.push_str(&format!("{verb}: {}.\n", names(project, &self.mentions)));
        }
    }

    pub(super) fn json(&self, project: &Project, done: bool) -> Value {
        let edits = self.edits.iter();
        let edits = edits.map(|edit| json!({ "file": project.name(&edit.path), "words": edit.words, "url": edit.url }));
        let made = self.made.iter();
        let made = made.map(|made| json!({ "file": project.name(&made.path), "url": made.url }));
        let list = |paths: &[SourcePath]| -> Vec<String> {
            paths.iter().map(|path| project.name(path)).collect()
        };
        let shared = self.shared.iter();
        let shared = shared
            .map(|(path, users)| json!({ "file": project.name(path), "used_by": list(users) }));
        let gone: Vec<String> = self
            .gone
            .iter()
            .map(|gone| project.name(&gone.path))
            .collect();
        json!({
            "done": done,
            "withdrawn": edits.collect::<Vec<_>>(),
            "written": made.collect::<Vec<_>>(),
            "deleted": gone,
            "withheld": list(&self.withheld),
            "kept": shared.collect::<Vec<_>>(),
            "comments": list(&self.comments),
            "mentions": list(&self.mentions),
        })
    }
}

fn names(project: &Project, paths: &[SourcePath]) -> String {
    let names: Vec<String> = paths.iter().map(|path| project.name(path)).collect();
    names.join(", ")
}

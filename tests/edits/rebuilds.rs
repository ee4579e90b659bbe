//! What is made anew after one edit: exactly how many outputs, and which. The edits are files of
//! `tests/suite/edits/rebuilds`; what came of each is a snapshot.

use crate::edit::Script;
use crate::project::{Project, suite};
use crate::run::{Run, compare};
use crate::subject::{build, clean, made};
use crate::text;
use std::fmt::Write;
use std::fs;
use waypost::build::Revision;
use waypost::outputs::Job;

/// One file of the suite: a line on what it is about, and edits.
struct Case {
    name: String,
    about: String,
    edits: Vec<String>,
}

fn cases() -> Vec<Case> {
    let files = fs::read_dir(suite().join("rebuilds")).expect("the suite");
    let mut cases: Vec<Case> = files
        .map(|file| {
            let path = file.expect("a file").path();
            let text = fs::read_to_string(&path).expect("a text");
            let mut lines = text.lines().map(str::to_owned);
            Case {
                name: path
                    .file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                about: lines.next().expect("what it is about"),
                edits: lines.collect(),
            }
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

impl Case {
    fn apply(&self, project: &mut Project) {
        let mut path = "";
        let (mut old, mut new, mut written) = (Vec::new(), Vec::new(), Vec::new());
        for line in &self.edits {
            let word = line.split(' ').next().unwrap_or_default();
            let rest = line.get(word.len() + 1..).unwrap_or_default();
            match word {
                "in" | "write" => path = rest,
                "touch" => project.touch(rest),
                "remove" => project.remove(rest),
                "rename" => {
                    let (from, to) = rest.split_once(" -> ").expect("two names");
                    assert!(project.rename(from, to), "{line}");
                }
                "picture" => project.write(rest, text::picture(2)),
                "today" => assert!(project.set_today(rest), "{line}"),
                _ if line.starts_with('-') && line != "---" => old.push(&line[1..]),
                _ if line.starts_with('+') => new.push(&line[1..]),
                _ if line.starts_with('|') => written.push(&line[1..]),
                _ => panic!("{}: what is `{line}`?", self.name),
            }
        }
        if !old.is_empty() {
            assert!(
                project.replace(path, &old.join("\n"), &new.join("\n")),
                "{}",
                self.name
            );
        } else if !written.is_empty() {
            project.write(path, written.join("\n") + "\n");
        }
    }
}

/// Asks for one output after the other, and gives the paths of those that were made then. Which pictures
/// are wanted is known when all pages are made.
fn made_anew(revision: &Revision) -> Vec<String> {
    let is_picture = |at: &usize| matches!(revision.plan[*at].job, Job::Picture { .. });
    let (pictures, others): (Vec<usize>, Vec<usize>) =
        (0..revision.plan.len()).partition(is_picture);
    let wanted = pictures.into_iter();
    let wanted = wanted.filter(|at| revision.is_wanted(*at));
    let mut paths = Vec::new();
    for at in others.into_iter().chain(wanted) {
        let before = made(revision);
        revision.output(at);
        if made(revision) > before {
            paths.push(revision.plan[at].path.to_string());
        }
    }
    paths.sort();
    paths
}

#[test]
fn an_edit_makes_anew_what_it_must_and_no_more() {
    let mut wrong = String::new();
    for case in cases() {
        let mut run = Run::start(&Script::empty(), |_| {});
        case.apply(&mut run.project);
        run.folder.sync(&mut run.project);
        let revision = run.update();
        let paths = made_anew(&revision);
        let fresh = clean(&run.folder.root(), run.project.day());
        if let Err(found) = compare(&revision, &fresh, &crate::edit::Look::All) {
            let _ = writeln!(wrong, "{}: {found}", case.name);
        }
        let text = format!(
            "{}\n{} of {} outputs are made:\n{}\n",
            case.about,
            paths.len(),
            revision.wanted().count(),
            paths.join("\n")
        );
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("rebuild__{}", case.name), text);
        });
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_build_makes_what_a_session_makes() {
    for case in cases() {
        let mut run = Run::start(&Script::empty(), |_| {});
        let root = run.folder.root();
        build(&root, run.project.day()).expect("a first build");
        case.apply(&mut run.project);
        run.folder.sync(&mut run.project);
        let revision = run.update();
        let wanted = made_anew(&revision).len();
        let report = build(&root, run.project.day()).expect("a second build");
        let made = report.made.unwrap_or(wanted);
        assert_eq!(made, wanted, "{}: {}", case.name, case.about);
    }
}

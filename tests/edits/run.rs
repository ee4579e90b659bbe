//! A script on a site in a folder, with a session that sees every step of it.

use crate::apply::apply;
use crate::edit::{Look, Script, Step};
use crate::project::{Folder, Project};
use crate::subject::{bytes, clean, has_errors, is_comparable, made, options, told, update};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;
use waypost::build::{Options, Revision, Session};

/// A site, its folder, and a session that stays.
pub struct Run {
    pub project: Project,
    pub folder: Folder,
    session: Session,
    steps: usize,
    /// What was done in the last step.
    pub done: Vec<String>,
    pub tally: Tally,
}

/// What came up in a run.
#[derive(Default)]
pub struct Tally {
    /// How many steps each kind of edit was part of, by its name.
    pub kinds: BTreeMap<String, usize>,
    pub steps: usize,
    /// Steps that a clean build has read every text at.
    pub comparable: usize,
    /// Steps without an error, of those that all outputs were compared at.
    pub faultless: usize,
    /// Steps that all outputs were compared at.
    pub whole: usize,
    pub outputs: usize,
    /// Outputs that the session made, as against taken over.
    pub made: usize,
    /// How many steps had a diagnostic of a code.
    pub codes: BTreeMap<&'static str, usize>,
}

/// One thread in turn with several.
static POOLS: LazyLock<[ThreadPool; 2]> = LazyLock::new(|| {
    [1, 4].map(|threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads);
        pool.build().expect("threads")
    })
});

impl Run {
    /// A site after some edits, with a session that has seen it and made every page of it.
    pub fn start(script: &Script, change: impl FnOnce(&mut Options)) -> Run {
        let mut project = Project::start();
        for edit in &script.before {
            apply(*edit, &mut project);
        }
        let mut folder = Folder::new();
        folder.sync(&mut project);
        let mut options = options(project.day());
        change(&mut options);
        let mut session = Session::new(&folder.root(), options);
        let revision = update(&mut session, project.day());
        revision.all_diagnostics();
        // Pictures are made when somebody wants to see them.
        for at in revision.wanted() {
            revision.output(at);
        }
        Run {
            project,
            folder,
            session,
            steps: 0,
            done: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Does the edits of a step.
    pub fn edit(&mut self, step: &Step) {
        self.steps += 1;
        self.done.clear();
        for edit in &step.edits {
            let before = self.project.clone();
            let done = apply(*edit, &mut self.project);
            if self.project != before {
                *self
                    .tally
                    .kinds
                    .entry(format!("{:?}", edit.kind))
                    .or_default() += 1;
            }
            self.done
                .extend(done.map(|done| format!("{:?}: {done}", edit.kind)));
        }
        self.folder.sync(&mut self.project);
    }

    /// The next revision of the session.
    pub fn update(&mut self) -> Revision {
        update(&mut self.session, self.project.day())
    }

    /// Does a step, and compares the session with a clean build; says what differs.
    pub fn step(&mut self, step: &Step) -> Result<(), String> {
        self.edit(step);
        self.check(&step.look).map_err(|mut found| {
            let _ = write!(found, "\nafter step {}:", self.steps);
            for done in &self.done {
                let _ = write!(found, "\n  {done}");
            }
            found
        })
    }

    /// Compares the session with a clean build.
    pub fn check(&mut self, look: &Look) -> Result<(), String> {
        let day = self.project.day();
        let pool = &POOLS[self.steps % 2];
        let session = &mut self.session;
        let kept = pool.install(|| update(session, day));
        let root = self.folder.root();
        let fresh = POOLS[(self.steps / 2) % 2].install(|| clean(&root, day));
        let comparable = is_comparable(&fresh);
        self.tally.comparable += usize::from(comparable);
        let found = pool.install(|| match comparable {
            true => compare(&kept, &fresh, look),
            false => only_look(&kept, look),
        });
        self.count(&kept, &fresh, look);
        found
    }

    fn count(&mut self, kept: &Revision, fresh: &Revision, look: &Look) {
        let tally = &mut self.tally;
        tally.steps += 1;
        tally.made += made(kept);
        if let Look::All = look {
            tally.whole += 1;
            let mut codes: Vec<&str> = fresh
                .all_diagnostics()
                .iter()
                .map(|found| found.code)
                .collect();
            codes.sort_unstable();
            codes.dedup();
            tally.faultless += usize::from(!has_errors(&fresh.all_diagnostics()));
            for code in codes {
                *tally.codes.entry(code).or_default() += 1;
            }
            tally.outputs += kept.plan.len();
        }
    }
}

/// Only asks: what comes must come without a fault.
fn only_look(kept: &Revision, look: &Look) -> Result<(), String> {
    match look {
        Look::All => drop(kept.all_diagnostics()),
        Look::Some(picks) => {
            for pick in picks {
                bytes(kept, pick % kept.plan.len());
            }
        }
    }
    Ok(())
}

/// What a session shows against what a clean build makes.
pub fn compare(kept: &Revision, fresh: &Revision, look: &Look) -> Result<(), String> {
    let paths = |revision: &Revision| -> Vec<String> {
        let paths = revision.plan.iter().map(|planned| planned.path.to_string());
        paths.collect()
    };
    let (mine, wanted) = (paths(kept), paths(fresh));
    if mine != wanted {
        return Err(difference("the plan", &mine.join("\n"), &wanted.join("\n")));
    }
    same_text(
        "what the revision tells",
        &told(&kept.diagnostics()),
        &told(&fresh.diagnostics()),
    )?;
    let chosen: Vec<usize> = match look {
        Look::All => (0..mine.len()).collect(),
        Look::Some(picks) => picks.iter().map(|pick| pick % mine.len()).collect(),
    };
    for at in chosen {
        let (mine_bytes, wanted_bytes) = (bytes(kept, at), bytes(fresh, at));
        if mine_bytes != wanted_bytes {
            let text = |bytes: Option<Vec<u8>>| match bytes {
                Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                None => "(not made)".to_owned(),
            };
            return Err(difference(
                &mine[at],
                &text(mine_bytes),
                &text(wanted_bytes),
            ));
        }
        let problems = |revision: &Revision| told(&revision.output(at).problems);
        same_text(&mine[at], &problems(kept), &problems(fresh))?;
    }
    let published = |revision: &Revision| -> String {
        let wanted = revision.wanted();
        let paths = wanted.map(|at| format!("{}\n", revision.plan[at].path));
        paths.collect()
    };
    match look {
        Look::All => {
            same_text(
                "all that is told",
                &told(&kept.all_diagnostics()),
                &told(&fresh.all_diagnostics()),
            )?;
            same_text("what is published", &published(kept), &published(fresh))
        }
        Look::Some(_) => Ok(()),
    }
}

fn same_text(what: &str, mine: &str, wanted: &str) -> Result<(), String> {
    match mine == wanted {
        true => Ok(()),
        false => Err(difference(what, mine, wanted)),
    }
}

/// The first line that is not the same.
pub fn difference(what: &str, mine: &str, wanted: &str) -> String {
    let (mut mine, mut wanted) = (mine.lines(), wanted.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (mine.next(), wanted.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => {
                let (a, b) = (a.unwrap_or("(the end)"), b.unwrap_or("(the end)"));
                return format!("{what} differs in line {number}\n   kept: {a}\n  clean: {b}");
            }
        }
    }
}

//! Random scripts. `WAYPOST_EDIT_STEPS` asks for about so many steps instead of the usual number, and
//! `--nocapture` shows what came up.

use crate::apply::apply;
use crate::edit::{Kind, Script, numbered, script};
use crate::project::Project;
use crate::run::{Run, Tally};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use std::collections::BTreeMap;

/// Steps of one script.
pub const STEPS: usize = 20;

/// About how many steps are asked for.
pub fn steps(usual: usize) -> usize {
    let asked = std::env::var("WAYPOST_EDIT_STEPS").ok();
    asked.and_then(|steps| steps.parse().ok()).unwrap_or(usual)
}

fn config(steps: usize) -> ProptestConfig {
    let regressions = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/edits/regressions.txt");
    ProptestConfig {
        // A script has between half and all of its steps.
        cases: (steps * 4 / 3 / STEPS).max(1) as u32,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(regressions))),
        max_shrink_iters: 400,
        max_shrink_time: 60_000,
        ..ProptestConfig::default()
    }
}

fn follow(script: &Script, tally: &mut Tally) -> Result<(), TestCaseError> {
    let mut run = Run::start(script, |_| {});
    for step in &script.steps {
        run.step(step).map_err(TestCaseError::fail)?;
    }
    tally.add(run.tally);
    Ok(())
}

impl Tally {
    fn add(&mut self, other: Tally) {
        let Tally {
            kinds,
            steps,
            comparable,
            faultless,
            whole,
            outputs,
            made,
            codes,
        } = other;
        for (kind, count) in kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
        for (code, count) in codes {
            *self.codes.entry(code).or_default() += count;
        }
        self.steps += steps;
        self.comparable += comparable;
        self.faultless += faultless;
        self.whole += whole;
        self.outputs += outputs;
        self.made += made;
    }
}

#[test]
fn a_session_shows_what_a_clean_build_makes() {
    let tally = std::cell::RefCell::new(Tally::default());
    let steps = steps(300);
    proptest!(config(steps), |(script in script(STEPS))| {
        follow(&script, &mut tally.borrow_mut())?;
    });
    let tally = tally.into_inner();
    println!(
        "{} steps, {} of them compared, {} of them whole ({} without an error), {} outputs of which {} were made",
        tally.steps, tally.comparable, tally.whole, tally.faultless, tally.outputs, tally.made
    );
    println!("edits: {:?}\nfound: {:?}", tally.kinds, tally.codes);
}

#[test]
fn every_kind_of_edit_comes_and_changes_something() {
    let mut done: BTreeMap<Kind, usize> = BTreeMap::new();
    for number in 0..40 {
        let script = numbered(number, STEPS);
        let mut project = Project::start();
        let steps = script.steps.iter().flat_map(|step| &step.edits);
        for edit in script.before.iter().chain(steps) {
            let before = project.clone();
            apply(*edit, &mut project);
            *done.entry(edit.kind).or_default() += usize::from(project != before);
        }
    }
    for kind in Kind::ALL {
        assert!(done.get(kind) > Some(&2), "{kind:?}: {done:?}");
    }
}

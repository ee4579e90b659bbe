//! The comparison has teeth: with any one kind of fact left out of the traces, it fails.

use crate::edit::{Look, Script, numbered};
use crate::facts::CASES;
use crate::project::Project;
use crate::random::STEPS;
use crate::run::Run;
use std::fmt::Write;
use waypost::facts::FactKind;

/// Told of alone only if the name of a taxonomy is another word, which is rare among random edits.
const RARE: FactKind = FactKind::Grouping;

/// What an edit changes that a session does not see which forgets a kind of fact.
fn unseen(edit: fn(&mut Project), forgotten: Option<FactKind>) -> Option<String> {
    let mut run = Run::start(&Script::empty(), |options| options.forget = forgotten);
    edit(&mut run.project);
    run.folder.sync(&mut run.project);
    run.check(&Look::All).err()
}

#[test]
fn an_edit_for_every_kind_of_fact_is_unseen_without_it() {
    let mut wrong = String::new();
    for (kind, (name, edit)) in FactKind::ALL.iter().zip(CASES) {
        assert_eq!(
            format!("{kind:?}"),
            name,
            "the cases are in the order of the kinds"
        );
        if let Some(found) = unseen(edit, None) {
            let _ = writeln!(wrong, "{name}, although nothing is forgotten: {found}");
        }
        if unseen(edit, Some(*kind)).is_none() {
            let _ = writeln!(wrong, "{name} is forgotten, and nobody notices");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(FactKind::ALL.len(), CASES.len());
}

/// The script and its step at which a forgotten kind is noticed first.
fn noticed(kind: FactKind, scripts: u64) -> Option<(u64, usize)> {
    for number in 0..scripts {
        let script = numbered(number, STEPS);
        let mut run = Run::start(&script, |options| options.forget = Some(kind));
        for (at, step) in script.steps.iter().enumerate() {
            if run.step(step).is_err() {
                return Some((number, at));
            }
        }
    }
    None
}

/// The table of the kinds: at which step of which random script each is noticed. With
/// `WAYPOST_EDIT_STEPS` it is made for all kinds, else for a few.
#[test]
fn random_edits_notice_what_is_forgotten() {
    let all = std::env::var("WAYPOST_EDIT_STEPS").is_ok();
    let some = [FactKind::List, FactKind::Page];
    let mut table = String::new();
    let mut missed = Vec::new();
    for kind in FactKind::ALL {
        if *kind == RARE || !(all || some.contains(kind)) {
            continue;
        }
        match noticed(*kind, 40) {
            Some((script, step)) => {
                let _ = writeln!(
                    table,
                    "{:<14} script {script:>2}, step {step:>2}",
                    kind.name()
                );
            }
            None => missed.push(*kind),
        }
    }
    println!("{table}");
    assert!(missed.is_empty(), "{missed:?} are never noticed\n{table}");
}

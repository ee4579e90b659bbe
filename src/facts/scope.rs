//! Whose render is asking. Tera's functions can hold no borrowed data, so the scope of the render at
//! hand stands on a stack of this thread; a guard takes it off again.

use super::answer::Answer;
use super::fact::{Fact, Topic};
use super::query;
use super::subject::Subject;
use super::world::World;
use crate::base::diag::Diagnostic;
use crate::base::digest::Digest;
use crate::base::paths::SourcePath;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::sync::Arc;
use tera::Value;

/// What a render asked, what it was told, and what went wrong in it.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The facts that were read, with the digests of their answers, in order.
    pub reads: Vec<(Fact, Digest)>,
    /// Faults that do not stop the render.
    pub problems: Vec<Diagnostic>,
    /// The pictures that must be published for the sake of what was rendered, by source.
    pub demands: BTreeSet<SourcePath>,
}

/// Whom a template function may ask, and for which page.
#[derive(Clone)]
pub struct Asker {
    /// The site.
    pub world: Arc<World>,
    /// What the present render is of.
    pub subject: Subject,
    /// The same by names.
    pub topic: Arc<Topic>,
}

struct Scope {
    asker: Arc<Asker>,
    trace: Trace,
}

thread_local! {
    static SCOPES: RefCell<Vec<Scope>> = const { RefCell::new(Vec::new()) };
}

/// A function was called outside of a render.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this can only be asked while a page is rendered")]
pub struct NoScope;

/// Keeps a scope on the stack; it stays on its thread.
pub struct Guard {
    open: bool,
    _thread: PhantomData<*const ()>,
}

/// Opens the scope of a render.
pub fn enter(world: &Arc<World>, subject: &Subject) -> Guard {
    let asker = Asker {
        world: Arc::clone(world),
        subject: subject.clone(),
        topic: Arc::new(subject.topic(&world.site)),
    };
    SCOPES.with_borrow_mut(|scopes| {
        scopes.push(Scope {
            asker: Arc::new(asker),
            trace: Trace {
                reads: Vec::with_capacity(64),
                problems: Vec::new(),
                demands: BTreeSet::new(),
            },
        });
    });
    Guard {
        open: true,
        _thread: PhantomData,
    }
}

impl Guard {
    /// Closes the scope, and gives what was asked in it.
    pub fn finish(mut self) -> Trace {
        self.open = false;
        SCOPES.with_borrow_mut(|scopes| scopes.pop().map(|scope| scope.trace).unwrap_or_default())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.open {
            SCOPES.with_borrow_mut(Vec::pop);
        }
    }
}

/// Who asks in the present render.
pub fn asker() -> Result<Arc<Asker>, NoScope> {
    SCOPES
        .with_borrow(|scopes| scopes.last().map(|scope| Arc::clone(&scope.asker)))
        .ok_or(NoScope)
}

/// Notes that a fact was read.
pub(super) fn note(world: &World, fact: Fact, digest: Digest) {
    if world.forget == Some(fact.kind()) {
        return;
    }
    SCOPES.with_borrow_mut(|scopes| {
        if let Some(scope) = scopes.last_mut() {
            scope.trace.reads.push((fact, digest));
        }
    });
}

/// Notes that what is rendered shows a picture in all its forms.
pub(super) fn demand(picture: &SourcePath) {
    SCOPES.with_borrow_mut(|scopes| {
        if let Some(scope) = scopes.last_mut() {
            scope.trace.demands.insert(picture.clone());
        }
    });
}

/// Whether the present render has read a fact.
pub(super) fn has_read(fact: &Fact) -> bool {
    SCOPES.with_borrow(|scopes| {
        let scope = scopes.last();
        scope.is_some_and(|scope| scope.trace.reads.iter().any(|(read, _)| read == fact))
    })
}

/// Does something that the present render is not to be held to have asked.
pub(super) fn aside<T>(work: impl FnOnce() -> T) -> T {
    let scopes = SCOPES.take();
    let done = work();
    SCOPES.set(scopes);
    done
}

/// Asks a question, notes that it was asked, and hands the answer's value on.
pub(super) fn ask(world: &World, fact: Fact) -> query::Result {
    match recalled(world, &fact) {
        Some(known) => Ok(known),
        None => query::answer(world, &fact).map(|answer| told(world, fact, answer)),
    }
}

/// As [`ask`], of what always has an answer, if only "absent", which is noted as well: what is not
/// there may come.
pub(super) fn ask_surely(world: &World, fact: Fact) -> Value {
    recalled(world, &fact).unwrap_or_else(|| {
        let answer = query::answer(world, &fact).unwrap_or_else(|_| Answer::absent());
        told(world, fact, answer)
    })
}

fn recalled(world: &World, fact: &Fact) -> Option<Value> {
    let known = world.recall(fact)?;
    note(world, fact.clone(), known.digest());
    Some(known.into_value())
}

fn told(world: &World, fact: Fact, answer: Answer) -> Value {
    let tracked = answer.tracked(world);
    world.remember(&fact, &tracked);
    note(world, fact, tracked.digest());
    tracked.into_value()
}

/// Notes a fault that does not stop the render.
pub fn report(diagnostic: Diagnostic) {
    SCOPES.with_borrow_mut(|scopes| {
        if let Some(scope) = scopes.last_mut() {
            scope.trace.problems.push(diagnostic);
        }
    });
}

//! Whose render is asking. Tera's functions can hold no borrowed data, so the scope of the render at
//! hand stands on a stack of this thread; a guard takes it off again.

use super::fact::Fact;
use super::subject::Subject;
use super::tracked::Tracked;
use super::world::World;
use crate::base::diag::Diagnostic;
use crate::base::digest::Digest;
use std::cell::RefCell;
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
}

struct Scope {
    world: Arc<World>,
    subject: Subject,
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
    SCOPES.with_borrow_mut(|scopes| {
        scopes.push(Scope {
            world: Arc::clone(world),
            subject: subject.clone(),
            trace: Trace::default(),
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

/// The site that the present render may ask.
pub fn world() -> Result<Arc<World>, NoScope> {
    SCOPES
        .with_borrow(|scopes| scopes.last().map(|scope| Arc::clone(&scope.world)))
        .ok_or(NoScope)
}

/// What the present render is of.
pub fn subject() -> Result<Subject, NoScope> {
    SCOPES
        .with_borrow(|scopes| scopes.last().map(|scope| scope.subject.clone()))
        .ok_or(NoScope)
}

/// Notes that a fact was read, and hands its value on.
pub(super) fn record(fact: Fact, answer: &Tracked) -> Value {
    SCOPES.with_borrow_mut(|scopes| {
        if let Some(scope) = scopes.last_mut() {
            scope.trace.reads.push((fact, answer.digest()));
        }
    });
    answer.value().clone()
}

/// Notes a fault that does not stop the render.
pub fn report(diagnostic: Diagnostic) {
    SCOPES.with_borrow_mut(|scopes| {
        if let Some(scope) = scopes.last_mut() {
            scope.trace.problems.push(diagnostic);
        }
    });
}

//! How a run of the program ends, as other programs see it.

use crate::base::diag::Diagnostic;
use std::process::ExitCode;

/// The three ways in which a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine,
    /// The site has errors that a person must mend.
    SiteHasErrors,
    /// The command was not understood, or the machine would not do it.
    Fault,
}

impl Exit {
    /// The number that scripts see.
    pub fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::SiteHasErrors => 1,
            Exit::Fault => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        exit.code().into()
    }
}

/// Why a command could not be carried out at all: [`Exit::Fault`] with a reason. Boxed, because
/// nearly every function of this floor may return one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop(Box<Diagnostic>);

impl Stop {
    /// What to tell the person.
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.0
    }
}

impl From<Diagnostic> for Stop {
    fn from(diagnostic: Diagnostic) -> Stop {
        Stop(Box::new(diagnostic))
    }
}

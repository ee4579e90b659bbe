//! The revision that is being shown, with its errors worked out at most once however many tabs ask.

use super::Revision;
use crate::base::diag::{Diagnostic, Severity};
use std::sync::{Arc, OnceLock};

pub(super) struct Live {
    pub(super) revision: Arc<dyn Revision>,
    errors: OnceLock<Vec<Diagnostic>>,
}

impl Live {
    pub(super) fn new(revision: Arc<dyn Revision>) -> Arc<Live> {
        Arc::new(Live {
            revision,
            errors: OnceLock::new(),
        })
    }

    /// The errors that are known without more work than it takes to look.
    pub(super) fn known_errors(&self) -> Vec<Diagnostic> {
        let all = self.errors.get().cloned();
        let mut all = all.unwrap_or_else(|| self.revision.known());
        all.retain(is_error);
        all
    }

    /// The revision's errors together with those of one page, which the revision may not have met yet.
    /// May take as long as rendering the whole site.
    pub(super) fn errors(&self, of_page: &[Diagnostic]) -> Vec<Diagnostic> {
        let known = self.errors.get_or_init(|| {
            let mut all = self.revision.diagnostics();
            all.retain(is_error);
            all
        });
        let mut all = known.clone();
        for diagnostic in of_page.iter().filter(|d| is_error(d)) {
            if !all.iter().any(|known| is_same(known, diagnostic)) {
                all.push(diagnostic.clone());
            }
        }
        all
    }
}

/// Whether both tell of one fault. Where several pages have it, it is told once with their number, which
/// the page itself doesn't know.
fn is_same(known: &Diagnostic, other: &Diagnostic) -> bool {
    known.code == other.code && known.primary == other.primary && known.message == other.message
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::paths::SourcePath;

    #[test]
    fn a_fault_of_several_pages_is_one_fault() {
        let fault = |message: &str| {
            Diagnostic::error("privacy/font", message).in_file(&SourcePath::named("a.html"))
        };
        let of_site = fault("a font")
            .note("on the page /a/")
            .note("and 3 more pages");
        assert!(is_same(&of_site, &fault("a font").note("on the page /b/")));
        assert!(!is_same(&of_site, &fault("another font")));
    }
}

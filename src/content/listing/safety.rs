//! What somebody who is afraid wants to know before calling: `safety`. What is not said is unknown,
//! never *no*.

use super::text::{fill, text};
use crate::base::node::Fields;
use serde::{Deserialize, Serialize};

/// Who answers, and what becomes of what is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safety {
    /// Who answers: trained volunteers, nurses, people who have been through it.
    pub answered_by: Option<String>,
    /// Whether it stays between the two.
    pub confidential: Option<bool>,
    /// Whether one can call without a name.
    pub anonymous: Option<bool>,
    /// When somebody else would be told: the police, an ambulance.
    pub emergency_policy: Option<String>,
    /// Whether others can see the call on the phone's bill.
    pub shows_on_bill: Option<bool>,
}

/// Reads `safety`.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Safety> {
    let node = fields.node("safety")?;
    let path = fields.path();
    let mut own = Fields::of(node, "`safety`", path, fields.sink());
    let safety = Safety {
        answered_by: text(&mut own, "answered_by"),
        confidential: own.flag("confidential"),
        anonymous: own.flag("anonymous"),
        emergency_policy: text(&mut own, "emergency_policy"),
        shows_on_bill: own.flag("shows_on_bill"),
    };
    own.finish();
    (safety != Safety::default()).then_some(safety)
}

impl Safety {
    /// Takes over what this translation leaves out.
    pub(super) fn inherit(&mut self, original: &Safety) {
        let Safety {
            answered_by,
            confidential,
            anonymous,
            emergency_policy,
            shows_on_bill,
        } = self;
        fill(answered_by, &original.answered_by);
        fill(emergency_policy, &original.emergency_policy);
        fill(confidential, &original.confidential);
        fill(anonymous, &original.anonymous);
        fill(shows_on_bill, &original.shows_on_bill);
    }
}

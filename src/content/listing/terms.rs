//! The words for whom a listing is: keys of the site's vocabulary.

use super::Context;
use crate::base::node::Fields;
use crate::config::vocabulary::AUDIENCE;

/// Reads `audience`.
pub(super) fn audience(fields: &mut Fields<'_, '_>, context: &Context<'_>) -> Vec<String> {
    let typed = fields.list(AUDIENCE, context.lists);
    let words = match context.lexicon {
        Some(lexicon) => lexicon.read(fields, AUDIENCE, typed),
        None => typed,
    };
    let mut keys: Vec<String> = Vec::with_capacity(words.len());
    for (word, _) in words {
        if !keys.contains(&word) {
            keys.push(word);
        }
    }
    keys
}

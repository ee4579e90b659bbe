//! The order of words as a language sorts them: Swedish puts Å after Z, Czech puts Ch after H; group
//! 9 comes before group 10 everywhere.

use super::lang::Lang;
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use std::cmp::Ordering;

/// Compares texts as one language does. Making one costs more than using it: keep it for a sort.
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order of `lang`; the root order where the language has none of its own.
    pub fn of(lang: &Lang) -> Collation {
        let locale: Option<Locale> = lang.as_str().parse().ok();
        let make = |locale: &Locale| {
            let mut preferences = CollatorPreferences::from(locale);
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            Collator::try_new(preferences, CollatorOptions::default()).ok()
        };
        Collation(locale.as_ref().and_then(make))
    }

    /// Compares, and never calls two different texts equal.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let order = self
            .0
            .as_ref()
            .map_or(Ordering::Equal, |collator| collator.compare(a, b));
        order.then_with(|| a.cmp(b))
    }
}

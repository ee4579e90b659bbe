//! The numbering plans of all countries, as `build.rs` has taken them from the library of phone numbers:
//! the tables of Google's libphonenumber. It may not know what they are used for.

/// The plan of one country, or of one of the services that belong to none.
pub(super) struct Table {
    /// Its two letters.
    pub country: &'static str,
    /// The country's code, 44.
    pub code: u16,
    /// With what calls abroad begin, as a pattern.
    pub abroad: Option<&'static str>,
    /// What is dialled before a number within the country.
    pub prefix: Option<&'static str>,
    /// What all its numbers have in common.
    pub general: Numbers,
    /// The kinds of numbers that can be called from anywhere in the country.
    pub kinds: &'static [Numbers],
    /// How numbers are grouped within the country.
    pub formats: &'static [Format],
    /// How they are grouped for callers from elsewhere, where that differs.
    pub international: &'static [Format],
}

/// One kind of numbers.
pub(super) struct Numbers {
    /// A pattern of all that comes after the country's code.
    pub pattern: &'static str,
    /// How many digits that has.
    pub lengths: &'static [u16],
    /// How many digits are enough within a town.
    pub local: &'static [u16],
}

/// One way to group numbers.
pub(super) struct Format {
    /// Which numbers, and their groups.
    pub pattern: &'static str,
    /// How the groups stand: `$1 $2`.
    pub text: &'static str,
    /// With what they begin, as a pattern.
    pub leading: Option<&'static str>,
    /// What stands for the first group, `$NP` for the prefix in it.
    pub first: Option<&'static str>,
    /// Whether people also leave the prefix out.
    pub is_prefix_optional: bool,
}

/// By their codes. Of those that share one, the main one comes first.
static PLANS: &[Table] = include!(concat!(env!("OUT_DIR"), "/plans.rs"));

/// The plans that share a country's code.
pub(super) fn of_code(code: u16) -> &'static [Table] {
    let start = PLANS.partition_point(|plan| plan.code < code);
    let count = PLANS[start..].partition_point(|plan| plan.code == code);
    &PLANS[start..start + count]
}

/// The plan of a country by its two letters.
pub(super) fn of_country(country: &str) -> Option<&'static Table> {
    PLANS.iter().find(|plan| plan.country == country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_stand_in_the_order_of_their_codes_with_the_main_one_first() {
        assert!(PLANS.is_sorted_by_key(|plan| plan.code));
        assert!(PLANS.len() > 240, "{}", PLANS.len());
        let countries = |code| of_code(code).iter().map(|plan| plan.country);
        assert_eq!(countries(1).next(), Some("US"));
        assert_eq!(countries(44).next(), Some("GB"));
        assert!(countries(44).any(|country| country == "JE"));
        assert_eq!(countries(999).count(), 0);
        assert_eq!(of_country("IE").map(|plan| plan.code), Some(353));
    }
}

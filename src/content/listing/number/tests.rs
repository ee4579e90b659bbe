//! What holds for every number that is let through, whatever was typed and wherever.

use super::plan::{Full, Plan};
use super::typed::{Typed, cleaned};
use super::*;
use proptest::prelude::*;

fn digits(text: &str) -> String {
    text.chars().filter_map(typed::digit).collect()
}

fn sorted(text: &str) -> Vec<char> {
    let mut digits: Vec<char> = digits(text).chars().collect();
    digits.sort_unstable();
    digits
}

/// What may be dialled for these digits by the rule: themselves; the country's code and them, with or
/// without the prefix of calls within the country; and what stands behind the prefix of calls abroad.
fn allowed(typed: &Typed, plan: Option<Plan>) -> Vec<String> {
    let mut allowed = typed.readings();
    let Some(plan) = plan.filter(|_| !typed.plus) else {
        return allowed;
    };
    let behind: Vec<String> = allowed
        .iter()
        .filter_map(|digits| plan.abroad(digits).map(str::to_owned))
        .collect();
    let without = plan
        .prefix()
        .and_then(|prefix| typed.digits.strip_prefix(prefix));
    let within = [Some(typed.digits.as_str()), without].into_iter().flatten();
    let code = plan.code();
    allowed = within.map(|digits| format!("{code}{digits}")).collect();
    allowed.extend(behind);
    allowed
}

fn check(text: &str, country: &str) -> Result<(), TestCaseError> {
    let home = Home {
        country: Some(country),
        example: true,
    };
    let Ok(number) = Number::read(text, home).number else {
        return Ok(());
    };
    let (clean, _) = cleaned(text);
    let typed = Typed::read(&clean).map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
    match &number.phone {
        Phone::Short { digits, .. } => {
            prop_assert_eq!(digits, &typed.digits);
            prop_assert!((2..=6).contains(&digits.len()));
            prop_assert_eq!(&super::tests::digits(&number.shown), digits);
        }
        Phone::International(full) => {
            let full = full.strip_prefix('+').unwrap_or_default();
            let allowed = allowed(&typed, Plan::of(country));
            prop_assert!(allowed.iter().any(|a| a == full), "{full} of {allowed:?}");
            prop_assert!((7..=15).contains(&full.len()), "{full}");
            let parts = Full::of(full).expect("a country's code");
            let prefix = parts.plan().and_then(Plan::prefix).unwrap_or_default();
            let shown = digits(&number.shown);
            let ways = [
                full.to_owned(),
                parts.rest.to_owned(),
                format!("{prefix}{}", parts.rest),
            ];
            prop_assert!(ways.contains(&shown), "{shown} of {ways:?}");
        }
    }
    if clean.is_ascii() {
        let parts = [
            &number.extension,
            &number.label,
            &number.note,
            &number.keyword,
        ];
        let words: String = parts.into_iter().flatten().map(String::as_str).collect();
        // A note may repeat the whole text.
        if number.note.as_deref() != Some(&clean) {
            prop_assert_eq!(sorted(&format!("{}{words}", typed.digits)), sorted(text));
        }
    }
    Ok(())
}

const COUNTRIES: [&str; 16] = [
    "GB", "US", "IN", "IT", "RU", "FR", "AU", "BR", "AR", "HU", "DE", "NZ", "MX", "FK", "IE", "AQ",
];

proptest! {
    /// Whatever is typed: nothing breaks, and no digit is lost, or put in but by the rule.
    #[test]
    fn no_digit_is_lost_or_invented(
        typed in "[0-9+() ./\\-:;,#x\u{200b}\u{661}aATy]{0,24}",
        country in proptest::sample::select(&COUNTRIES[..]),
    ) {
        check(&typed, country)?;
    }

    /// As above, with what looks like a number.
    #[test]
    fn no_digit_of_a_number_is_lost_or_invented(
        typed in "(\\+|00|0|1|\\+[1-9][0-9]? \\(0\\))?[0-9]{2,5}[ -]?[0-9]{3,4}[ -]?[0-9]{0,4}( ext [0-9]{1,4})?",
        country in proptest::sample::select(&COUNTRIES[..]),
    ) {
        check(&typed, country)?;
    }
}

#[test]
fn a_number_of_a_translation_is_the_same_in_arabic_digits() {
    let home = Home {
        country: Some("GB"),
        example: false,
    };
    let read = |text| Number::read(text, home).number.map(|number| number.phone);
    let same = Phone::International("+448001111".to_owned());
    assert_eq!(read("0800 1111"), Ok(same.clone()));
    assert_eq!(read("٠٨٠٠ ١١١١"), Ok(same));
}

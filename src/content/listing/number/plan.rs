//! Numbering plans: which numbers exist behind which country's code, and how they are grouped.
//!
//! Of the library of phone numbers only its [tables] are used. Its parser is
//! not: it takes the 91 of the Indian number 9152987821 for India's code, and the 8 of the Russian
//! 8 800 … away twice; its check calls Italian numbers invalid. Here a number is what somebody typed,
//! looked up whole.

use super::tables::{self, Format, Numbers, Table};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The most digits of a country's code.
const CODE: usize = 3;

/// A number in full: the country's code, and what comes after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full<'d> {
    /// The country's code, 44.
    pub code: u16,
    /// The digits after it, without the prefix of calls within the country.
    pub rest: &'d str,
}

/// How a number is written within its country.
pub(super) struct Grouped {
    /// With the prefix of calls within the country, `0161 496 0123`; where there is none, without.
    pub text: String,
    /// Without the prefix, where people write it so as well.
    pub bare: Option<String>,
}

/// The plan of one country.
#[derive(Clone, Copy)]
pub(super) struct Plan(&'static Table);

impl Plan {
    /// The plan of a country by its two letters. Some islands have none.
    pub fn of(country: &str) -> Option<Plan> {
        tables::of_country(country).map(Plan)
    }

    /// The country's code.
    pub fn code(self) -> u16 {
        self.0.code
    }

    /// What is dialled before a number within the country, 0 in most.
    pub fn prefix(self) -> Option<&'static str> {
        self.0.prefix
    }

    /// The number behind the digits with which calls abroad begin here, 00 in most countries.
    pub fn abroad(self, digits: &str) -> Option<&str> {
        let start = starts_with(self.0.abroad?)?.find(digits)?;
        digits.get(start.end()..)
    }

    /// Whether numbers are that long only within a town.
    pub fn is_local(self, length: usize) -> bool {
        let kinds = self.0.kinds;
        let among = |lengths: &[u16]| lengths.iter().any(|known| usize::from(*known) == length);
        kinds.iter().any(|kind| among(kind.local)) && !kinds.iter().any(|kind| among(kind.lengths))
    }
}

impl<'d> Full<'d> {
    /// Tells the country's code from the rest. None if no country has such a code.
    pub fn of(digits: &'d str) -> Option<Full<'d>> {
        (1..=CODE).find_map(|length| {
            let (code, rest) = digits.split_at_checked(length)?;
            let code = code.parse().ok().filter(|_| !code.starts_with('0'))?;
            (!tables::of_code(code).is_empty()).then_some(Full { code, rest })
        })
    }

    /// The plan of the country, or of the largest of those that share its code.
    pub fn plan(self) -> Option<Plan> {
        self.plans().first().map(Plan)
    }

    /// Whether there is such a number.
    pub fn is_valid(self) -> bool {
        let is_one = |kind: &'static Numbers| {
            whole(kind.pattern).is_some_and(|pattern| pattern.is_match(self.rest))
        };
        let mut plans = self.plans().iter();
        plans.any(|plan| is_one(&plan.general) && plan.kinds.iter().any(is_one))
    }

    /// How it is written within its country. None if that can't be told, or would change a digit.
    pub fn national(self) -> Option<Grouped> {
        let plan = self.plan()?;
        let format = self.format(plan.0.formats)?;
        let prefix = plan.prefix().unwrap_or_default();
        let rule = format.first.unwrap_or("$FG");
        let text = self.fill(format, &rule.replace("$NP", prefix))?;
        let digits = digits_of(&text);
        let sound = digits == self.rest || digits.strip_prefix(prefix) == Some(self.rest);
        let bare = match digits == self.rest {
            true => Some(text.clone()),
            false => self
                .fill(format, "$FG")
                .filter(|_| format.is_prefix_optional),
        };
        sound.then_some(Grouped { text, bare })
    }

    /// How it is written for callers from everywhere.
    pub fn international(self) -> String {
        let Full { code, rest } = self;
        let grouped = self.plan().and_then(|Plan(plan)| {
            let format = self
                .format(plan.international)
                .or_else(|| self.format(plan.formats))?;
            self.fill(format, "$FG")
        });
        match grouped.filter(|text| digits_of(text) == rest) {
            Some(grouped) => format!("+{code} {grouped}"),
            None => format!("+{code} {rest}"),
        }
    }

    fn plans(self) -> &'static [Table] {
        tables::of_code(self.code)
    }

    fn format(self, formats: &'static [Format]) -> Option<&'static Format> {
        formats.iter().find(|format| {
            let leads = format.leading.is_none_or(|leading| {
                starts_with(leading).is_some_and(|leading| leading.is_match(self.rest))
            });
            leads && whole(format.pattern).is_some_and(|pattern| pattern.is_match(self.rest))
        })
    }

    /// Puts the groups of the number into a format such as `$1 $2`. `first` says what stands for the
    /// first of them.
    fn fill(self, format: &'static Format, first: &str) -> Option<String> {
        let pattern = whole(format.pattern)?;
        let groups = pattern.captures(self.rest)?;
        let group = |number: char| {
            let at = number.to_digit(10).and_then(|at| usize::try_from(at).ok());
            at.and_then(|at| groups.get(at))
                .map_or("", |found| found.as_str())
        };
        let mut text = String::new();
        let mut chars = format.text.chars();
        let mut is_first = true;
        while let Some(c) = chars.next() {
            if c != '$' {
                text.push(c);
                continue;
            }
            let group = group(chars.next()?);
            match std::mem::take(&mut is_first) {
                // In the tables some rules have `$1` where others say "the first group".
                true => text.push_str(&first.replace("$FG", group).replace("$1", group)),
                false => text.push_str(group),
            }
        }
        Some(text)
    }
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A pattern of the tables that must match all of a text.
fn whole(source: &'static str) -> Option<Arc<Regex>> {
    compiled(source, "$")
}

/// A pattern of the tables that must match the start of a text.
fn starts_with(source: &'static str) -> Option<Arc<Regex>> {
    compiled(source, "")
}

/// Compiling a pattern takes far longer than using it, and few countries' are used.
fn compiled(source: &'static str, end: &'static str) -> Option<Arc<Regex>> {
    type Patterns = BTreeMap<(&'static str, &'static str), Arc<Regex>>;
    static PATTERNS: RwLock<Patterns> = RwLock::new(BTreeMap::new());
    let known = PATTERNS.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(pattern) = known.get(&(source, end)) {
        return Some(Arc::clone(pattern));
    }
    drop(known);
    let pattern = Arc::new(Regex::new(&format!("^(?x:{source}){end}")).ok()?);
    let mut known = PATTERNS.write().unwrap_or_else(PoisonError::into_inner);
    known.insert((source, end), Arc::clone(&pattern));
    Some(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(digits: &str) -> Full<'_> {
        Full::of(digits).expect("a country's code")
    }

    #[test]
    fn a_code_is_told_from_the_rest() {
        assert_eq!(full("441614960123").code, 44);
        assert_eq!(full("12125550123").rest, "2125550123");
        assert_eq!(full("35318725550").code, 353);
        assert_eq!(Full::of("999123456"), None);
        assert_eq!(Full::of("0441614960123"), None);
        assert_eq!(Full::of(""), None);
    }

    #[test]
    fn what_the_library_itself_gets_wrong_is_right_here() {
        for digits in ["919152987821", "78002000122", "390223272327", "390669951"] {
            assert!(full(digits).is_valid(), "{digits}");
        }
        for digits in [
            "9152987821",
            "1988",
            "1741741",
            "44116123",
            "333114",
            "641737",
            "12345",
        ] {
            assert!(!full(digits).is_valid(), "{digits}");
        }
    }

    #[test]
    fn numbers_are_grouped_as_in_their_country_and_no_digit_changes() {
        let national = |digits| full(digits).national().expect("a grouping").text;
        assert_eq!(national("441614960123"), "0161 496 0123");
        assert_eq!(national("448001111"), "0800 1111");
        assert_eq!(national("18002738255"), "(800) 273-8255");
        assert_eq!(national("33102030405"), "01 02 03 04 05");
        assert_eq!(national("390223272327"), "02 2327 2327");
        assert_eq!(national("78002000122"), "8 (800) 200-01-22");
        assert_eq!(national("611800551800"), "1800 551 800");
        assert_eq!(national("919152987821"), "091529 87821");
        let bare = full("919152987821").national().and_then(|way| way.bare);
        assert_eq!(bare.as_deref(), Some("91529 87821"));
        assert_eq!(full("441614960123").international(), "+44 161 496 0123");
        assert_eq!(full("390223272327").international(), "+39 02 2327 2327");
        assert_eq!(full("80012340000").international(), "+800 1234 0000");
    }

    #[test]
    fn calls_abroad_begin_with_different_digits() {
        let plan = |country| Plan::of(country).expect("a plan");
        assert_eq!(plan("GB").abroad("00353187"), Some("353187"));
        assert_eq!(plan("US").abroad("011441614960123"), Some("441614960123"));
        assert_eq!(plan("US").abroad("00441614960123"), None);
        assert!(Plan::of("AQ").is_none());
        assert!(plan("US").is_local(7) && !plan("US").is_local(10));
        assert!(plan("GB").is_local(6) && !plan("FR").is_local(6));
    }
}

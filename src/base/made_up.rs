//! Numbers that somebody made up: those that authorities keep for films and examples, and keys pressed in
//! a row. Nobody answers there, and a reader in need must not be sent to them. It knows no other numbers.

/// A range that no one is ever given, first and last number in full. Behind each stands who says so.
type Range = (u64, u64);

/// The ends of the Australian free and local-rate numbers that are set aside.
const AUSTRALIAN_ENDS: std::ops::RangeInclusive<u64> = 707..=711;

const RANGES: [Range; 49] = [
    // Ofcom, numbers for drama.
    (441_632_960_000, 441_632_960_999),
    (441_134_960_000, 441_134_960_999),
    (441_144_960_000, 441_144_960_999),
    (441_154_960_000, 441_154_960_999),
    (441_164_960_000, 441_164_960_999),
    (441_174_960_000, 441_174_960_999),
    (441_184_960_000, 441_184_960_999),
    (441_214_960_000, 441_214_960_999),
    (441_314_960_000, 441_314_960_999),
    (441_414_960_000, 441_414_960_999),
    (441_514_960_000, 441_514_960_999),
    (441_614_960_000, 441_614_960_999),
    (441_914_980_000, 441_914_980_999),
    (442_079_460_000, 442_079_460_999),
    (442_896_496_000, 442_896_496_999),
    (442_920_180_000, 442_920_180_999),
    (443_069_990_000, 443_069_990_999),
    (447_700_900_000, 447_700_900_999),
    (448_081_570_000, 448_081_570_999),
    (449_098_790_000, 449_098_790_999),
    // ACMA, numbers for use in radio, film and television.
    (61_255_500_000, 61_255_509_999),
    (61_270_100_000, 61_270_109_999),
    (61_355_500_000, 61_355_509_999),
    (61_370_100_000, 61_370_109_999),
    (61_755_500_000, 61_755_509_999),
    (61_770_100_000, 61_770_109_999),
    (61_855_500_000, 61_855_509_999),
    (61_870_100_000, 61_870_109_999),
    (61_491_570_006, 61_491_570_006),
    (61_491_570_110, 61_491_570_110),
    (61_491_570_156, 61_491_570_159),
    // ARCEP, decision 2018-0881.
    (33_199_000_000, 33_199_009_999),
    (33_261_910_000, 33_261_919_999),
    (33_353_010_000, 33_353_019_999),
    (33_465_710_000, 33_465_719_999),
    (33_536_490_000, 33_536_499_999),
    (33_639_980_000, 33_639_989_999),
    // Bundesnetzagentur, numbers for media productions.
    (493_023_125_000, 493_023_125_999),
    (496_990_009_000, 496_990_009_999),
    (494_066_969_000, 494_066_969_999),
    (492_214_710_000, 492_214_710_999),
    (498_999_998_000, 498_999_998_999),
    (491_713_920_000, 491_713_920_099),
    (4_917_604_069_000, 4_917_604_069_099),
    // ComReg.
    (353_209_100_000, 353_209_199_999),
    // Post- och telestyrelsen.
    (46_313_900_600, 46_313_900_649),
    (46_406_280_400, 46_406_280_449),
    (46_846_500_400, 46_846_500_499),
    (46_701_740_605, 46_701_740_699),
];

/// Whether it is set aside for films and examples. Of the digits of a number in full.
pub fn is_fictional(digits: &str) -> bool {
    let Ok(number) = digits.parse::<u64>() else {
        return false;
    };
    let within = |(first, last): &Range| (*first..=*last).contains(&number);
    // North America: 555-0100 to 555-0199 behind any area code.
    let american =
        digits.len() == 11 && digits.starts_with('1') && digits.get(4..9) == Some("55501");
    american || is_australian(number) || RANGES.iter().any(within)
}

/// The countries that keep such numbers, and what stands before them in full.
const CODES: [(&str, &str); 8] = [
    ("AU", "61"),
    ("CA", "1"),
    ("DE", "49"),
    ("FR", "33"),
    ("GB", "44"),
    ("IE", "353"),
    ("SE", "46"),
    ("US", "1"),
];

/// Whether a text holds a number that is set aside for films and examples, in full or as it is dialled in
/// its country.
pub fn is_in(text: &str, country: Option<&str>) -> bool {
    let is_sign = |c: char| c.is_ascii_digit() || " +-./()\u{a0}".contains(c);
    let fictional = |run: &str| {
        let run = run.replace("(0)", "");
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let bare = digits.trim_start_matches('0');
        let code = CODES.iter().find(|(name, _)| Some(*name) == country);
        let full = code.map(|(_, code)| format!("{code}{bare}"));
        is_fictional(bare) || full.is_some_and(|full| is_fictional(&full))
    };
    text.split(|c| !is_sign(c)).any(fictional)
}

/// 1800 160 401, and 1300, 1800 and 1900 975 707 to 711.
fn is_australian(number: u64) -> bool {
    number == 611_800_160_401
        || [611_300_975_000, 611_800_975_000, 611_900_975_000]
            .iter()
            .any(|start| {
                number
                    .checked_sub(*start)
                    .is_some_and(|end| AUSTRALIAN_ENDS.contains(&end))
            })
}

/// `0000000`, `01234 567890`: keys pressed in a row. Three digits are no row: 111 and 123 exist.
pub fn is_row(digits: &str) -> bool {
    let mut steps = digits
        .as_bytes()
        .windows(2)
        .map(|pair| (10 + pair[1] - pair[0]) % 10);
    let Some(step) = steps.next() else {
        return false;
    };
    digits.len() > 3 && matches!(step, 0 | 1 | 9) && steps.all(|other| other == step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_films_are_known() {
        for digits in [
            "441632960227",
            "447700900142",
            "448081570142",
            "441614960123",
            "12125550123",
            "18005550199",
            "61491570157",
            "611800975708",
            "33199001234",
            "493023125123",
            "46701740605",
            "353209101234",
        ] {
            assert!(is_fictional(digits), "{digits}");
        }
        for digits in [
            "441632961000",
            "12125550200",
            "12125551234",
            "611800975712",
            "46701740604",
            "44116123",
            "",
        ] {
            assert!(!is_fictional(digits), "{digits}");
        }
    }

    #[test]
    fn they_are_found_as_people_write_them() {
        for (text, country) in [
            ("07700 900142 (evenings)", Some("GB")),
            ("ring +44 (0)7700 900142", None),
            ("(212) 555-0123", Some("US")),
            ("https://wa.me/447700900142", None),
        ] {
            assert!(is_in(text, country), "{text}");
        }
        for (text, country) in [("07700 900142", None), ("116 123", Some("GB")), ("", None)] {
            assert!(!is_in(text, country), "{text}");
        }
    }

    #[test]
    fn keys_in_a_row_are_no_number() {
        for digits in ["12345", "0000000000", "01234567890", "9876543", "1111"] {
            assert!(is_row(digits), "{digits}");
        }
        for digits in ["111", "123", "988", "08001111", "741741", "1212"] {
            assert!(!is_row(digits), "{digits}");
        }
    }
}

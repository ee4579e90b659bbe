//! Numbers that are dialled as they are, in one country and without any prefix: of emergency services, of
//! crisis lines, and those that take texts. To put a country's code before one of them makes it a number
//! of nobody, or of somebody else.
//!
//! The table is not complete, and need not be: it says which digits must never be taken for a part of a
//! longer number, and what to tell somebody who wrote one in a wrong way.

/// Whether it is a short number of the country.
pub(super) fn is_known(country: &str, digits: &str) -> bool {
    codes(country).any(|code| same(code, digits))
        || digits.len() == 6
            && (digits.starts_with("116") && HARMONISED.contains(&country)
                || digits.starts_with("13") && country == "AU")
}

/// The short number of a country that somebody may have meant, as people write it: the same digits, or
/// one that begins as they do.
pub(super) fn meant(country: &str, digits: &str) -> Option<&'static str> {
    let exact = codes(country).find(|code| same(code, digits));
    let start = digits.get(..3).filter(|_| digits.len() > 3);
    exact.or_else(|| {
        let mut near = codes(country).filter(|code| {
            let code = without_spaces(code);
            start.is_some_and(|start| code.len() > 3 && code.starts_with(start))
        });
        let likeness = |code: &&str| {
            let code = without_spaces(code);
            let shared = code.chars().zip(digits.chars());
            shared.take_while(|(ours, typed)| ours == typed).count()
        };
        // Of those that begin alike the one with the most digits in common; the last of them in the
        // table is the one that people look for.
        let first = near.next()?;
        Some(near.fold(first, |best, code| {
            if likeness(&code) >= likeness(&best) {
                code
            } else {
                best
            }
        }))
    })
}

/// The countries, other than this one, that have such a short number. Empty where it is this country's,
/// or where little is known of the country.
pub(super) fn of_others(country: &str, digits: &str) -> Vec<&'static str> {
    if is_known(country, digits) || codes(country).next().is_none() {
        return Vec::new();
    }
    let having = |(_, list): &&(&str, &str)| list.split(", ").any(|code| same(code, digits));
    let others = CODES.iter().filter(having);
    others.map(|(other, _)| *other).collect()
}

fn codes(country: &str) -> impl Iterator<Item = &'static str> {
    let at = CODES.binary_search_by(|(known, _)| (*known).cmp(country));
    let list = at.ok().map(|at| CODES[at].1);
    list.into_iter().flat_map(|list| list.split(", "))
}

fn same(code: &str, digits: &str) -> bool {
    code.chars().filter(|c| *c != ' ').eq(digits.chars())
}

fn without_spaces(code: &str) -> String {
    code.replace(' ', "")
}

/// Countries in which 116 and three digits are services of social value (European Commission decision
/// 2007/116/EC, and those that joined in).
const HARMONISED: [&str; 35] = [
    "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
    "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO",
    "RS", "SE", "SI",
];

/// Short numbers by country, sorted.
const CODES: [(&str, &str); 51] = [
    ("AR", "100, 101, 102, 107, 135, 137, 144, 911"),
    (
        "AT",
        "112, 122, 133, 141, 142, 144, 147, 1450, 116 117, 116 123",
    ),
    (
        "AU",
        "000, 106, 112, 13 11 26, 13 14 50, 13 92 76, 13 11 14",
    ),
    (
        "BE",
        "100, 101, 102, 103, 106, 107, 108, 112, 1712, 1813, 116 000",
    ),
    ("BG", "112, 116 111"),
    ("BR", "100, 180, 181, 190, 192, 193, 188"),
    (
        "CA",
        "211, 311, 411, 511, 611, 711, 811, 911, 686868, 741741, 988",
    ),
    ("CH", "112, 117, 118, 144, 145, 147, 143"),
    ("CL", "131, 132, 133, 147, 149"),
    ("CN", "110, 119, 120, 12338, 12355, 12356"),
    ("CO", "106, 123, 141, 155"),
    ("CZ", "112, 150, 155, 156, 158, 116 006, 116 111, 116 123"),
    (
        "DE",
        "110, 112, 115, 116 006, 116 016, 116 117, 116 111, 116 123",
    ),
    ("DK", "112, 114, 1813, 116 111"),
    ("EE", "112, 116 006, 116 111, 116 123"),
    ("ES", "016, 017, 061, 062, 091, 092, 112, 116 111, 024"),
    ("FI", "112, 116 117, 116 111"),
    (
        "FR",
        "15, 17, 18, 112, 114, 115, 119, 191, 196, 197, 3018, 3020, 3919, 3977, 3114, 116 000, 116 006, 116 111, 116 117",
    ),
    (
        "GB",
        "101, 105, 111, 112, 119, 159, 999, 18000, 85258, 116 000, 116 006, 116 111, 116 117, 116 123",
    ),
    (
        "GR",
        "100, 112, 166, 197, 199, 1018, 1056, 10306, 15900, 116 111",
    ),
    ("HK", "112, 992, 999, 18111"),
    ("HR", "112, 192, 193, 194, 116 006, 116 111"),
    ("HU", "104, 105, 107, 112, 116 111, 116 123"),
    ("IE", "112, 999, 50808, 116 000, 116 006, 116 111, 116 123"),
    ("IL", "100, 101, 102, 105, 112, 118, 1202, 1203, 1201"),
    (
        "IN",
        "100, 101, 102, 108, 112, 181, 1091, 1098, 1930, 14567, 14416",
    ),
    ("IS", "112, 1717"),
    (
        "IT",
        "112, 113, 114, 115, 118, 1522, 19696, 116 000, 116 117",
    ),
    ("JP", "110, 118, 119, 171, 188, 189"),
    ("KE", "112, 116, 911, 999, 1190, 1195, 1199"),
    ("KR", "110, 112, 119, 1366, 1388, 1393, 1577, 109"),
    ("LT", "112, 1809, 116 111, 116 123"),
    ("LU", "112, 113, 116 111"),
    ("LV", "110, 112, 113, 116 006, 116 111, 116 123"),
    ("MX", "075, 089, 911"),
    ("MY", "999, 15555, 15999"),
    ("NG", "112, 199"),
    ("NL", "112, 113, 116 000, 116 006, 116 111"),
    ("NO", "110, 112, 113, 116 006, 116 111, 116 117, 116 123"),
    ("NP", "100, 102, 103, 1098, 1166"),
    ("NZ", "111, 112, 234, 4202, 5626, 1737"),
    ("PH", "911, 1343, 1553"),
    ("PL", "112, 997, 998, 999, 116 000, 116 111, 116 123"),
    ("PT", "112, 144, 116 000, 116 006, 116 111"),
    (
        "SE",
        "112, 1177, 11313, 11414, 90101, 116 000, 116 111, 116 117, 116 123",
    ),
    ("SG", "995, 999, 1771, 1767"),
    ("TR", "112, 155, 156, 182, 183"),
    ("TW", "110, 113, 119, 1966, 1980, 1995, 1925"),
    ("UA", "101, 102, 103, 112, 1547, 116 111, 116 123, 7333"),
    (
        "US",
        "211, 311, 411, 511, 611, 711, 811, 911, 22522, 88788, 233733, 678678, 838255, 741741, 988",
    ),
    ("ZA", "107, 112, 10111, 10177"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_holds_digits() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (country, list) in CODES {
            assert!(crate::base::country::is_country(country), "{country}");
            for code in list.split(", ") {
                let digits = without_spaces(code);
                assert!((2..=6).contains(&digits.len()), "{country} {code}");
                assert!(
                    digits.bytes().all(|b| b.is_ascii_digit()),
                    "{country} {code}"
                );
            }
        }
    }

    #[test]
    fn a_short_number_is_its_country_s() {
        for (country, digits) in [
            ("US", "988"),
            ("US", "741741"),
            ("GB", "116123"),
            ("GB", "111"),
            ("FR", "3114"),
            ("NZ", "1737"),
            ("AU", "131114"),
            ("AU", "139276"),
            ("AU", "000"),
            ("DE", "116111"),
            ("MT", "116123"),
        ] {
            assert!(is_known(country, digits), "{country} {digits}");
        }
        for (country, digits) in [
            ("GB", "988"),
            ("US", "116123"),
            ("GB", "496012"),
            ("AQ", "112"),
        ] {
            assert!(!is_known(country, digits), "{country} {digits}");
        }
        assert_eq!(of_others("GB", "988"), ["CA", "US"]);
        assert_eq!(of_others("GB", "4567"), [""; 0]);
        assert_eq!(of_others("AQ", "988"), [""; 0]);
    }

    #[test]
    fn what_was_meant_is_told_as_people_write_it() {
        assert_eq!(meant("GB", "116123"), Some("116 123"));
        assert_eq!(meant("GB", "1162"), Some("116 123"));
        assert_eq!(meant("US", "988"), Some("988"));
        assert_eq!(meant("AU", "131114"), Some("13 11 14"));
        assert_eq!(meant("GB", "4960"), None);
        assert_eq!(meant("AQ", "116123"), None);
    }
}

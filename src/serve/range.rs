//! `Range: bytes=…`, one range at a time: what players of sound and film need to jump.

use std::ops::Range;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// No range, or one that may be ignored.
    Whole,
    /// These bytes.
    Some(Range<usize>),
    /// The range lies past the end.
    Unsatisfiable,
}

/// Reads a `Range` header for a file of `length` bytes. Several ranges, other units and nonsense mean
/// the whole file, as the standard allows.
pub(super) fn part(header: Option<&str>, length: usize) -> Part {
    let Some(spec) = header.and_then(|text| text.trim().strip_prefix("bytes=")) else {
        return Part::Whole;
    };
    let Some((first, last)) = spec.trim().split_once('-') else {
        return Part::Whole;
    };
    let wanted = match (first, last) {
        ("", tail) => number(tail).map(|tail| (length.saturating_sub(tail), length)),
        (first, "") => number(first).map(|first| (first, length)),
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => Some((first, last.saturating_add(1))),
            _ => None,
        },
    };
    match wanted {
        None => Part::Whole,
        Some((first, _)) if first >= length => Part::Unsatisfiable,
        Some((first, end)) => Part::Some(first..end.min(length)),
    }
}

fn number(text: &str) -> Option<usize> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // More digits than fit: surely past the end.
    Some(text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_ten_bytes() {
        for (header, expected) in [
            ("bytes=0-", Part::Some(0..10)),
            ("bytes=2-4", Part::Some(2..5)),
            ("bytes=9-9", Part::Some(9..10)),
            ("bytes=5-99", Part::Some(5..10)),
            ("bytes=0-18446744073709551615", Part::Some(0..10)),
            ("bytes=0-99999999999999999999999", Part::Some(0..10)),
            ("bytes=-3", Part::Some(7..10)),
            ("bytes=-30", Part::Some(0..10)),
            ("bytes=10-", Part::Unsatisfiable),
            ("bytes=99999999999999999999999-", Part::Unsatisfiable),
            ("bytes=-0", Part::Unsatisfiable),
            ("bytes=4-2", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("bytes=1-x", Part::Whole),
            ("lines=1-2", Part::Whole),
        ] {
            assert_eq!(part(Some(header), 10), expected, "{header}");
        }
        assert_eq!(part(None, 10), Part::Whole);
        assert_eq!(part(Some("bytes=0-"), 0), Part::Unsatisfiable);
        assert_eq!(part(Some("bytes=-5"), 0), Part::Unsatisfiable);
    }
}

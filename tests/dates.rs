//! Dates and orders of names, language by language.

use std::cmp::Ordering;
use std::fmt::Write as _;
use waypost::base::collate::Collation;
use waypost::base::dates;
use waypost::base::day::When;
use waypost::base::lang::Lang;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

#[test]
fn dates_by_language() {
    let mut out = String::new();
    let evening = When::parse("2026-03-02 18:05:09+01:00").expect("a date");
    for tag in [
        "en", "en-GB", "ar", "bn", "ckb", "cy", "de", "es", "fa", "fr", "ga", "gd", "he", "hi",
        "ja", "pl", "so", "th", "ti", "uk", "ur", "yi", "zh", "zh-Hant", "bfi", "xx",
    ] {
        let _ = writeln!(out, "{tag}");
        for (word, style) in dates::Style::WORDS {
            let _ = writeln!(
                out,
                "    {word}: {}",
                dates::format(&evening, *style, &lang(tag))
            );
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn a_day_without_a_time_shows_none() {
    let day = When::parse("2026-03-02").expect("a date");
    let british = lang("en-GB");
    let format = |style| dates::format(&day, style, &british);
    assert_eq!(format(dates::Style::Long), "2 March 2026");
    assert_eq!(format(dates::Style::LongTime), "2 March 2026");
    assert_eq!(format(dates::Style::Time), "");
    assert_eq!(format(dates::Style::Iso), "2026-03-02");
    assert_eq!(dates::Style::parse("month"), Some(dates::Style::MonthYear));
    assert_eq!(dates::Style::parse("Long"), None);
}

#[test]
fn names_in_the_order_of_a_language() {
    let sorted = |tag: &str, names: &[&'static str]| {
        let mut names = names.to_vec();
        let collation = Collation::of(&lang(tag));
        names.sort_by(|a, b| collation.compare(a, b));
        names
    };
    assert_eq!(
        sorted("de", &["Zebra", "Ärzte", "Apfel", "arm"]),
        ["Apfel", "arm", "Ärzte", "Zebra"]
    );
    assert_eq!(
        sorted("sv", &["Zebra", "Ärlig", "Apa"]),
        ["Apa", "Zebra", "Ärlig"]
    );
    assert_eq!(
        sorted("cs", &["Dub", "Chata", "Hora", "Cena"]),
        ["Cena", "Dub", "Hora", "Chata"]
    );
    assert_eq!(
        sorted("en", &["Group 10", "group 9", "Group 1"]),
        ["Group 1", "group 9", "Group 10"]
    );
    assert_eq!(
        Collation::of(&lang("en")).compare("cafe", "Cafe"),
        Ordering::Less
    );
    assert_eq!(
        Collation::of(&lang("en")).compare("same", "same"),
        Ordering::Equal
    );
}

/// ICU asserts what it expects of its own tables, and they don't hold it in every language.
#[test]
fn every_style_is_written_in_every_language() {
    let when = When::parse("2026-03-02 18:30").expect("a moment");
    let tags = [
        "pt", "pt-PT", "pt-BR", "gl", "ca", "it", "nl", "sv", "nb", "da", "fi", "tr", "ro", "ru",
        "el", "ko", "vi", "id", "sw", "zu", "ta", "te", "ml", "mr", "gu", "pa", "ne", "si", "km",
        "lo", "my", "am", "ka", "hy", "az", "uz", "kk", "mn", "cs", "sk", "hu", "sl", "hr", "sr",
        "bs", "mk", "bg", "lt", "lv", "et", "is", "mt", "sq", "eu", "af", "fil", "ms", "ha", "yo",
        "ig", "ps", "ku", "so", "bfi",
    ];
    let mut wrong = Vec::new();
    for tag in tags {
        for (word, style) in dates::Style::WORDS {
            let said = std::panic::catch_unwind(|| dates::format(&when, *style, &lang(tag)));
            if said
                .as_ref()
                .map_or(true, |said| said.is_empty() || said.contains("M03"))
            {
                wrong.push(format!("{tag} {word}: {said:?}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    let month = |tag| dates::format(&when, dates::Style::MonthYear, &lang(tag));
    assert_eq!(month("pt"), "março de 2026");
    assert_eq!(month("pt-PT"), "março de 2026");
}

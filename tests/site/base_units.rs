//! The lowest floor: paths, slugs, days, digests, the nearest name.

use proptest::prelude::*;
use std::cmp::Ordering;
use std::path::{Component, Path};
use waypost::base::day::{When, parse_day};
use waypost::base::diag::nearest;
use waypost::base::digest::{Digest, DigestWriter};
use waypost::base::lang::Lang;
use waypost::base::paths::{OutPath, SourcePath, UrlPath, decode, encode};
use waypost::base::slug::{MAX_LENGTH, slugify};

/// Text that looks for trouble.
fn troubling() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("..".to_owned()),
        Just(".".to_owned()),
        Just("/".to_owned()),
        Just("\\".to_owned()),
        Just("C:".to_owned()),
        Just("con".to_owned()),
        Just("%2e%2e".to_owned()),
        Just("\0".to_owned()),
        Just(" ".to_owned()),
        Just("index.html".to_owned()),
        "[a-zA-Zäßم😀0-9. -]{1,6}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn stays_below(path: &str) -> bool {
    let ordinary = |part: Component<'_>| matches!(part, Component::Normal(_));
    !path.is_empty()
        && Path::new(path).components().all(ordinary)
        && !path.contains(['\\', '\0', ':'])
}

proptest! {
    #[test]
    fn no_output_leaves_its_folder(text in troubling()) {
        if let Ok(path) = OutPath::parse(&text) {
            prop_assert!(stays_below(path.as_str()), "{text:?}");
            prop_assert!(path.as_str().split('/').all(|part| !part.is_empty() && part.len() <= 255));
            prop_assert!(path.as_str().split('/').all(|part| !part.ends_with(['.', ' '])));
            prop_assert_eq!(path.url().out_path().ok(), Some(path));
        }
    }

    #[test]
    fn every_address_is_a_file_below_the_output(text in troubling()) {
        if let Ok(url) = UrlPath::parse(&text) {
            prop_assert!(url.as_str().starts_with('/'));
            let path = url.out_path();
            if let Ok(path) = &path {
                prop_assert!(stays_below(path.as_str()), "{text:?}");
            }
            prop_assert_eq!(UrlPath::parse(url.as_str()), Ok(url.clone()));
            prop_assert_eq!(decode(&url.href()), Some(url.as_str().to_owned()));
            prop_assert!(url.href().is_ascii());
        }
    }

    #[test]
    fn links_are_followed_inside_the_project_only(from in "[a-z]{1,3}(/[a-z]{1,3}){0,3}", link in troubling()) {
        let from = SourcePath::parse(&from).expect("a path");
        if let Some(path) = from.follow(&link) {
            prop_assert!(path.split('/').all(|part| !matches!(part, "." | "..")), "{path}");
            prop_assert!(!path.starts_with('/'));
        }
    }

    #[test]
    fn percent_encoding_can_be_undone(text in any::<String>()) {
        prop_assert_eq!(decode(&encode(&text)), Some(text));
    }

    #[test]
    fn slugs_are_parts_of_addresses(text in prop_oneof![troubling(), any::<String>(), "\\PC{0,200}"]) {
        let slug = slugify(&text);
        prop_assert_eq!(slugify(&slug), slug.clone(), "a slug is its own slug");
        prop_assert!(slug.chars().count() <= MAX_LENGTH);
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        if !slug.is_empty() {
            let url = UrlPath::parse(&format!("/{slug}/"));
            let device = matches!(url, Err(waypost::base::paths::PathError::Device(_)));
            prop_assert!(url.is_ok() || device, "{slug:?}: {url:?}");
        }
    }

    #[test]
    fn different_writings_have_different_digests(a in writings(), b in writings()) {
        prop_assert_eq!(a == b, digest(&a) == digest(&b));
    }

    #[test]
    fn dates_are_read_back_as_they_are_shown(year in 1900i16..2100, month in 1i8..13, day in 1i8..29, time in prop::option::of((0i8..24, 0i8..60, 0i8..60)), offset in prop::option::of(-47i32..57)) {
        let mut text = format!("{year:04}-{month:02}-{day:02}");
        if let Some((hour, minute, second)) = time {
            text.push_str(&format!("T{hour:02}:{minute:02}:{second:02}"));
            if let Some(quarters) = offset {
                let (sign, minutes) = (if quarters < 0 { '-' } else { '+' }, quarters.abs() * 15);
                text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
            }
        }
        let when = When::parse(&text).expect("a date");
        prop_assert_eq!(when.to_string(), text.replace("+00:00", "Z"));
        prop_assert_eq!(When::parse(&when.to_string()), Some(when));
    }

    #[test]
    fn dates_are_in_one_order(a in whens(), b in whens(), c in whens()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b, "{} {}", a, b);
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
        if a.day < b.day {
            prop_assert!(a < b, "days come first");
        }
    }

    #[test]
    fn nearest_gives_one_of_the_names(typed in "[a-z]{0,8}", known in prop::collection::vec("[a-z]{1,8}", 0..6)) {
        let near = nearest(&typed, known.iter().map(String::as_str));
        prop_assert!(near.is_none_or(|near| known.iter().any(|name| name == near)));
        if known.contains(&typed) {
            prop_assert_eq!(near, Some(typed.as_str()));
        }
    }
}

fn whens() -> impl Strategy<Value = When> {
    let texts = [
        "2026-03-01",
        "2026-03-01T00:00:00",
        "2026-03-01T00:00:00Z",
        "2026-03-01T10:00:00+02:00",
        "2026-03-01T10:00:00-02:00",
        "2026-03-01T10:00:00",
        "2026-03-02",
        "2026-02-28T23:59:59-08:00",
    ];
    prop::sample::select(texts.to_vec()).prop_map(|text| When::parse(text).expect("a date"))
}

/// One thing that is written into a digest.
#[derive(Clone, Debug, PartialEq)]
enum Written {
    Text(String),
    Bytes(Vec<u8>),
}

/// Texts and bytes that may be cut in different places.
fn writings() -> impl Strategy<Value = Vec<Written>> {
    let one = prop_oneof![
        "[ab]{0,3}".prop_map(Written::Text),
        prop::collection::vec(0u8..3, 1..9).prop_map(Written::Bytes),
    ];
    prop::collection::vec(one, 0..4)
}

fn digest(list: &[Written]) -> Digest {
    let mut writer = DigestWriter::new();
    for written in list {
        match written {
            Written::Text(text) => writer.text(text),
            Written::Bytes(bytes) => writer.bytes(bytes),
        };
    }
    writer.finish()
}

#[test]
fn text_and_its_bytes_are_the_same_and_a_cut_is_not() {
    let digest = |parts: &[&str]| {
        let mut writer = DigestWriter::new();
        parts.iter().for_each(|part| {
            writer.text(part);
        });
        writer.finish()
    };
    assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    assert_ne!(digest(&[""]), digest(&[]));
    assert_ne!(digest(&["a", ""]), digest(&["a"]));
    assert_eq!(Digest::of(b"x").short().len(), 10);
}

#[test]
fn dates_are_read_or_refused() {
    let fine = [
        ("2026-03-01", "2026-03-01"),
        (" 2026-03-01 ", "2026-03-01"),
        ("2026-03-01 18:30", "2026-03-01T18:30:00"),
        ("2026-03-01 8:05", "2026-03-01T08:05:00"),
        ("2026-03-01T18:30:15.25Z", "2026-03-01T18:30:15Z"),
        ("2026-03-01 18:30:00 -0800", "2026-03-01T18:30:00-08:00"),
        ("2026-03-01T18:30+05:30", "2026-03-01T18:30:00+05:30"),
        ("2024-02-29", "2024-02-29"),
    ];
    for (typed, shown) in fine {
        let when = When::parse(typed).unwrap_or_else(|| panic!("{typed} is a date"));
        assert_eq!(when.to_string(), shown);
    }
    let refused = [
        "",
        "2026",
        "2026-3-1",
        "2026-02-29",
        "2026-13-01",
        "01.03.2026",
        "1 March 2026",
        "2026/03/01",
        "2026-03-01x",
        "2026-03-01T",
        "2026-03-01 25:00",
        "2026-03-01 10:60",
        "2026-03-01 10",
        "2026-03-01 10:00:xx",
        "2026-03-01 10:00:",
        "2026-03-01 10:00:00:00",
        "2026-03-01 10:00+1",
        "2026-03-01 10:00+99:00",
        "2026-03-01 10:00++100",
        "2026-03-01 10:00+01:75",
        "2026-03-01 10:00 CET",
        "2026-03-01 10:00:00.x",
        "+026-03-01",
        "٢٠٢٦-٠٣-٠١",
    ];
    for typed in refused {
        assert_eq!(When::parse(typed), None, "{typed}");
    }
    assert!(parse_day("2026-03-01").is_some() && parse_day("2026-03-01 ").is_none());
}

#[test]
fn slugs_of_every_script() {
    let cases = [
        ("Hello, World!", "hello-world"),
        ("  --a__b--  ", "a-b"),
        ("Don’t", "dont"),
        ("Straße ÆØÅ Łódź", "strasse-aeoa-lodz"),
        ("أهلًا", "أهلًا"),
        ("दुःख", "दुःख"),
        ("ґанок і їжа", "ґанок-і-їжа"),
        ("が か\u{3099}", "が-が"),
        ("한국어", "한국어"),
        ("🌧️", ""),
        ("...", ""),
        ("C# & C++", "c-c"),
        ("2026-03-01", "2026-03-01"),
        ("ﬁne Ⅳ ①", "ﬁne-ⅳ-①"),
    ];
    for (text, slug) in cases {
        assert_eq!(slugify(text), slug, "{text}");
    }
    let long = slugify(&"word ".repeat(40));
    assert!(
        long.chars().count() <= MAX_LENGTH && long.ends_with("word"),
        "{long}"
    );
}

#[test]
fn the_nearest_name_is_what_was_meant_or_nothing() {
    let known = ["title", "date", "updated", "description", "draft", "tags"];
    let cases = [
        ("titel", Some("title")),
        ("Title", Some("title")),
        ("desciption", Some("description")),
        ("tag", Some("tags")),
        ("dates", Some("date")),
        ("colour", None),
        ("x", None),
        ("", None),
    ];
    for (typed, near) in cases {
        assert_eq!(nearest(typed, known), near, "{typed}");
    }
}

#[test]
fn languages_are_read_in_any_case_and_know_their_direction() {
    let cases = [
        ("en", "en", "ltr"),
        ("AR", "ar", "rtl"),
        ("pt_br", "pt-BR", "ltr"),
        ("az-arab", "az-Arab", "rtl"),
        ("ks-deva", "ks-Deva", "ltr"),
        ("yi", "yi", "rtl"),
        ("bfi", "bfi", "ltr"),
        ("uz-Arab-AF", "uz-Arab-AF", "rtl"),
    ];
    for (typed, tag, dir) in cases {
        let lang = Lang::parse(typed).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!((lang.as_str(), lang.dir()), (tag, dir));
    }
    for typed in ["", "english!", "e", "und", "toolonglanguage"] {
        assert_eq!(Lang::parse(typed), None, "{typed}");
    }
}

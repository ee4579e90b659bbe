//! The parameters by which senders follow their readers from one site to the next, and addresses
//! without them.

use std::borrow::Cow;

/// Parameters that only tell a site where its visitor came from, in lower case.
const TRACKING: [&str; 22] = [
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "dclid",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "yclid",
];
/// Beginnings of names that mean the same.
const FAMILIES: [&str; 3] = ["utm_", "mtm_", "hsa_"];

/// The address without what tracks its readers, otherwise byte for byte as it was typed, and the names
/// of what went.
pub fn untracked(url: &str) -> (Cow<'_, str>, Vec<&str>) {
    let (before, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let Some((path, query)) = before.split_once('?') else {
        return (Cow::Borrowed(url), Vec::new());
    };
    let (dropped, kept): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|pair| tracks(name(pair)));
    if dropped.is_empty() {
        return (Cow::Borrowed(url), Vec::new());
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    let clean = format!("{path}{mark}{}{fragment}", kept.join("&"));
    (Cow::Owned(clean), dropped.into_iter().map(name).collect())
}

fn name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or(pair)
}

fn tracks(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    FAMILIES.iter().any(|family| name.starts_with(family)) || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_tracks_goes() {
        for (url, clean, names) in [
            ("https://a.example/", "https://a.example/", &[][..]),
            (
                "https://a.example/?utm_source=x",
                "https://a.example/",
                &["utm_source"],
            ),
            (
                "https://a.example/?b=%20c&UTM_Medium=y&d#e?fbclid=1",
                "https://a.example/?b=%20c&d#e?fbclid=1",
                &["UTM_Medium"],
            ),
            (
                "https://a.example/?gclid=1&mc_eid=2&igshid#part",
                "https://a.example/#part",
                &["gclid", "mc_eid", "igshid"],
            ),
            (
                "https://a.example/?&&q=utm_x",
                "https://a.example/?&&q=utm_x",
                &[],
            ),
            (
                "https://a.example/utm_source=x",
                "https://a.example/utm_source=x",
                &[],
            ),
            (
                "mailto:a@b.example?subject=gclid",
                "mailto:a@b.example?subject=gclid",
                &[],
            ),
        ] {
            let (found, dropped) = untracked(url);
            assert_eq!(
                (found.as_ref(), dropped.as_slice()),
                (clean, names),
                "{url}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_clean_stays_and_nothing_is_cleaned_twice(
            pairs in proptest::collection::vec("(q|utm_a|fbclid|b%20|x\\[\\])(=[a-z%&=?]{0,5})?", 0..6),
            fragment in "(#[a-z?&=]{0,6})?",
        ) {
            let url = format!("https://a.example/p?{}{fragment}", pairs.join("&"));
            let (clean, names) = untracked(&url);
            prop_assert!(clean.ends_with(&fragment));
            prop_assert_eq!(clean == url, names.is_empty());
            let (again, none) = untracked(&clean);
            prop_assert_eq!(&again, &clean);
            prop_assert!(none.is_empty());
        }
    }
}

//! Cleaning pictures: no pixel changes, nothing else stays, and no bytes make it fall over.

use crate::camera::{self, MARKS, opened, scene};
use proptest::prelude::*;
use proptest::sample::Index;
use waypost::content::picture::{Kind, clean, look};

fn all() -> Vec<(Kind, Vec<u8>)> {
    let small = scene(24, 16);
    vec![
        (Kind::Jpeg, camera::talkative_jpeg(&small, 1)),
        (Kind::Png, camera::talkative_png(&small)),
        (Kind::WebP, camera::talkative_webp(&small)),
        (Kind::Gif, camera::talkative_gif()),
        (Kind::Svg, camera::talkative_svg().as_bytes().to_vec()),
    ]
}

#[test]
fn no_pixel_changes_and_nothing_else_stays() {
    for (kind, bytes) in all() {
        let cleaned = clean(&bytes, kind).expect("a picture");
        let text = String::from_utf8_lossy(&cleaned);
        for mark in MARKS {
            assert!(!text.contains(mark), "{kind:?} says {mark}");
        }
        assert_eq!(
            clean(&cleaned, kind).as_ref(),
            Some(&cleaned),
            "{kind:?} twice"
        );
        if matches!(kind, Kind::Jpeg | Kind::Png | Kind::WebP) {
            assert_eq!(opened(&bytes), opened(&cleaned), "{kind:?}");
        }
    }
}

#[test]
fn colours_are_kept_as_they_are_meant() {
    let plain = camera::jpeg(&scene(16, 16));
    let profile = b"\xff\xe2\0\x17ICC_PROFILE\0\x01\x01profile";
    let with = [&plain[..2], profile, &plain[2..]].concat();
    let cleaned = clean(&with, Kind::Jpeg).expect("a picture");
    assert!(cleaned.windows(7).any(|at| at == b"profile"));
}

proptest! {
    /// Cut anywhere, with bytes changed anywhere: it is cleaned, or refused, and never more.
    #[test]
    fn no_bytes_make_it_fall_over(
        which in 0..5_usize,
        cut in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 0..6),
    ) {
        let (kind, mut bytes) = all().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len() + 1));
        look(&bytes, "jpg");
        look(&bytes, "svg");
        if let Some(cleaned) = clean(&bytes, kind) {
            prop_assert_eq!(clean(&cleaned, kind), Some(cleaned), "twice");
        }
    }

    #[test]
    fn any_bytes_are_looked_at(bytes in prop::collection::vec(any::<u8>(), 0..400), which in 0..5_usize) {
        let kind = [Kind::Jpeg, Kind::Png, Kind::WebP, Kind::Gif, Kind::Svg][which];
        look(&bytes, "png");
        clean(&bytes, kind);
    }
}

//! Documents and recordings put together by hand, byte by byte.

use super::{Parts, Tells, look};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use std::io::Write;

const NOTHING: Tells = Tells {
    name: false,
    place: false,
};
const NAME: Tells = Tells {
    name: true,
    place: false,
};
const PLACE: Tells = Tells {
    name: false,
    place: true,
};

fn tells(bytes: &[u8], extension: &str) -> Tells {
    let read = |from: u64, most: usize| {
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
        bytes[from..bytes.len().min(from.saturating_add(most))].to_vec()
    };
    let parts = Parts {
        len: bytes.len() as u64,
        read: &read,
    };
    look(&parts, extension)
}

fn pdf(inside: &[u8]) -> Tells {
    tells(
        &[b"%PDF-1.7\n1 0 obj <<", inside, b">> endobj"].concat(),
        "pdf",
    )
}

#[test]
fn a_document_names_its_author() {
    assert_eq!(pdf(b"/Title (A) /Author(Jane Doe)"), NAME);
    assert_eq!(pdf(b"/Author <FEFF004A0061>"), NAME);
    assert_eq!(pdf(b"/Author 12 0 R"), NAME);
    assert_eq!(
        pdf(b"<dc:creator>\n<rdf:Seq><rdf:li>Jane</rdf:li></rdf:Seq></dc:creator>"),
        NAME
    );
    for inside in [
        &b"/Title (Jane Doe) /Producer (Word)"[..],
        b"/Author () /Title (x)",
        b"/Author <FEFF>",
        b"<dc:creator><rdf:Seq><rdf:li></rdf:li></rdf:Seq></dc:creator>",
        b"",
    ] {
        assert_eq!(pdf(inside), NOTHING);
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed
        .write_all(b"1 0 << /Author (Jane) >>")
        .expect("memory");
    let packed = packed.finish().expect("memory");
    let object = [
        b"<< /Type /ObjStm >> stream\r\n",
        packed.as_slice(),
        b"\nendstream",
    ]
    .concat();
    assert_eq!(pdf(&object), NAME);
}

fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let len = u32::try_from(body.len() + 8).expect("short");
    [&len.to_be_bytes()[..], kind, body].concat()
}

#[test]
fn a_film_says_where_it_was_made_and_by_whom() {
    let film = |inside: &[u8]| {
        let parts = [
            atom(b"ftyp", b"qt  "),
            atom(b"mdat", &[7; 99]),
            atom(b"moov", inside),
        ];
        tells(&parts.concat(), "mov")
    };
    let place = atom(b"\xa9xyz", b"\x00\x12\x15\xc7+51.5-000.1/");
    assert_eq!(film(&atom(b"udta", &place)), PLACE);
    let keys = atom(
        b"keys",
        b"\0\0\0\0\0\0\0\x01\0\0\0\x30mdtacom.apple.quicktime.location.ISO6709",
    );
    assert_eq!(
        film(&atom(b"meta", &[atom(b"hdlr", b""), keys].concat())),
        PLACE
    );
    let artist = atom(
        b"ilst",
        &atom(b"\xa9ART", &atom(b"data", b"\0\0\0\x01\0\0\0\0Jane")),
    );
    let meta = [b"\0\0\0\0", artist.as_slice()].concat();
    assert_eq!(film(&atom(b"udta", &atom(b"meta", &meta))), NAME);
    assert_eq!(film(&atom(b"udta", &atom(b"name", b"Jane"))), NOTHING);
    assert_eq!(tells(&atom(b"mdat", b"\xa9xyz+51.5"), "mp4"), NOTHING);
}

#[test]
fn a_recording_names_whoever_speaks() {
    let mp3 = |version: u8, frame: &[u8]| {
        let length = u8::try_from(frame.len()).expect("short");
        tells(
            &[
                b"ID3",
                &[version, 0, 0, 0, 0, 0, length][..],
                frame,
                &[0xff; 200],
            ]
            .concat(),
            "mp3",
        )
    };
    assert_eq!(mp3(4, b"TPE1\0\0\0\x05\0\0\x03Jane"), NAME);
    assert_eq!(
        mp3(3, b"TIT2\0\0\0\x02\0\0\x03ATPE1\0\0\0\x02\0\0\x03B"),
        NAME
    );
    assert_eq!(mp3(2, b"TP1\0\0\x05\0Jane"), NAME);
    assert_eq!(mp3(4, b"TIT2\0\0\0\x05\0\0\x03Jane"), NOTHING);
    assert_eq!(mp3(4, b"TPE1\0\0\0\x02\0\0\x03\0"), NOTHING);
    let old = [&[0xff; 50][..], b"TAG", &[b' '; 30], b"Jane", &[0; 91]].concat();
    assert_eq!(tells(&old, "mp3"), NAME);
    assert_eq!(tells(b"OggS....\x03vorbis....artist=Jane", "ogg"), NAME);
    assert_eq!(tells(b"fLaC....ARTIST=\0 title=x", "flac"), NOTHING);
    assert_eq!(tells(b"Jane", "txt"), NOTHING);
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        start in prop::sample::select(vec![&b""[..], b"ID3\x03\0\0\0\0\x02\0", b"\0\0\0\x01moov", b"\0\0\0\0moov", b"/ObjStm stream\n\x78\x9c"]),
        ending in prop::sample::select(vec!["pdf", "mp4", "mp3", "ogg"]),
    ) {
        tells(&[start, &bytes].concat(), ending);
    }
}

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
    let empty = b"<dc:creator><rdf:li/></dc:creator>";
    let full = b"<dc:creator><rdf:li>Jane</rdf:li></dc:creator>";
    assert_eq!(pdf(&[&empty[..], full].concat()), NAME);
    let long = [b"/Author (", "Jané ".repeat(999).as_bytes(), b")"].concat();
    assert_eq!(pdf(&long), NAME);
    for inside in [
        &b"/Title (Jane Doe) /Producer (Word)"[..],
        b"/Author () /Title (x)",
        b"/Author <FEFF>",
        b"<dc:creator><rdf:Seq><rdf:li></rdf:li></rdf:Seq></dc:creator>",
        b"<dc:creator></dc:creator><dc:creator>Jane",
        b"",
    ] {
        assert_eq!(pdf(inside), NOTHING);
    }
    assert_eq!(pdf(&packed(b"1 0 << /Author (Jane) >>")), NAME);
}

fn packed(objects: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(objects).expect("memory");
    let packed = packed.finish().expect("memory");
    [
        b"<< /Type /ObjStm >> stream\r\n",
        packed.as_slice(),
        b"\nendstream",
    ]
    .concat()
}

#[test]
fn a_document_made_to_waste_time_is_not_looked_through_to_its_end() {
    let author = packed(b"/Author (Jane)");
    let bomb = packed(&vec![b' '; 4 << 20]);
    assert_eq!(pdf(&[bomb.as_slice(), &author].concat()), NAME);
    assert_eq!(pdf(&[bomb.repeat(17), author.clone()].concat()), NOTHING);
    let broken = b"/ObjStm stream ".repeat(5000);
    assert_eq!(pdf(&[broken, author].concat()), NOTHING);
    assert_eq!(pdf(&b"/Author (".repeat(1 << 18)), NAME);
    let unclosed = [b"/Author (", [b' '; 2000].as_slice(), b"Jane)"].concat();
    assert_eq!(pdf(&unclosed), NOTHING);
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
    for kind in [b"\xa9ART", b"aART", b"\xa9wrt"] {
        let said = |name: &[u8]| {
            let data = [b"\0\0\0\x01\0\0\0\0", name].concat();
            let list = atom(b"ilst", &atom(kind, &atom(b"data", &data)));
            film(&atom(b"meta", &[b"\0\0\0\0", list.as_slice()].concat()))
        };
        assert_eq!((said(b"Jane"), said(b"")), (NAME, NOTHING));
    }
    for kind in [b"auth", b"perf"] {
        let said = |name: &[u8]| {
            let body = [b"\0\0\0\0\x15\xc7", name].concat();
            film(&atom(b"udta", &atom(kind, &body)))
        };
        assert_eq!((said(b"Jane\0"), said(b"\0")), (NAME, NOTHING));
    }
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
    let second = b"fLaC....ALBUMARTIST=\x0b\0\0\0ARTIST=Jane";
    assert_eq!(tells(second, "flac"), NAME);
    let none = b"fLaC....ALBUMARTIST=\x07\0\0\0ARTIST=\0";
    assert_eq!(tells(none, "flac"), NOTHING);
    assert_eq!(tells(b"fLaC....ARTIST=", "flac"), NOTHING);
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

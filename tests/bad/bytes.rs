//! Bytes that an editor or Git would not keep: byte order marks, line ends, encodings.

use super::{Site, same};

const NIGHT: &str = "content/articles/night.md";
const PAGE: &str = "public/articles/night/index.html";

fn built(bytes: &[u8]) -> String {
    let site = Site::sound();
    let told = site.write(NIGHT, bytes).build();
    assert_eq!(told.code, 0, "{}", told.text());
    site.read(PAGE)
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_forgiven() {
    let plain = "---\ntitle: A long night\ndate: 2026-02-01\n---\nIt was late.\n\nThen light.\n";
    let expected = built(plain.as_bytes());
    assert!(expected.contains("<h1"), "{expected}");
    assert_eq!(built(format!("\u{feff}{plain}").as_bytes()), expected);
    assert_eq!(built(plain.replace('\n', "\r\n").as_bytes()), expected);
    let both = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    assert_eq!(built(both.as_bytes()), expected);
}

#[test]
fn every_kind_of_file_may_have_a_byte_order_mark() {
    let site = Site::sound();
    let settings = site.read("waypost.toml");
    let table = "id,name,kind,summary,schedule,location,areas,topics,attendance,open_to,verified,verified_by\n\
                 one,Evening group,group,Tea.,Mondays 19:00,The hall,GB,loneliness,in-person,everyone,2026-02-01,Sam\n";
    site.write(
        "waypost.toml",
        format!("\u{feff}{}", settings.replace('\n', "\r\n")),
    )
    .write(
        "content/resources/groups.csv",
        format!("\u{feff}{}", table.replace('\n', "\r\n")),
    )
    .write("data/team.toml", "\u{feff}name = \"Sam\"\r\n")
    .write("data/team2.yaml", "\u{feff}name: Sam\r\n")
    .write("data/team3.json", "\u{feff}{\"name\": \"Sam\"}\r\n")
    .write("data/team4.csv", "\u{feff}name\r\nSam\r\n")
    .write("i18n/en-GB.toml", "\u{feff}read_more = \"More\"\r\n")
    .write(
        "templates/parts/footer.html",
        "\u{feff}<footer>{% set team = data(name=\"team\") %}{{ team.name }}</footer>\r\n",
    );
    let told = site.build();
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.text());
    let home = site.read("public/index.html");
    assert!(home.contains("<footer>Sam</footer>"), "{home}");
    assert!(!home.contains('\u{feff}'), "{home}");
}

#[test]
fn a_byte_order_mark_inside_a_text_stays_out_of_addresses() {
    let text = "---\ntitle: \u{feff}A long\u{feff} night\n---\n## \u{feff}Late\n\n[late](#late) It\u{feff} was.\n";
    let page = built(text.as_bytes());
    assert!(page.contains("id=\"late\""), "{page}");
}

#[test]
fn an_empty_file_is_a_page_without_words() {
    let site = Site::sound();
    site.write("content/empty.md", "").write(NIGHT, "\n\n");
    same("bytes-empty", &site.build().text());
    assert!(site.path("public/empty/index.html").exists());
}

#[test]
fn bytes_that_are_not_utf_8() {
    let site = Site::sound();
    site.write(NIGHT, b"---\ntitle: A long night\n---\nAt the caf\xe9.\n")
        .write(
            "content/articles/cut.md",
            b"---\ntitle: Cut\n---\nAt the caf\xc3",
        )
        .write(
            "content/articles/wide.md",
            utf_16("---\ntitle: Wide\n---\n"),
        )
        .write("content/articles/nul.md", b"---\ntitle: Nul\n---\nA\0B\n")
        .write(
            "content/articles/picture.md",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        )
        .write("content/resources/groups.csv", b"id,name\none,Caf\xe9\n")
        .write("data/team.toml", b"name = \"Andr\xe9\"\n")
        .write("i18n/fr.toml", b"read_more = \"\xe0 lire\"\n")
        .write("templates/parts/footer.html", b"<footer>\xa9</footer>\n")
        .write("static/old.css", b"/* \xe9 is copied as it is */");
    same("bytes-not-utf-8", &site.build().text());
}

#[test]
fn settings_that_are_not_utf_8() {
    let site = Site::sound();
    site.write(
        "waypost.toml",
        b"title = \"Caf\xe9\"\nbase_url = \"https://x.example\"\n",
    );
    same("bytes-settings-not-utf-8", &site.build().text());
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let site = Site::sound();
    site.write(NIGHT, "---\ntitle: \u{1b}[31mRed\u{7}\nda\u{1b}te: 1\ndate: \u{1b}[2J\n---\n[a](\u{1b}]0;x\u{7}.md) ![b](\u{9b}31m.png)\n\n:::\u{1b}[1m\n:::\n")
        .write("templates/page.html", "{{ page.\u{1b}[31m }}\n")
        .write("waypost.toml", "title = \"a\u{1b}[31m\"\nbase_url = \"https://x.example\"\n");
    same("bytes-control-characters", &site.build().text());
}

fn utf_16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

/// A table as an older spreadsheet saves it, with a wrong number behind letters of two bytes.
const OLD_TABLE: &[u8] = b"id,name,kind,summary,phone,schedule,location,areas,topics,attendance,open_to,verified,verified_by\n\
      one,Caf\xe9 des R\xeaves,group,\x93Tea\x94 \x96 2 \x80.,TBC,Mondays 19:00,The hall,GB,loneliness,in-person,everyone,2026-02-01,Zo\xeb\n";

#[test]
fn a_table_of_an_older_program_is_read_as_the_settings_say() {
    let site = Site::sound();
    let settings = site.read("waypost.toml");
    let of_table = |line: &str| format!("{settings}\n[tables.\"resources/groups.csv\"]\n{line}\n");
    let bad = site
        .write("content/resources/groups.csv", OLD_TABLE)
        .write("waypost.toml", of_table("encoding = \"latin-9\""))
        .build();
    same("bytes-encoding-unknown", &bad.text());
    let settings = of_table("encoding = \"windows-1252\"");
    let bad = site.write("waypost.toml", &settings).build();
    same("bytes-encoding-wrong-number", &bad.text());
    let right: Vec<u8> = replaced(OLD_TABLE, b"TBC", b"");
    let fine = site.write("content/resources/groups.csv", &right).build();
    assert_eq!(fine.code, 0, "{}", fine.text());
    let page = site.read("public/resources/one/index.html");
    assert!(
        page.contains("Café des Rêves") && page.contains("“Tea” – 2 €."),
        "{page}"
    );
    let verify = ["verify", "one", "--date", "2026-02-20"];
    let done = site.command(&verify).output().expect("it runs");
    assert!(done.status.success());
    let after = std::fs::read(site.path("content/resources/groups.csv")).expect("the table");
    assert_eq!(after, replaced(&right, b"2026-02-01", b"2026-02-20"));
    let told = site.run(&["verify", "one", "--date", "2026-02-21", "--by", "Łucja"]);
    same("bytes-encoding-no-such-letter", &told.text());
    let unchanged = std::fs::read(site.path("content/resources/groups.csv")).expect("the table");
    assert_eq!(unchanged, after);
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = bytes
        .windows(old.len())
        .position(|part| part == old)
        .expect("it is there");
    [&bytes[..at], new, &bytes[at + old.len()..]].concat()
}

//! `waypost review` and `waypost verify`, from the worklist to the one changed line.

use super::*;
use std::ops::Range;
use waypost::base::date_form::DateForm;
use waypost::base::day::{Day, parse_day};

/// A site with a listing in every state and in every format, on 1 March 2026.
pub(super) fn directory() -> TempDir {
    let folder = folder();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    write(
        "waypost.toml",
        "title = \"Test\"\nbase_url = \"https://test.example\"\nexample = true\n[languages.ar]\n\
         [tables.\"resources/uk.csv\"]\ndates = \"DD/MM/YYYY\"\n",
    );
    write(
        "content/resources/_index.md",
        "---\ntitle: Help\nkind: listings\n---\n",
    );
    for (id, name, kind, rest, date) in LISTINGS {
        write(
            &format!("content/resources/{id}.md"),
            &format!(
                "---\nname: {name}\nkind: {kind}\ntopics: [Nights]\nareas: [GB]\nlanguages: [en, cy]\nphone: 0808 157 0123\n\
                 hours: 24/7\ncost: free\n{rest}verified:\n  date: {date}  # by hand\n  by: Night team\n---\n\nWords.\n"
            ),
        );
    }
    write(
        "content/resources/night-line.ar.md",
        "---\nname: خط الليل\n---\n\nنستمع.\n",
    );
    write(
        "content/resources/new.md",
        "---\nname: New\nkind: helpline\ntopics: [Nights]\nareas: [GB]\nlanguages: [en]\nphone: 0808 157 0123\nhours: 24/7\ncost: free\n---\n",
    );
    write(
        "content/resources/uk.csv",
        "id,kind,name,topics,areas,languages,phone,hours,cost,verified,verified_by\r\n\
         tea,helpline,Tea line,Nights,GB,en,0808 157 0124,24/7,free,03/02/2025,\"Smith, A.\"\r\n\
         cake,helpline,Cake line,Nights,GB,en,0808 157 0125,24/7,free,1/3/2026,Night team\r\n",
    );
    folder
}

const LISTINGS: [(&str, &str, &str, &str, &str); 5] = [
    (
        "night-line",
        "Night Line",
        "helpline",
        "crisis: urgent\n",
        "2025-01-05",
    ),
    (
        "day-line",
        "Day Line",
        "helpline",
        "crisis: emergency\n",
        "2025-11-01",
    ),
    ("talk", "Talk", "helpline", "", "2025-06-01"),
    ("good", "Good line", "helpline", "", "2026-02-01"),
    (
        "soon",
        "Soon line",
        "helpline",
        "review_every: P40D\n",
        "2026-01-22",
    ),
];

#[test]
fn the_worklist_begins_with_the_most_harmful() {
    let site = directory();
    let review = |arguments: &[&str]| run(site.path(), &[&["review"], arguments].concat());
    insta::assert_snapshot!(
        [
            review(&[]),
            review(&["--due-within", "150d", "--format", "csv"]),
            review(&["--kind", "group"]),
            review(&["--date", "2024-01-01", "--format", "json"]),
        ]
        .concat()
    );
    let all = review(&["--all", "--format", "json"]);
    let ids: Vec<&str> = all
        .split("\"id\": \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        ids,
        [
            "night-line",
            "day-line",
            "new",
            "tea",
            "talk",
            "soon",
            "good",
            "cake"
        ]
    );
    assert!(!review(&["--due-within", "3 weeks"]).contains("exit 0"));
}

#[test]
fn a_call_sheet_says_what_to_ask() {
    let site = directory();
    insta::assert_snapshot!(run(site.path(), &["review", "--format", "markdown"]));
}

/// Every file of the sources.
pub(super) fn sources(site: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |name: String| {
        let bytes = fs::read(site.join(&name)).expect("a file");
        (name, bytes)
    };
    tree(site).into_iter().map(read).collect()
}

/// The lines that differ, before and after.
pub(super) fn difference(before: &[(String, Vec<u8>)], after: &[(String, Vec<u8>)]) -> String {
    let mut out = String::new();
    for ((name, before), (other, after)) in before.iter().zip(after) {
        assert_eq!(name, other, "no file came or went");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let (before, after) = (text(before), text(after));
        let lines = before
            .split_inclusive('\n')
            .zip(after.split_inclusive('\n'));
        for (before, after) in lines.filter(|(before, after)| before != after) {
            out.push_str(&format!("{name}\n-{before:?}\n+{after:?}\n"));
        }
    }
    out
}

#[test]
fn verifying_changes_one_date_in_one_line() {
    let site = directory();
    let mut told = String::new();
    for arguments in [
        &["night-line", "--method", "phone"][..],
        &["talk", "cake", "--date", "2026-02-28"],
        &["tea", "--by", "Night team"],
        &["resources/day-line.md"],
        &["resources/night-line.ar.md", "--date", "2026-02-27"],
        &["day-line"],
        &["good", "--by", "Day team", "--format", "json"],
        &["tea", "--source", "their website"],
    ] {
        let before = sources(site.path());
        told.push_str(&run(site.path(), &[&["verify"], arguments].concat()));
        told.push_str(&difference(&before, &sources(site.path())));
        told.push('\n');
    }
    insta::assert_snapshot!(told);
    let after = run(site.path(), &["review", "--format", "csv"]);
    assert!(
        !after.contains("night-line") && after.contains("new,"),
        "{after}"
    );
}

#[test]
fn nothing_is_written_unless_all_can_be() {
    let site = directory();
    let write = |path: &str, text: &str| {
        fs::write(site.path().join("content/resources").join(path), text).expect("written");
    };
    let row = |id: &str, verified: &str| {
        format!(
            "- id: {id}\n  kind: helpline\n  name: A\n  areas: [GB]\n  languages: [en]\n  phone: 0808 157 0123\n  \
             hours: 24/7\n  cost: free\n  verified: {verified}\n"
        )
    };
    write(
        "shared.yaml",
        &[row("one", "&day 2025-01-01"), row("two", "*day")].concat(),
    );
    write("odd.yaml", &row("escaped", "\"2025\\u002d01-01\""));
    let before = sources(site.path());
    let mut told = String::new();
    for arguments in [
        &["good", "nite-line"][..],
        &["good", "new"],
        &["good", "--date", "2026-03-02"],
        &["good", "one"],
        &["good", "two"],
        &["good", "escaped"],
        &["good", "--date", "01/02/2026"],
        &[],
    ] {
        told.push_str(&run(site.path(), &[&["verify"], arguments].concat()));
        told.push('\n');
        assert_eq!(
            difference(&before, &sources(site.path())),
            "",
            "{arguments:?}"
        );
    }
    insta::assert_snapshot!(told);
}

/// A way to write one listing, with its date somewhere in it.
#[derive(Clone, Debug)]
struct Written {
    name: &'static str,
    text: String,
    date: Range<usize>,
    new: String,
}

const SPACES: &str = "[ ]{0,3}";

fn written() -> impl Strategy<Value = Written> {
    let parts = (
        0usize..8,
        any::<bool>(),
        any::<bool>(),
        SPACES,
        "[a-zé \u{200b}',;#]{0,12}",
        0i32..4000,
        0usize..3,
    );
    parts.prop_map(|(form, crlf, bom, space, words, days, quote)| {
        let day = day_after(days);
        let quote = ["", "\"", "'"][quote];
        let (name, before, date, after) = form_of(form, quote, &space, &words, day);
        let mut before = before;
        let mut after = after;
        if crlf {
            before = before.replace('\n', "\r\n");
            after = after.replace('\n', "\r\n");
        }
        if bom {
            before.insert(0, '\u{feff}');
        }
        let range = before.len()..before.len() + date.len();
        let new = match date.contains('/') {
            true => DateForm::parse("DD/MM/YYYY")
                .expect("a form")
                .like(new_day(), &date),
            false => new_day().to_string(),
        };
        Written {
            name,
            text: format!("{before}{date}{after}"),
            date: range,
            new,
        }
    })
}

fn day_after(days: i32) -> Day {
    let first = parse_day("2015-03-04").expect("a day");
    first
        .checked_add(jiff::Span::new().days(days))
        .expect("a day")
}

fn new_day() -> Day {
    parse_day("2026-02-28").expect("a day")
}

/// The file's name, and its text before the date, the date, and the text after it.
fn form_of(
    form: usize,
    quote: &str,
    space: &str,
    words: &str,
    day: Day,
) -> (&'static str, String, String, String) {
    let iso = day.to_string();
    // In YAML and JSON these end a word.
    let safe: String = words.chars().filter(|c| !"',;#".contains(*c)).collect();
    let safe = safe.trim();
    let cell = words.trim().replace('"', "");
    match form {
        0 => (
            "line.md",
            format!(
                "---\nname: L {safe}\nkind: app\nurl: https://a.example/\nverified: {space}{{by: \"{safe}\", date: {quote}"
            ),
            iso,
            format!("{quote}}}{space}\n---\nSince 2015-03-04.\n"),
        ),
        1 => (
            "line.md",
            format!("---\n# 2015-03-04\nverified:\n  by: 'x'\n  date:{space} {quote}"),
            iso,
            format!("{quote}{space} # {safe}\nname: L\nkind: app\nurl: https://a.example/\n---\n"),
        ),
        2 => (
            "line.md",
            format!(
                "+++\nname = 'L'\nkind = 'app'\nurl = 'https://a.example/'\nverified = {{{space}date = {quote}"
            ),
            iso,
            format!("{quote}{space} }}\n+++\n{safe}\n"),
        ),
        3 => (
            "lines.csv",
            format!("id,verified,kind,name,url,description\nline,{space}"),
            iso,
            format!(
                "{space},app,L,https://a.example/,\"{cell}, 2015-03-04\"\nb,2015-03-04,app,B,https://b.example/,\n"
            ),
        ),
        4 => (
            "lines.csv",
            format!(
                "verified_by;id;name;kind;url;verified\n\"{cell}\";line;L;app;https://a.example/;\""
            ),
            iso,
            "\"\nx;b;B;app;https://b.example/;2015-03-04".to_owned(),
        ),
        5 => (
            "lines.tsv",
            format!(
                "id\tname\tkind\turl\tverified\nb\tB\tapp\thttps://b.example/\t2015-03-04\nline\t{safe} L\tapp\thttps://a.example/\t{space}"
            ),
            iso,
            "\t\n".to_owned(),
        ),
        6 => (
            "lines.json",
            format!(
                "[\n{{\"id\": \"line\", \"name\": \"L {safe}\", \"kind\": \"app\", \"url\": \"https://a.example/\", \"verified\":{space}{{\"date\": \""
            ),
            iso,
            format!("\"}}}}{space}]"),
        ),
        _ => {
            let typed = match quote.is_empty() {
                true => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
                false => format!("{}/{}/{}", day.day(), day.month(), day.year()),
            };
            (
                "uk.csv",
                format!(
                    "id,name,kind,url,verified\nline,\"{cell}L\",app,https://a.example/,{space}"
                ),
                typed,
                "\n".to_owned(),
            )
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn only_the_bytes_of_the_date_are_others(file in written()) {
        let site = folder();
        let resources = site.path().join("content/resources");
        fs::create_dir_all(&resources).expect("a folder");
        let settings = "title = \"T\"\nbase_url = \"https://t.example\"\n[tables.\"resources/uk.csv\"]\ndates = \"DD/MM/YYYY\"\n";
        fs::write(site.path().join("waypost.toml"), settings).expect("written");
        fs::write(resources.join("_index.md"), "---\ntitle: H\nkind: listings\n---\n").expect("written");
        let path = resources.join(file.name);
        fs::write(&path, &file.text).expect("written");
        let arguments = ["verify", "line", "--date", "2026-02-28"];
        let told = run(site.path(), &arguments);
        prop_assert!(told.contains("exit 0"), "{}\n{:?}", told, file);
        let after = fs::read_to_string(&path).expect("read");
        let wanted = format!(
            "{}{}{}",
            &file.text[..file.date.start],
            file.new,
            &file.text[file.date.end..]
        );
        prop_assert_eq!(after, wanted);
        let again = run(site.path(), &arguments);
        prop_assert!(again.contains("already checked on 2026-02-28"), "{}", again);
        prop_assert_eq!(tree(&resources).len(), 2, "nothing else stays");
    }
}

//! What must not be public reaches no output: a site with a mark in each place that may hold such a
//! thing, and every file that a build writes is searched for all of them.

use crate::project::{Project, files, unpacked};
use std::collections::BTreeMap;
use std::process::Command;

/// What may be in no file at all, the build's cache among them.
const NEVER: [&str; 36] = [
    "zq-withheld-name",
    "zq-withheld-street",
    "zq-withheld-floor",
    "zq-withheld-town",
    "zq-withheld-county",
    "ZQ1 9WH",
    "zq-withheld-notes",
    "zq-withheld-way",
    "51.987611",
    "zq-asked-name",
    "zq-asked-street",
    "ZQ2 9AS",
    "zq-asked-notes",
    "51.987622",
    "zq-rough-name",
    "zq-rough-street",
    "ZQ3 9RO",
    "zq-rough-notes",
    "51.987633",
    "zq-join-path",
    "07700 900371",
    "zq-join-code",
    "zq-notes-front",
    "07700 900372",
    "zq-notes-column",
    "zq-notes-entry",
    "zq-column-street",
    "zq-column-join",
    "zq-row-notes",
    "zq-pending-text",
    "zq-pending-author",
    "zq-rejected-text",
    "zq-rejected-author",
    "zq-comment-mail",
    "zq-consent-contact",
    "zq-withdrawn-words",
];
/// What waits for its day, or to be finished. The cache keeps it as it was read, like any other entry
/// of the project, and publishes none of it.
const NOT_YET: [&str; 6] = [
    "zq-draft-article",
    "zq-draft-listing",
    "zq-publish-draft",
    "zq-row-draft",
    "zq-future-listing",
    "zq-future-article",
];

const GROUP: &str = "kind: group\nattendance: in-person\nschedule: Tuesdays 19:00\nopen_to: everyone\n\
    organization: { name: Tea House }\ntopics: [Tea]\nareas: GB\nverified: { date: 2026-01-05, by: Ada }\n";

fn listing(fields: &str) -> String {
    format!("---\n{GROUP}{fields}---\nSeen by everybody.\n")
}

fn project() -> Project {
    let hidden = |address: &str, word: &str, code: &str, degrees: &str| {
        format!(
            "name: Room\nsummary: A safe room.\nlocation: {{ address: {address}, name: zq-{word}-name, \
             address_1: zq-{word}-street, postal_code: {code}, notes: zq-{word}-notes, \
             latitude: {degrees}, longitude: -1.2, XTRA }}\n"
        )
    };
    let withheld = hidden("withheld", "withheld", "ZQ1 9WH", "51.987611").replace(
        "XTRA",
        "address_2: zq-withheld-floor, city: zq-withheld-town, region: zq-withheld-county, \
         transportation: zq-withheld-way",
    ) + "internal_notes: zq-notes-front, ring 07700 900372\n";
    let asked =
        hidden("on-request", "asked", "ZQ2 9AS", "51.987622").replace("XTRA", "city: Anytown");
    let rough =
        hidden("approximate", "rough", "ZQ3 9RO", "51.987633").replace("XTRA", "city: Anytown");
    let join = "name: Join\nsummary: From home.\nonline: { publish: on-request, \
                url: https://example.org/zq-join-path, phone: 07700 900371, access_notes: zq-join-code }\n";
    let table = "id,name,kind,summary,attendance,schedule,open_to,topics,areas,verified,address_1,\
                 address_exposure,online_url,online_publish,internal_notes,draft\n\
                 row,Row,group,A row.,hybrid,Tuesdays 19:00,everyone,Tea,GB,2026-01-05,zq-column-street,\
                 withheld,https://example.org/zq-column-join,on-request,zq-notes-column,\n\
                 hidden,zq-row-draft,group,A row.,,,,,,,,,,,zq-row-notes,true\n";
    let list = "- id: book\n  kind: book\n  name: A Book\n  summary: A book.\n  authors: [Cy]\n  year: 2020\n  \
                isbn: \"9780306406157\"\n  topics: [Tea]\n  internal_notes: zq-notes-entry\n";
    let waiting = |name: &str, field: &str| {
        listing(&format!(
            "name: {name}\nsummary: Soon.\nlocation: Hall\n{field}\n"
        ))
    };
    let article = |title: &str, fields: &str, text: &str| {
        format!("---\ntitle: {title}\n{fields}\n---\n{text}\n")
    };
    Project::bare()
        .with("content/_index.md", "---\ntitle: Home\n---\nWelcome.\n")
        .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
        .with("content/resources/withheld.md", listing(&withheld))
        .with("content/resources/asked.md", listing(&asked))
        .with("content/resources/rough.md", listing(&rough))
        .with(
            "content/resources/join.md",
            listing(join).replace("attendance: in-person", "attendance: online"),
        )
        .with("content/resources/table.csv", table)
        .with("content/resources/list.yaml", list)
        .with(
            "content/resources/draft.md",
            waiting("zq-draft-listing", "draft: true"),
        )
        .with(
            "content/resources/publish.md",
            waiting("zq-publish-draft", "publish: draft"),
        )
        .with(
            "content/resources/future.md",
            waiting("zq-future-listing", "publish_date: 2099-01-01"),
        )
        .settings("[comments]\nenabled = true\nemail = \"us@example.org\"")
        .with(
            "content/stories/told.md",
            article(
                "Told",
                "pseudonym: true\nconsent: { given: true, date: 2026-02-01, contact: zq-consent-contact }",
                "A night.",
            ),
        )
        .with(
            "content/stories/gone.md",
            article("zq-withdrawn-words", "withdrawn: 2026-02-01", "zq-withdrawn-words"),
        )
        .with(
            "comments/told/2026-02-03-a.md",
            "---\nstatus: pending\nauthor: zq-pending-author\n---\nzq-pending-text\n",
        )
        .with(
            "comments/told/2026-02-03-b.md",
            "---\nstatus: rejected\nauthor: zq-rejected-author\n---\nzq-rejected-text\n",
        )
        .with(
            "comments/told/2026-02-03-c.md",
            "---\nstatus: approved\nemail: zq-comment-mail\n---\nSeen by all.\n",
        )
        .with(
            "content/articles/draft.md",
            article("Not yet", "draft: true", "zq-draft-article"),
        )
        .with(
            "content/articles/future.md",
            article("zq-future-article", "publish_date: 2099-01-01", "Soon."),
        )
}

/// Every file that a build wrote, with its bytes.
fn built(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let done = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .current_dir(project.root())
        .args(["build", "--date", "2026-03-01"])
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{told}");
    let mut written = BTreeMap::new();
    let cache = project.root().join(".waypost");
    for (folder, place) in [("site", project.output()), ("cache", cache)] {
        for (name, path) in files(&place) {
            let bytes = std::fs::read(path).expect("a file");
            // What is packed can't be searched.
            if name.ends_with(".zip") {
                let inside = unpacked(&bytes).into_iter();
                written
                    .extend(inside.map(|(file, bytes)| (format!("{folder}/{name}/{file}"), bytes)));
            }
            written.insert(format!("{folder}/{name}"), bytes);
        }
    }
    written
}

/// What a text can look like in a page, an address, a feed or a file of data.
fn forms(mark: &str) -> Vec<Vec<u8>> {
    let gaps = [" ", "%20", "+", "&nbsp;", "\u{a0}", "-", ""];
    let mut forms: Vec<String> = gaps.map(|gap| mark.replace(' ', gap)).into();
    forms.push(mark.to_uppercase());
    forms.push(mark.bytes().map(|byte| format!("&#{byte};")).collect());
    let digits: String = mark.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 11 && digits.starts_with('0') {
        // As it is called from abroad, and in another grouping.
        forms.push(digits[1..].to_owned());
        forms.push(format!("{} {}", &digits[..5], &digits[5..]));
        forms.push(format!("{} {}", &digits[1..5], &digits[5..]));
        forms.push(format!(
            "{} {} {}",
            &digits[..5],
            &digits[5..8],
            &digits[8..]
        ));
    }
    let wide = mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let narrow = forms.into_iter().map(String::into_bytes);
    narrow.chain([wide]).collect()
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

/// The marks that are somewhere, with the files.
fn found(written: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in written {
        let not_yet = NOT_YET.iter().filter(|_| name.starts_with("site/"));
        for mark in NEVER.iter().chain(not_yet) {
            if forms(mark).iter().any(|form| holds(bytes, form)) {
                found.push(format!("{mark} in {name}"));
            }
        }
    }
    found
}

#[test]
fn what_must_not_be_public_reaches_no_file() {
    let project = project();
    let written = built(&project);
    let page = &written["site/resources/withheld/index.html"];
    assert!(holds(page, b"Seen by everybody."));
    assert!(holds(
        &written["site/resources/rough/index.html"],
        b"Anytown"
    ));
    let story = &written["site/stories/told/index.html"];
    assert!(holds(story, b"Seen by all.") && holds(story, b"The name was changed."));
    assert!(written.keys().any(|name| name.starts_with("cache/")));
    let tables = &written["site/api/hsds/hsds.zip/services.csv"];
    assert!(holds(tables, b"Seen by everybody."));
    for name in [
        "site/meetings.json",
        "site/resources/directory.csv",
        "site/resources/changes.xml",
    ] {
        assert!(written.contains_key(name), "{name} is searched too");
    }
    assert_eq!(found(&written), Vec::<String>::new());
    // A second build begins with the cache of the first.
    project.write(
        "content/_index.md",
        "---\ntitle: Home\n---\nWelcome back.\n",
    );
    assert_eq!(found(&built(&project)), Vec::<String>::new());
}

#[test]
fn what_is_public_by_a_slip_is_found() {
    let project = project();
    let place = "content/resources/withheld.md";
    let text = std::fs::read_to_string(project.root().join(place)).expect("a file");
    project.write(place, text.replace("address: withheld", "address: public"));
    let found = found(&built(&project));
    for place in [
        "resources/withheld/index.html",
        "api/hsds/hsds.zip/locations.csv",
    ] {
        let street = format!("zq-withheld-street in site/{place}");
        assert!(found.contains(&street), "{place}: {found:?}");
    }
}

#[test]
fn what_is_unlisted_has_a_page_to_which_nothing_leads() {
    let quiet = |fields: &str| {
        let text = listing(&format!(
            "name: Quiet\nsummary: Shh.\nlocation: Hall\n{fields}"
        ));
        built(&project().with("content/resources/quiet.md", text))
    };
    for (fields, noindex) in [
        ("publish: unlisted\n", true),
        ("valid_to: 2026-02-28\n", true),
        ("valid_from: 2026-03-02\n", true),
        ("status: defunct\nstatus_note: It closed.\n", false),
    ] {
        let written = quiet(fields);
        let page =
            String::from_utf8_lossy(&written["site/resources/quiet/index.html"]).into_owned();
        assert_eq!(page.contains("noindex"), noindex, "{fields}");
        for (name, bytes) in &written {
            let own = name.contains("resources/quiet/") || name.starts_with("cache/");
            // Who keeps a list of their own must know of what has closed.
            let own = own || (fields.contains("defunct") && name.ends_with("/changes.xml"));
            assert!(
                own || !holds(bytes, b"resources/quiet/"),
                "{fields} in {name}"
            );
        }
    }
    let listed = quiet("");
    assert!(holds(&listed["site/sitemap.xml"], b"resources/quiet/"));
}

/// A project in which something is wrong on each line that holds something hidden.
fn faulty() -> Project {
    let md = |fields: &str| {
        let fields = format!("name: Room\nsummary: A room.\n{fields}\n");
        listing(&fields)
    };
    let head = "id,name,kind,summary,colour,address_1,address_exposure,online_url,online_publish,\
                internal_notes,phone\n";
    let row = |id: &str, more: &str| {
        format!(
            "{id},Row,{more},A row.,x,zq-{id}-street,withheld,https://example.org/zq-{id}-url,on-request,\
             zq-{id}-notes"
        )
    };
    let table = format!(
        "{head}{},12\n{},+44 1,one,too,many\n{},\"never closed\n{}\n",
        row("kind", "zz-kind"),
        row("ragged", "group"),
        row("quote", "group"),
        row("after", "group"),
    );
    Project::bare()
        .with("content/_index.md", "---\ntitle: Home\n---\nWelcome.\n")
        .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
        .with(
            "content/resources/withheld.md",
            md("location: { address: withheld, adres_3: 1, address_1: zq-withheld-1, city: zq-withheld-city }"),
        )
        .with(
            "content/resources/asked.md",
            md("location: { address: on request, adres_3: 1, latitude: zq-asked-51.98, address_1: 'zq-asked-1' }"),
        )
        .with(
            "content/resources/misspelt.md",
            md("location: { adress: witheld, address_1: zq-misspelt-1 }"),
        )
        .with(
            "content/resources/rough.md",
            md("location: { address: Approximate, latitude: 51.987655, longitude: \"zq-rough\", city: Anytown, country: ZZZ }"),
        )
        .with(
            "content/resources/join.md",
            md("online: { publish: on-request, colour: 1, url: https://example.org/zq-join, phone: 07700 900371, \
                access_notes: zq-join-code }"),
        )
        .with(
            "content/resources/notes.md",
            "---\n{ name: Notes, colour: 1, internal_notes: zq-notes, kind: group }\n---\nText.\n",
        )
        .with(
            "content/resources/broken.md",
            md("location: { address: withheld, address_1: zq-broken-1, name: 'zq-broken-2 }\ninternal_notes: [ zq-broken-3"),
        )
        .with(
            "content/resources/room.de.md",
            md("location: { adres_3: 1, address_1: zq-translated-1, latitude: zq-translated-2 }"),
        )
        .with(
            "content/resources/list.yaml",
            "- { id: one, name: One, colour: 1, location: { address: withheld, address_1: zq-list-1 } }\n\
             - { id: two, name: Two, colour: 1, online: { publish: on-request, phone: zq-list-2 } }\n",
        )
        .settings("[comments]\nenabled = true\nemail = \"us@example.org\"")
        .with(
            "comments/nowhere/2026-01-01-waiting.md",
            "---\nstatus: pending\nemail: zq-comment-mail\nauthor: zq-comment-author\n---\nzq-comment ![zq](zq.png)\n",
        )
        .with(
            "content/stories/consent.md",
            "---\ntitle: A\nconsent: { given: maybe, contac: zq-contact-1, contact: zq-contact-2 }\n---\nText.\n",
        )
        .with("content/resources/table.csv", table)
        .with(
            "content/resources/open.csv",
            "id,name,kind,summary,address_1,phone\nopen,Open,zz-open,Seen.,zz-street,zz-phone\n",
        )
}

#[test]
fn what_must_not_be_public_is_in_no_message() {
    let project = faulty();
    let all = [
        "withheld.md",
        "asked.md",
        "misspelt.md",
        "rough.md",
        "join.md",
        "notes.md",
        "broken.md",
        "room.de.md",
        "waiting.md",
        "consent.md",
        "list.yaml",
        "table.csv",
        "open.csv",
    ];
    for format in ["human", "json", "github"] {
        let done = Command::new(env!("CARGO_BIN_EXE_waypost"))
            .current_dir(project.root())
            .args(["check", "--date", "2026-03-01", "--format", format])
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .expect("it runs");
        let told = [done.stdout, done.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        for name in all {
            assert!(
                told.contains(name),
                "{format} says nothing of {name}: {told}"
            );
        }
        for mark in ["zq-", "51.98", "07700 900371", "900371"] {
            assert!(!told.contains(mark), "{mark} in {format}: {told}");
        }
        // What can be read by all is shown where it is wrong, and the word that hides the rest too.
        assert!(
            told.contains("zz-kind") && told.contains("zz-open"),
            "{told}"
        );
        assert!(told.contains("ZZZ"), "{told}");
        if format == "human" {
            assert!(told.contains("address: withheld, adres_3: *"), "{told}");
            assert!(!told.contains("zz-street"), "{told}");
        }
    }
}

#[test]
fn documents_and_films_that_tell_of_somebody_are_named() {
    let film = b"\0\0\0\x18moov\0\0\0\x10\xa9xyz\0\x04\x15\xc7+51/";
    let project = Project::bare()
        .with("static/guide.pdf", "%PDF-1.4\n<< /Author (zq-jane) >>")
        .with("static/plain.pdf", "%PDF-1.4\n<< /Title (Guide) >>")
        .with("content/articles/a/index.md", "---\ntitle: A\n---\nText.\n")
        .with("content/articles/a/walk.mp4", film)
        .with(
            "content/articles/b/index.md",
            "---\ntitle: B\ndraft: true\n---\nText.\n",
        )
        .with("content/articles/b/walk.mp4", film);
    let told = project.make().told();
    let told: Vec<&str> = told
        .lines()
        .filter(|line| line.contains(" files/"))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("files/place content/articles/a/walk.mp4"));
    assert!(told[1].contains("files/author static/guide.pdf") && !told[1].contains("zq-jane"));
}

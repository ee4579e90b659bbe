//! The directory is written as a table that reads in again to the same listings.

use crate::project::{Project, suite};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::process::Command;
use waypost::base::cells;
use waypost::base::diag::Sink;
use waypost::base::paths::SourcePath;
use waypost::config::{self, Config};
use waypost::content::listing::Listing;
use waypost::content::{Reading, Source, read_listings};

/// The listings of a table, by id, as if nobody had typed them anywhere.
fn listings_of(name: &str, text: &str, config: &Config) -> (BTreeMap<String, Listing>, String) {
    let path = SourcePath::named(&format!("content/resources/{name}"));
    let mut sink = Sink::new();
    let entries = read_listings(
        Source { path: &path, text },
        &Reading::new(config),
        &mut sink,
    );
    let listings = entries.iter().filter_map(|entry| entry.listing()).cloned();
    let by_id = listings.map(|listing| (listing.id.clone(), listing.unplaced()));
    let told: Vec<String> = sink
        .into_sorted()
        .into_iter()
        .map(|found| format!("{} {} {:?}", found.code, found.message, found.help))
        .collect();
    (by_id.collect(), told.join("\n"))
}

fn list(project: &Project, format: &str) -> String {
    list_in(project, format, &[])
}

fn list_in(project: &Project, format: &str, others: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .current_dir(project.root())
        .args(["list", "--format", format, "--date", "2026-11-22"])
        .args(others)
        .output()
        .expect("it runs");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_example_site_comes_back_from_its_table() {
    let project = Project::example();
    let made = project.revision();
    let site = &made.making.world.site;
    let own = site
        .all()
        .filter(|(_, entry)| entry.lang == *site.config.default_lang());
    let own = own.filter_map(|(_, entry)| entry.listing()).cloned();
    let own: BTreeMap<String, Listing> = own
        .map(|listing| (listing.id.clone(), listing.unplaced()))
        .collect();
    assert!(own.len() > 10, "the example site has listings");
    for format in ["csv", "json"] {
        let text = list(&project, format);
        let (again, told) = listings_of(&format!("all.{format}"), &text, &site.config);
        for (id, listing) in &own {
            assert_eq!(Some(listing), again.get(id), "{format}: {id}\n{told}");
        }
        assert_eq!(own.len(), again.len());
        assert!(!told.contains("error"), "{told}");
    }
    let table = list(&project, "csv");
    assert!(table.starts_with("id,kind,name,"), "{}", &table[..60]);
    assert!(table.contains("\r\n"));
}

/// The pages of listings as readers see them, without where they were written.
fn pages(project: &Project) -> BTreeMap<String, String> {
    let made = project.fine();
    let names =
        ["night-line", "line", "tea", "walk"].map(|name| format!("resources/{name}/index.html"));
    let there = names.into_iter().filter(|name| made.has(name));
    there
        .map(|name| {
            (
                made.text(&name)
                    .replace("resources/line/dot.gif", "PICTURE"),
                name,
            )
        })
        .map(|(text, name)| (name, text))
        .collect()
}

#[test]
fn whole_pages_come_back_from_the_table() {
    let project = || {
        let project = Project::copy_of(&suite("round-trip")).on("2026-11-22");
        project.remove("content/resources/line/index.de.md");
        project
    };
    let first = pages(&project());
    assert_eq!(first.len(), 3);
    for format in ["csv", "json"] {
        let again = project();
        let table = list(&again, format);
        again.remove("content/resources/line/index.md");
        again.remove("content/resources/all.yaml");
        again.write(&format!("content/resources/all.{format}"), &table);
        // A link to a row names its file.
        let table = table.replace("all.yaml#walk", &format!("all.{format}#walk"));
        again.write(&format!("content/resources/all.{format}"), &table);
        for (name, text) in pages(&again) {
            assert_eq!(Some(&text), first.get(&name), "{format} {name}");
        }
        assert_eq!(list(&again, format), table, "{format}");
    }
}

#[test]
fn a_translation_is_listed_in_its_own_words_with_the_facts_of_its_original() {
    let project = Project::named("round-trip");
    let table = list_in(&project, "json", &["--lang", "de"]);
    insta::assert_snapshot!(table);
}

const NASTY: &str = "[=+@'-]?[a-zA-Zé\"'=,.;>| \n-]{1,14}[a-z]";

fn listing() -> impl Strategy<Value = Value> {
    let words = (NASTY, NASTY, NASTY, NASTY, NASTY);
    let optional = prop::collection::vec(any::<bool>(), 14);
    (words, optional, 0u8..100, 2015i64..2026, 0usize..4).prop_map(
        |((name, summary, note, by, city), has, age, year, kind)| {
            let mut map = Map::new();
            let mut put = |name: &str, value: Value| {
                map.insert(name.to_owned(), value);
            };
            put("id", json!("a"));
            put("kind", json!(["group", "helpline", "service", "book"][kind]));
            put("name", json!(name));
            put("url", json!("https://a.example/x?y=1"));
            put("publish", json!("unlisted"));
            let mut maybe = |at: usize, name: &str, value: Value| {
                if has[at] {
                    put(name, value);
                }
            };
            maybe(0, "summary", json!(summary));
            maybe(1, "audience", json!([note, "carers"]));
            maybe(2, "phone", json!([{"number": "0808 157 0123", "label": note, "note": by}]));
            maybe(3, "minimum_age", json!(age));
            maybe(4, "location", json!({"name": city, "city": city, "latitude": 51.5, "longitude": -2.25}));
            maybe(5, "verified", json!({"date": format!("{year}-02-28"), "by": by, "method": "phone", "source": note}));
            maybe(6, "cost_options", json!([{"option": note, "amount": "4.50", "currency": "GBP"}]));
            maybe(7, "what_to_expect", json!(format!("{note}\n\n- {summary}")));
            maybe(8, "safety", json!({"answered_by": by, "confidential": true, "shows_on_bill": false}));
            maybe(9, "alert", json!({"text": note, "until": "2026-12-01"}));
            maybe(10, "review_every", json!("P1Y6M"));
            maybe(11, "organization", json!({"name": by, "url": "https://b.example/"}));
            let hours = ["24/7", "Mon-Fri 09:00-17:00; Sat closed", "by-appointment", "Sun 22:00-02:00"][kind];
            maybe(12, "chat", json!([{"url": "https://a.example/chat", "hours": hours}]));
            maybe(13, "online", json!({"phone": format!("Ring 0808 157 0123 ext {year} {by}"), "access_notes": note}));
            Value::Object(map)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn any_listing_comes_back(typed in listing()) {
        let settings = "title = \"T\"\nbase_url = \"https://t.example\"\nexample = true\ncountry = \"GB\"\n";
        let config = config::read(settings, &SourcePath::named("waypost.toml"), &mut Sink::new());
        let text = Value::Array(vec![typed]).to_string();
        let (first, _) = listings_of("all.json", &text, &config);
        prop_assume!(!first.is_empty());
        let columns = first["a"].columns();
        let headers: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let row = columns.iter().map(|(_, value)| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        let table = cells::csv(&[headers, row.collect()]);
        let (again, told) = listings_of("all.csv", &table, &config);
        prop_assert_eq!(first.get("a"), again.get("a"), "{}\n{}", table, told);
        let object: Map<String, Value> =
            columns.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let text = Value::Array(vec![Value::Object(object)]).to_string();
        let (again, told) = listings_of("all.json", &text, &config);
        prop_assert_eq!(first.get("a"), again.get("a"), "{}\n{}", text, told);
    }
}

/// What others may know of a listing. Who runs it comes back by name.
fn public(listing: Listing, description: &str) -> Listing {
    let mut listing = listing.unplaced();
    listing.organization = None;
    if let Some(verified) = &mut listing.verified {
        verified.by = None;
        verified.source = None;
    }
    if listing.summary.is_none() && !description.is_empty() {
        listing.summary = Some(description.to_owned());
    }
    listing
}

#[test]
fn the_table_that_readers_download_comes_back() {
    let formula = "---\nkind: book\nname: \"=HYPERLINK(\\\"x\\\")\"\nsummary: \"+1 for tea, \\\"or\\\" @home\"\nauthors: [\"-A\"]\n\
        year: 2020\nurl: https://a.example/\ntopics: [Grief]\nx_secret: zq-ours\n---\n";
    let abroad = "---\nkind: helpline\nname: Far Line\nphone: \"+49 30 123456\"\nareas: GB\ntopics: [Grief]\nhours: 24/7\n\
        languages: [de]\ncost: free\nverified: { date: 2026-11-01, by: Zed Zedson, source: a friend of Zed }\n\
        internal_notes: zq-notes\n---\nThe text of the far line.\n";
    let project = Project::example()
        .with("content/resources/formula.md", formula)
        .with("content/resources/far.md", abroad);
    let made = project.fine();
    let site = &made.revision.making.world.site;
    for (path, lang) in [
        ("resources/directory.csv", "en-GB"),
        ("ar/resources/directory.csv", "ar"),
    ] {
        let text = made.text(path);
        let text = text.strip_prefix('\u{feff}').expect("a mark for Excel");
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("id,kind,name,alternate_name,summary,")
                && first.ends_with(",x_page,x_freshness"),
            "{first}"
        );
        assert!(text.contains(&format!("{first}\r\n")) && text.ends_with("\r\n"));
        for word in ["Zed", "zq-", "x_secret", "listings volunteer"] {
            assert!(!text.contains(word), "{path} {word}");
        }
        // As a browser saves it.
        let (again, told) = listings_of("directory.csv", made.text(path), &site.config);
        assert_eq!(told, "", "{path}");
        let own = site.exported().map(|id| {
            let lang = waypost::base::lang::Lang::parse(lang).expect("a tag");
            let id = site.translated(id, &lang);
            let entry = site.entry(id);
            let listing = entry.listing().expect("a listing").clone();
            public(listing, &made.revision.making.world.description(id))
        });
        let own: BTreeMap<String, Listing> = own.map(|own| (own.id.clone(), own)).collect();
        assert_eq!(own.len(), again.len());
        for (id, listing) in again {
            let by = listing.organization.clone();
            assert_eq!(Some(&public(listing, "")), own.get(&id), "{path} {id}");
            let original = site.listing(&id, site.config.default_lang());
            let original = original.and_then(|id| site.entry(id).listing());
            let is_run = original.is_some_and(|listing| listing.organization.is_some());
            assert_eq!(by.is_some(), is_run, "{id}");
        }
    }
    let rows = csv::Reader::from_reader(made.text("resources/directory.csv").as_bytes());
    for row in rows.into_records() {
        for cell in &row.expect("a row") {
            assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
        }
    }
    let text = made.text("resources/directory.csv");
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""));
    assert!(text.contains("'+49 30 123456"));
    assert!(text.contains("https://sidedoor.example/resources/kettle-table/,fresh"));
    assert!(
        made.text("resources/index.html")
            .contains("href=\"/resources/directory.csv\" download")
    );
}

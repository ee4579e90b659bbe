//! The HSDS files: they conform to the schemas of the specification, say what the listings say and no
//! more, and have ids that stay.

use crate::fixtures::{county, fixtures};
use crate::project::{Made, Project, unpacked};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use waypost::outputs::{Omission, Omissions};

const ROOT: &str = "api/hsds/";

fn schemas() -> Option<Schemas> {
    Some(Schemas(fixtures("hsds-3.0")?.join("schema")))
}

/// The schemas of the specification, each read once.
struct Schemas(PathBuf);

impl Schemas {
    fn read(&self, name: &str) -> jsonschema::Validator {
        let text = std::fs::read(self.0.join(name)).expect("a schema");
        let mut schema: Value = serde_json::from_slice(&text).expect("JSON");
        if name.ends_with(".part.json") {
            drop_references(&mut schema);
        }
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .build(&schema)
            .expect("a schema")
    }

    /// Every file of a site against its schema: how many there are, and what is wrong.
    fn check(&self, made: &Made) -> (BTreeMap<&'static str, usize>, Vec<String>) {
        let mut counts = BTreeMap::new();
        let mut wrong = Vec::new();
        for (list, one, listed) in LISTS {
            let (one, listed) = (self.read(one), self.read(listed));
            for (path, value) in files(made) {
                let Some(rest) = path.strip_prefix(ROOT).and_then(|p| p.strip_prefix(list)) else {
                    continue;
                };
                let checked = match rest == ".json" || rest.starts_with("/page-") {
                    true => page_faults(&value, &listed),
                    false if rest.starts_with('/') => faults(&value, &one),
                    false => continue,
                };
                *counts.entry(list).or_default() += 1;
                wrong.extend(checked.into_iter().map(|fault| format!("{path}: {fault}")));
            }
        }
        (counts, wrong)
    }
}

/// Each list with the schemas of an object's file and of an object in the list.
const LISTS: [(&str, &str, &str); 5] = [
    ("services", "service.json", "service_list.json"),
    (
        "organizations",
        "organization.json",
        "organization_list.json",
    ),
    ("taxonomies", "taxonomy.part.json", "taxonomy.part.json"),
    (
        "taxonomy_terms",
        "taxonomy_term.part.json",
        "taxonomy_term.part.json",
    ),
    (
        "service_at_locations",
        "service_at_location.json",
        "service_at_location_list.json",
    ),
];

/// Parts of the specification refer to others by name; those are checked where they are whole.
fn drop_references(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.remove("$ref");
            fields.values_mut().for_each(drop_references);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_references),
        _ => {}
    }
}

fn faults(value: &Value, schema: &jsonschema::Validator) -> Vec<String> {
    let errors = schema.iter_errors(value);
    errors
        .map(|error| format!("{} {error}", error.instance_path()))
        .collect()
}

fn page_faults(page: &Value, schema: &jsonschema::Validator) -> Vec<String> {
    let names: Vec<&String> = page.as_object().expect("a page").keys().collect();
    assert_eq!(
        names,
        [
            "total_items",
            "total_pages",
            "page_number",
            "size",
            "first_page",
            "last_page",
            "empty",
            "contents"
        ]
    );
    let contents = page["contents"].as_array().expect("a list");
    assert_eq!(page["size"], contents.len());
    assert_eq!(page["empty"], contents.is_empty());
    contents
        .iter()
        .flat_map(|one| faults(one, schema))
        .collect()
}

/// The JSON files of a site.
fn files(made: &Made) -> BTreeMap<&str, Value> {
    let paths = made.paths(".json").into_iter();
    paths
        .filter(|path| path.starts_with(ROOT))
        .map(|path| {
            let value = serde_json::from_slice(&made.outputs[path]).expect("JSON");
            (path, value)
        })
        .collect()
}

fn fine(name: &str, made: &Made, schemas: &Schemas) -> BTreeMap<&'static str, usize> {
    let (counts, wrong) = schemas.check(made);
    let total: usize = counts.values().sum();
    println!(
        "{name}: {total} files against their schemas, {} errors: {counts:?}",
        wrong.len()
    );
    assert_eq!(wrong, Vec::<String>::new());
    // The entrance has no schema.
    assert_eq!(total + 1, files(made).len());
    counts
}

#[test]
fn the_files_of_the_example_site_conform_to_the_schemas() {
    let Some(schemas) = schemas() else { return };
    let made = Project::example().make();
    let counts = fine("the example site", &made, &schemas);
    assert!(counts["services"] > 10, "{counts:?}");
    package_is_whole(&made);
}

#[test]
fn the_files_of_a_county_conform_to_the_schemas() {
    let (Some(schemas), Some(folder)) = (schemas(), fixtures("ohana")) else {
        return;
    };
    let made = county(&folder).make();
    let counts = fine("a county", &made, &schemas);
    assert!(counts["services"] > 20, "{counts:?}");
    package_is_whole(&made);
}

#[test]
fn every_field_has_a_name_that_the_specification_knows() {
    let Some(schemas) = schemas() else { return };
    let made = Project::named("hsds").make();
    let mut unknown = BTreeSet::new();
    for (list, one, listed) in LISTS {
        let schema = |name: &str| -> Value {
            let text = std::fs::read(schemas.0.join(name)).expect("a schema");
            serde_json::from_slice(&text).expect("JSON")
        };
        let (one, listed) = (schema(one), schema(listed));
        for (path, value) in files(&made) {
            let rest = path.strip_prefix(ROOT).and_then(|p| p.strip_prefix(list));
            match rest {
                Some(".json") => {
                    let contents = value["contents"].as_array().expect("a list");
                    contents
                        .iter()
                        .for_each(|one| strangers(one, &listed, list, &mut unknown));
                }
                Some(rest) if rest.starts_with('/') => strangers(&value, &one, list, &mut unknown),
                _ => {}
            }
        }
    }
    // The example of the specification has the services of an organization; its schema forgets them.
    unknown.remove("organizations.services");
    assert_eq!(unknown, BTreeSet::new());
}

/// The fields that a schema doesn't know. It allows them, so that a misspelt one would pass.
fn strangers(value: &Value, schema: &Value, path: &str, unknown: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let Some(known) = schema.get("properties") else {
                return;
            };
            for (name, value) in fields {
                let path = format!("{path}.{name}");
                match known.get(name) {
                    Some(schema) => strangers(value, schema, &path, unknown),
                    None => {
                        unknown.insert(path);
                    }
                }
            }
        }
        Value::Array(items) => {
            let none = Value::Null;
            let schema = schema.get("items").unwrap_or(&none);
            items
                .iter()
                .for_each(|item| strangers(item, schema, path, unknown));
        }
        _ => {}
    }
}

type Mutation = (&'static str, fn(&mut Map<String, Value>));

const MUTATIONS: [Mutation; 9] = [
    ("no id", |service| {
        service.remove("id");
    }),
    ("no UUID", |service| {
        service.insert("id".into(), "night-line".into());
    }),
    ("no name", |service| {
        service.remove("name");
    }),
    ("a status with a hyphen", |service| {
        service.insert("status".into(), "temporarily-closed".into());
    }),
    ("an age as text", |service| {
        service.insert("minimum_age".into(), "18".into());
    }),
    ("a web page without https", |service| {
        service.insert("url".into(), "night line example".into());
    }),
    ("a zone by name", |service| {
        service["schedules"][0]["timezone"] = "Europe/London".into();
    }),
    ("a rule of days", |service| {
        service["schedules"][0]["freq"] = "DAILY".into();
    }),
    ("an address without a code", |service| {
        let place = &mut service["service_at_locations"][0]["location"];
        let address = place["addresses"][0].as_object_mut().expect("an address");
        address.remove("postal_code");
    }),
];

#[test]
fn a_file_that_is_changed_no_longer_conforms() {
    let Some(schemas) = schemas() else { return };
    let made = Project::named("hsds").make();
    let service = service(&made, "Whole House");
    let schema = schemas.read("service.json");
    assert_eq!(faults(&service, &schema), Vec::<String>::new());
    for (name, change) in MUTATIONS {
        let mut changed = service.clone();
        change(changed.as_object_mut().expect("a service"));
        assert_ne!(faults(&changed, &schema), Vec::<String>::new(), "{name}");
    }
}

/// The file of a service by its name.
fn service(made: &Made, name: &str) -> Value {
    let found = files(made)
        .into_iter()
        .find(|(path, value)| path.starts_with("api/hsds/services/") && value["name"] == name);
    found.expect("a service").1
}

#[test]
fn files_say_what_listings_say() {
    let made = Project::named("hsds").make();
    let paths = made
        .paths("")
        .into_iter()
        .filter(|path| path.starts_with(ROOT));
    let mut report = String::new();
    let ids = names(&made);
    for path in paths.filter(|path| path.ends_with(".json")) {
        let value: Value = serde_json::from_slice(&made.outputs[path]).expect("JSON");
        let text = serde_json::to_string_pretty(&value).expect("JSON");
        report.push_str(&format!("=== {path}\n{text}\n"));
    }
    // A number for each id, so that one can see who refers to whom.
    for (at, id) in ids.iter().enumerate() {
        report = report.replace(id, &format!("#{at}"));
    }
    insta::assert_snapshot!(report);
}

/// All ids in the order in which they come.
fn names(made: &Made) -> Vec<String> {
    let mut found = Vec::new();
    for (_, value) in files(made) {
        ids_in(&value, &mut found);
    }
    found
}

fn ids_in(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(id)) = fields.get("id")
                && !found.contains(id)
            {
                found.push(id.clone());
            }
            fields.values().for_each(|value| ids_in(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| ids_in(value, found)),
        _ => {}
    }
}

#[test]
fn ids_stay() {
    let project = Project::named("hsds");
    let before = project.make();
    assert_eq!(names(&before), names(&project.make()), "over two builds");
    let later = Project::named("hsds").on("2026-07-01").make();
    let of = |made: &Made| service(made, "Whole House")["id"].clone();
    assert_eq!(of(&before), of(&later), "on another day");
    let path = "content/resources/whole-house.md";
    let text = std::fs::read_to_string(project.root().join(path)).expect("a listing");
    project.remove(path);
    let renamed = text.replacen("---\n", "---\naliases: [whole-house]\n", 1);
    project.write("content/resources/the-house.md", renamed);
    assert_eq!(of(&before), of(&project.make()), "over a rename");
    let elsewhere = Project::named("hsds")
        .base_url("https://other.example")
        .make();
    assert_ne!(of(&before), of(&elsewhere), "another site has others");
}

#[test]
fn the_report_says_what_is_left_out() {
    let made = Project::named("hsds").make();
    let omissions = Omissions::of(&made.revision.making.world.site);
    let report: String = omissions
        .0
        .iter()
        .map(|(id, omission)| format!("{id}: {omission:?}\n"))
        .collect();
    insta::assert_snapshot!(report);
    assert_eq!(omissions.count(|one| *one == Omission::Rule), 1);
    let off = Project::named("hsds")
        .settings("[exports]\nhsds = false")
        .make();
    assert!(!off.has("api/hsds/index.json"));
    assert_eq!(
        Omissions::of(&off.revision.making.world.site),
        Omissions::default()
    );
}

/// The tables of the archive by file.
fn tables(made: &Made) -> BTreeMap<String, Vec<u8>> {
    unpacked(&made.outputs["api/hsds/hsds.zip"])
}

/// Every key leads to a row, what must be there is there, and ids are told once.
fn package_is_whole(made: &Made) {
    let tables = tables(made);
    let package: Value = serde_json::from_slice(&tables["datapackage.json"]).expect("JSON");
    let resources = package["resources"].as_array().expect("tables");
    assert_eq!(resources.len() + 1, tables.len());
    let mut rows: BTreeMap<&str, Vec<BTreeMap<String, String>>> = BTreeMap::new();
    for resource in resources {
        let file = resource["path"].as_str().expect("a path");
        let mut csv = csv::Reader::from_reader(&tables[file][..]);
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names: Vec<&Value> = fields.iter().map(|field| &field["name"]).collect();
        assert_eq!(
            names,
            csv.headers().expect("headers").iter().collect::<Vec<_>>()
        );
        let read: Vec<BTreeMap<String, String>> =
            csv.deserialize().map(|row| row.expect("a row")).collect();
        for field in fields {
            let name = field["name"].as_str().expect("a name");
            if field["constraints"]["required"] == true {
                assert!(
                    read.iter().all(|row| !row[name].is_empty()),
                    "{file} {name}"
                );
            }
        }
        let ids: BTreeSet<&String> = read.iter().map(|row| &row["id"]).collect();
        assert_eq!(ids.len(), read.len(), "{file}");
        rows.insert(resource["name"].as_str().expect("a name"), read);
    }
    for resource in resources {
        let own = &rows[resource["name"].as_str().expect("a name")];
        for key in resource["schema"]["foreignKeys"].as_array().expect("keys") {
            let field = key["fields"].as_str().expect("a field");
            let other = &rows[key["reference"]["resource"].as_str().expect("a table")];
            let ids: BTreeSet<&String> = other.iter().map(|row| &row["id"]).collect();
            for row in own.iter().filter(|row| !row[field].is_empty()) {
                assert!(ids.contains(&row[field]), "{field} of {row:?}");
            }
        }
    }
    let links: BTreeSet<&String> = rows["service"].iter().map(|row| &row["id"]).collect();
    assert!(
        rows["attribute"]
            .iter()
            .all(|row| links.contains(&row["link_id"]))
    );
}

#[test]
fn the_tables_say_the_same_as_the_files() {
    let made = Project::named("hsds").make();
    package_is_whole(&made);
    let again = Project::named("hsds").make();
    assert_eq!(
        made.outputs["api/hsds/hsds.zip"],
        again.outputs["api/hsds/hsds.zip"]
    );
    let mut report = String::new();
    for (name, bytes) in tables(&made) {
        let text = String::from_utf8(bytes).expect("text");
        report.push_str(&format!("=== {name}\n{text}"));
    }
    for (at, id) in names(&made).iter().enumerate() {
        report = report.replace(id, &format!("#{at}"));
    }
    insta::assert_snapshot!(report);
}

#[test]
fn a_name_is_a_description_only_where_the_specification_asks_for_one() {
    let made = Project::bare()
        .with(
            "content/resources/_index.md",
            "---\ntitle: Help\nkind: listings\n---\n",
        )
        .with(
            "content/resources/line.md",
            "---\nkind: helpline\nname: Line\nphone: 0808 157 0123\nareas: GB\ntopics: [Grief]\nhours: 24/7\n\
             languages: [en]\ncost: free\norganization: { name: Tea House }\nverified: { date: 2026-02-01 }\n---\n",
        )
        .make();
    let mut repeated = BTreeSet::new();
    for (path, value) in files(&made) {
        let list = path
            .strip_prefix(ROOT)
            .and_then(|rest| rest.split(['/', '.']).next());
        repeating(list.unwrap_or_default(), &value, &mut repeated);
    }
    let asked = [
        "organization",
        "organizations",
        "taxonomies",
        "taxonomy_detail",
        "taxonomy_term",
        "taxonomy_terms",
    ];
    assert_eq!(repeated, BTreeSet::from(asked.map(str::to_owned)));
}

/// The fields whose objects have their name for a description.
fn repeating(field: &str, value: &Value, found: &mut BTreeSet<String>) {
    if value["name"].is_string() && value["name"] == value["description"] {
        found.insert(field.to_owned());
    }
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = if name == "contents" { field } else { name };
                repeating(name, value, found);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| repeating(field, one, found)),
        _ => {}
    }
}

#[test]
fn pages_of_others_may_read_it_and_its_folder_answers() {
    let made = Project::named("hsds")
        .base_url("https://example.org/sub")
        .make();
    let open = "  Access-Control-Allow-Origin: *\n";
    let headers = made.text("_headers");
    for address in [
        "api/hsds/*",
        "meetings.json",
        "resources/directory.csv",
        "calendar.ics",
    ] {
        let file = address
            .strip_suffix('*')
            .map_or_else(|| address.to_owned(), |at| format!("{at}index.json"));
        let wanted = format!("\n/sub/{address}\n{open}");
        assert_eq!(
            headers.contains(&wanted),
            made.has(&file),
            "{address}: {headers}"
        );
    }
    assert!(headers.contains("/sub/api/hsds/*") && headers.contains("directory.csv"));
    assert!(!headers.contains(&format!("/sub/*\n{open}")), "{headers}");
    assert_eq!(
        made.text("_redirects"),
        "/sub/api/hsds/ /sub/api/hsds/index.json 200\n"
    );
    let made = Project::named("hsds")
        .settings("[exports]\nothers = false")
        .make();
    assert!(!made.text("_headers").contains("Access-Control"));
    assert!(!made.has("_redirects"));
}

#[test]
fn hosts_read_all_rules_however_many_directories_there_are() {
    let rules = |directories: usize| {
        let project = Project::bare().base_url("https://example.org/sub");
        for at in 0..directories {
            project.write(
                &format!("content/d{at}/_index.md"),
                format!("---\ntitle: D{at}\nkind: listings\n---\n"),
            );
            project.write(
                &format!("content/d{at}/lines.csv"),
                format!(
                    "id,name,kind,summary,phone,areas,topics,hours,languages,cost,verified\n\
                     l{at},Line {at},helpline,A line.,0808 157 0{at:03},GB,Grief,unknown,en,free,2026-02-01\n"
                ),
            );
        }
        let made = project.make();
        let headers = made.text("_headers").to_owned();
        let rules = headers.lines().filter(|line| line.starts_with('/'));
        rules.map(str::to_owned).collect::<Vec<_>>()
    };
    let few = rules(3);
    assert!(few.contains(&"/sub/d2/directory.csv".to_owned()), "{few:?}");
    assert!(!few.iter().any(|rule| rule.contains("/*/")), "{few:?}");
    let many = rules(60);
    assert!(many.len() <= 100, "{}", many.len());
    for name in ["directory.csv", "changes.xml"] {
        let of_name = many.iter().filter(|rule| rule.ends_with(name));
        assert_eq!(of_name.collect::<Vec<_>>(), [&format!("/sub/*/{name}")]);
    }
}

#[test]
fn long_lists_have_pages() {
    let mut project = Project::bare().with(
        "content/resources/_index.md",
        "---\ntitle: Help\nkind: listings\n---\n",
    );
    let rows: String = (0..120)
        .map(|at| {
            format!("l{at},Line {at},helpline,A line.,0808 157 0{at:03},GB,Grief,unknown,en,free,2026-02-01\n")
        })
        .collect();
    let head = "id,name,kind,summary,phone,areas,topics,hours,languages,cost,verified\n";
    project = project.with("content/resources/lines.csv", format!("{head}{rows}"));
    let made = project.make();
    let page = |path: &str| -> Value { serde_json::from_slice(&made.outputs[path]).expect("JSON") };
    let last = page("api/hsds/services/page-3.json");
    assert_eq!(last["total_items"], 120);
    assert_eq!(last["total_pages"], 3);
    assert_eq!(last["page_number"], 3);
    assert_eq!(last["size"], 20);
    assert_eq!(last["first_page"], false);
    assert_eq!(last["last_page"], true);
    assert!(!made.has("api/hsds/services/page-4.json"));
    assert_eq!(page("api/hsds/services.json")["first_page"], true);
    let empty = page("api/hsds/organizations.json");
    assert_eq!(
        (&empty["empty"], &empty["total_items"]),
        (&true.into(), &0.into())
    );
}

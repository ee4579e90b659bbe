//! What folders and files are: kinds, sections in sections, orders, the pages of lists, front matter.

use crate::project::Project;

#[test]
fn folders_say_what_they_hold_and_an_index_says_otherwise() {
    let made = Project::named("kinds").make();
    // Its `resources` hold pages, so nobody reads the table in it.
    assert_eq!(made.codes(), ["content/table"], "{}", made.told());
    insta::assert_snapshot!(made.pages());
}

#[test]
fn sections_are_sorted_as_their_index_says() {
    let made = Project::named("orders").fine();
    let lists: Vec<&str> = made
        .paths("/index.html")
        .into_iter()
        .filter(|path| path.matches('/').count() == 1)
        .map(|path| made.text(path))
        .collect();
    insta::assert_snapshot!(lists.join("\n"));
    let home: Vec<&str> = lines(made.text("index.html"), "+ ").collect();
    let by_weight = ["by-weight-desc", "by-weight", "by-title-desc", "by-title"];
    let first: Vec<String> = by_weight
        .iter()
        .map(|name| format!("/{name}/ \"{name}\" articles 4"))
        .collect();
    assert_eq!(home[..4], first[..], "sections stand by weight");
}

fn lines<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines()
        .filter_map(move |line| line.strip_prefix(start))
}

#[test]
fn long_lists_have_pages() {
    let made = Project::named("pages").fine();
    let pages: Vec<String> = made
        .paths("/index.html")
        .into_iter()
        .filter(|path| made.text(path).starts_with("section"))
        .map(|path| format!("=== {path}\n{}", made.text(path)))
        .collect();
    insta::assert_snapshot!(pages.join("\n"));
    assert!(
        !made.has("articles/page/1/index.html"),
        "the first is the section"
    );
    assert!(!made.has("articles/page/4/index.html"));
}

#[test]
fn a_section_without_entries_is_still_a_page() {
    let made = Project::plain()
        .with(
            "content/articles/_index.md",
            "---\ntitle: Soon\npage_size: 2\n---\n",
        )
        .fine();
    assert!(
        made.text("articles/index.html")
            .contains("page 1 of 1, 0 in all, before -, after -")
    );
}

#[test]
fn yaml_and_toml_say_the_same() {
    let made = Project::named("front").fine();
    let value = |name: &str| {
        let world = &made.revision.making.world;
        let id = world.site.by_id(name).expect("an entry");
        let mut value = serde_json::to_value(world.summary(id).value()).expect("JSON");
        let fields = value.as_object_mut().expect("a map");
        for own in ["id", "url", "permalink", "source"] {
            assert!(fields.remove(own).is_some());
        }
        let front = &world.site.entry(id).front;
        let rest = (
            front.publish_date,
            front.expiry_date,
            front.toc,
            front.aliases.len(),
        );
        (value, rest)
    };
    assert_eq!(value("yaml.md"), value("toml.md"));
    insta::assert_snapshot!(format!("{:#}", value("toml.md").0));
}

#[test]
fn a_file_in_another_kind_of_folder_is_another_kind_of_entry() {
    let project = Project::plain().with("content/notes/one.md", "---\ntitle: One\n---\n");
    assert!(
        project
            .fine()
            .text("notes/one/index.html")
            .starts_with("page")
    );
    project.write(
        "content/notes/_index.md",
        "---\ntitle: Notes\nkind: articles\n---\n",
    );
    assert!(
        project
            .fine()
            .text("notes/one/index.html")
            .starts_with("article")
    );
}

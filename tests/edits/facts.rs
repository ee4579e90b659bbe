//! For every kind of fact an edit that only this kind tells of. A trace that leaves it out must make
//! the comparison fail, or the comparison would be worth nothing.

use crate::project::Project;
use crate::text;

/// A kind of fact, and an edit that it tells of.
pub type Case = (&'static str, fn(&mut Project));

fn line(project: &mut Project, path: &str, key: &str, line: &str) {
    let text = project.text(path).expect("a text of the suite");
    let text = text::with_field(text, key, line);
    project.write(path, text);
}

fn mark(project: &mut Project, path: &str) {
    let text = project.text(path).expect("a text of the suite");
    let text = text::with_mark(text, 7).expect("a mark");
    project.write(path, text);
}

/// A text that is an article, a listing or a section, whatever is wanted there.
fn new_entry(project: &mut Project, path: &str) {
    let listing = "kind: helpline\nname: New\nphone: \"0808 157 0177\"\nareas: GB\ntopics: [Sleep]\nhours: unknown\nlanguages: [en]\ncost: free\nverified: { date: 2026-01-05 }";
    let front = match path.contains("resources/") {
        true => listing,
        false => "title: New",
    };
    project.write(path, format!("---\n{front}\n---\nNew.\n"));
}

/// Every kind, in the order of the program's list.
pub const CASES: [Case; 53] = [
    ("Site", |project| {
        project.set(0, 1);
    }),
    ("ThemeOption", |project| {
        project.set(7, 1);
    }),
    ("Words", |project| mark(project, "i18n/en.toml")),
    ("Templates", |project| mark(project, "templates/bare.html")),
    ("Shape", |project| {
        line(project, "content/about.md", "template", "template: wide");
    }),
    ("DateLang", |project| {
        project.set(4, 1);
    }),
    ("Asset", |project| mark(project, "assets/extra.css")),
    ("AssetText", |project| mark(project, "assets/extra.css")),
    ("Page", |project| {
        line(project, "content/about.md", "title", "title: Us");
    }),
    ("Body", |project| {
        let text = text::with_word(project.text("content/about.md").expect("a text"), 1);
        project.write("content/about.md", text);
    }),
    ("Summary", |project| {
        line(project, "content/articles/a2.md", "title", "title: Two");
    }),
    ("Listing", |project| {
        let path = "content/resources/night-line.md";
        line(project, path, "phone", "phone: \"0808 157 0199\"");
    }),
    ("List", |project| {
        line(project, "content/articles/a7.md", "title", "title: Seven");
    }),
    ("Children", |project| {
        let path = "content/asks/deep/_index.md";
        line(project, path, "title", "title: Deepest");
    }),
    ("Entries", |project| {
        line(project, "content/articles/a7.md", "title", "title: Seven");
    }),
    ("Count", |project| {
        new_entry(project, "content/articles/b.md")
    }),
    ("Groups", |project| {
        new_entry(project, "content/resources/b.md")
    }),
    ("Upcoming", |project| {
        let path = "content/resources/more.yaml";
        assert!(project.replace(path, "Tuesdays", "Sundays"));
    }),
    ("Month", |project| {
        let path = "content/resources/more.yaml";
        assert!(project.replace(path, "Cold Swim", "Warm Swim"));
    }),
    ("Months", |project| {
        let path = "content/resources/more.yaml";
        assert!(project.replace(path, "Tuesdays", "Sundays"));
    }),
    ("PastEvents", |project| {
        let path = "content/resources/more.yaml";
        assert!(project.replace(path, "Winter Fair", "Winter Fete"));
    }),
    ("Sheet", |project| {
        let path = "content/resources/groups.csv";
        assert!(project.replace(path, "A walk.", "A stroll."));
    }),
    ("Section", |project| {
        line(
            project,
            "content/articles/_index.md",
            "title",
            "title: Ours",
        );
    }),
    ("Sections", |project| {
        line(
            project,
            "content/articles/_index.md",
            "title",
            "title: Ours",
        );
    }),
    ("HasSection", |project| {
        new_entry(project, "content/stories/_index.md");
    }),
    ("Terms", |project| {
        line(project, "content/articles/a2.md", "topics", "topics: [New]");
    }),
    ("Grouping", |project| {
        let text = project.text("i18n/en.toml").expect("a text of the suite");
        let text = format!("{text}\n[taxonomies]\ntopics = \"Themes\"\n");
        project.write("i18n/en.toml", text);
    }),
    ("Choices", |project| {
        line(
            project,
            "content/resources/book.md",
            "topics",
            "topics: [Walking]",
        );
    }),
    ("Menu", |project| {
        project.set(8, 1);
    }),
    ("Breadcrumbs", |project| {
        line(project, "content/_index.md", "title", "title: Haven");
    }),
    ("Neighbours", |project| {
        line(project, "content/articles/a0.md", "title", "title: Nought");
    }),
    ("Backlinks", |project| {
        line(project, "content/articles/a2.md", "title", "title: Two");
    }),
    ("Related", |project| {
        line(project, "content/articles/a7.md", "title", "title: Seven");
    }),
    ("Translations", |project| {
        line(project, "content/articles/a4.ar.md", "title", "title: مشي");
    }),
    ("Crisis", |project| {
        project.set(12, 1);
    }),
    ("Comments", |project| {
        let path = "comments/asks/crisis/2026-01-20-sam.md";
        assert!(project.replace(path, "mark-0", "mark-1"));
    }),
    ("Place", |project| {
        line(project, "content/about.md", "slug", "slug: us");
    }),
    ("OwnUrl", |project| {
        project.set(12, 4);
    }),
    ("Url", |project| {
        line(
            project,
            "content/resources/night-line.md",
            "slug",
            "slug: other",
        );
    }),
    ("Image", |project| {
        project.write("content/articles/a8/pier.png", text::picture(1));
    }),
    ("Picture", |project| {
        project.write("static/wave.png", text::picture(3));
    }),
    ("Number", |project| {
        let path = "content/resources/night-line.md";
        line(project, path, "name", "name: Dawn Line");
    }),
    ("Data", |project| mark(project, "data/team.csv")),
    ("Feed", |project| {
        line(
            project,
            "content/articles/a7.md",
            "updated",
            "updated: 2026-01-30",
        );
    }),
    ("Record", |project| {
        let path = "content/resources/night-line.md";
        line(project, path, "phone", "phone: \"0808 157 0188\"");
    }),
    ("Share", |project| {
        let path = "content/resources/groups.csv";
        assert!(project.replace(path, "Hall Tea", "Hall Teas"));
    }),
    ("Catalogue", |project| {
        let path = "content/resources/night-line.md";
        line(project, path, "cost", "cost: paid");
    }),
    ("Dates", |project| {
        let path = "content/resources/groups.csv";
        assert!(project.replace(path, "Tuesdays", "Fridays"));
    }),
    ("Exports", |project| {
        let off = "[feeds]\nitems = 5\n[exports]\ncalendars = false";
        assert!(project.replace("waypost.toml", "[feeds]\nitems = 5", off));
    }),
    ("Ground", |project| {
        line(
            project,
            "content/articles/a7.md",
            "updated",
            "updated: 2026-01-30",
        );
    }),
    ("Policy", |project| {
        project.write("assets/more.js", "fetch(\"https://pictures.example/1\")");
    }),
    ("Origin", |project| {
        project.set(6, 1);
    }),
    ("Today", |project| {
        project.set_day(1);
    }),
];

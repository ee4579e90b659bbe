//! Comments: files that somebody approves, below the articles that they are about.

use crate::project::{Made, Project};

const ARTICLE: &str = "---\ntitle: First meeting\ndate: 2026-02-01\n---\nCome in.\n";

fn project() -> Project {
    Project::bare()
        .settings("[comments]\nenabled = true\nemail = \"us@example.org\"\nurl = \"https://forms.example/a?b=1&c=2\"")
        .with("content/articles/first-meeting.md", ARTICLE)
}

fn comment(project: Project, name: &str, front: &str, text: &str) -> Project {
    let path = format!("comments/articles/first-meeting/{name}.md");
    project.with(&path, format!("---\n{front}\n---\n{text}\n"))
}

fn page(made: &Made) -> &str {
    made.text("articles/first-meeting/index.html")
}

/// The comments of a page, without what stands around them.
fn talk(made: &Made) -> &str {
    let page = page(made);
    let start = page.find("<section class=\"comments\"").expect("comments");
    let end = page[start..].find("</section>").expect("an end");
    &page[start..start + end]
}

#[test]
fn a_page_shows_what_was_approved_and_how_to_answer() {
    let project = comment(
        project(),
        "2026-02-03-robin",
        "status: approved\nauthor: Robin <b>",
        "# Thank *you*\n\n<script>alert(1)</script> [mine](https://a.example/?utm_source=x)",
    );
    let project = comment(
        project,
        "2026-02-05-cy",
        "status: approved\nauthor: Cy\nreply_to: 2026-02-04-bo",
        "And you.",
    );
    let project = comment(
        project,
        "2026-02-04-bo",
        "status: approved\nreply_to: 2026-02-03-robin",
        "Same here.",
    );
    let project = comment(
        project,
        "2026-02-06-di",
        "status: approved\nauthor: zq-di\nwithdrawn: 2026-02-07",
        "zq-taken-back",
    );
    let project = comment(
        project,
        "2026-02-07-ed",
        "status: pending\nauthor: zq-ed",
        "zq-waits",
    );
    let project = comment(project, "2026-02-08-fi", "status: rejected", "zq-refused");
    let made = project.fine();
    insta::assert_snapshot!(talk(&made));
    assert!(!page(&made).contains("zq-"));
}

#[test]
fn only_a_preview_shows_what_waits() {
    let mut project = comment(
        project(),
        "2026-02-07-ed",
        "status: pending\nauthor: Ed",
        "I wait.",
    );
    project.options.preview = true;
    let made = project.fine();
    assert!(talk(&made).contains("I wait.") && talk(&made).contains("class=\"banner\""));
    project.options.preview = false;
    assert!(!page(&project.fine()).contains("I wait."));
}

#[test]
fn comments_are_off_unless_the_site_says_otherwise() {
    let project = Project::bare().with("content/articles/first-meeting.md", ARTICLE);
    let project = comment(
        project,
        "2026-02-03-robin",
        "status: approved",
        "Thank you.",
    );
    let made = project.fine();
    assert!(!page(&made).contains("Thank you.") && !page(&made).contains("class=\"comments\""));
}

#[test]
fn an_article_and_the_calendar_close_them() {
    let closed = |line: &str, closing: &str| {
        let project = Project::bare()
            .settings("[comments]\nenabled = true\nemail = \"us@example.org\"")
            .settings(closing)
            .with(
                "content/articles/first-meeting.md",
                ARTICLE.replace("date:", line),
            );
        let project = comment(
            project,
            "2026-02-03-robin",
            "status: approved",
            "Thank you.",
        );
        let made = project.fine();
        let page = page(&made);
        let word = |mark: &str| page.contains(mark);
        (
            word("Thank you."),
            word("mailto:us@example.org"),
            word("Comments closed on"),
        )
    };
    assert_eq!(closed("date:", ""), (true, true, false));
    assert_eq!(closed("comments: closed\ndate:", ""), (true, false, false));
    assert_eq!(closed("comments: false\ndate:", ""), (false, false, false));
    assert_eq!(
        closed("date:", "closed_after = \"P27D\""),
        (true, false, true)
    );
    assert_eq!(
        closed("date:", "closed_after = \"P1M\""),
        (true, false, true)
    );
    assert_eq!(
        closed("date:", "closed_after = \"P29D\""),
        (true, true, false)
    );
    assert_eq!(
        closed("date:", "closed_after = 2026-03-01"),
        (true, false, true)
    );
    assert_eq!(
        closed("date:", "closed_after = 2026-03-02"),
        (true, true, false)
    );
}

#[test]
fn a_comment_is_about_an_article_by_its_path_or_its_name_in_one_language() {
    let project = project()
        .settings("[languages.ar]\ntitle = \"A\"")
        .with("content/articles/first-meeting.ar.md", ARTICLE)
        .with(
            "comments/first-meeting/2026-02-03-a.md",
            "---\nstatus: approved\n---\nBy name.\n",
        )
        .with(
            "comments/first-meeting/2026-02-04-b.ar.md",
            "---\nstatus: approved\n---\nبالعربية\n",
        );
    let made = project.fine();
    assert!(page(&made).contains("By name.") && !page(&made).contains("بالعربية"));
    let other = made.text("ar/articles/first-meeting/index.html");
    assert!(other.contains("بالعربية") && !other.contains("By name."));
}

#[test]
fn what_is_wrong_with_comments_is_told() {
    let project = project()
        .settings("closed_after = \"90 days\"\nmail = \"us@example.org\"")
        .with("content/news/first-meeting.md", ARTICLE)
        .with(
            "content/articles/waiting.md",
            ARTICLE.replace("title", "draft: true\ntitle"),
        )
        .with(
            "comments/waiting/2026-02-01-a.md",
            "---\nstatus: approved\n---\nIt waits too.\n",
        )
        .with("comments/lonely.md", "Text.\n")
        .with("comments/articles/first-meeting/note.txt", "Text.\n")
        .with(
            "comments/first-meeting/2026-02-01-a.md",
            "---\nstatus: approved\n---\nWhich one?\n",
        )
        .with(
            "comments/articles/first-meting/2026-02-01-a.md",
            "---\nstatus: approved\n---\nText.\n",
        );
    let project = comment(
        project,
        "2026-02-01-b",
        "status: aproved\nautor: Bo",
        "Text.",
    );
    let project = comment(
        project,
        "no-date",
        "status: approved",
        "![a](a.png) [b](b.md)",
    );
    let project = comment(
        project,
        "2026-02-01-c",
        "author: Cy\nreply_to: 2026-02-01-d",
        "Text.",
    );
    let project = comment(project, "2026-02-01-e", "status: approved", "");
    insta::assert_snapshot!(project.make().told());
}

#[test]
fn what_leads_strangers_to_somebody_is_told_before_it_is_approved() {
    let project = comment(
        project(),
        "2026-02-01-a",
        "status: approved\nauthor: Deborah Smith",
        "I am Deborah Smith, and I met **Peter Brown** there.\n\nWrite to zq@mail.example or call 07700 900123.",
    );
    let project = comment(
        project,
        "2026-02-02-b",
        "status: pending\nauthor: zq@mail.example",
        "Ask for Sandra Okafor, +44 161 496 0000. On 2026-02-03, thanks Anna.",
    );
    let project = comment(
        project,
        "2026-02-03-c",
        "status: rejected\nauthor: zq@mail.example",
        "Ask for Sandra Okafor.",
    );
    let made = project.make();
    insta::assert_snapshot!(made.told());
    assert!(!made.told().contains("Okafor") && !made.told().contains("0000"));
}

#[test]
fn an_answer_to_what_was_rejected_is_told_as_such() {
    let project = comment(project(), "2026-02-01-a", "status: rejected", "No.");
    let project = comment(project, "2026-02-01-b", "status: approved", "Yes.");
    let project = comment(
        project,
        "2026-02-02-c",
        "status: approved\nreply_to: 2026-02-01-a",
        "Well.",
    );
    let told = project.make().told();
    assert!(
        told.contains("was rejected") && !told.contains("2026-02-01-b"),
        "{told}"
    );
}

//! What is said of a build.

use super::*;
use std::time::Duration;

fn summary() -> BuildSummary {
    BuildSummary {
        articles: 14,
        listings: vec![("helpline".into(), 8), ("group".into(), 20)],
        pages: 6,
        languages: vec!["en".into(), "ar".into()],
        made: 0,
        written: 112,
        unchanged: 3,
        removed: 1,
        kept: vec!["public/old/index.html".into()],
        left_out: LeftOut {
            drafts: vec!["content/articles/rain.md".into()],
            future: ["a", "b", "c", "d", "e"]
                .map(|n| format!("content/articles/{n}.md"))
                .into(),
            expired: Vec::new(),
        },
        stale: waypost::build::Stale::default(),
        omissions: waypost::outputs::Omissions::default(),
        not_weekly: 2,
        pending: vec!["comments/articles/rain/2026-03-01-sam.md".into()],
        time: Duration::from_millis(412),
        output: Some("public".into()),
    }
}

#[test]
fn a_summary_is_understood_by_volunteers() {
    let up_to_date = BuildSummary {
        written: 0,
        unchanged: 116,
        removed: 0,
        kept: Vec::new(),
        left_out: LeftOut::default(),
        time: Duration::from_millis(31),
        ..summary()
    };
    let check = BuildSummary {
        output: None,
        written: 0,
        unchanged: 0,
        removed: 0,
        kept: vec!["a".into(), "b".into()],
        time: Duration::from_secs(75),
        languages: vec!["en".into()],
        articles: 1,
        ..summary()
    };
    let empty = BuildSummary {
        written: 3,
        output: Some("/var/www/".into()),
        ..BuildSummary::default()
    };
    let told: Vec<String> = [summary(), up_to_date, check, empty]
        .iter()
        .map(BuildSummary::words)
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    insta::assert_snapshot!(format!("{:#}", summary().json()));
}

fn terminal(format: Format) -> Terminal {
    Terminal {
        format,
        colours: false,
        bar: false,
    }
}

fn project(site: &TempDir) -> Project {
    Project::find(Some(site.path()), Path::new("."), &terminal(Format::Json)).expect("a site")
}

fn broken() -> Diagnostic {
    Diagnostic::error("x/y", "broken").at(&SourcePath::named("content/about.md"), 4..9)
}

#[test]
fn faults_go_to_standard_error_and_the_summary_to_standard_output() {
    let site = site();
    let built = Built {
        diagnostics: vec![
            Diagnostic::warning("x/y", "odd").at(&SourcePath::named("content/about.md"), 4..9),
        ],
        summary: Some(summary()),
        ..Built::default()
    };
    let (answer, exit) = tell(&built, &project(&site), &terminal(Format::Human));
    assert_eq!(exit, Exit::Fine);
    assert!(answer.err.contains("title: About us") && answer.err.contains("1 warning in 1 file"));
    assert!(answer.out.starts_with("Built 14 articles"));
    let (answer, exit) = tell(&built, &project(&site), &terminal(Format::Json));
    assert_eq!((exit, answer.err.as_str()), (Exit::Fine, ""));
    let json: serde_json::Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(json["summary"]["built"]["articles"], 14);
    assert_eq!(json["diagnostics"][0]["line"], 2);
}

#[test]
fn errors_end_the_run_with_one_and_nothing_written() {
    let site = site();
    let built = Built {
        diagnostics: vec![broken()],
        ..Built::default()
    };
    for format in [Format::Human, Format::Json, Format::Github] {
        let (answer, exit) = tell(&built, &project(&site), &terminal(format));
        assert_eq!((exit, exit.code()), (Exit::SiteHasErrors, 1));
        assert_eq!(
            answer.err.contains("Nothing was written"),
            format != Format::Json
        );
    }
    let going_on = Built {
        summary: Some(summary()),
        ..built
    };
    let (answer, exit) = tell(&going_on, &project(&site), &terminal(Format::Human));
    assert_eq!(exit, Exit::SiteHasErrors);
    assert!(answer.out.contains("112 files written"));
}

#[test]
fn faults_in_built_in_templates_show_their_line() {
    let site = site();
    let path = SourcePath::named("default/page.html");
    let built = Built {
        diagnostics: vec![
            Diagnostic::error("x/y", "broken")
                .at(&path, 3..7)
                .caption("this"),
        ],
        texts: [(path, "{{ nope }}".to_owned())].into(),
        ..Built::default()
    };
    let (answer, _) = tell(&built, &project(&site), &terminal(Format::Human));
    assert!(
        answer.err.contains("--> default/page.html:1:4"),
        "{}",
        answer.err
    );
    assert!(answer.err.contains("{{ nope }}"));
}

#[test]
fn options_decide_on_colours() {
    assert_ne!(Color::Always, Color::Never);
    let folder = folder();
    let coloured = waypost(folder.path())
        .args(["--color", "always", "build"])
        .output()
        .expect("runs");
    assert!(coloured.stderr.contains(&0x1b));
    let forced = waypost(folder.path())
        .env("CLICOLOR_FORCE", "1")
        .arg("build")
        .output()
        .expect("runs");
    assert!(forced.stderr.contains(&0x1b));
    let never = waypost(folder.path())
        .env("CLICOLOR_FORCE", "1")
        .args(["--color", "never", "build"])
        .output()
        .expect("runs");
    assert!(!never.stderr.contains(&0x1b));
}

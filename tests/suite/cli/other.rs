//! Completions, manual pages, and the ways in which a run can end.

use super::review::{difference, directory, sources};
use super::*;
use waypost::cli::files::{WriteError, write_new};

#[test]
fn completions_are_made_for_every_shell() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = waypost(folder.path())
            .args(["completions", shell])
            .output()
            .expect("runs");
        assert!(output.status.success());
        let script = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(
            script.contains("waypost") && script.contains("keep-going"),
            "{shell}"
        );
    }
}

#[test]
fn manual_pages_are_printed_and_written() {
    let folder = folder();
    let page = waypost(folder.path())
        .arg("man")
        .output()
        .expect("runs")
        .stdout;
    assert!(
        String::from_utf8(page)
            .expect("UTF-8")
            .contains(".TH waypost 1")
    );
    insta::assert_snapshot!(run(folder.path(), &["man", "--out", "share/man1"]));
    insta::assert_snapshot!(tree(folder.path()).join("\n"));
    let page = fs::read_to_string(folder.path().join("share/man1/waypost-build.1")).expect("read");
    let examples = page
        .split(".SH EXAMPLES\n")
        .nth(1)
        .expect("there are examples");
    insta::assert_snapshot!(examples);
    let again = run(folder.path(), &["man", "--out", "share/man1"]);
    assert!(again.contains("exit 0"), "{again}");
}

#[test]
fn without_a_site_there_is_a_way_to_one() {
    let folder = folder();
    fs::write(folder.path().join("file.md"), "").expect("written");
    let told = [
        &["build"][..],
        &["build", "nowhere"],
        &["check", "file.md"],
        &["new", "page", "x", "--format", "json"],
        &["new", "page", "x", "--format", "github"],
    ]
    .map(|arguments| run(folder.path(), arguments))
    .join("\n");
    insta::assert_snapshot!(told);
}

#[test]
fn a_wrong_clock_is_told() {
    let site = site();
    let output = waypost(site.path())
        .env("SOURCE_DATE_EPOCH", "yesterday")
        .args(["new", "page", "x"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8(output.stderr).expect("UTF-8"));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(["completions", "bash"])
        .stdout(writer)
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).expect("UTF-8"), "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("opened");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(["completions", "bash"])
        .stdout(full)
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.contains("the answer can't be written"), "{said}");
}

#[test]
fn all_new_files_are_written_or_none() {
    let folder = folder();
    fs::create_dir(folder.path().join("here")).expect("made");
    fs::write(folder.path().join("here/taken.md"), "mine").expect("written");
    let texts = ["new/deep/one.md", "here/two.md", "here/taken.md"]
        .map(|path| (path.into(), path.to_owned()));
    let error = write_new(folder.path(), &texts).expect_err("one is taken");
    assert!(matches!(error, WriteError::Exists(path) if path.ends_with("taken.md")));
    assert_eq!(tree(folder.path()), ["here/taken.md"]);
    assert!(!folder.path().join("new").exists());

    let texts = ["one.md", "here/taken.md/two.md"].map(|path| (path.into(), path.to_owned()));
    let error = write_new(folder.path(), &texts).expect_err("a file is in the way");
    assert!(matches!(error, WriteError::Machine(..)), "{error}");
    assert_eq!(tree(folder.path()), ["here/taken.md"]);
}

#[test]
fn a_listing_is_verified_by_an_id_that_it_had_before() {
    let site = directory();
    let path = site.path().join("content/resources/day-line.md");
    let text = fs::read_to_string(&path).expect("read");
    let renamed = text.replace("kind: helpline\n", "kind: helpline\naliases: [old-line]\n");
    fs::write(&path, &renamed).expect("written");
    let before = sources(site.path());
    let told = run(site.path(), &["verify", "old-line", "--date", "2026-02-28"]);
    assert!(told.contains("exit 0"), "{told}");
    let changed = difference(&before, &sources(site.path()));
    assert!(changed.contains("2026-02-28"), "{told}{changed}");
    let unknown = run(site.path(), &["verify", "never-line"]);
    assert!(
        unknown.contains("never-line") && !unknown.contains("exit 0"),
        "{unknown}"
    );
}

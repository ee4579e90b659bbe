//! The help, and the answers to what is typed wrong.

use super::*;

#[test]
fn the_program_and_every_command_explain_themselves() {
    let folder = folder();
    let mut told = String::new();
    for command in [
        "",
        "init",
        "new",
        "new article",
        "new listing",
        "build",
        "serve",
        "check",
        "theme",
        "theme eject",
        "theme new",
        "completions",
        "man",
    ] {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        arguments.push("-h");
        told.push_str(&run(folder.path(), &arguments));
        told.push('\n');
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_typed_wrong_is_answered_with_what_may_have_been_meant() {
    let folder = folder();
    let told = [
        &["biuld"][..],
        &["build", "--dafts"],
        &["new", "listing", "helplin", "Night Line"],
        &["build", "--date", "1 March"],
        &["build", "--base-url", "example.org"],
        &["build", "--base-url", "https://example.org/?x"],
        &["build", "--threads", "0"],
        &["init", "x", "--language", "klingonisch!"],
        &["serve", "--port", "99999"],
    ]
    .map(|arguments| run(folder.path(), arguments))
    .join("\n");
    insta::assert_snapshot!(told);
    assert!(tree(folder.path()).is_empty());
}

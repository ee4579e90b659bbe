//! Folders that are not what they should be: without content, with links, and output folders that
//! must never be written to.

use super::{Site, same};
use std::fs;

#[test]
fn a_folder_with_nothing_in_it() {
    same("folders-bare", &Site::bare().build().text());
}

#[test]
fn a_folder_without_content() {
    let site = Site::bare();
    site.write(
        "waypost.toml",
        "title = \"Open Door\"\nbase_url = \"https://opendoor.example\"\n",
    );
    same("folders-no-content", &site.build().text());
    fs::create_dir(site.path("content")).expect("a folder");
    same("folders-empty-content", &site.build().text());
}

#[test]
fn content_without_settings() {
    let site = Site::bare();
    site.write("content/about.md", "---\ntitle: About\n---\nText.\n");
    same("folders-no-settings", &site.build().text());
}

#[test]
fn files_where_folders_should_be() {
    let site = Site::bare();
    site.write(
        "waypost.toml",
        "title = \"Open Door\"\nbase_url = \"https://opendoor.example\"\n",
    )
    .write("content", "this is a file")
    .write("themes", "this too");
    same("folders-content-is-a-file", &site.build().text());
}

#[test]
fn settings_that_are_a_folder() {
    let site = Site::sound();
    fs::remove_file(site.path("waypost.toml")).expect("a file");
    site.write("waypost.toml/x.toml", "title = \"x\"\n");
    same("folders-settings-are-a-folder", &site.build().text());
}

#[test]
fn folders_named_like_pages() {
    let site = Site::sound();
    site.write(
        "content/articles/night.md/index.md",
        "---\ntitle: A folder called .md\ndate: 2026-01-01\n---\nText.\n",
    );
    same("folders-named-md", &site.build().text());
}

#[test]
#[cfg(unix)]
fn links_that_leave_the_project_or_loop() {
    use std::os::unix::fs::symlink;
    let site = Site::sound();
    fs::write(site.folder.path().join("secret.md"), "secret").expect("a file");
    fs::create_dir(site.folder.path().join("outside")).expect("a folder");
    fs::write(site.folder.path().join("outside/secret.md"), "secret").expect("a file");
    let link = |to: &str, from: &str| symlink(to, site.path(from)).expect("a link");
    link("../../../secret.md", "content/articles/secret.md");
    link("../../outside", "content/outside");
    link("/etc/passwd", "content/passwd.md");
    link("..", "content/articles/loop");
    link("self.md", "content/self.md");
    link("b.md", "content/a.md");
    link("a.md", "content/b.md");
    link("nothing-here.md", "content/dangling.md");
    link("about.md", "content/welcome.md");
    let told = site.build();
    assert!(!site.path("public").exists());
    same("folders-links", &told.text());
}

#[test]
fn output_folders_that_would_cost_the_site_its_sources() {
    let site = Site::sound();
    site.write("notes.txt", "mine");
    let above = site.folder.path().display().to_string();
    let mut text = String::new();
    for output in [
        "content",
        "content/public",
        "./content/../content/x",
        "templates",
        "themes/x",
        "static/site",
        ".",
        "..",
        &above,
        "/",
        ".git",
        ".waypost/x",
        "waypost.toml",
        "notes.txt",
        "notes.txt/public",
        "",
    ] {
        let told = site.run(&["build", "--output", output]);
        assert_eq!(told.code, 2, "--output {output}: {}", told.text());
        let shown = output.replace(&above, "[here]");
        text.push_str(&format!(
            "$ waypost build --output {shown}\n{}\n",
            told.text()
        ));
    }
    assert!(!site.path("public").exists() && !site.path(".waypost/x").exists());
    same("folders-output", &text);
}

#[test]
fn an_output_folder_with_files_of_somebody_else() {
    let site = Site::sound();
    site.write("public/index.html", "my old home page")
        .write("public/holiday.jpg", "a picture");
    let told = site.build();
    assert_eq!(told.code, 2);
    assert_eq!(site.read("public/index.html"), "my old home page");
    same("folders-strangers", &told.text());
}

#[test]
fn an_output_folder_that_is_a_file() {
    let site = Site::sound();
    site.write("public", "a file");
    let told = site.build();
    assert_eq!(site.read("public"), "a file");
    same("folders-output-is-a-file", &told.text());
}

#[test]
fn a_folder_where_a_page_should_be_written() {
    let site = Site::sound();
    site.write("public/about/index.html/mine.txt", "mine");
    let told = site.build();
    assert_eq!(told.code, 2);
    same("folders-in-the-way", &told.text());
}

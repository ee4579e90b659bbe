//! What is noticed in the project's folder.

use crate::client::{DEADLINE, get};
use crate::site::{Site, options};
use std::fs;
use std::time::{Duration, Instant};

#[test]
fn files_are_noticed_however_they_are_saved() {
    let site = Site::with(&[("a.txt", "one")]);
    site.save("a.txt", "by rename");
    site.until_there("a.txt", "by rename");
    let file = site.root().join("content/a.txt");
    fs::write(&file, "in place").expect("written");
    site.until_there("a.txt", "in place");
    fs::rename(&file, site.root().join("content/a.txt~")).expect("renamed");
    fs::write(&file, "with a copy kept").expect("written");
    site.until_there("a.txt", "with a copy kept");
    fs::remove_file(&file).expect("removed");
    site.until(|files| !files.contains_key("a.txt"));
}

#[test]
fn what_is_written_at_once_into_new_folders_is_not_lost() {
    let site = Site::with(&[]);
    for round in 0..20 {
        let folder = site.root().join(format!("content/new-{round}/b/c"));
        fs::create_dir_all(&folder).expect("folders");
        fs::write(folder.join("d.txt"), "here").expect("written");
        site.until_there(&format!("new-{round}/b/c/d.txt"), "here");
    }
    // And the folders themselves are watched from then on.
    fs::write(site.root().join("content/new-7/b/c/d.txt"), "later").expect("written");
    site.until_there("new-7/b/c/d.txt", "later");
}

#[test]
fn the_sites_folders_may_come_and_go() {
    let site = Site::with(&[("a/b.txt", "one")]);
    fs::write(site.root().join("waypost.toml"), "title").expect("written");
    site.until_there("waypost.txt", "title");
    // One that was not there at first.
    fs::create_dir_all(site.root().join("templates/parts")).expect("folders");
    fs::write(site.root().join("templates/parts/x.html"), "one").expect("written");
    site.until_there("templates/parts/x.html", "one");
    fs::write(site.root().join("templates/parts/x.html"), "two").expect("written");
    site.until_there("templates/parts/x.html", "two");
    // One that is deleted and made again.
    fs::remove_dir_all(site.root().join("content")).expect("removed");
    site.until(|files| !files.contains_key("a/b.txt"));
    site.save("a/b.txt", "again");
    site.until_there("a/b.txt", "again");
    site.save("a/b.txt", "and again");
    site.until_there("a/b.txt", "and again");
    // One that is moved away and replaced by another.
    let content = site.root().join("content");
    fs::rename(&content, site.root().join("away")).expect("renamed");
    fs::create_dir(&content).expect("made");
    site.save("a/b.txt", "new");
    site.until_there("a/b.txt", "new");
    fs::write(site.root().join("content/a/b.txt"), "newer").expect("written");
    site.until_there("a/b.txt", "newer");
    // Folders inside of them.
    fs::rename(content.join("a"), content.join("moved")).expect("renamed");
    site.until_there("moved/b.txt", "newer");
    fs::write(content.join("moved/b.txt"), "newest").expect("written");
    site.until_there("moved/b.txt", "newest");
    // The project knows of it a moment before the server shows it.
    let asked = Instant::now();
    while get(site.address, "/moved/b.txt").text() != "newest" {
        assert!(asked.elapsed() < DEADLINE, "it is never shown");
    }
}

#[test]
fn the_project_itself_may_go_and_come_back() {
    let site = Site::with(&[("a.txt", "one")]);
    let away = site.root().with_extension("away");
    fs::rename(site.root(), &away).expect("renamed");
    site.until(|files| files.is_empty());
    fs::rename(&away, site.root()).expect("renamed");
    site.until_there("a.txt", "one");
    site.save("a.txt", "two");
    site.until_there("a.txt", "two");
}

#[test]
fn thousands_of_files_at_once_are_a_few_scans() {
    let site = Site::with(&[]);
    let before = site.refreshes();
    let start = Instant::now();
    for number in 0..2000 {
        let folder = site.root().join(format!("content/{}", number % 20));
        fs::create_dir_all(&folder).expect("folders");
        fs::write(folder.join(format!("{number}.txt")), "text").expect("written");
    }
    site.until(|files| files.len() == 2000);
    let scans = site.refreshes() - before;
    // One for each tenth of a second that it took, and one for each new folder.
    let most = 24 + start.elapsed().as_millis() as usize / 100;
    assert!(scans <= most, "{scans} scans in {:?}", start.elapsed());
}

#[test]
fn where_the_system_tells_nothing_the_folders_are_looked_through() {
    let mut options = options();
    options.poll = Some(Duration::from_millis(10));
    let site = Site::at("", &[("a.txt", "one")], options);
    site.save("a.txt", "two");
    site.until_there("a.txt", "two");
}

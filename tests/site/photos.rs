//! What becomes of real pictures: their forms, their metadata, their faults.

use crate::camera::{self, MARKS, drawing, jpeg, opened, png, scene, webp};
use crate::project::{self, Made, Project};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const WIDTHS: &str = "\n[pictures]\nwidths = [80, 160, 320]\nsizes = \"50vw\"\n";

fn article(body: &str) -> String {
    format!("---\ntitle: A\n---\n{body}\n")
}

/// What is in a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = project::files(folder).into_iter();
    files
        .map(|(path, place)| (path, fs::read(place).expect("a file")))
        .collect()
}

fn size(made: &Made, path: &str) -> (u32, u32) {
    let picture = opened(&made.outputs[path]);
    (picture.width(), picture.height())
}

/// The forms of a picture with this name, each with its size.
fn forms<'a>(made: &'a Made, stem: &str) -> Vec<(&'a str, u32, u32)> {
    let all = made.outputs.keys();
    all.filter(|path| path.starts_with(stem) && path.matches('.').count() > 1)
        .map(|path| {
            let (width, height) = size(made, path);
            (path.as_str(), width, height)
        })
        .collect()
}

#[test]
fn a_picture_is_published_in_the_widths_that_it_has() {
    let body =
        "![A](a.jpg)\n\n![B](b.png \"A <title>\")\n\n![C](c.webp) and ![D](d.jpg)\n\n![E](e.png)";
    let made = Project::plain()
        .settings(WIDTHS)
        .with("content/a.md", article(body))
        .with("content/a.jpg", jpeg(&scene(400, 200)))
        .with("content/b.png", png(&drawing(200, 100)))
        .with("content/c.webp", webp(&scene(160, 90)))
        .with("content/d.jpg", jpeg(&scene(70, 300)))
        .with("content/e.png", png(&scene(64, 64)))
        .fine();
    let all: Vec<String> = ["a.", "b.", "c.", "d.", "e."]
        .iter()
        .flat_map(|stem| forms(&made, stem))
        .map(|(path, width, height)| format!("{path} {width} × {height}"))
        .collect();
    insta::assert_snapshot!(format!(
        "{}\n\n{}",
        all.join("\n"),
        made.text("a/index.html")
    ));
}

#[test]
fn templates_and_front_matter_have_the_forms_too() {
    let templates = "{{ page.image | json }}\n{{ picture(path=\"../wall.jpg\") | json }}\n{{ picture(path=\"gone.jpg\") | json }}";
    let project = Project::plain()
        .settings(WIDTHS)
        .with("templates/article.html", templates)
        .with(
            "content/articles/a.md",
            "---\ntitle: A\nimage: lamp.png\nimage_alt: \"\"\n---\n",
        )
        .with("content/articles/lamp.png", png(&drawing(100, 100)))
        .with("content/wall.jpg", jpeg(&scene(90, 60)))
        .with("content/floor.jpg", jpeg(&scene(90, 60)));
    let made = project.fine();
    insta::assert_snapshot!(made.text("articles/a/index.html"));
    assert_eq!(forms(&made, "wall.").len(), 4);
    // Nobody shows it, so it stays what it is.
    assert_eq!(forms(&made, "floor."), []);
    let without = project.with("templates/article.html", "").fine();
    assert_eq!(forms(&without, "wall."), []);
}

#[test]
fn a_picture_that_lies_on_its_side_is_turned() {
    let lying = camera::talkative_jpeg(&scene(160, 80), 6);
    let made = Project::plain()
        .settings(WIDTHS)
        .with("content/a.md", article("![A](a.jpg)"))
        .with("content/a.jpg", &lying)
        .fine();
    assert_eq!(size(&made, "a.jpg"), (80, 160));
    let all = forms(&made, "a.");
    assert!(!all.is_empty());
    for (path, width, height) in all {
        assert_eq!((width, height), (80, 160), "{path}");
    }
    // Its upper left corner is what was at the lower left.
    for path in made.outputs.keys().filter(|path| path.starts_with("a.")) {
        let [red, green, _] = opened(&made.outputs[path]).to_rgb8().get_pixel(2, 2).0;
        assert!(red < 30 && green > 220, "{path}: {red} {green}");
    }
    let page = made.text("a/index.html");
    assert!(page.contains("width=\"80\" height=\"160\""), "{page}");
}

#[test]
fn the_colours_of_a_phone_come_out_as_they_were() {
    // The red of sRGB as Display P3 writes it.
    let red = image::RgbImage::from_pixel(200, 100, image::Rgb([234, 51, 35]));
    let made = Project::plain()
        .settings(WIDTHS)
        .with("content/a.md", article("![A](a.jpg)"))
        .with("content/a.jpg", camera::wide_jpeg(&red))
        .fine();
    let all = forms(&made, "a.");
    assert!(all.len() >= 4, "{all:?}");
    for (path, ..) in all {
        let colour = opened(&made.outputs[path]).to_rgb8().get_pixel(30, 20).0;
        let near = colour.iter().zip([255u8, 0, 0]);
        let far = near.map(|(is, was)| is.abs_diff(was)).max();
        assert!(far < Some(8), "{path}: {colour:?}");
    }
}

/// Pictures that say more than they should, everywhere where a picture may be.
fn talkative() -> Project {
    let photo = camera::talkative_jpeg(&scene(200, 100), 1);
    let lying = camera::talkative_jpeg(&scene(200, 100), 8);
    Project::plain()
        .settings(WIDTHS)
        .with(
            "content/articles/a/index.md",
            "---\ntitle: A\nimage: { src: c.webp, alt: C }\n---\n![A](a.jpg) [the whole](b.png)\n",
        )
        .with("content/articles/a/a.jpg", &photo)
        .with(
            "content/articles/a/b.png",
            camera::talkative_png(&drawing(90, 90)),
        )
        .with(
            "content/articles/a/c.webp",
            camera::talkative_webp(&scene(90, 90)),
        )
        .with("content/d.gif", camera::talkative_gif())
        .with("content/lies.png", &photo)
        .with("static/e.jpg", &photo)
        .with("static/f.jpeg", &lying)
        .with("static/g.svg", camera::talkative_svg())
        .with("assets/h.jpg", &photo)
        .with("assets/i.svg", camera::talkative_svg())
}

#[test]
fn nothing_that_is_published_says_who_took_a_picture_or_where() {
    let project = talkative();
    let root = project.root().to_str().expect("a path").to_owned();
    let ran = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(["build", "--root", &root, "--date", "2026-03-01"])
        .output()
        .expect("it runs");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let sources = files(project.root());
    let has = |bytes: &[u8], mark: &str| bytes.windows(mark.len()).any(|at| at == mark.as_bytes());
    for mark in MARKS {
        let mut found = sources
            .iter()
            .filter(|(path, _)| !path.starts_with("public"));
        assert!(
            found.any(|(_, bytes)| has(bytes, mark)),
            "{mark} is nowhere"
        );
    }
    let public = sources
        .iter()
        .filter(|(path, _)| path.starts_with("public") || path.starts_with(".waypost"));
    let mut pictures = 0;
    for (path, bytes) in public {
        for mark in MARKS
            .iter()
            .chain(&["Exif", "xmpmeta", "8BIM", "51.987654"])
        {
            assert!(!has(bytes, mark), "{path} says {mark}");
        }
        pictures += usize::from(path.ends_with(".jpg") || path.ends_with(".webp"));
    }
    assert_eq!(pictures, 12);
}

#[test]
fn a_drawing_stays_a_drawing() {
    let made = talkative().fine();
    let svg = made.text("g.svg");
    assert!(
        svg.contains("<title>Lamp</title>") && svg.contains("fill: teal"),
        "{svg}"
    );
    assert_eq!(
        made.outputs["d.gif"]
            .iter()
            .filter(|byte| **byte == 0x2c)
            .count(),
        2
    );
}

#[test]
fn pictures_that_cant_be_shown_are_told_where_they_are_used() {
    let photo = jpeg(&scene(300, 200));
    let mut large = png(&scene(80, 80));
    large[16..24].copy_from_slice(&[0, 0, 0x9c, 0x40, 0, 0, 0x9c, 0x40]);
    let body = "![H](h.heic) ![R](renamed.jpg)\n![C](cut.jpg)\n![E](empty.png)\n![L](large.png)\n\
        [L](large.png) <img src=\"h.heic\" alt=\"\">";
    let made = Project::plain()
        .settings(WIDTHS)
        .with("content/a.md", article(body))
        .with("content/h.heic", b"\0\0\0\x18ftypheic\0\0\0\0")
        .with("content/renamed.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0")
        .with("content/cut.jpg", &photo[..photo.len() / 8])
        .with("content/empty.png", b"")
        .with("content/large.png", large)
        .with("static/scan.tiff", b"II*\0")
        .make();
    // What is damaged inside is known when somebody wants to see it.
    insta::assert_snapshot!(made.told());
    assert!(!made.has("scan.tiff") && !made.has("h.heic"));
}

#[test]
fn a_picture_that_is_damaged_inside_is_told_by_a_check() {
    let mut photo = png(&scene(300, 200));
    let middle = photo.len() / 2;
    photo[middle..middle + 64].fill(0xff);
    let project = Project::plain()
        .with("content/a.md", article("![A](a.png)"))
        .with("content/a.png", photo);
    let root = project.root().to_str().expect("a path").to_owned();
    for command in ["check", "build"] {
        let ran = Command::new(env!("CARGO_BIN_EXE_waypost"))
            .args([command, "--root", &root])
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(!ran.status.success(), "{command}");
        assert!(
            told.contains("pictures/broken") && told.contains("a.md"),
            "{command}: {told}"
        );
        assert_eq!(told.matches("pictures/broken").count(), 1, "{told}");
    }
}

#[test]
fn a_picture_needs_a_description_or_an_explicit_empty_one() {
    let body = "![](d.gif)\n\n![\"\"](d.gif)\n\n![  ](d.gif)\n\n![A \"word\"](d.gif)";
    let made = Project::plain()
        .with("content/a.md", article(body))
        .with("content/b.md", "---\ntitle: B\nimage: d.gif\n---\n")
        .with(
            "content/c.md",
            "---\ntitle: C\nimage: d.gif\nimage_alt: A dot\n---\n",
        )
        .with("content/d.gif", camera::talkative_gif())
        .make();
    insta::assert_snapshot!(format!("{}\n{}", made.told(), made.text("a/index.html")));
}

#[test]
fn settings_of_pictures_that_make_no_sense_are_told() {
    let settings = "\n[pictures]\nwidths = [480, 9000, \"wide\", 8]\nquality = 101\nqualty = 80\n";
    let made = Project::plain().settings(settings).make();
    insta::assert_snapshot!(made.told());
}

/// Everything in a folder, with what it was changed at.
fn kept(project: &Project) -> Vec<String> {
    let folder = project.root().join(".waypost/cache/pictures");
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

fn build(project: &Project) {
    let root = project.root().to_str().expect("a path").to_owned();
    let ran = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(["build", "--root", &root, "--date", "2026-03-01", "--verify"])
        .output()
        .expect("it runs");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
fn what_was_made_is_kept_and_what_nobody_wants_goes() {
    let project = Project::plain()
        .settings(WIDTHS)
        .with("content/a.md", article("![A](a.jpg) ![B](b.jpg)"))
        .with("content/a.jpg", jpeg(&scene(100, 50)))
        .with("content/b.jpg", jpeg(&scene(100, 60)));
    build(&project);
    let first = kept(&project);
    assert_eq!(first.len(), 8);
    let published = files(&project.output());
    // Damaged, and asked for again.
    let one = project
        .root()
        .join(".waypost/cache/pictures")
        .join(&first[0]);
    fs::write(&one, b"cut").expect("written");
    fs::remove_dir_all(project.output()).expect("removed");
    fs::remove_file(project.root().join(".waypost/cache/site.cache")).expect("removed");
    build(&project);
    assert_eq!(files(&project.output()), published);
    assert!(fs::read(&one).expect("kept").len() > 16);
    project.write("content/a.md", article("![A](a.jpg)"));
    build(&project);
    let second = kept(&project);
    assert_eq!(second.len(), 4);
    assert!(second.iter().all(|name| first.contains(name)));
    assert!(
        files(&project.output())
            .keys()
            .all(|path| !path.starts_with("b.80"))
    );
}

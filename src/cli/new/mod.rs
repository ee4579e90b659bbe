//! `waypost new`: an article, a story, a page or a listing with the fields it needs, each explained in the
//! file itself. It is a draft until a person says otherwise, and no file is ever overwritten.

mod name;
mod section;

use super::args::{EntryArgs, ListingKind, New};
use super::clock;
use super::exit::{Exit, Stop};
use super::files::{WriteError, write_new};
use super::project::{CONTENT, Project, Settings};
use super::quoted::{one_line, quoted};
use super::terminal::Terminal;
use crate::base::diag::Diagnostic;
use crate::base::lang::Lang;
use crate::content::listing::day_or_time;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The longest name of a listing, in characters.
const LONGEST_NAME: usize = 120;

/// What is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    Article,
    /// A story of lived experience.
    Story,
    /// A page.
    Page,
    /// Who stands behind listings.
    Organization,
    /// A listing of this kind.
    Listing(ListingKind),
}

impl Kind {
    /// The word for it, which also names files whose title gives no name.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Story => "story",
            Kind::Page => "page",
            Kind::Organization => "organization",
            Kind::Listing(ListingKind::Helpline) => "helpline",
            Kind::Listing(ListingKind::Group) => "group",
            Kind::Listing(ListingKind::Service) => "service",
            Kind::Listing(ListingKind::Event) => "event",
            Kind::Listing(ListingKind::Training) => "training",
            Kind::Listing(ListingKind::OnlineCommunity) => "online-community",
            Kind::Listing(ListingKind::App) => "app",
            Kind::Listing(ListingKind::Book) => "book",
        }
    }

    fn template(self) -> &'static str {
        match self {
            Kind::Article => include_str!("article.md"),
            Kind::Story => include_str!("story.md"),
            Kind::Page => include_str!("page.md"),
            Kind::Organization => include_str!("organization.md"),
            Kind::Listing(ListingKind::Helpline) => include_str!("helpline.md"),
            Kind::Listing(ListingKind::Group) => include_str!("group.md"),
            Kind::Listing(ListingKind::Service) => include_str!("service.md"),
            Kind::Listing(ListingKind::Event) => include_str!("event.md"),
            Kind::Listing(ListingKind::Training) => include_str!("training.md"),
            Kind::Listing(ListingKind::OnlineCommunity) => include_str!("online-community.md"),
            Kind::Listing(ListingKind::App) => include_str!("app.md"),
            Kind::Listing(ListingKind::Book) => include_str!("book.md"),
        }
    }
}

/// Writes one new file, and says where it is and what comes next.
pub fn run(new: &New, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let (kind, args) = match new {
        New::Article(args) => (Kind::Article, args),
        New::Story(args) => (Kind::Story, args),
        New::Page(args) => (Kind::Page, args),
        New::Organization(args) => (Kind::Organization, args),
        New::Listing { kind, entry } => (Kind::Listing(*kind), entry),
    };
    let title = title(&args.title, kind)?;
    let project = Project::find(root, Path::new("."), terminal)?;
    let settings = project.settings();
    let content = project.root.join(CONTENT);
    let section = section::choose(&content, kind, args.section.as_deref())?;
    let folder = content.join(&section);
    let named = match &args.name {
        Some(name) => name::given(name, kind)?,
        None => name::from_title(&title, kind, &folder),
    };
    let lang = translation(args, &settings);
    let file =
        place(&folder, &named, lang, args.bundle).map_err(|file| taken(&project.shown(&file)))?;
    let language = lang.or(settings.language.as_ref());
    let today = clock::today(None, &settings.zone)?;
    let template = match (kind, lang) {
        // The facts stand in the original; blanks here would take their place.
        (Kind::Listing(_) | Kind::Organization, Some(_)) => include_str!("translation.md"),
        // What its teller agreed to stands in the original as well.
        (Kind::Story, Some(_)) => Kind::Article.template(),
        _ => kind.template(),
    };
    let text = template
        .replace("%LANGUAGE%", language.map_or("en", Lang::as_str))
        .replace("%TODAY%", &today.to_string())
        .replace("%TITLE%", &quoted(&title));
    write_new(&folder, &[(file.clone(), text)]).map_err(|error| match error {
        WriteError::Exists(path) => taken(&project.shown(&path)),
        error => error.into(),
    })?;

    let path = [CONTENT, &section, &file.to_string_lossy()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("/")
        .replace('\\', "/");
    let shown = project.shown(&project.root.join(&path));
    let mut words = format!("Wrote {shown}\n\n{}", next_step(kind));
    if kind == Kind::Listing(ListingKind::Group)
        && let Some(found) = day_or_time(&title)
    {
        words.push_str(&about_day(found));
    }
    if let Some(lang) = lang {
        words.push_str(&about_language(lang, &settings, &folder, &named));
    }
    terminal.answer(
        &words,
        || json!({ "folder": project.root, "created": [path] }),
    )?;
    Ok(Exit::Fine)
}

fn title(typed: &str, kind: Kind) -> Result<String, Stop> {
    let title = one_line(typed);
    let length = title.chars().count();
    if title.is_empty() {
        return Err(Diagnostic::error("new/title", "the title is empty")
            .help(format!(
                "put the title in quotes after the command: waypost new {} \"Kitchen Table\"",
                match kind {
                    Kind::Listing(_) => format!("listing {}", kind.word()),
                    _ => kind.word().to_owned(),
                }
            ))
            .into());
    }
    if matches!(kind, Kind::Listing(_) | Kind::Organization) && length > LONGEST_NAME {
        return Err(Diagnostic::error(
            "new/title",
            format!(
                "the name of a listing has at most {LONGEST_NAME} characters, and this has {length}"
            ),
        )
        .help("shorten the name; what else there is to say belongs into its summary")
        .into());
    }
    Ok(title)
}

/// The language, if it is another than the site's first.
fn translation<'a>(args: &'a EntryArgs, settings: &Settings) -> Option<&'a Lang> {
    let first = settings.language.as_ref().map_or("en", Lang::as_str);
    args.lang.as_ref().filter(|lang| lang.as_str() != first)
}

/// Where the file goes below its section, or the file that has its place already.
fn place(folder: &Path, name: &str, lang: Option<&Lang>, bundle: bool) -> Result<PathBuf, PathBuf> {
    let ending = lang.map_or(String::new(), |lang| format!(".{lang}"));
    let single = PathBuf::from(format!("{name}{ending}.md"));
    let inside = Path::new(name).join(format!("index{ending}.md"));
    let section = Path::new(name).join("_index.md");
    let mut rivals = vec![&single, &inside];
    if lang.is_none() {
        rivals.push(&section);
    }
    if let Some(taken) = rivals.into_iter().find(|path| folder.join(path).exists()) {
        return Err(folder.join(taken));
    }
    // A translation stands beside its original.
    let original_single = folder.join(format!("{name}.md")).exists();
    let original_bundle = folder.join(name).join("index.md").exists();
    let bundle = (bundle && !original_single) || original_bundle;
    Ok(if bundle { inside } else { single })
}

fn taken(path: &str) -> Stop {
    Diagnostic::error("new/exists", format!("`{path}` is already there"))
        .note("nothing was written; files that exist are never overwritten")
        .help("open that file, or choose another file name with --name")
        .into()
}

fn next_step(kind: Kind) -> &'static str {
    match kind {
        Kind::Article | Kind::Page | Kind::Organization => {
            "Open it in your editor and write. `waypost serve --open` shows it to you; nobody else sees\n\
             it until you take the line `draft: true` away.\n"
        }
        Kind::Story => {
            "Open it in your editor and write. When its teller has read it and agreed, fill in `consent` and take\n\
             the line `draft: true` away: until then nobody sees it but you, with `waypost serve --open`. Keep their\n\
             name and number somewhere safe, and not in this file. `waypost withdraw` takes a story back.\n"
        }
        Kind::Listing(_) => {
            "Open it in your editor and fill in what you know; each line says what it is for. When somebody\n\
             has checked it, fill in `verified` and take the line `draft: true` away.\n"
        }
    }
}

/// A name with a day in it would be remarked on once the listing is published.
fn about_day(found: &str) -> String {
    format!(
        "\nThe name has `{found}` in it. If a group moves to another day, its name is wrong; so if people don't\n\
         call it that, take the day out of `name`: readers see it beside the name, from `every` and `time`.\n"
    )
}

fn about_language(lang: &Lang, settings: &Settings, folder: &Path, name: &str) -> String {
    let mut words = String::new();
    if !settings.others.contains(lang) {
        words.push_str(&format!(
            "\nThe site has no language `{lang}` yet. Add it at the end of waypost.toml:\n\n  [languages.{lang}]\n  title = \"…\"\n"
        ));
    }
    let original =
        folder.join(format!("{name}.md")).exists() || folder.join(name).join("index.md").exists();
    if !original {
        words.push_str(&format!(
            "\nNothing else is called `{name}`. If this is a translation, give the file the name of its original:\nwaypost new … --lang {lang} --name NAME\n"
        ));
    }
    words
}

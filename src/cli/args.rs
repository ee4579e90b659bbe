//! What can be typed after `waypost`, and the help that explains it. It knows nothing of how a
//! command is carried out.

mod kind;
mod looking;
mod theme;
mod upkeep;

pub use looking::{CheckArgs, ServeArgs};
pub use theme::Theme;
pub use upkeep::{ListArgs, ReviewArgs, VerifyArgs, VerifyMethod, WithdrawArgs};

use crate::base::day::{Day, parse_day};
use crate::base::lang::Lang;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use url::Url;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Turns a folder of articles and listings into a website.
///
/// Waypost is for organisations in which people support each other: you write articles and list
/// where help is, in plain text files, and it makes the website.
#[derive(Debug, Parser)]
#[command(
    name = "waypost",
    version,
    styles = STYLES,
    propagate_version = false,
    arg_required_else_help = true,
    after_help = "First steps:
  waypost init my-site            make a new site
  cd my-site
  waypost serve --open            see it, and every change as you save it
  waypost new article \"Hello\"     write something
  waypost build                   make the website in public/

`waypost COMMAND --help` says more about each command."
)]
pub struct Cli {
    /// Work as if started in this folder
    #[arg(long, value_name = "DIR", global = true, help_heading = "Everywhere")]
    pub root: Option<PathBuf>,

    /// How to answer: for people, for programs, or as annotations of a pull request
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        default_value_t = Format::Human,
        hide_possible_values = true,
        global = true,
        help_heading = "Everywhere",
        long_help = "How to answer: `human` for people, `json` for programs, `github` as annotations of a pull request; \
                     `review` and `list` also know `table`, `csv` and `markdown`"
    )]
    pub format: Format,

    /// Colours: auto, always or never
    #[arg(
        long,
        value_enum,
        value_name = "WHEN",
        default_value_t = Color::Auto,
        hide_possible_values = true,
        global = true,
        help_heading = "Everywhere"
    )]
    pub color: Color,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Who reads the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// People.
    #[value(alias = "table")]
    Human,
    /// Programs: one JSON object.
    Json,
    /// GitHub's workflow commands, which mark the lines of a pull request.
    Github,
    /// A spreadsheet, of commands that give a table.
    Csv,
    /// A text to print, of commands that have one.
    Markdown,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new site that works at once
    #[command(after_help = "Examples:
  waypost init my-site
  waypost init my-site --title \"Harbour Peer Support\"
  waypost init . --language cy

Nothing that is already there is ever overwritten.")]
    Init(InitArgs),

    /// Start a new article, page or listing
    #[command(
        subcommand,
        after_help = "Examples:
  waypost new article \"The first evening is the hardest\"
  waypost new listing group \"Kitchen Table\"
  waypost new page \"How we are funded\""
    )]
    New(New),

    /// Make the website
    #[command(after_help = "Examples:
  waypost build                   the site in this folder, into its public/ folder
  waypost build my-site --output /var/www/my-site
  waypost build --drafts --future everything, to look at offline
  waypost build --explain articles/hello/

Only files that differ are written. Files in the output folder that Waypost did not
make are left alone. If the site has errors, all of them are shown and nothing is
written.")]
    Build(BuildArgs),

    /// Show the site in your browser, and every change as you save it
    #[command(after_help = "Examples:
  waypost serve --open
  waypost serve --port 8080
  waypost serve --date 2026-12-24 the site as it will be that day

Drafts and what is dated in the future are shown, each marked as such. Nothing is
written to the output folder.")]
    Serve(ServeArgs),

    /// Read everything, say what is wrong, and write nothing
    #[command(after_help = "Examples:
  waypost check
  waypost check --format json | jq '.diagnostics[].message'
  waypost check --format github   marks the lines of a pull request")]
    Check(CheckArgs),

    /// Name the listings that somebody should check, the most harmful first
    #[command(after_help = "Examples:
  waypost review
  waypost review --due-within 30d
  waypost review --format markdown > calls.md     a sheet to call by, with what to ask
  waypost review --kind group --format csv

Ends with 1 if help for readers in a crisis has expired.")]
    Review(ReviewArgs),

    /// Write the directory as a table that can be read in again
    #[command(after_help = "Examples:
  waypost list
  waypost list --format csv > directory.csv
  waypost list --kind helpline --topic grief --format json
  waypost list --lang cy --format csv             what is translated, in the words of that language

A table is in one language. What readers must not see is not in it.")]
    List(ListArgs),

    /// Note that you have made sure of listings: changes the date in their file and nothing else
    #[command(after_help = "Examples:
  waypost verify night-line --method phone
  waypost verify tuesday-tea wednesday-walk --by \"Night team\" --date 2026-03-01

The listings' ids are those that `waypost review` names. Nothing is written unless all
of them can be.")]
    Verify(VerifyArgs),

    /// Take a story, an article, a listing or a comment back, as its person wishes
    #[command(after_help = "Examples:
  waypost withdraw stories/a-night-on-the-bridge
  waypost withdraw comments/articles/first-meeting/2026-03-01-robin.md --yes

Without --yes nothing is written: you see what would be. Its page stays, and says that
it was withdrawn. What git and others have kept of it, this can't take back.")]
    Withdraw(WithdrawArgs),

    /// Look at the theme's files, take one over to change it, or begin a theme
    #[command(
        subcommand,
        after_help = "Examples:
  waypost theme list
  waypost theme eject templates/parts/footer.html
  waypost theme new night-garden"
    )]
    Theme(Theme),

    /// Print the completions of your shell
    #[command(after_help = "Examples:
  waypost completions bash > ~/.local/share/bash-completion/completions/waypost
  waypost completions zsh > ~/.zfunc/_waypost
  waypost completions fish > ~/.config/fish/completions/waypost.fish")]
    Completions {
        /// Your shell
        shell: Shell,
    },

    /// Print the manual page, or write all manual pages to a folder
    #[command(after_help = "Examples:
  waypost man | man -l -
  waypost man --out /usr/local/share/man/man1")]
    Man {
        /// Write one page for each command into this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// What `init` wants to know.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder of the new site; made if it is not there
    pub dir: PathBuf,
    /// The site's name
    #[arg(long, value_name = "TEXT", default_value = "My peer support group")]
    pub title: String,
    /// The language you write in, such as en, ar or pt-BR
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = lang)]
    pub language: Lang,
}

/// What can be started.
#[derive(Debug, Subcommand)]
pub enum New {
    /// Start an article
    #[command(after_help = "Examples:
  waypost new article \"The first evening is the hardest\"
  waypost new article \"Pictures of a walk\" --bundle      a folder, with room for pictures
  waypost new article \"أول مساء\" --lang ar --name the-first-evening-is-the-hardest
                                                  a translation: same name, other language")]
    Article(EntryArgs),

    /// Start a story of lived experience, which needs the consent of whoever tells it
    #[command(after_help = "Examples:
  waypost new story \"The night I called\"

A new story is a draft: it can't be published before its teller has agreed and
you have taken the line `draft: true` away.")]
    Story(EntryArgs),

    /// Start a page, such as “How we are funded”
    #[command(after_help = "Examples:
  waypost new page \"How we are funded\"
  waypost new page \"Our history\" --section about")]
    Page(EntryArgs),

    /// Start an organization, which stands behind listings
    #[command(after_help = "Examples:
  waypost new organization \"Harbour House\"")]
    Organization(EntryArgs),

    /// Start a listing: one helpline, group, service, event, training, online community, app or book
    #[command(after_help = "Examples:
  waypost new listing helpline \"Night Line\"
  waypost new listing group \"Kitchen Table\" --section resources

A new listing is a draft: it can't be published before you have checked it and
taken the line `draft: true` away.")]
    Listing {
        /// What it is
        #[arg(value_parser = kind::KindParser)]
        kind: ListingKind,
        /// The title, and where to put it.
        #[command(flatten)]
        entry: EntryArgs,
    },
}

/// What `new` wants to know of an entry.
#[derive(Debug, Args)]
pub struct EntryArgs {
    /// The title, or the listing's name; in quotes if it holds spaces
    pub title: String,
    /// The folder below content/ to put it in
    #[arg(long, value_name = "FOLDER")]
    pub section: Option<String>,
    /// The language it is in, if it is not the site's first
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub lang: Option<Lang>,
    /// The file's name without an ending; made from the title if you give none
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Make a folder, so that its pictures can stand beside it
    #[arg(long)]
    pub bundle: bool,
}

/// The kinds of listings, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListingKind {
    /// A number to call or text, or a chat
    Helpline,
    /// A group that meets
    Group,
    /// A service that people can turn to
    Service,
    /// Something that happens on a date
    Event,
    /// A course or a training
    Training,
    /// A forum or a community online
    OnlineCommunity,
    /// An app
    App,
    /// A book
    Book,
}

/// What `build` wants to know.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// The site's folder
    #[arg(default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// Where to write the website, instead of public/ in the site's folder
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The site's address, instead of the one in waypost.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<Url>,
    /// Build as if today were this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Day>,
    /// Include drafts
    #[arg(long)]
    pub drafts: bool,
    /// Include what is dated in the future
    #[arg(long)]
    pub future: bool,
    /// How many threads to use; as many as there are processors if you don't say
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// Let listings pass that are for readers in a crisis and that nobody has checked for long
    #[arg(long)]
    pub allow_stale: bool,
    /// Write what can be made, even if there are errors
    #[arg(long)]
    pub keep_going: bool,
    /// Take over an output folder that holds files of something else
    #[arg(long)]
    pub adopt: bool,
    /// Make everything anew, without what earlier builds left in .waypost/cache
    #[arg(long)]
    pub no_cache: bool,
    /// Make everything once more from nothing, and compare: slow, and should never find anything
    #[arg(long)]
    pub verify: bool,
    /// Say what a page has read and why it was made anew or not, such as --explain articles/hello/
    #[arg(long, value_name = "PAGE")]
    pub explain: Option<String>,
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "use a language tag such as en, ar, cy or pt-BR".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    parse_day(text).ok_or_else(|| "write a day as year-month-day, such as 2026-03-01".to_owned())
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .map_err(|_| "write how many threads, 1 or more".to_owned())
}

fn base_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text)
        .map_err(|_| "write the whole address, such as https://example.org".to_owned())?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err("the address must begin with https:// or http://".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("leave out everything from `?` or `#` on".to_owned());
    }
    Ok(url)
}

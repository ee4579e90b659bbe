//! What can be loaded from elsewhere, and how people are told of it.

use super::loads::Load;
use crate::base::diag::Diagnostic;
use crate::config::Use;

/// What is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Picture,
    Media,
    Font,
    Style,
    Script,
    Frame,
    Form,
    Request,
    /// A connection that is opened before anything is asked for.
    Connection,
    /// Readers are sent on by themselves.
    Refresh,
    /// All addresses of the page are meant to be elsewhere.
    Base,
}

impl Kind {
    /// For which use it must be allowed; none if any will do.
    pub fn wanted(self) -> Option<Use> {
        Some(match self {
            Kind::Picture => Use::Pictures,
            Kind::Media => Use::Media,
            Kind::Font => Use::Fonts,
            Kind::Style => Use::Styles,
            Kind::Script => Use::Scripts,
            Kind::Frame => Use::Frames,
            Kind::Form => Use::Forms,
            Kind::Request => Use::Requests,
            Kind::Connection | Kind::Refresh | Kind::Base => return None,
        })
    }

    fn code(self) -> &'static str {
        match self {
            Kind::Picture => "privacy/picture",
            Kind::Media => "privacy/media",
            Kind::Font => "privacy/font",
            Kind::Style => "privacy/style",
            Kind::Script => "privacy/script",
            Kind::Frame => "privacy/frame",
            Kind::Form => "privacy/form",
            Kind::Request => "privacy/request",
            Kind::Connection => "privacy/connection",
            Kind::Refresh => "privacy/refresh",
            Kind::Base => "privacy/base",
        }
    }

    fn message(self, origin: &str) -> String {
        match self {
            Kind::Picture => {
                format!("this shows a picture from {origin}, which learns who reads the page")
            }
            Kind::Media => {
                format!("this plays sound or video from {origin}, which learns who opens the page")
            }
            Kind::Font => {
                format!("this takes a font from {origin}, which learns who reads the page")
            }
            Kind::Style => {
                format!("this takes a stylesheet from {origin}, which learns who reads the page")
            }
            Kind::Script => {
                format!(
                    "this runs a script from {origin}, which can see all that readers do on the page"
                )
            }
            Kind::Frame => {
                format!(
                    "this shows a part of {origin} inside of the page, which learns who opens it"
                )
            }
            Kind::Form => format!("what readers write into this form goes to {origin}"),
            Kind::Request => {
                format!("this asks {origin} for something, which learns who reads the page")
            }
            Kind::Connection => {
                format!("this has browsers call {origin}, which learns who reads the page")
            }
            Kind::Refresh => format!("this sends readers on to {origin} without asking them"),
            Kind::Base => format!("this makes all links of the page lead to {origin}"),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Kind::Picture => {
                "keep a copy of the picture beside the page, or in static/, and name that"
            }
            Kind::Media => {
                "keep a copy in static/, or for a video write ::video{…}, which loads it when a reader asks for it"
            }
            Kind::Frame => {
                "for a video write ::video{…}, for a map ::map{…}: they load nothing before a reader asks for it; \
                 or make it a plain link"
            }
            Kind::Font | Kind::Style => "keep a copy of the file in static/, and name that",
            Kind::Script => {
                "take it out if it is there to count or to follow readers; else keep a copy of the file in static/, \
                 and name that"
            }
            Kind::Form => "write to a program of your own site, or give a mail address instead",
            Kind::Request => "take it out, or keep a copy of what it asks for in static/",
            Kind::Connection => "take it out: nothing needs it",
            Kind::Refresh => "make it a plain link",
            Kind::Base => "take it out",
        }
    }
}

/// Names in the hosts of those who count visits and follow readers for others.
const COUNTERS: [&str; 20] = [
    "google-analytics",
    "googletagmanager",
    "doubleclick",
    "connect.facebook",
    "plausible",
    "matomo",
    "piwik",
    "cloudflareinsights",
    "hotjar",
    "clarity.ms",
    "fathom",
    "goatcounter",
    "statcounter",
    "umami",
    "segment.com",
    "mixpanel",
    "quantserve",
    "stats.wp.com",
    "analytics.",
    "gauges",
];

/// A copy of such a script would still tell its site of every reader.
const COUNTER: &str = "take it out: with it another site counts your readers and sees what they read here; how many \
                       visits there are, the statistics of your own web space can tell";

fn is_counter(origin: &str) -> bool {
    COUNTERS.iter().any(|name| origin.contains(name))
}

/// What people are told of something that is loaded from elsewhere and may not be. `is_in_part`: the
/// origin is allowed, but not for this.
pub(super) fn fault(load: &Load, is_in_part: bool) -> Diagnostic {
    let Load { kind, origin, .. } = load;
    let fault = Diagnostic::error(kind.code(), kind.message(origin));
    let help = match is_counter(origin) {
        true => COUNTER,
        false => kind.help(),
    };
    let word = Use::ALL.iter().find(|(_, one)| Some(*one) == kind.wanted());
    match word.filter(|_| is_in_part) {
        Some((word, _)) => fault.help(format!(
            "{help}; or add \"{word}\" to what waypost.toml allows the origin `for`"
        )),
        None => fault.help(format!(
            "{help}; or allow the origin in waypost.toml, and say why: [privacy] allow = \
             [{{ origin = \"{origin}\", reason = \"…\" }}]"
        )),
    }
}

//! Files that are published as they are: what they load from elsewhere, with its place in them.

use super::kind::fault;
use super::loads::{Load, Loads};
use super::place::quoted;
use crate::base::diag::Sink;
use crate::base::markup::Tags;
use crate::base::origin::Home;
use crate::base::paths::SourcePath;
use crate::config::{Config, Privacy};
use std::collections::BTreeSet;

/// Looks through the files of one site.
pub struct FileCheck<'a> {
    home: Option<Home>,
    privacy: &'a Privacy,
    /// The allowed origins from which some file loads.
    pub origins: BTreeSet<String>,
}

/// What is in a file.
enum Inside {
    Html,
    Svg,
    Css,
    Script,
}

impl<'a> FileCheck<'a> {
    /// Begins to look through the files of a site.
    pub fn new(config: &'a Config) -> FileCheck<'a> {
        FileCheck {
            home: Home::of(&config.base_url.join("/")),
            privacy: &config.privacy,
            origins: BTreeSet::new(),
        }
    }

    /// Whether files of this name can load anything.
    pub fn is_wanted(name: &str) -> bool {
        inside(name).is_some()
    }

    /// Looks through a file.
    pub fn look(&mut self, path: &SourcePath, bytes: &[u8], sink: &mut Sink) {
        let (Some(home), Some(inside)) = (&self.home, inside(path.as_str())) else {
            return;
        };
        let mut loads = Loads::new(home);
        match inside {
            Inside::Css => loads.css(bytes, None, &(0..0)),
            Inside::Script => loads.script(bytes, 0),
            Inside::Html => tags(Tags::html(bytes), bytes, &mut loads),
            Inside::Svg => tags(Tags::xml(bytes), bytes, &mut loads),
        }
        for load in loads.found {
            let allowed = self.privacy.of(&load.origin);
            let may =
                allowed.map(|allowed| load.kind.wanted().is_none_or(|one| allowed.is_for(one)));
            if may == Some(true) {
                self.origins.insert(load.origin);
            } else {
                sink.push(told(&load, may.is_some(), path, bytes));
            }
        }
    }
}

fn told(
    load: &Load,
    is_in_part: bool,
    path: &SourcePath,
    bytes: &[u8],
) -> crate::base::diag::Diagnostic {
    let found = fault(load, is_in_part).at(path, load.value.clone());
    match load.tag.is_empty() || load.tag == load.value {
        true => found,
        false => found.note(format!("it is {}", quoted(&bytes[load.tag.clone()]))),
    }
}

fn tags(mut tags: Tags<'_>, bytes: &[u8], loads: &mut Loads<'_>) {
    while let Some(tag) = tags.next_tag() {
        loads.tag(&tag, bytes);
    }
}

fn inside(name: &str) -> Option<Inside> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => Inside::Html,
        "svg" | "xhtml" => Inside::Svg,
        "css" => Inside::Css,
        "js" | "mjs" => Inside::Script,
        _ => return None,
    })
}

//! How readers leave quickly: `[exit]`, and what a page of the site says of itself at its foot. Which
//! pages can be left so is for the model to say.

use super::vocabulary::{Vocabularies, fold};
use crate::base::diag::{Diagnostic, nearest};
use crate::base::node::{Fields, ListOf, NodeValue, ScalarKind};
use std::ops::Range;

/// Where an exit leads unless the site says otherwise: a page that anybody may look at, at any time.
pub const USUAL: &str = "https://www.bbc.co.uk/weather";

/// The taxonomy whose terms `[exit] topics` names.
pub const TOPICS: &str = "topics";

/// `[exit]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Whether any page has an exit.
    pub enabled: bool,
    /// Where it leads.
    pub to: String,
    /// The topics whose pages have one, as entries hold them, with their places.
    pub topics: Vec<(String, Range<usize>)>,
    /// Whether every page has one that does not say otherwise.
    pub everywhere: bool,
    /// The site's own page on covering tracks, below `content/`, with its place.
    pub tracks: Option<(String, Range<usize>)>,
}

impl Default for Exit {
    fn default() -> Exit {
        Exit {
            enabled: true,
            to: USUAL.to_owned(),
            topics: Vec::new(),
            everywhere: false,
            tracks: None,
        }
    }
}

/// What the foot of a page says of what the site is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Disclaimer {
    /// The theme's word.
    #[default]
    Usual,
    /// Nothing.
    Off,
    /// The site's own.
    Text(String),
}

/// Reads `[exit]`, and beside it what the titles of discreet pages are in the default language.
pub(super) fn exit(
    fields: &mut Fields<'_, '_>,
    vocabularies: &Vocabularies,
) -> (Exit, Option<String>) {
    let mut exit = Exit::default();
    let Some(node) = fields.node("exit") else {
        return (exit, None);
    };
    let path = fields.path();
    let mut fields = Fields::of(node, "[exit]", path, fields.sink());
    exit.enabled = fields.flag("enabled").unwrap_or(true);
    exit.everywhere = fields.flag("everywhere").unwrap_or(false);
    if let Some((to, span)) = fields.text_at("to") {
        exit.to = destination(&mut fields, to, &span);
    }
    exit.topics = topics(&mut fields, vocabularies);
    exit.tracks = fields
        .text_at("tracks")
        .filter(|(path, _)| !path.is_empty());
    let title = own_title(&mut fields);
    fields.finish();
    (exit, title)
}

/// Reads what a language sets of its own: `[languages.ar.exit]`.
pub(super) fn of_language(fields: &mut Fields<'_, '_>) -> Option<String> {
    let node = fields.node("exit")?;
    let path = fields.path();
    let mut fields = Fields::of(node, "a language's [exit]", path, fields.sink());
    let title = own_title(&mut fields);
    fields.finish();
    title
}

fn own_title(fields: &mut Fields<'_, '_>) -> Option<String> {
    fields.text("title").filter(|title| !title.is_empty())
}

/// An exit that leads nowhere, or that others on the way can read, is worse than none.
fn destination(fields: &mut Fields<'_, '_>, to: String, span: &Range<usize>) -> String {
    let is_web = url::Url::parse(&to)
        .is_ok_and(|url| url.scheme() == "https" && url.has_host() && url.username().is_empty());
    if is_web {
        return to;
    }
    let fault = match to.strip_prefix("http://") {
        Some(rest) => Diagnostic::error(
            "config/exit",
            "others on the way can see that a reader arrives there",
        )
        .help(format!("see whether https://{rest} opens, and write that")),
        None => Diagnostic::error(
            "config/exit",
            format!("`{to}` is not an address that a reader can leave to"),
        )
        .help(format!(
            "write the whole address of a dull page of another site: to = \"{USUAL}\""
        )),
    };
    fields.report(fault, span);
    USUAL.to_owned()
}

/// A topic that is misspelt here would leave its readers without an exit.
fn topics(fields: &mut Fields<'_, '_>, vocabularies: &Vocabularies) -> Vec<(String, Range<usize>)> {
    let mut topics = Vec::new();
    for (word, span) in fields.list("topics", ListOf::Items) {
        let Some(vocabulary) = vocabularies.of(TOPICS) else {
            topics.push((fold(&word), span));
            continue;
        };
        let default = vocabularies.default_lang();
        match vocabularies.resembling(TOPICS, &word, default) {
            Some(key) => topics.push((key.to_owned(), span)),
            None => {
                let fault = Diagnostic::error(
                    "config/exit",
                    format!("there is no topic `{word}`, so no page would get its exit"),
                );
                let help = match nearest(&word, vocabulary.keys()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "use a word of [vocabularies.topics]".to_owned(),
                };
                fields.report(fault.help(help), &span);
            }
        }
    }
    topics
}

/// Reads `disclaimer`: a text, or `false` for none.
pub(super) fn disclaimer(fields: &mut Fields<'_, '_>) -> Option<Disclaimer> {
    let node = fields.node("disclaimer")?;
    match &node.value {
        NodeValue::Scalar(text, ScalarKind::Bool) => Some(match text == "true" {
            true => Disclaimer::Usual,
            false => Disclaimer::Off,
        }),
        NodeValue::Scalar(text, ScalarKind::Text | ScalarKind::Plain) => {
            let text = text.trim();
            Some(match text.is_empty() {
                true => Disclaimer::Off,
                false => Disclaimer::Text(text.to_owned()),
            })
        }
        _ => {
            let help = "write one or two sentences in quotes; disclaimer = false shows none";
            fields.wrong("disclaimer", "text or false", node, help);
            None
        }
    }
}

/// Whether a word that an entry holds is this topic. Words without a vocabulary may be written in
/// several ways.
pub fn is_topic(topic: &str, word: &str) -> bool {
    topic == word || fold(topic) == fold(word)
}

#[cfg(test)]
mod tests {
    use crate::base::diag::Sink;
    use crate::base::paths::SourcePath;
    use crate::config::{self, Config, Disclaimer};

    fn read(settings: &str) -> (Config, Vec<String>) {
        let mut sink = Sink::new();
        let settings = format!("title = \"A\"\nbase_url = \"https://a.example\"\n{settings}");
        let config = config::read(&settings, &SourcePath::named("waypost.toml"), &mut sink);
        let told = sink.into_sorted().into_iter();
        let told = told.map(|told| format!("{}: {}", told.code, told.message));
        (config, told.collect())
    }

    #[test]
    fn without_a_word_there_is_an_exit_and_nowhere_to_show_it() {
        let (config, told) = read("");
        assert_eq!(told, [""; 0]);
        assert_eq!(config.exit, super::Exit::default());
    }

    #[test]
    fn an_exit_leads_to_a_whole_secure_address_or_to_the_usual_one() {
        let (config, told) = read("[exit]\nto = \"https://weather.example/today?a=1\"");
        assert_eq!(told, [""; 0]);
        assert_eq!(config.exit.to, "https://weather.example/today?a=1");
        for wrong in [
            "/weather",
            "http://weather.example",
            "weather.example",
            "javascript:history.back()",
            "",
        ] {
            let (config, told) = read(&format!("[exit]\nto = \"{wrong}\""));
            assert_eq!(config.exit.to, super::USUAL, "{wrong}");
            assert_eq!(told.len(), 1, "{wrong}");
        }
    }

    #[test]
    fn topics_are_words_of_the_vocabulary_however_they_are_written() {
        let words =
            "[vocabularies.topics]\ndomestic-abuse = \"Domestic abuse\"\ngrief = \"Grief\"\n";
        let (config, told) = read(&format!("{words}[exit]\ntopics = [\"Domestic abuse\"]"));
        assert_eq!(told, [""; 0]);
        assert_eq!(config.exit.topics[0].0, "domestic-abuse");
        let (config, told) = read(&format!("{words}[exit]\ntopics = [\"domestic-abuze\"]"));
        assert!(config.exit.topics.is_empty());
        assert!(told[0].contains("no topic `domestic-abuze`"), "{told:?}");
    }

    #[test]
    fn the_disclaimer_is_a_text_or_none() {
        for (settings, expected) in [
            ("", Disclaimer::Usual),
            ("disclaimer = true", Disclaimer::Usual),
            ("disclaimer = false", Disclaimer::Off),
            ("disclaimer = \" \"", Disclaimer::Off),
            (
                "disclaimer = \"We listen.\"",
                Disclaimer::Text("We listen.".to_owned()),
            ),
        ] {
            let (config, told) = read(settings);
            assert_eq!(told, [""; 0], "{settings}");
            assert_eq!(config.languages[0].disclaimer, expected, "{settings}");
        }
        let (_, told) = read("disclaimer = [\"one\"]");
        assert_eq!(told.len(), 1);
        let (config, told) =
            read("disclaimer = false\n[languages.ar]\ntitle = \"A\"\ndisclaimer = \"نصغي.\"");
        assert_eq!(told, [""; 0]);
        let other = &config.languages[1].disclaimer;
        assert_eq!(*other, Disclaimer::Text("نصغي.".to_owned()));
        let (config, _) = read("disclaimer = false\n[languages.ar]\ntitle = \"A\"");
        assert_eq!(config.languages[1].disclaimer, Disclaimer::Off);
        let (config, _) = read("disclaimer = \"We listen.\"\n[languages.ar]\ntitle = \"A\"");
        assert_eq!(config.languages[1].disclaimer, Disclaimer::Usual);
    }
}

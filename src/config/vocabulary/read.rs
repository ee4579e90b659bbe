//! `[vocabularies.NAME]` and `[languages.TAG.vocabularies.NAME]`, checked.

use super::{AREAS, AUDIENCE, PART, Vocabularies, Vocabulary, fold};
use crate::base::diag::{Diagnostic, nearest};
use crate::base::lang::Lang;
use crate::base::node::{Fields, Key, Node, NodeValue, ScalarKind, describe};
use crate::base::slug::segment;
use crate::base::span::Span;
use crate::config::model::Taxonomy;
use std::collections::BTreeMap;
use std::ops::Range;

const CODE: &str = "config/vocabulary";

/// A label as it was typed.
struct Label<'a> {
    key: String,
    lang: &'a Lang,
    text: String,
    span: Range<usize>,
}

/// Reads the vocabularies of a site whose languages and taxonomies are known.
pub(in crate::config) fn read(
    fields: &mut Fields<'_, '_>,
    languages: &[&Lang],
    taxonomies: &[Taxonomy],
) -> Vocabularies {
    let default = languages[0];
    let mut all = Vocabularies::new(default);
    let mut labels: BTreeMap<&str, Vec<Label<'_>>> = BTreeMap::new();
    for (name, node) in fields.entries("vocabularies") {
        if !is_name(fields, name, taxonomies) {
            continue;
        }
        let typed = own_words(fields, name, node, default);
        let vocabulary = all.by_name.entry(name.text.clone()).or_default();
        for label in &typed {
            vocabulary.terms.entry(label.key.clone()).or_default();
        }
        labels.entry(&name.text).or_default().extend(typed);
    }
    for (name, node, lang) in of_languages(fields, languages) {
        let typed = labels_of(fields, &all, (name, node), lang);
        labels.entry(&name.text).or_default().extend(typed);
    }
    for (name, typed) in labels {
        report_twice(fields, (name, &typed), all.of(name), default);
        let Some(vocabulary) = all.by_name.get_mut(name) else {
            continue;
        };
        for label in typed {
            let term = vocabulary.terms.entry(label.key).or_default();
            term.labels.insert(label.lang.clone(), label.text);
        }
    }
    all.by_name.retain(|_, words| !words.terms.is_empty());
    all
}

/// Whether there is a field of this name whose words a vocabulary can have.
fn is_name(fields: &mut Fields<'_, '_>, name: &Key, taxonomies: &[Taxonomy]) -> bool {
    let taxonomies = taxonomies.iter().map(|taxonomy| taxonomy.name.as_str());
    let known: Vec<&str> = taxonomies.chain([AUDIENCE, AREAS]).collect();
    if known.contains(&name.text.as_str()) {
        return true;
    }
    let message = format!(
        "no field called `{}` takes words of a vocabulary",
        name.text
    );
    let fault = Diagnostic::error(CODE, message);
    let fault = match nearest(&name.text, known.iter().copied()) {
        Some(near) => fault.help(format!("did you mean [vocabularies.{near}]?")),
        None => fault.help(format!(
            "there can be one for each of: {}; or add [taxonomies.{}]",
            known.join(", "),
            name.text
        )),
    };
    fields.report(fault, &name.span);
    false
}

/// The terms of a vocabulary with their labels in the default language.
fn own_words<'a>(
    fields: &mut Fields<'_, '_>,
    name: &Key,
    node: &Node,
    lang: &'a Lang,
) -> Vec<Label<'a>> {
    let path = fields.path();
    let mut inner = Fields::of(node, "a vocabulary", path, fields.sink());
    inner.others(|_| true);
    if node.entries().is_empty() && matches!(node.value, NodeValue::Map(_)) {
        let fault = Diagnostic::error(CODE, format!("the vocabulary `{}` has no words", name.text));
        let help = "add one a line, grief = \"Grief and loss\", or delete it: then words are free";
        inner.report(fault.help(help), &name.span);
    }
    let mut typed: Vec<Label<'_>> = Vec::new();
    let mut keys: BTreeMap<String, Span> = BTreeMap::new();
    for (key, node) in node.entries() {
        let sound = match name.text == AREAS {
            true => place(key),
            false => term(key),
        };
        let text = label(&mut inner, (&name.text, key), node);
        let sound = match sound {
            Ok(sound) => sound,
            Err(fault) => {
                inner.report(*fault, &key.span);
                continue;
            }
        };
        let span = Span::new(path, key.span.clone());
        if let Some(first) = keys.insert(folded_path(&sound), span) {
            let fault = Diagnostic::error(CODE, format!("`{}` is here twice", key.text))
                .label(first, "the first one")
                .help("keep one of the two lines");
            inner.report(fault, &key.span);
            continue;
        }
        // A term without a label that can be used is a term all the same, or each entry that has it
        // would be found wrong as well.
        let (text, span) = text.unwrap_or_else(|| (sound.clone(), key.span.clone()));
        typed.push(Label {
            key: sound,
            lang,
            text,
            span,
        });
    }
    typed
}

/// A key that can be a part of an address.
fn term(key: &Key) -> Result<String, Box<Diagnostic>> {
    let slug = segment(&key.text);
    if slug == key.text {
        return Ok(slug);
    }
    let message = format!("`{}` can't be the key of a term", key.text);
    let fault = Diagnostic::error(CODE, message);
    Err(Box::new(match slug.is_empty() {
        true => fault.help("a key has letters, digits and hyphens: grief = \"Grief and loss\""),
        false => fault.help(format!(
            "a key is part of an address, with small letters, digits and hyphens; write {slug} = \
             \"{}\"",
            key.text.replace(['"', '\\'], "")
        )),
    }))
}

/// A key that is a path of places, or one place.
fn place(key: &Key) -> Result<String, Box<Diagnostic>> {
    let parts: Vec<&str> = key.text.split('>').map(str::trim).collect();
    let fault =
        |message: String, help: &str| Err(Box::new(Diagnostic::error(CODE, message).help(help)));
    if parts.iter().any(|part| part.is_empty()) {
        let message = format!("a part of the place `{}` is empty", key.text);
        return fault(
            message,
            "write \"GB > West Yorkshire\" = \"West Yorkshire\"",
        );
    }
    let is_code = parts[0].len() == 2 && parts[0].bytes().all(|b| b.is_ascii_uppercase());
    if parts.len() > 1 && !is_code {
        let message = format!("the place `{}` doesn't begin with a country", key.text);
        let help = "begin with the two capital letters of the country (ISO 3166): \
                    \"GB > West Yorkshire\"";
        return fault(message, help);
    }
    if parts[0].to_lowercase() == "worldwide" {
        let message = "`worldwide` is no place, and has its name from the theme".to_owned();
        return fault(
            message,
            "to change it, put worldwide = \"…\" into the file of words, i18n/en.toml",
        );
    }
    Ok(parts.join(PART))
}

/// The text of a label, with its place.
fn label(
    fields: &mut Fields<'_, '_>,
    (vocabulary, key): (&str, &Key),
    node: &Node,
) -> Option<(String, Range<usize>)> {
    if let NodeValue::Scalar(text, ScalarKind::Text) = &node.value {
        let text = text.trim();
        if !text.is_empty() && !text.contains('\n') {
            return Some((text.to_owned(), node.span.clone()));
        }
    }
    let message = match node.scalar().is_some_and(|text| text.trim().is_empty()) {
        true => format!("`{}` has an empty label", key.text),
        false => format!(
            "the label of `{}` must be one line of text, and this is {}",
            key.text,
            describe(node)
        ),
    };
    let example = match vocabulary == AREAS {
        true => "\"GB > West Yorkshire\" = \"West Yorkshire\"",
        false => "grief = \"Grief and loss\"",
    };
    let help = format!("write what readers see: {example}");
    fields.report(Diagnostic::error(CODE, message).help(help), &node.span);
    None
}

/// The vocabularies in the tables of languages.
fn of_languages<'a, 'l>(
    fields: &mut Fields<'a, '_>,
    languages: &[&'l Lang],
) -> Vec<(&'a Key, &'a Node, &'l Lang)> {
    let mut found = Vec::new();
    let tables = fields.node("languages").map_or(&[][..], Node::entries);
    for (tag, table) in tables {
        let lang = Lang::parse(&tag.text).and_then(|lang| languages.iter().find(|l| ***l == lang));
        let (Some(lang), Some(node)) = (lang, table.get("vocabularies")) else {
            continue;
        };
        let path = fields.path();
        let what = format!("[languages.{}.vocabularies]", tag.text);
        Fields::of(node, &what, path, fields.sink()).others(|_| true);
        found.extend(
            node.entries()
                .iter()
                .map(|(name, node)| (name, node, *lang)),
        );
    }
    found
}

/// The labels of one vocabulary in another language.
fn labels_of<'a>(
    fields: &mut Fields<'_, '_>,
    all: &Vocabularies,
    (name, node): (&Key, &Node),
    lang: &'a Lang,
) -> Vec<Label<'a>> {
    let Some(vocabulary) = all.of(&name.text) else {
        let known: Vec<&str> = all.by_name.keys().map(String::as_str).collect();
        let message = format!("there is no [vocabularies.{}] to be translated", name.text);
        let fault = Diagnostic::error(CODE, message);
        let fault = match nearest(&name.text, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help(format!(
                "add its words under [vocabularies.{}] first",
                name.text
            )),
        };
        fields.report(fault, &name.span);
        return Vec::new();
    };
    let path = fields.path();
    let mut inner = Fields::of(node, "a vocabulary", path, fields.sink());
    inner.others(|_| true);
    let mut typed = Vec::new();
    for (key, node) in node.entries() {
        let text = label(&mut inner, (&name.text, key), node);
        let canonical = match name.text == AREAS {
            true => place(key).unwrap_or_else(|_| key.text.clone()),
            false => key.text.clone(),
        };
        if !vocabulary.has(&canonical) {
            let fault = unknown_key(
                &name.text,
                key,
                vocabulary,
                Span::new(path, key.span.clone()),
            );
            inner.report(fault, &key.span);
            continue;
        }
        typed.extend(text.map(|(text, span)| Label {
            key: canonical,
            lang,
            text,
            span,
        }));
    }
    typed
}

fn unknown_key(name: &str, key: &Key, vocabulary: &Vocabulary, span: Span) -> Diagnostic {
    let message = format!(
        "`{}` is not among the words of [vocabularies.{name}]",
        key.text
    );
    let fault = Diagnostic::error(CODE, message);
    let folded = folded_path(&key.text);
    let alike = vocabulary.keys().find(|key| folded_path(key) == folded);
    match alike.or_else(|| nearest(&key.text, vocabulary.keys())) {
        Some(near) => {
            let fault = fault.help(format!("did you mean `{near}`?"));
            match segment(near) == near {
                true => fault.fix(span, near),
                false => fault,
            }
        }
        None => fault.help("add it there first; here stands what it is called in this language"),
    }
}

fn folded_path(key: &str) -> String {
    let parts: Vec<String> = key.split('>').map(fold).collect();
    parts.join(PART)
}

/// Words that readers or writers could not tell apart.
fn report_twice(
    fields: &mut Fields<'_, '_>,
    (name, typed): (&str, &[Label<'_>]),
    vocabulary: Option<&Vocabulary>,
    default: &Lang,
) {
    let path = fields.path();
    // An entry may use the labels of its own language and of the default one.
    let meet = |a: &Lang, b: &Lang| a == b || a == default || b == default;
    let mut seen: BTreeMap<(String, String), Vec<&Label<'_>>> = BTreeMap::new();
    for label in typed {
        let above = parent(name, &label.key);
        let folded = fold(&label.text);
        let earlier = seen.entry((above.to_owned(), folded.clone())).or_default();
        let first = earlier
            .iter()
            .find(|first| first.key != label.key && meet(first.lang, label.lang));
        if let Some(first) = first {
            let message = format!("two terms have the label `{}`", label.text);
            let fault = Diagnostic::error(CODE, message)
                .label(Span::new(path, first.span.clone()), "the first one")
                .help("give one of them another, so that readers and writers can tell them apart");
            fields.report(fault, &label.span);
        } else if let Some(other) = other_key(name, label, &folded, vocabulary) {
            let message = format!("the label `{}` is the key of another term", label.text);
            let help = format!("choose another label, or another key in place of `{other}`");
            fields.report(Diagnostic::error(CODE, message).help(help), &label.span);
        }
        earlier.push(label);
    }
}

/// Another term beside this one whose key is written like its label.
fn other_key<'v>(
    name: &str,
    label: &Label<'_>,
    folded: &str,
    vocabulary: Option<&'v Vocabulary>,
) -> Option<&'v str> {
    let above = parent(name, &label.key);
    vocabulary?.keys().find(|key| {
        let last = key.rsplit(PART).next().unwrap_or(key);
        *key != label.key && parent(name, key) == above && fold(last) == folded
    })
}

/// The path above a place, for places of one name in different counties.
fn parent<'k>(name: &str, key: &'k str) -> &'k str {
    match name == AREAS {
        true => key.rsplit_once(PART).map_or("", |(above, _)| above),
        false => "",
    }
}

//! The languages in which a listing helps, as BCP 47 tags; sign languages are tags too.

use crate::base::diag::Diagnostic;
use crate::base::lang::Lang;
use crate::base::node::{Fields, ListOf};

/// Reads `languages`.
pub(super) fn read(fields: &mut Fields<'_, '_>, lists: ListOf) -> Vec<Lang> {
    let mut languages: Vec<Lang> = Vec::new();
    for (text, span) in fields.list("languages", lists) {
        match parse(&text) {
            Some(lang) if languages.contains(&lang) => {}
            Some(lang) => languages.push(lang),
            None => {
                let fault = Diagnostic::error(
                    "listing/language",
                    format!("`{text}` is not a language's tag"),
                );
                fields.report(fault.help(help(&text)), &span);
            }
        }
    }
    languages
}

/// Longer words would pass for reserved tags: `English` is one by its shape.
fn parse(text: &str) -> Option<Lang> {
    Lang::parse(text).filter(|lang| matches!(lang.primary().len(), 2 | 3) && lang.is_known())
}

fn help(text: &str) -> String {
    if text.contains([',', ';', '/']) {
        return "write a list, [en, ar]; in a cell of a table, put a ; between them".to_owned();
    }
    match tag(text) {
        Some(tag) => format!("write {tag}"),
        None if text.to_lowercase().ends_with("-uk") => {
            format!("write {}-GB", &text[..text.len() - 3])
        }
        None => "use a tag such as en, ar, pt-BR, cy, or bfi for British Sign Language".to_owned(),
    }
}

/// The tag of a language's English name, or of its name in itself.
pub(super) fn tag(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    ENGLISH
        .iter()
        .find(|(english, _)| *english == name)
        .map(|(_, tag)| *tag)
        .or_else(|| {
            ENGLISH
                .iter()
                .map(|(_, tag)| *tag)
                .find(|tag| Lang::parse(tag).is_some_and(|l| l.own_name().to_lowercase() == name))
        })
}

/// English names, in lower case.
const ENGLISH: [(&str, &str); 60] = [
    ("albanian", "sq"),
    ("american sign language", "ase"),
    ("amharic", "am"),
    ("arabic", "ar"),
    ("asl", "ase"),
    ("bengali", "bn"),
    ("british sign language", "bfi"),
    ("bsl", "bfi"),
    ("bulgarian", "bg"),
    ("cantonese", "yue"),
    ("chinese", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dari", "prs"),
    ("dutch", "nl"),
    ("english", "en"),
    ("farsi", "fa"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("gujarati", "gu"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("irish", "ga"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("kurdish", "ku"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("mandarin", "zh"),
    ("nepali", "ne"),
    ("norwegian", "nb"),
    ("pashto", "ps"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("punjabi", "pa"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("slovak", "sk"),
    ("somali", "so"),
    ("sorani", "ckb"),
    ("spanish", "es"),
    ("swahili", "sw"),
    ("swedish", "sv"),
    ("tagalog", "tl"),
    ("tamil", "ta"),
    ("thai", "th"),
    ("tigrinya", "ti"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
    ("vietnamese", "vi"),
    ("welsh", "cy"),
    ("yiddish", "yi"),
];

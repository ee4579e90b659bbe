//! Languages as BCP 47 tags, in canonical case. It knows which are written from right to left.

use super::stored::stored_as_text;
use icu_locale_core::LanguageIdentifier;
use std::fmt;
use std::sync::Arc;

/// Languages whose usual script runs from right to left (ICU's short list leaves out `yi` and `dv`).
const RTL: [&str; 14] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-Arab", "nqo", "ps", "sd", "syr", "ug", "ur",
];
const RTL_SCRIPTS: [&str; 8] = [
    "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand",
];

/// A language tag such as `en`, `pt-BR` or `zh-Hant`. Sign languages (`bfi`, `ase`) are tags too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

stored_as_text!(Lang, Lang::parse, |lang, to| to.serialize_str(&lang.0));

impl Lang {
    /// Reads a tag; case and underscores are forgiven. None if it is not BCP 47.
    pub fn parse(text: &str) -> Option<Lang> {
        let text = text.trim().replace('_', "-");
        let id: LanguageIdentifier = text.parse().ok()?;
        (!id.language.is_unknown()).then(|| Lang(id.to_string().into()))
    }

    /// The canonical tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag's primary language, `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether it is written from right to left.
    pub fn is_rtl(&self) -> bool {
        let script = self
            .0
            .split('-')
            .nth(1)
            .filter(|part| part.len() == 4 && part.chars().all(char::is_alphabetic));
        match script {
            Some(script) => RTL_SCRIPTS.contains(&script),
            None => RTL.contains(&self.primary()) || self.primary() == "yi",
        }
    }

    /// The `dir` attribute's value: `rtl` or `ltr`.
    pub fn dir(&self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// The language's name in itself, for language switches and listings; the tag where we know none.
    pub fn own_name(&self) -> &str {
        OWN_NAMES
            .iter()
            .find(|(tag, _)| *tag == self.as_str())
            .or_else(|| OWN_NAMES.iter().find(|(tag, _)| *tag == self.primary()))
            .map_or(self.as_str(), |(_, name)| name)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names of languages in themselves: those most spoken, and those of the communities that helplines serve.
const OWN_NAMES: [(&str, &str); 72] = [
    ("af", "Afrikaans"),
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("ase", "American Sign Language"),
    ("az", "Azərbaycanca"),
    ("be", "Беларуская"),
    ("bfi", "British Sign Language"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ckb", "کوردیی ناوەندی"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("dv", "ދިވެހި"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gd", "Gàidhlig"),
    ("gl", "Galego"),
    ("gu", "ગુજરાતી"),
    ("ha", "Hausa"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("ms", "Bahasa Melayu"),
    ("mt", "Malti"),
    ("nb", "Norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("th", "ไทย"),
    ("ti", "ትግርኛ"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

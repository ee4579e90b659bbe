//! Languages as BCP 47 tags, in canonical case. It knows which exist, and which are written from right to
//! left.

use super::country::is_country;
use super::stored::stored_as_text;
use icu_locale_core::LanguageIdentifier;
use isolang::Language;
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
    /// Reads a tag; case and underscores are forgiven. None if it is not BCP 47. Whether there is such a
    /// language is for [`Lang::is_known`] to say.
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

    /// The tag's region, `BR` of `pt-BR` or `419` of `es-419`.
    pub fn region(&self) -> Option<&str> {
        let is_region = |part: &&str| match part.len() {
            2 => part.bytes().all(|b| b.is_ascii_uppercase()),
            3 => part.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        self.0.split('-').skip(1).find(is_region)
    }

    /// The country in which it is spoken, where the tag says so: `BR` of `pt-BR`.
    pub fn country(&self) -> Option<&str> {
        self.region().filter(|region| is_country(region))
    }

    /// Whether ISO 639 has the language, and ISO 3166-1 or UN M.49 the region: `xx` and `en-UK` are tags by
    /// their shape alone.
    pub fn is_known(&self) -> bool {
        let region = |region: &str| is_country(region) || REGIONS.contains(&region);
        self.iso().is_some() && self.region().is_none_or(region)
    }

    /// The language of an English name, `Hmong` or `Yue Chinese`, as ISO 639-3 has it.
    pub fn of_english_name(name: &str) -> Option<Lang> {
        let language = Language::from_name(name)?;
        Lang::parse(language.to_639_1().unwrap_or(language.to_639_3()))
    }

    fn iso(&self) -> Option<Language> {
        let code = self.primary();
        let found = match code.len() {
            2 => Language::from_639_1(code),
            _ => Language::from_639_3(code),
        };
        found.filter(|_| !NO_LANGUAGES.contains(&code))
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

    /// The language's name in itself, for language switches and listings. Where we know none it is the
    /// English one, or the tag.
    pub fn own_name(&self) -> &str {
        let own = OWN_NAMES
            .iter()
            .find(|(tag, _)| *tag == self.as_str())
            .or_else(|| OWN_NAMES.iter().find(|(tag, _)| *tag == self.primary()));
        if let Some((_, name)) = own {
            return name;
        }
        // `Ancient Greek (to 1453)`: what it is told apart by is no part of its name.
        let english = self.iso().map(|language| language.to_name());
        english.map_or(self.as_str(), |name| {
            name.split(" (").next().unwrap_or(name)
        })
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Codes of ISO 639 that stand for no language, or for none in particular.
const NO_LANGUAGES: [&str; 4] = ["mis", "mul", "und", "zxx"];
/// Regions of tags that are no countries: those of UN M.49, and Kosovo as CLDR writes it.
const REGIONS: [&str; 32] = [
    "001", "002", "003", "005", "009", "011", "013", "014", "015", "017", "018", "019", "021",
    "029", "030", "034", "035", "039", "053", "054", "057", "061", "142", "143", "145", "150",
    "151", "154", "155", "202", "419", "XK",
];

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

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("a tag by its shape")
    }

    #[test]
    fn only_languages_and_regions_that_exist_are_known() {
        for tag in [
            "en",
            "en-GB",
            "es-419",
            "zh-Hant-HK",
            "sr-Latn",
            "bfi",
            "ase",
            "prs",
            "hmn",
            "yue",
            "sq-XK",
            "fil",
            "ckb",
        ] {
            assert!(lang(tag).is_known(), "{tag}");
        }
        for tag in [
            "xx", "qaa", "und-GB", "mul", "zxx", "en-UK", "en-XX", "es-999", "english",
        ] {
            assert!(
                !Lang::parse(tag).is_some_and(|lang| lang.is_known()),
                "{tag}"
            );
        }
    }

    #[test]
    fn a_tag_tells_its_country() {
        assert_eq!(lang("en-GB").country(), Some("GB"));
        assert_eq!(lang("zh-Hant-HK").country(), Some("HK"));
        assert_eq!(lang("es-419").country(), None);
        assert_eq!(lang("es-419").region(), Some("419"));
        assert_eq!(lang("en").country(), None);
    }

    #[test]
    fn names_stand_in_for_each_other() {
        assert_eq!(lang("cy").own_name(), "Cymraeg");
        assert_eq!(lang("hmn").own_name(), "Hmong");
        assert_eq!(lang("grc").own_name(), "Ancient Greek");
        assert_eq!(lang("qaa").own_name(), "qaa");
        assert_eq!(Lang::of_english_name("Welsh"), Some(lang("cy")));
        assert_eq!(Lang::of_english_name("Hmong"), Some(lang("hmn")));
    }
}

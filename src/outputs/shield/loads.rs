//! What browsers load by themselves for a tag, a stylesheet or a script, as far as it comes from
//! elsewhere. Whether that is allowed, it does not ask.

use super::kind::Kind;
use crate::base::entities::decoded;
use crate::base::markup::{Attribute, Tag, Tags};
use crate::base::origin::Home;
use crate::base::stylesheet::addresses;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Something that is loaded from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Load {
    /// What is loaded.
    pub kind: Kind,
    /// From where.
    pub origin: String,
    /// Where the address stands, as typed.
    pub value: Range<usize>,
    /// The address without what HTML and CSS add to it.
    pub meaning: String,
    /// Where the tag stands, or in a stylesheet or a script, the address.
    pub tag: Range<usize>,
}

/// Gathers what is loaded from elsewhere.
pub(super) struct Loads<'a> {
    home: &'a Home,
    /// What was found, in order.
    pub found: Vec<Load>,
}

/// The longest name of an element or an attribute that means anything here.
const LONGEST: usize = 16;

impl<'a> Loads<'a> {
    pub fn new(home: &'a Home) -> Loads<'a> {
        Loads {
            home,
            found: Vec::new(),
        }
    }

    /// What a tag loads, and the stylesheet or the script inside of it.
    pub fn tag(&mut self, tag: &Tag<'_, '_>, text: &[u8]) {
        if tag.attributes.is_empty() && tag.text.is_none() {
            return;
        }
        let mut room = [0; LONGEST];
        let element = lower(tag.name, &mut room);
        for attribute in tag.attributes {
            // By far the most.
            let is_idle = matches!(attribute.name, b"class" | b"id")
                || (element == b"a" && attribute.name == b"href");
            if !is_idle && !attribute.value.is_empty() {
                self.attribute(element, attribute, tag);
            }
        }
        let Some(range) = &tag.text else { return };
        let inner = &text[range.clone()];
        match element {
            b"style" if tag.is_foreign && inner.contains(&b'&') => {
                let css = decoded(inner);
                self.css(css.as_bytes(), Some(range.clone()), &tag.range);
            }
            b"style" => {
                let first = self.found.len();
                self.css(inner, None, &tag.range);
                for load in &mut self.found[first..] {
                    load.value = moved(&load.value, range.start);
                    load.tag = load.value.clone();
                }
            }
            b"script" => match Script::of(tag) {
                Script::Runs => self.script(inner, range.start),
                Script::Addresses(kind) => self.quoted(inner, range.start, kind),
                Script::Data => {}
            },
            _ => {}
        }
    }

    fn attribute(&mut self, element: &[u8], attribute: &Attribute<'_>, tag: &Tag<'_, '_>) {
        let mut room = [0; LONGEST];
        let name = lower(attribute.name, &mut room);
        let kind = match name {
            b"src" => match element {
                b"script" => Kind::Script,
                b"img" | b"image" | b"input" => Kind::Picture,
                b"source" | b"video" | b"audio" | b"track" | b"bgsound" => Kind::Media,
                b"iframe" | b"frame" | b"embed" | b"portal" | b"fencedframe" => Kind::Frame,
                _ => return,
            },
            b"poster" | b"background" | b"lowsrc" | b"dynsrc" => Kind::Picture,
            b"data" if element == b"object" => Kind::Frame,
            b"codebase" => Kind::Frame,
            b"action" if element == b"form" => Kind::Form,
            b"formaction" => Kind::Form,
            b"manifest" if element == b"html" => Kind::Request,
            b"href" | b"xlink:href" => match link_kind(element, tag) {
                Some(kind) => kind,
                None => return,
            },
            b"srcset" | b"imagesrcset" => {
                return self.each(attribute, tag, Kind::Picture, in_srcset);
            }
            b"ping" | b"attributionsrc" => {
                let parts = |value: &str| value.split_whitespace().map(str::to_owned).collect();
                return self.each(attribute, tag, Kind::Request, parts);
            }
            b"to" | b"from" | b"by" | b"values" if matches!(element, b"animate" | b"set") => {
                let parts = |value: &str| value.split(';').map(str::to_owned).collect();
                return self.each(attribute, tag, Kind::Picture, parts);
            }
            b"content" if element == b"meta" && says(tag, "http-equiv", "refresh") => {
                let parts = |value: &str| refresh(value).into_iter().collect();
                return self.each(attribute, tag, Kind::Refresh, parts);
            }
            b"srcdoc" => return self.page_in_frame(attribute, tag),
            b"style" => return self.declarations(attribute, tag),
            _ if tag.is_foreign && name != b"d" => return self.declarations(attribute, tag),
            _ => return,
        };
        self.add(
            kind,
            decoded(attribute.value).into_owned(),
            attribute.range(),
            &tag.range,
        );
    }

    fn add(&mut self, kind: Kind, meaning: String, value: Range<usize>, tag: &Range<usize>) {
        if let Some(origin) = self.home.outside(&meaning) {
            self.found.push(Load {
                kind,
                origin,
                value,
                meaning,
                tag: tag.clone(),
            });
        }
    }

    /// An attribute that may hold several addresses.
    fn each(
        &mut self,
        attribute: &Attribute<'_>,
        tag: &Tag<'_, '_>,
        kind: Kind,
        parts: fn(&str) -> Vec<String>,
    ) {
        for meaning in parts(&decoded(attribute.value)) {
            self.add(kind, meaning, attribute.range(), &tag.range);
        }
    }

    /// CSS in an attribute.
    fn declarations(&mut self, attribute: &Attribute<'_>, tag: &Tag<'_, '_>) {
        // Without one there is no function, and so no address.
        if attribute.value.contains(&b'(') || attribute.value.contains(&b'&') {
            let css = decoded(attribute.value);
            self.css(css.as_bytes(), Some(attribute.range()), &tag.range);
        }
    }

    /// A stylesheet; what is found stands at `at`, or if there is none, where it stands in the sheet.
    pub fn css(&mut self, css: &[u8], at: Option<Range<usize>>, tag: &Range<usize>) {
        for address in addresses(css) {
            let kind = match (address.is_import, address.is_font) {
                (true, _) => Kind::Style,
                (_, true) => Kind::Font,
                _ => Kind::Picture,
            };
            let value = at.clone().unwrap_or(address.range);
            self.add(kind, address.meaning, value, tag);
        }
    }

    /// What a script plainly loads.
    pub fn script(&mut self, script: &[u8], start: usize) {
        let text = String::from_utf8_lossy(script);
        for found in LOADING.captures_iter(&text) {
            let kind = match (found.name("module"), found.name("source")) {
                (Some(_), _) => Kind::Script,
                (_, Some(_)) => Kind::Picture,
                _ => Kind::Request,
            };
            if let Some(address) = found.name("address") {
                let range = moved(&address.range(), start);
                self.add(kind, address.as_str().to_owned(), range.clone(), &range);
            }
        }
    }

    /// Every text in quotes, of a block of JSON that is a list of addresses.
    fn quoted(&mut self, text: &[u8], start: usize, kind: Kind) {
        let text = String::from_utf8_lossy(text);
        for found in QUOTED.captures_iter(&text) {
            if let Some(address) = found.get(1) {
                let range = moved(&address.range(), start);
                let meaning = address.as_str().replace("\\/", "/");
                self.add(kind, meaning, range.clone(), &range);
            }
        }
    }

    fn page_in_frame(&mut self, attribute: &Attribute<'_>, tag: &Tag<'_, '_>) {
        let page = decoded(attribute.value).into_owned();
        // Frames in frames grow fast in what they need to be written.
        let mut inner = Loads::new(self.home);
        let mut tags = Tags::html(page.as_bytes());
        while let Some(tag) = tags.next_tag() {
            let is_frame = tag.is("iframe") && tag.attribute("srcdoc").is_some();
            if !is_frame {
                inner.tag(&tag, page.as_bytes());
            }
        }
        self.found.extend(inner.found.into_iter().map(|load| Load {
            value: attribute.range(),
            tag: tag.range.clone(),
            ..load
        }));
    }
}

static LOADING: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?x)
        (?: (?P<module> \b(?:from|import)\s*\(?\s* | \b(?:importScripts|Worker|SharedWorker)\s*\(\s* )
          | (?P<source> \.(?:src|srcset)\s*=\s* )
          | \b(?:fetch|sendBeacon|EventSource|WebSocket)\s*\(\s*
          | \.open\s*\(\s*["'`][A-Za-z]+["'`]\s*,\s* )
        ["'`] (?P<address> [^"'`\s]+ )"#;
    Regex::new(pattern).unwrap_or_else(|_| unreachable!("the pattern is a constant"))
});

static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("\"([^\"]*)\"").unwrap_or_else(|_| unreachable!("the pattern is a constant"))
});

/// What a `<script>` is.
pub(super) enum Script {
    /// It runs.
    Runs,
    /// It says where to load from.
    Addresses(Kind),
    /// It is only there to be read.
    Data,
}

impl Script {
    pub fn of(tag: &Tag<'_, '_>) -> Script {
        let Some(kind) = tag.attribute("type") else {
            return Script::Runs;
        };
        let kind = decoded(kind.value).trim().to_ascii_lowercase();
        match kind.as_str() {
            "" | "module" => Script::Runs,
            "importmap" => Script::Addresses(Kind::Script),
            "speculationrules" => Script::Addresses(Kind::Connection),
            other if other.ends_with("javascript") || other.ends_with("ecmascript") => Script::Runs,
            "text/jscript" | "text/livescript" => Script::Runs,
            _ => Script::Data,
        }
    }
}

/// What `href` on an element loads; nothing, if it is there to be followed.
fn link_kind(element: &[u8], tag: &Tag<'_, '_>) -> Option<Kind> {
    match element {
        b"a" | b"area" => None,
        b"base" => Some(Kind::Base),
        b"script" => Some(Kind::Script),
        b"link" => {
            let rel = decoded(tag.attribute("rel")?.value).to_ascii_lowercase();
            rel.split_whitespace().find_map(|word| relation(word, tag))
        }
        _ if tag.is_foreign => Some(Kind::Picture),
        b"?xml-stylesheet" => Some(Kind::Style),
        _ => None,
    }
}

fn relation(word: &str, tag: &Tag<'_, '_>) -> Option<Kind> {
    Some(match word {
        "stylesheet" => Kind::Style,
        "icon"
        | "apple-touch-icon"
        | "apple-touch-icon-precomposed"
        | "mask-icon"
        | "fluid-icon"
        | "apple-touch-startup-image" => Kind::Picture,
        "manifest" => Kind::Request,
        "modulepreload" | "import" => Kind::Script,
        "preload" => {
            let what = tag
                .attribute("as")
                .map(|what| what.value.to_ascii_lowercase());
            match what.as_deref() {
                Some(b"font") => Kind::Font,
                Some(b"image") => Kind::Picture,
                Some(b"style") => Kind::Style,
                Some(b"script" | b"worker") => Kind::Script,
                Some(b"audio" | b"video" | b"track") => Kind::Media,
                _ => Kind::Request,
            }
        }
        "preconnect" | "dns-prefetch" | "prefetch" | "prerender" | "compression-dictionary" => {
            Kind::Connection
        }
        _ => return None,
    })
}

fn says(tag: &Tag<'_, '_>, name: &str, wanted: &str) -> bool {
    let attribute = tag.attribute(name);
    attribute.is_some_and(|one| decoded(one.value).trim().eq_ignore_ascii_case(wanted))
}

/// The addresses in a `srcset`, each up to a blank, and without the commas after it.
fn in_srcset(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return found;
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        found.push(bare.to_owned());
        rest = match bare.len() == address.len() {
            true => &after[after.find(',').unwrap_or(after.len())..],
            false => after,
        };
    }
}

/// The address in the `content` of a refresh.
fn refresh(value: &str) -> Option<String> {
    let is_gap = |c: char| c.is_ascii_whitespace() || matches!(c, ';' | ',');
    let time = |c: char| c.is_ascii_digit() || c == '.';
    let rest = value
        .trim_start()
        .trim_start_matches(time)
        .trim_start_matches(is_gap);
    let is_named = rest
        .get(..3)
        .is_some_and(|name| name.eq_ignore_ascii_case("url"));
    let named = rest.get(3..).filter(|_| is_named).map(str::trim_start);
    let address = match named.and_then(|rest| rest.strip_prefix('=')) {
        Some(address) => address.trim_start(),
        None => rest,
    };
    let quote = address.chars().next().filter(|c| matches!(c, '"' | '\''));
    let address = match quote {
        Some(quote) => address[1..].split(quote).next().unwrap_or_default(),
        None => address,
    };
    (!address.is_empty()).then(|| address.to_owned())
}

/// The name in small letters; nothing if it is too long to mean anything.
fn lower<'r>(name: &[u8], room: &'r mut [u8; LONGEST]) -> &'r [u8] {
    let Some(own) = room.get_mut(..name.len()) else {
        return b"";
    };
    own.copy_from_slice(name);
    own.make_ascii_lowercase();
    own
}

fn moved(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

//! Just enough HTML to look at our own pages, in which every attribute is quoted.

/// A start tag and the text up to the next tag.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

pub struct Page {
    pub tags: Vec<Tag>,
}

impl Page {
    pub fn read(html: &str) -> Page {
        let mut tags = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let (tag, after) = tag(rest);
            rest = after;
            if matches!(tag.name.as_str(), "script" | "style") {
                let end = format!("</{}", tag.name);
                rest = rest.find(&end).map_or("", |at| &rest[at..]);
            }
            tags.push(tag);
        }
        Page { tags }
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Tag> {
        self.tags.iter().filter(move |tag| tag.name == name)
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().filter_map(|tag| tag.attribute("id"))
    }

    /// Every address that a browser would follow or load.
    pub fn addresses(&self) -> Vec<&str> {
        let attributes = self.tags.iter().flat_map(|tag| &tag.attributes);
        let mut found: Vec<&str> = attributes
            .filter(|(name, _)| matches!(name.as_str(), "href" | "src" | "poster" | "action"))
            .map(|(_, value)| value.as_str())
            .collect();
        let metas = self.named("meta");
        found.extend(metas.filter_map(|meta| {
            let about = meta.attribute("property").unwrap_or("");
            let content = meta.attribute("content")?;
            let refresh = meta.attribute("http-equiv") == Some("refresh");
            match refresh {
                true => Some(content.split_once("url=")?.1),
                false => matches!(about, "og:url" | "og:image").then_some(content),
            }
        }));
        found
    }
}

fn tag(text: &str) -> (Tag, &str) {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_');
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let mut tag = Tag {
        name: text[..end].to_lowercase(),
        attributes: Vec::new(),
        text: String::new(),
    };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\t', '\r', '/']);
        if let Some(after) = rest.strip_prefix('>') {
            let text = after.split('<').next().unwrap_or(after);
            tag.text = unescaped(text);
            return (tag, after);
        }
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        assert!(end > 0, "a strange tag: {}", &text[..text.len().min(200)]);
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (inner, after) = quoted.split_once('"').expect("quotes end");
            value = unescaped(inner);
            rest = after;
        } else if rest.starts_with('=') {
            panic!(
                "an attribute without double quotes: {name}{}",
                &rest[..rest.len().min(80)]
            );
        }
        tag.attributes.push((name, value));
    }
}

pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

//! Paths that cannot be wrong: relative to the project, relative to the output, or below the site's
//! root. No other module joins paths by hand.

pub use super::percent::{decode, encode};
use super::stored::stored_as_text;
use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Why a path can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// No segment at all.
    #[error("the path is empty")]
    Empty,
    /// `.` or `..`, or a path that begins with `/`.
    #[error("the path may not hold `.` or `..` or begin with `/`")]
    Escapes,
    /// A NUL, a control character, a backslash or one of `<>:"|?*`.
    #[error("`{0}` can't stand in a file name on every system")]
    Character(char),
    /// `con`, `nul`, `com1` and the like.
    #[error("`{0}` is a name that Windows keeps for a device")]
    Device(String),
    /// A segment that ends with a dot or a space.
    #[error("a file name may not end with a dot or a space")]
    Trailing,
    /// More than a thousand bytes in all.
    #[error("a path may not be longer than 1000 bytes")]
    PathTooLong,
    /// More than 255 bytes in a segment.
    #[error("a file name may not be longer than 255 bytes")]
    TooLong,
}

/// A source file's path relative to the site project, with `/` between segments, as it is on the disk.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

stored_as_text!(
    SourcePath,
    |text| SourcePath::parse(text).ok(),
    |path, to| to.serialize_str(&path.0)
);

impl SourcePath {
    /// Takes a relative path with `/` between segments; `.` and `..` are refused.
    pub fn parse(text: &str) -> Result<SourcePath, PathError> {
        if text.is_empty() {
            return Err(PathError::Empty);
        }
        if text.contains('\0') {
            return Err(PathError::Character('\0'));
        }
        if text.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(PathError::Escapes);
        }
        Ok(SourcePath(text.into()))
    }

    /// Names a file that is not in the project, such as a template of the embedded theme. Never opened.
    pub fn named(text: &str) -> SourcePath {
        SourcePath(text.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as text that others may keep.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }

    /// The file's name with its ending.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The file's name without its last ending.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(at) if at > 0 => &name[..at],
            _ => name,
        }
    }

    /// Whether it has one of these endings, in capitals or small letters.
    pub fn ends_in(&self, endings: &[&str]) -> bool {
        let name = self.file_name();
        let at = name.rfind('.').filter(|at| *at > 0);
        let ending = at.map_or("", |at| &name[at + 1..]);
        endings
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    }

    /// The ending in lower case without the dot; empty if there is none.
    pub fn extension(&self) -> String {
        let name = self.file_name();
        match name.rfind('.') {
            Some(at) if at > 0 => name[at + 1..].to_lowercase(),
            _ => String::new(),
        }
    }

    /// The folder's path, empty for a file at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// The rest of the path below `folder`, if it is below it.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// Follows a relative link from this file's folder. `None` if it leaves the project.
    pub fn follow(&self, link: &str) -> Option<String> {
        let folder = self.folder();
        let is_plain = |part: &str| !matches!(part, "" | "." | "..");
        if !folder.is_empty() && link.split('/').all(is_plain) {
            return Some(format!("{folder}/{link}"));
        }
        let mut parts: Vec<&str> = match folder {
            "" => Vec::new(),
            folder => folder.split('/').collect(),
        };
        for part in link.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }
}

macro_rules! found_by_text {
    ($($path:ty),*) => {$(
        /// Paths are ordered, compared and hashed as their texts are.
        impl Borrow<str> for $path {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

found_by_text!(SourcePath, UrlPath);

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// A file's path below the output folder: safe on every system that a volunteer may use.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// Checks every segment. `/` separates segments.
    pub fn parse(text: &str) -> Result<OutPath, PathError> {
        if text.is_empty() {
            return Err(PathError::Empty);
        }
        check_segments(text)?;
        Ok(OutPath(text.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder's path, empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// Whether a path leads through this folder.
    pub fn is_above(&self, path: &str) -> bool {
        let rest = path.strip_prefix(&*self.0);
        rest.is_some_and(|rest| rest.starts_with('/'))
    }

    /// The folder, unless this is at the top.
    pub fn parent(&self) -> Option<OutPath> {
        // A part of a path that is safe is safe.
        self.0.rfind('/').map(|at| OutPath(self.0[..at].into()))
    }

    /// What two paths share when some systems would take them for one: NFC and case folded.
    pub fn collision_key(&self) -> Cow<'_, str> {
        if !self.0.is_ascii() {
            return self.0.nfc().flat_map(char::to_lowercase).collect();
        }
        match self.0.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(self.0.to_ascii_lowercase()),
            false => Cow::Borrowed(&self.0),
        }
    }

    /// The URL under which a server shows this file: `x/index.html` is `/x/`.
    pub fn url(&self) -> UrlPath {
        let path = match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        };
        UrlPath(format!("/{path}").into())
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// The longest path, in bytes. Systems take 1024 or more for the whole of it, folders above included.
const LONGEST_PATH: usize = 1000;

fn check_segments(path: &str) -> Result<(), PathError> {
    if path.len() > LONGEST_PATH {
        return Err(PathError::PathTooLong);
    }
    path.split('/').try_for_each(check_segment)
}

fn check_segment(segment: &str) -> Result<(), PathError> {
    if matches!(segment, "" | "." | "..") {
        return Err(PathError::Escapes);
    }
    // Thousands of paths are checked in each build, and nearly all of their bytes are these.
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !segment.as_bytes().iter().all(plain)
        && let Some(c) = segment
            .chars()
            .find(|c| c.is_control() || matches!(c, '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*'))
    {
        return Err(PathError::Character(c));
    }
    if segment.ends_with(['.', ' ']) {
        return Err(PathError::Trailing);
    }
    if segment.len() > 255 {
        return Err(PathError::TooLong);
    }
    if is_device(segment) {
        return Err(PathError::Device(segment.to_owned()));
    }
    Ok(())
}

/// Whether Windows keeps a name for a device, whatever its ending.
pub(super) fn is_device(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or(segment);
    if !matches!(stem.len(), 3 | 4) {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| ('1'..='9').contains(&c)))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// The path of a page's URL from the site's root, `/articles/isolation/`, in readable Unicode.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UrlPath(Arc<str>);

stored_as_text!(UrlPath, |text| UrlPath::parse(text).ok(), |path, to| to
    .serialize_str(&path.0));

impl UrlPath {
    /// The site's root.
    pub fn root() -> UrlPath {
        UrlPath("/".into())
    }

    /// Checks a path such as `/about/`, as typed in `path` or `aliases`; leading and missing final
    /// slashes are forgiven unless the last segment has an ending such as `.html`.
    pub fn parse(text: &str) -> Result<UrlPath, PathError> {
        let inner = text.trim().trim_matches('/');
        if inner.is_empty() {
            return Ok(UrlPath::root());
        }
        check_segments(inner)?;
        let last = inner.rsplit('/').next().unwrap_or(inner);
        let is_file = last.rsplit_once('.').is_some_and(|(stem, end)| {
            !stem.is_empty()
                && (1..=11).contains(&end.len())
                && end.chars().all(|c| c.is_ascii_alphanumeric())
                && end.chars().any(|c| c.is_ascii_alphabetic())
        });
        Ok(UrlPath(
            if is_file {
                format!("/{inner}")
            } else {
                format!("/{inner}/")
            }
            .into(),
        ))
    }

    /// The path as text, beginning with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The page below this one whose name consists of nothing but the plainest letters, digits and
    /// hyphens. `None` if it does not, or if [`parse`](Self::parse) must say whether it is one.
    pub fn child(&self, name: &str) -> Option<UrlPath> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let fits = self.0.ends_with('/')
            && (1..=255).contains(&name.len())
            && self.0.len() + name.len() <= LONGEST_PATH;
        (fits && name.bytes().all(plain) && !is_device(name)).then(|| {
            let mut url = String::with_capacity(self.0.len() + name.len() + 1);
            url.push_str(&self.0);
            url.push_str(name);
            url.push('/');
            UrlPath(url.into())
        })
    }

    /// The file that a server shows at this URL.
    pub fn out_path(&self) -> Result<OutPath, PathError> {
        let path = self.0.trim_start_matches('/');
        if !path.is_empty() && !path.ends_with('/') {
            return OutPath::parse(path);
        }
        // All segments but the last were looked at when this was made.
        let path = format!("{path}index.html");
        match path.len() > LONGEST_PATH {
            true => Err(PathError::PathTooLong),
            false => Ok(OutPath(path.into())),
        }
    }

    /// The path for an `href`: percent-encoded where browsers and servers disagree, other scripts readable.
    pub fn href(&self) -> String {
        encode(&self.0)
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

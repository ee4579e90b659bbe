//! Where pictures are made: what was made before is taken from the shelf, and only so many pixels are
//! opened at a time, however many threads there are.

use super::as_picture;
use super::develop::{develop, opens};
use crate::base::diag::Diagnostic;
use crate::base::digest::Digest;
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use crate::content::markdown::LinkKind;
use crate::content::picture::Picture;
use crate::disk::{Snapshot, Store};
use crate::model::{Site, Target, Variant};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

/// As many pixels are open at a time, in all: four photographs of a phone.
const ROOM: u64 = 50_000_000;

/// Makes pictures.
#[derive(Default)]
pub struct Darkroom {
    /// Where pictures are kept from one build to the next; none if nothing is to be kept.
    store: Option<Store>,
    open: Mutex<u64>,
    closed: Condvar,
}

/// The bytes of pictures, or why there are none.
pub type Developed<T> = Result<T, Box<Diagnostic>>;

/// Room for the pixels of one picture, given back when it goes.
struct Room<'a>(&'a Darkroom, u64);

impl Drop for Room<'_> {
    fn drop(&mut self) {
        *self.0.open.lock().unwrap_or_else(PoisonError::into_inner) -= self.1;
        self.0.closed.notify_all();
    }
}

impl Darkroom {
    /// A darkroom with a shelf, or without one.
    pub fn new(store: Option<Store>) -> Darkroom {
        Darkroom {
            store,
            ..Darkroom::default()
        }
    }

    /// Takes away what is kept of pictures that are none of these.
    pub fn keep_only(&self, keys: &[Digest]) {
        if let Some(store) = &self.store {
            store.keep_only(keys);
        }
    }

    /// The forms of one picture, in their order, made with one look at it if any is missing.
    pub fn develop(
        &self,
        source: &SourcePath,
        wanted: &[&Variant],
        (snapshot, site): (&Snapshot, &Site),
    ) -> Developed<Vec<Bytes>> {
        let kept = |variant: &&Variant| self.store.as_ref()?.get(variant.key).map(Bytes::from);
        let kept: Vec<Option<Bytes>> = wanted.iter().map(kept).collect();
        let missing: Vec<&Variant> = wanted
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| kept.is_none())
            .map(|(variant, _)| *variant)
            .collect();
        let mut made = BTreeMap::new();
        if !missing.is_empty() {
            let (bytes, picture) = read(source, snapshot, site)?;
            let _room = self.room(site, source);
            let new = develop(&bytes, picture.kind, &missing);
            let new = new.ok_or_else(|| Box::new(unreadable(site, source)))?;
            for (variant, bytes) in missing.iter().zip(new) {
                if let Some(store) = &self.store {
                    store.put(variant.key, &bytes);
                }
                made.insert(variant.key, Bytes::from(bytes));
            }
        }
        let wanted = wanted.iter().zip(kept);
        Ok(wanted
            .filter_map(|(variant, kept)| kept.or_else(|| made.get(&variant.key).cloned()))
            .collect())
    }

    /// Whether a picture can be opened at all.
    ///
    /// # Errors
    /// If not: why.
    pub fn try_out(
        &self,
        source: &SourcePath,
        (snapshot, site): (&Snapshot, &Site),
    ) -> Developed<()> {
        let (bytes, picture) = read(source, snapshot, site)?;
        let _room = self.room(site, source);
        match opens(&bytes, picture.kind) {
            true => Ok(()),
            false => Err(Box::new(unreadable(site, source))),
        }
    }

    /// Waits until there is room for a picture. One that is larger than the room has it for itself.
    fn room(&self, site: &Site, source: &SourcePath) -> Room<'_> {
        let size = site.files.get(source).and_then(|file| file.sight.size);
        let (width, height) = size.unwrap_or_default();
        let pixels = (u64::from(width) * u64::from(height)).min(ROOM);
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.closed.wait_while(open, |open| *open + pixels > ROOM);
        *waited.unwrap_or_else(PoisonError::into_inner) += pixels;
        Room(self, pixels)
    }

    /// A picture as it is, but for what is not picture in it.
    pub(in crate::outputs) fn cleaned(
        &self,
        source: &SourcePath,
        (snapshot, site): (&Snapshot, &Site),
    ) -> Developed<Bytes> {
        let (bytes, picture) = read(source, snapshot, site)?;
        let _room = picture.turned.then(|| self.room(site, source));
        let cleaned = as_picture(&bytes, picture);
        cleaned
            .map(Bytes::from)
            .ok_or_else(|| Box::new(unreadable(site, source)))
    }
}

/// The bytes of a picture that the site knows, as it knows them.
fn read(source: &SourcePath, snapshot: &Snapshot, site: &Site) -> Developed<(Vec<u8>, Picture)> {
    let file = site.files.get(source);
    let Some(picture) = file.and_then(|file| file.sight.picture) else {
        return Err(Box::new(unreadable(site, source)));
    };
    let bytes = snapshot
        .read(source)
        .map_err(|error| Box::new(error.diagnostic()))?;
    if Digest::of(&bytes) != picture.digest {
        return Err(Box::new(
            Diagnostic::error("pictures/changed", "this picture has just been replaced")
                .in_file(source)
                .help("build once more"),
        ));
    }
    Ok((bytes, picture))
}

fn unreadable(site: &Site, source: &SourcePath) -> Diagnostic {
    let fault = Diagnostic::error(
        "pictures/broken",
        format!("the picture `{source}` can't be opened: it is damaged, or cut short"),
    )
    .help("open it on your computer to see whether it is whole, and copy it here once more");
    match use_of(site, source) {
        Some(place) => fault.at_span(place),
        None => fault.in_file(source),
    }
}

/// Where a picture is shown first.
fn use_of(site: &Site, source: &SourcePath) -> Option<Span> {
    site.entries.iter().find_map(|entry| {
        let own = entry
            .front
            .image
            .iter()
            .map(|image| (image.src.as_str(), &image.span));
        let links = entry.body.links.iter();
        let shown = links.filter(|link| link.kind == LinkKind::Image);
        let mut all = own.chain(shown.map(|link| (&*link.target, &link.span)));
        let found = all.find(|(target, _)| {
            matches!(site.resolve(entry, target), Target::File(file) if file.source == *source)
        });
        found.map(|(_, span)| Span::new(&entry.source, span.clone()))
    })
}

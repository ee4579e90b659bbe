//! What a revision is made of besides its entries: settings, the theme, data. Each is read again only
//! when one of the files it comes from may have changed.

use super::data::read_data;
use super::layers::Layer;
use super::theme;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::{Digest, DigestWriter};
use crate::config::theme::OptionValue;
use crate::config::words::Words;
use crate::config::{Config, PictureSettings};
use crate::disk::Snapshot;
use crate::facts::{Asset, Safeguards, Tracked};
use crate::model::Site;
use crate::outputs::{FileCheck, gather};
use crate::render::Engine;
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::sync::Arc;

/// Where the files of a theme are.
const THEME: [&str; 4] = ["assets", "i18n", "templates", "themes"];

/// Something that was read, from which files, and what was wrong with them.
pub(super) struct Kept<T> {
    key: Digest,
    value: T,
    diagnostics: Vec<Diagnostic>,
}

/// Gives what is kept under `key`, else makes it. Nothing is kept without a key.
pub(super) fn keep<T: Clone>(
    kept: &mut Option<Kept<T>>,
    key: Option<Digest>,
    sink: &mut Sink,
    make: impl FnOnce(&mut Sink) -> T,
) -> T {
    if let (Some(kept), Some(key)) = (&*kept, key)
        && kept.key == key
    {
        sink.extend(kept.diagnostics.iter().cloned());
        return kept.value.clone();
    }
    let mut own = Sink::new();
    let value = make(&mut own);
    let diagnostics = own.into_sorted();
    sink.extend(diagnostics.iter().cloned());
    *kept = key.map(|key| Kept {
        key,
        value: value.clone(),
        diagnostics,
    });
    value
}

/// Of the stamps of all files below these folders, or of this one file. None if one of them could change
/// without showing it in its stamp.
pub(super) fn stamps(snapshot: &Snapshot, folders: &[&str]) -> Option<Digest> {
    let mut writer = DigestWriter::new();
    for folder in folders {
        for (path, stamp) in snapshot.below(folder) {
            if !snapshot.settles(&stamp) {
                return None;
            }
            writer.text(path.as_str()).value(&stamp);
        }
    }
    Some(writer.finish())
}

/// A theme, ready for use.
#[derive(Clone)]
pub(super) struct Decor {
    pub engine: Arc<Engine>,
    pub words: Arc<Words>,
    pub options: Arc<BTreeMap<String, OptionValue>>,
    pub assets: Arc<BTreeMap<String, Asset>>,
    pub asset_bytes: Arc<BTreeMap<String, Bytes>>,
    pub safeguards: Arc<Safeguards>,
    pub pictures: PictureSettings,
}

impl Decor {
    fn load(snapshot: &Snapshot, config: &Config, sink: &mut Sink) -> Decor {
        let loaded = theme::load(snapshot, config, sink);
        let prefixes = loaded.layers.iter().map(Layer::prefix).collect();
        let mut of_words = Sink::new();
        let (engine, words) = rayon::join(
            || Engine::load(prefixes, &loaded.templates, sink),
            || Words::read(&loaded.words, config.default_lang(), &mut of_words),
        );
        sink.extend(of_words.into_sorted());
        let languages: Vec<_> = config
            .languages
            .iter()
            .map(|language| language.lang.clone())
            .collect();
        words.report_missing(&languages, sink);
        let mut safeguards = Safeguards {
            origins: loaded.origins,
            ..Safeguards::default()
        };
        for template in &loaded.templates {
            gather(&template.text, &loaded.assets.known, &mut safeguards);
        }
        Decor {
            safeguards: Arc::new(safeguards),
            engine: Arc::new(engine),
            words: Arc::new(words),
            options: Arc::new(loaded.options),
            assets: Arc::new(loaded.assets.known),
            asset_bytes: Arc::new(loaded.assets.bytes),
            pictures: PictureSettings::of(
                iter::once(&config.pictures)
                    .chain(loaded.manifests.iter().map(|manifest| &manifest.pictures)),
            ),
        }
    }
}

/// The parts of the revision before.
#[derive(Default)]
pub(super) struct Parts {
    pub config: Option<Kept<Arc<Config>>>,
    decor: Option<Kept<Decor>>,
    data: Option<Kept<Arc<BTreeMap<String, Tracked>>>>,
    copied: Option<Kept<Arc<BTreeSet<String>>>>,
}

impl Parts {
    pub fn decor(&mut self, snapshot: &Snapshot, config: &Config, sink: &mut Sink) -> Decor {
        let key = stamps(snapshot, &THEME);
        let key = key.map(|key| {
            DigestWriter::new()
                .digest(key)
                .digest(config.digest)
                .finish()
        });
        keep(&mut self.decor, key, sink, |sink| {
            Decor::load(snapshot, config, sink)
        })
    }

    /// Looks through the files that are copied, and gives the allowed origins from which they load.
    pub fn copied(
        &mut self,
        snapshot: &Snapshot,
        site: &Site,
        sink: &mut Sink,
    ) -> Arc<BTreeSet<String>> {
        let names = site.files.keys();
        let files: Vec<_> = names
            .filter(|path| FileCheck::is_wanted(path.as_str()))
            .collect();
        let mut key = Some(DigestWriter::new());
        for path in &files {
            key = key.filter(|_| snapshot.is_settled(path));
            if let Some(key) = &mut key {
                key.text(path.as_str()).value(&snapshot.stamp(path));
            }
        }
        let key = key.map(|mut key| key.digest(site.config.digest).finish());
        keep(&mut self.copied, key, sink, |sink| {
            let mut check = FileCheck::new(&site.config);
            for path in files {
                // A file that can't be read is told where it is copied.
                if let Ok(bytes) = snapshot.read(path) {
                    check.look(path, &bytes, sink);
                }
            }
            Arc::new(check.origins)
        })
    }

    pub fn data(&mut self, snapshot: &Snapshot, sink: &mut Sink) -> Arc<BTreeMap<String, Tracked>> {
        keep(&mut self.data, stamps(snapshot, &["data"]), sink, |sink| {
            Arc::new(read_data(snapshot, sink))
        })
    }
}

//! Makes one output.

use super::job::{Job, Planned};
use super::picture::{Darkroom, Developed};
use super::{export, feed, redirect, shield, sitemap, worker};
use crate::base::paths::SourcePath;
use crate::content::Reading;
use crate::disk::{Snapshot, embedded_bytes, is_embedded};
use crate::facts::{self, Subject, Trace, World};
use crate::model::OwnPage;
use crate::render::{Engine, render_page};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What outputs are made with.
pub struct Making {
    /// The site and all that may be asked of it.
    pub world: Arc<World>,
    /// The templates.
    pub engine: Arc<Engine>,
    /// The bytes of the theme's assets, by name.
    pub assets: Arc<BTreeMap<String, Bytes>>,
    /// The files of the project.
    pub snapshot: Arc<Snapshot>,
    /// Where pictures are made.
    pub darkroom: Arc<Darkroom>,
}

/// What an output consists of.
#[derive(Clone, Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Bytes),
    /// A file of the project, as it is.
    CopyOf(SourcePath),
}

/// A made output.
#[derive(Clone, Debug)]
pub struct Produced {
    /// What it consists of; none if it could not be made.
    pub content: Option<Content>,
    /// What was read for it, and what went wrong.
    pub trace: Trace,
}

impl Produced {
    /// A picture, or why there is none.
    pub fn of(made: Developed<Bytes>) -> Produced {
        let (content, problems) = match made {
            Ok(bytes) => (Some(Content::Bytes(bytes)), Vec::new()),
            Err(fault) => (None, vec![*fault]),
        };
        Produced {
            content,
            trace: Trace {
                problems,
                ..Trace::default()
            },
        }
    }

    /// The bytes, if it consists of bytes.
    pub fn bytes(self) -> Option<Bytes> {
        match self.content? {
            Content::Bytes(bytes) => Some(bytes),
            Content::CopyOf(_) => None,
        }
    }
}

impl Making {
    /// The text of a source as it was typed, of the project or of an embedded theme, for messages.
    pub fn original(&self, path: &SourcePath) -> Option<String> {
        let bytes = match is_embedded(path.as_str()) {
            true => embedded_bytes(path.as_str())?,
            false => self.snapshot.read(path).ok()?,
        };
        let encoding = Reading::encoding_of(&self.world.site.config, path);
        Some(encoding.shown(bytes))
    }
}

/// Makes one output.
pub fn produce(planned: &Planned, making: &Making) -> Produced {
    let Making {
        world,
        engine,
        assets,
        snapshot,
        darkroom,
    } = making;
    let project = (snapshot.as_ref(), &world.site);
    match &planned.job {
        Job::Page(subject) => {
            let place = shield::Place::of(making, subject);
            let rendered = render_page(engine, world, subject, |html, quiet| {
                shield::guarded(world, html, quiet, &place)
            });
            Produced {
                content: rendered.html.map(|html| Content::Bytes(html.into())),
                trace: rendered.trace,
            }
        }
        Job::Feed(of) => {
            let guard = facts::enter(world, &of.subject());
            let xml = facts::asker().map(|asker| feed::write(&asker, engine));
            let mut trace = guard.finish();
            // What is wrong with a body is told where its own page is made.
            trace.problems.clear();
            Produced {
                content: xml.ok().map(|xml| Content::Bytes(xml.into_bytes().into())),
                trace,
            }
        }
        Job::Export(export) => {
            let guard = facts::enter(world, &export.subject(&world.site));
            let bytes = export::write(world, export);
            let mut trace = guard.finish();
            // What is wrong with a body is told where its own page is made.
            trace.problems.clear();
            Produced {
                content: bytes.map(|bytes| Content::Bytes(bytes.into())),
                trace,
            }
        }
        Job::Sitemap(part) => of_the_whole(world, || sitemap::write(world, *part)),
        Job::SitemapIndex(parts) => of_the_whole(world, || sitemap::write_index(world, *parts)),
        Job::Robots => of_the_whole(world, || robots(world)),
        Job::Redirect { to, lang } => of_the_whole(world, || {
            let page = redirect::page(world, to, lang);
            shield::guarded(
                world,
                page.into_bytes(),
                "",
                &shield::Place::nowhere(making),
            )
        }),
        Job::Redirects(list) => of_the_whole(world, || redirect::table(list)),
        Job::CrisisWorker(lang) => {
            let page = Subject::Own(lang.clone(), OwnPage::Crisis);
            let place = shield::Place::of(making, &page);
            let mut rendered = render_page(engine, world, &page, |html, quiet| {
                shield::guarded(world, html, quiet, &place)
            });
            // What is wrong with the page is told where it is made.
            rendered.trace.problems.clear();
            let script = rendered.html.map(|html| worker::script(&html));
            Produced {
                content: script.map(|script| Content::Bytes(script.into_bytes().into())),
                trace: rendered.trace,
            }
        }
        Job::Headers => of_the_whole(world, || shield::headers(world)),
        Job::Copy(source) => Produced {
            content: Some(Content::CopyOf(source.clone())),
            trace: Trace::default(),
        },
        Job::Clean(source, _) => Produced::of(darkroom.cleaned(source, project)),
        Job::Picture {
            source, variant, ..
        } => {
            let made = darkroom.develop(source, &[variant], project);
            Produced::of(made.map(|made| made.into_iter().next().unwrap_or_default()))
        }
        Job::Asset(name) => Produced {
            content: assets
                .get(name.as_ref())
                .map(|bytes| Content::Bytes(bytes.clone())),
            trace: Trace::default(),
        },
    }
}

/// What is made from addresses, dates and words, and from no text.
fn of_the_whole<T: Into<Vec<u8>>>(world: &Arc<World>, write: impl FnOnce() -> T) -> Produced {
    let guard = facts::enter(
        world,
        &Subject::Own(world.site.config.default_lang().clone(), OwnPage::NotFound),
    );
    facts::ground(world);
    let text = write();
    Produced {
        content: Some(Content::Bytes(text.into().into())),
        trace: guard.finish(),
    }
}

fn robots(world: &World) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        world.site.config.base_url.join("/sitemap.xml")
    )
}

//! Makes one output.

use super::job::{Job, Planned};
use super::{feed, redirect, sitemap};
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::facts::{self, World};
use crate::render::{Engine, render_page};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What outputs are made with.
pub struct Making {
    /// The site and all that may be asked of it.
    pub world: Arc<World>,
    /// The templates.
    pub engine: Engine,
    /// The bytes of the theme's assets, by name.
    pub assets: BTreeMap<String, Arc<[u8]>>,
}

/// What an output consists of.
#[derive(Clone, Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A file of the project, as it is.
    CopyOf(SourcePath),
}

/// A made output.
#[derive(Clone, Debug)]
pub struct Produced {
    /// What it consists of; none if it could not be made.
    pub content: Option<Content>,
    /// What went wrong.
    pub problems: Vec<Diagnostic>,
}

impl Produced {
    fn of(bytes: impl Into<Arc<[u8]>>) -> Produced {
        Produced {
            content: Some(Content::Bytes(bytes.into())),
            problems: Vec::new(),
        }
    }
}

/// Makes one output.
pub fn produce(planned: &Planned, making: &Making) -> Produced {
    let Making {
        world,
        engine,
        assets,
    } = making;
    match &planned.job {
        Job::Page(subject) => {
            let rendered = render_page(engine, world, subject);
            Produced {
                content: rendered.html.map(|html| Content::Bytes(html.into())),
                problems: rendered.trace.problems,
            }
        }
        Job::Feed(of) => {
            let subject = feed::subject(of);
            let guard = facts::enter(world, &subject);
            let xml = feed::write(of, world, engine);
            // What is wrong with a body is told where its own page is made.
            let _ = guard.finish();
            Produced::of(xml.into_bytes())
        }
        Job::Sitemap(part) => Produced::of(sitemap::write(world, *part).into_bytes()),
        Job::SitemapIndex(parts) => Produced::of(sitemap::write_index(world, *parts).into_bytes()),
        Job::Robots => Produced::of(robots(world).into_bytes()),
        Job::Redirect { to, lang } => Produced::of(redirect::page(world, to, lang).into_bytes()),
        Job::Redirects(list) => Produced::of(redirect::table(list).into_bytes()),
        Job::Copy(source) => Produced {
            content: Some(Content::CopyOf(source.clone())),
            problems: Vec::new(),
        },
        Job::Asset(name) => match assets.get(name.as_ref()) {
            Some(bytes) => Produced::of(Arc::clone(bytes)),
            None => Produced {
                content: None,
                problems: Vec::new(),
            },
        },
    }
}

fn robots(world: &World) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        world.site.config.base_url.join("/sitemap.xml")
    )
}

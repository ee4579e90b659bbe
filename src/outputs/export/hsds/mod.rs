//! The site's helplines, groups and services in Open Referral's Human Services Data Specification, version
//! 3.0: what its API would answer, as files, and its tables in one archive. Every field is another name for
//! something that a listing says. What has no place there is left out, and [`omissions`] says so.
//!
//! A host that serves files can't tell what a file without an ending is, so lists are `services.json` and
//! `services/page-2.json`, and objects `services/<id>.json`.

mod ids;
mod omissions;
mod organization;
mod package;
mod place;
mod record;
mod schedule;
mod service;
mod table;
mod taxonomy;

pub use omissions::{Omission, Omissions};

use crate::base::paths::UrlPath;
use crate::facts::{self, Share, World};
use crate::model::EntryId;
use crate::model::register::{Scheme, Spot};
use ids::Ids;
use record::Record;
use serde_json::{Value, json};
use std::sync::Arc;

/// How many objects a page of a list has.
const PAGE: usize = 50;
/// The version of the specification.
const VERSION: &str = "3.0";
/// What the files conform to: the specification as it is.
const PROFILE: &str = "https://docs.openreferral.org/en/latest/hsds/schema_reference.html";
/// What the addresses would be where a program answers.
const OPENAPI: &str =
    "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json";

/// One of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below `/api/hsds/`.
    path: Arc<str>,
    what: What,
}

/// What a file holds. Places are those in the site's register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Index,
    Package,
    List(List, usize),
    Service(EntryId),
    Organization(usize),
    Taxonomy(Scheme),
    Term(usize),
    Spot(EntryId, Spot),
}

/// What there are lists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Services,
    Organizations,
    Taxonomies,
    Terms,
    Spots,
}

impl List {
    const ALL: [List; 5] = [
        List::Services,
        List::Organizations,
        List::Taxonomies,
        List::Terms,
        List::Spots,
    ];

    /// Its name in addresses.
    fn name(self) -> &'static str {
        match self {
            List::Services => "services",
            List::Organizations => "organizations",
            List::Taxonomies => "taxonomies",
            List::Terms => "taxonomy_terms",
            List::Spots => "service_at_locations",
        }
    }

    /// The path of one of its pages, counted from 0.
    fn page(self, at: usize) -> String {
        match at {
            0 => format!("{}.json", self.name()),
            at => format!("{}/page-{}.json", self.name(), at + 1),
        }
    }
}

impl File {
    fn new(path: String, what: What) -> File {
        File {
            path: path.into(),
            what,
        }
    }

    /// Its address.
    pub(super) fn url(&self) -> Option<UrlPath> {
        UrlPath::parse(&format!("/api/hsds/{}", self.path)).ok()
    }

    /// Its path below `/api/hsds/`, which is the same in every revision.
    pub(super) fn path(&self) -> &str {
        &self.path
    }
}

/// The files of a site.
pub(super) fn plan(world: &World) -> Vec<File> {
    if facts::hsds_url(world).is_none() {
        return Vec::new();
    }
    let hsds = Hsds::of(world);
    let mut files = vec![
        File::new("index.json".to_owned(), What::Index),
        File::new("hsds.zip".to_owned(), What::Package),
    ];
    for list in List::ALL {
        let pages = hsds.count(list).div_ceil(PAGE).max(1);
        let page = |at| File::new(list.page(at), What::List(list, at));
        files.extend((0..pages).map(page));
        let one = |(id, what)| File::new(format!("{}/{id}.json", list.name()), what);
        files.extend(hsds.objects(list).into_iter().map(one));
    }
    files
}

/// One of them. The facts that it reads are noted.
pub(super) fn write(world: &World, file: &File) -> Option<Vec<u8>> {
    let hsds = Hsds::of(world);
    let register = world.register();
    match file.what {
        What::Service(id) | What::Spot(id, _) => facts::record(world, id),
        what => facts::share(world, hsds.share(what)?),
    }
    let value = match file.what {
        What::Package => return package::write(&hsds),
        What::Index => hsds.index(),
        What::List(list, page) => hsds.list(list, page),
        What::Service(id) => Value::Object(hsds.service(id)?.into_fields()),
        What::Organization(at) => {
            Value::Object(hsds.organization(register.providers.get(at)?).into_fields())
        }
        What::Taxonomy(scheme) => Value::Object(hsds.taxonomy(scheme).into_fields()),
        What::Term(at) => Value::Object(hsds.term(register.terms.get(at)?).into_fields()),
        What::Spot(id, spot) => Value::Object(hsds.whole_spot((id, spot))?.into_fields()),
    };
    Some(bytes(&value))
}

fn bytes(value: &Value) -> Vec<u8> {
    let mut text = value.to_string();
    text.push('\n');
    text.into_bytes()
}

/// Puts objects together for one site.
struct Hsds<'a> {
    world: &'a World,
    ids: Ids,
}

impl<'a> Hsds<'a> {
    fn of(world: &'a World) -> Hsds<'a> {
        let ids = Ids::of(&world.site.config.base_url);
        Hsds { world, ids }
    }

    /// What of the site's listings stands in a file. None if it is not there.
    fn share(&self, what: What) -> Option<Share> {
        let register = self.world.register();
        Some(match what {
            What::Index | What::Taxonomy(_) | What::List(List::Taxonomies, _) => Share::None,
            What::Package => Share::Services,
            What::List(list, page) => {
                let (from, to) = (page * PAGE, (page + 1) * PAGE);
                let (from, to) = (from as u32, to as u32);
                match list {
                    List::Services => Share::ServicePage(from, to),
                    List::Organizations => Share::ProviderPage(from, to),
                    List::Terms => Share::TermPage(from, to),
                    _ => Share::SpotPage(from, to),
                }
            }
            What::Organization(at) => Share::provider(register.providers.get(at)?),
            What::Term(at) => Share::term(register.terms.get(at)?),
            What::Service(_) | What::Spot(..) => return None,
        })
    }

    fn index(&self) -> Value {
        let site = &self.world.site.config.base_url;
        let mut index = json!({
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": OPENAPI,
        });
        for list in List::ALL {
            let url = site.join(&format!("/api/hsds/{}", list.page(0)));
            index[list.name()] = Value::from(url);
        }
        index["tabular"] = Value::from(site.join("/api/hsds/hsds.zip"));
        index
    }

    fn count(&self, list: List) -> usize {
        let register = self.world.register();
        match list {
            List::Services => register.services.len(),
            List::Organizations => register.providers.len(),
            List::Taxonomies => Scheme::ALL.len(),
            List::Terms => register.terms.len(),
            List::Spots => register.spots.len(),
        }
    }

    /// The objects of a list with their ids.
    fn objects(&self, list: List) -> Vec<(uuid::Uuid, What)> {
        let register = self.world.register();
        match list {
            List::Services => {
                let services = register.services.iter();
                services
                    .filter_map(|id| {
                        let listing = self.world.site.entry(*id).listing()?;
                        Some((self.ids.service(listing), What::Service(*id)))
                    })
                    .collect()
            }
            List::Organizations => {
                let all = register.providers.iter().enumerate();
                all.map(|(at, one)| (self.ids.organization(&one.who), What::Organization(at)))
                    .collect()
            }
            List::Taxonomies => Scheme::ALL
                .map(|scheme| (self.ids.taxonomy(scheme), What::Taxonomy(scheme)))
                .into(),
            List::Terms => {
                let all = register.terms.iter().enumerate();
                all.map(|(at, term)| (self.ids.term(term), What::Term(at)))
                    .collect()
            }
            List::Spots => {
                let all = register.spots.iter();
                all.filter_map(|(id, spot)| {
                    let listing = self.world.site.entry(*id).listing()?;
                    Some((self.spot_id(listing, *spot), What::Spot(*id, *spot)))
                })
                .collect()
            }
        }
    }

    /// A page of a list. It says of each object what stands in its own row, and not what belongs to it.
    fn list(&self, list: List, page: usize) -> Value {
        let register = self.world.register();
        let total = self.count(list);
        let part = page * PAGE..total.min((page + 1) * PAGE);
        let contents: Vec<Record> = match list {
            List::Services => {
                let services = register.services[part].iter();
                services.filter_map(|id| self.listed_service(*id)).collect()
            }
            List::Organizations => {
                let all = register.providers[part].iter();
                all.map(|one| self.listed_organization(one)).collect()
            }
            List::Taxonomies => Scheme::ALL.map(|scheme| self.taxonomy(scheme)).into(),
            List::Terms => {
                let terms = register.terms[part].iter();
                terms.map(|term| self.term(term)).collect()
            }
            List::Spots => {
                let spots = register.spots[part].iter();
                spots.filter_map(|spot| self.listed_spot(*spot)).collect()
            }
        };
        let pages = total.div_ceil(PAGE).max(1);
        let contents: Vec<Value> = contents
            .into_iter()
            .map(|record| Value::Object(record.into_fields()))
            .collect();
        json!({
            "total_items": total,
            "total_pages": pages,
            "page_number": page + 1,
            "size": contents.len(),
            "first_page": page == 0,
            "last_page": page + 1 == pages,
            "empty": contents.is_empty(),
            "contents": contents,
        })
    }
}

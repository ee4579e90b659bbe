//! `directory()`: what a reader can choose from a page of a directory, with counts; and the words for
//! what was chosen.

use super::super::answer::Answer;
use super::super::fact::{Fact, Topic};
use super::super::scope::{Asker, ask_surely};
use super::super::subject::{Subject, view_of};
use super::super::tracked::map;
use super::super::world::World;
use crate::base::lang::Lang;
use crate::model::{
    Directory, Facet, Meaning, SectionId, TOPICS, Value as Choice, ValueId, ViewId,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Value;

/// `directory(section=…)`: of a section in a language, else of the page that is being rendered. None
/// where there is no directory.
pub fn directory(asker: &Asker, lang: Lang, section: Option<&str>) -> Value {
    let topic = match (section, &*asker.topic) {
        (Some(folder), _) => Topic::Section(lang, folder.trim_matches('/').into(), 1),
        // What can be chosen is the same on each page of a list.
        (None, Topic::Section(lang, folder, _)) => {
            Topic::Section(lang.clone(), Arc::clone(folder), 1)
        }
        (None, Topic::View(lang, folder, path, _)) => {
            Topic::View(lang.clone(), Arc::clone(folder), Arc::clone(path), 1)
        }
        _ => return Value::none(),
    };
    ask_surely(&asker.world, Fact::Choices(Arc::new(topic)))
}

pub(super) fn choices_of(world: &World, subject: &Subject) -> Answer {
    let (id, view) = match subject {
        Subject::Section(id, _) => (*id, None),
        Subject::View(id, view, _) => (*id, Some(*view)),
        _ => return Answer::absent(),
    };
    let Some(directory) = world.site.directory(id) else {
        return Answer::absent();
    };
    Desk::new(world, id, directory, view).answer()
}

/// What a directory's page looks at.
struct Desk<'a> {
    world: &'a World,
    section: SectionId,
    directory: &'a Directory,
    chosen: Vec<ValueId>,
    /// The listings on the page and those that follow it.
    shown: usize,
    names: &'a [String],
    ranks: &'a [u32],
}

impl<'a> Desk<'a> {
    fn new(
        world: &'a World,
        section: SectionId,
        directory: &'a Directory,
        view: Option<ViewId>,
    ) -> Desk<'a> {
        let view = view.map(|view| directory.view(view));
        let all = &world.site.section(section).members;
        let names = world.directory_names(section, directory);
        Desk {
            world,
            section,
            directory,
            chosen: view.map_or_else(Vec::new, |view| view.chosen().collect()),
            shown: view.map_or(all.len(), |view| view.listings.len()),
            names: &names.names,
            ranks: &names.ranks,
        }
    }

    fn answer(&self) -> Answer {
        let section = self.world.site.section(self.section);
        let chosen: Vec<Value> = self.chosen.iter().map(|id| self.chosen(*id)).collect();
        let facets: Vec<Value> = Facet::ALL
            .into_iter()
            .filter_map(|facet| self.facet(facet))
            .collect();
        let value = map(vec![
            ("title", Value::from(section.title.as_str())),
            ("url", Value::from(self.world.href(&section.url))),
            ("all", Value::from(section.members.len())),
            ("total", Value::from(self.shown)),
            ("chosen", Value::from(chosen)),
            ("facets", Value::from(facets)),
        ]);
        value.into()
    }

    /// What was chosen, and where it leads to let go of it.
    fn chosen(&self, id: ValueId) -> Value {
        let facet = self.directory.value(id).facet;
        let mut fields = self.value_fields(id);
        fields.push(("facet", Value::from(facet.as_str())));
        fields.push(("url", Value::from(self.without(facet))));
        map(fields)
    }

    /// What else was chosen beside a facet.
    fn beside(&self, facet: Facet) -> Vec<ValueId> {
        let others = self.chosen.iter().copied();
        others
            .filter(|id| self.directory.value(*id).facet != facet)
            .collect()
    }

    /// The URL without what was chosen of a facet.
    fn without(&self, facet: Facet) -> String {
        match self.beside(facet).as_slice() {
            [other] => self.href(self.directory.of(*other)),
            _ => {
                let section = self.world.site.section(self.section);
                self.world.href(&section.url)
            }
        }
    }

    fn href(&self, view: ViewId) -> String {
        self.world.href(&self.directory.view(view).url)
    }

    /// A facet with what can be chosen of it; none if nothing can. A third is never chosen.
    fn facet(&self, facet: Facet) -> Option<Value> {
        let beside = self.beside(facet);
        if beside.len() > 1 {
            return None;
        }
        let own = self
            .chosen
            .iter()
            .copied()
            .find(|id| self.directory.value(*id).facet == facet);
        let all = self.directory.choices(facet, beside.first().copied());
        let near = match facet {
            Facet::Area => self.near(&all, own),
            _ => {
                let mut all = all;
                all.sort_by_key(|(id, _)| self.ranks[id.index()]);
                all.into_iter().map(|choice| (choice, 0)).collect()
            }
        };
        if near.is_empty() {
            return None;
        }
        let choices: Vec<Value> = near
            .into_iter()
            .map(|((id, view), depth)| {
                let mut fields = self.value_fields(id);
                let count = self.directory.view(view).listings.len();
                fields.push(("count", Value::from(count)));
                fields.push(("url", Value::from(self.href(view))));
                fields.push(("current", Value::from(own == Some(id))));
                fields.push(("depth", Value::from(depth)));
                map(fields)
            })
            .collect();
        let any = own.map(|_| self.without(facet));
        Some(map(vec![
            ("name", Value::from(facet.as_str())),
            ("chosen", Value::from(own.is_some())),
            ("any_url", Value::from(any)),
            ("choices", Value::from(choices)),
        ]))
    }

    /// Of all places those that are near the chosen one: what it lies in, and what lies in it, or beside
    /// it if nothing does. How deep each lies is told with it.
    fn near(
        &self,
        all: &[(ValueId, ViewId)],
        own: Option<ValueId>,
    ) -> Vec<((ValueId, ViewId), u32)> {
        let parent = |id: ValueId| self.directory.value(id).parent;
        let holds = |place: ValueId| all.iter().any(|(id, _)| parent(*id) == Some(place));
        let is_country = |id: &ValueId| {
            parent(*id).is_none() && self.directory.value(*id).meaning != Meaning::Worldwide
        };
        let mut inmost = match own {
            Some(own) if holds(own) => Some(own),
            Some(own) => parent(own),
            // The one country of a site is no choice; its parts are.
            None => {
                let mut countries = all.iter().map(|(id, _)| *id).filter(is_country);
                let first = countries.next();
                first.filter(|_| countries.next().is_none())
            }
        };
        let mut way = Vec::new();
        while let Some(place) = inmost {
            way.insert(0, place);
            inmost = parent(place);
        }
        let mut found = Vec::new();
        self.follow(all, &way, 0, &mut found);
        found
    }

    /// Adds the places that lie so deep: all countries, all places at the end of the way, and between
    /// these the way alone.
    fn follow(
        &self,
        all: &[(ValueId, ViewId)],
        way: &[ValueId],
        depth: usize,
        found: &mut Vec<((ValueId, ViewId), u32)>,
    ) {
        let above = depth.checked_sub(1).map(|above| way[above]);
        let next = way.get(depth);
        let mut line: Vec<(ValueId, ViewId)> = all
            .iter()
            .copied()
            .filter(|(id, _)| self.directory.value(*id).parent == above)
            .filter(|(id, _)| depth == 0 || next.is_none_or(|next| next == id))
            .collect();
        line.sort_by_key(|(id, _)| self.ranks[id.index()]);
        for choice in line {
            found.push((choice, depth as u32));
            if next == Some(&choice.0) {
                self.follow(all, way, depth + 1, found);
            }
        }
    }

    fn value_fields(&self, id: ValueId) -> Vec<(&'static str, Value)> {
        let value = self.directory.value(id);
        let lang = match &value.meaning {
            Meaning::Language(lang) => Some(lang),
            _ => None,
        };
        vec![
            ("value", Value::from(value.slug.as_str())),
            ("name", Value::from(self.names[id.index()].as_str())),
            ("lang", Value::from(lang.map(Lang::as_str))),
            ("dir", Value::from(lang.map(Lang::dir))),
        ]
    }
}

/// What a value of a directory is called in the language of its section.
pub(in super::super) fn value_name(world: &World, lang: &Lang, choice: &Choice) -> String {
    let of_theme = |key: &str| world.word(lang, key, None, &BTreeMap::new());
    match &choice.meaning {
        Meaning::Kind(kind) => of_theme(&format!("kinds.{}", kind.as_str())),
        Meaning::Topic(typed) => topic_name(world, lang, &choice.slug, typed),
        Meaning::Area(parts) => world.area_name(lang, parts),
        Meaning::Worldwide => of_theme("worldwide"),
        Meaning::Language(spoken) => spoken.own_name().to_owned(),
        Meaning::Attendance(attendance) => of_theme(&format!("attendance.{}", attendance.as_str())),
    }
}

/// A topic's name: its label, or else that of the term in this language or in the default one.
pub(super) fn topic_name(world: &World, lang: &Lang, slug: &str, typed: &str) -> String {
    let site = &world.site;
    if let Some(label) = site.config.vocabularies.name(TOPICS, typed, lang) {
        return label.to_owned();
    }
    let langs = [lang, site.config.default_lang()];
    let term = langs.into_iter().find_map(|lang| {
        let terms = site.terms.get(&(lang.clone(), TOPICS.to_owned()))?;
        terms.get(slug)
    });
    term.map_or_else(|| typed.to_owned(), |term| term.name.clone())
}

/// The title of a view, made from words with a place for what was chosen: “Helplines for grief”.
pub(in super::super) fn view_title(world: &World, section: SectionId, view: ViewId) -> String {
    let (Some(directory), Some(view)) = (
        world.site.directory(section),
        view_of(&world.site, section, view),
    ) else {
        return String::new();
    };
    let lang = &world.site.section(section).lang;
    let names = &world.directory_names(section, directory).names;
    let mut title = world.word(lang, "view.any", None, &BTreeMap::new());
    for id in view.chosen() {
        let name = &names[id.index()];
        let (key, place) = match &directory.value(id).meaning {
            Meaning::Kind(_) => {
                title.clone_from(name);
                continue;
            }
            Meaning::Topic(_) => ("topic", "topic"),
            // A country's name may want an article, which no pattern knows.
            Meaning::Area(path) if path.len() == 1 => ("country", "area"),
            Meaning::Area(_) => ("area", "area"),
            Meaning::Worldwide => ("worldwide", "area"),
            Meaning::Language(_) => ("language", "language"),
            Meaning::Attendance(attendance) => (attendance.as_str(), "attendance"),
        };
        let args = BTreeMap::from([
            ("what".to_owned(), title),
            (place.to_owned(), isolated(name, lang)),
        ]);
        title = world.word(lang, &format!("view.{key}"), None, &args);
    }
    title
}

/// A name that may be of another script, so that it does not turn the words around it.
fn isolated(name: &str, lang: &Lang) -> String {
    let is_plain = lang.dir() == "ltr" && name.chars().all(|c| u32::from(c) < 0x590);
    match is_plain {
        true => name.to_owned(),
        false => format!("\u{2068}{name}\u{2069}"),
    }
}

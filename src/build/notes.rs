//! What the person who works on a page should know: what was found wrong with its source and with what
//! it shows, and what `check` has to remark on them. A page shows the entries that its trace says it has
//! asked for.

use super::output::Output;
use super::revision::Revision;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::check::{Note, own_notes, standing_notes};
use crate::content::Entry;
use crate::facts::Subject;
use crate::model::EntryId;
use crate::outputs::Job;
use std::collections::{BTreeMap, BTreeSet};

type ByFile<'a> = BTreeMap<&'a SourcePath, Vec<&'a Diagnostic>>;

impl Revision {
    /// The notes of an output: first those of the page itself, then those of what it shows, in order.
    pub fn notes(&self, at: usize) -> Vec<Note> {
        let site = &self.making.world.site;
        let Job::Page(subject) = &self.plan[at].job else {
            return Vec::new();
        };
        let output = self.output(at);
        let by_file = self.by_file();
        let own = subject.entry(site);
        let mut notes: Vec<Note> = output.problems.iter().cloned().map(Note::from).collect();
        if let Some(id) = own {
            notes.extend(self.of_entry(id, &by_file));
            notes.extend(own_notes(&self.making.world, id));
        }
        if let Subject::Section(id, _) = subject {
            let members = site.section(*id).members.iter();
            let members: Vec<&Entry> = members.map(|id| site.entry(*id).as_ref()).collect();
            notes.extend(outside_of_rows(&members, &by_file));
        }
        let mut seen = Vec::with_capacity(notes.len());
        for note in notes {
            if !seen.contains(&note) {
                seen.push(note);
            }
        }
        seen.sort_by(|a, b| (a.weight, &a.says).cmp(&(b.weight, &b.says)));
        for id in self.shown(output).into_iter().filter(|id| Some(*id) != own) {
            let title = &site.entry(id).front.title;
            seen.extend(self.of_entry(id, &by_file).into_iter().map(|note| Note {
                about: Some(title.clone()),
                ..note
            }));
        }
        seen
    }

    /// The notes of the whole site, by file. Makes every output that was not made yet.
    pub fn all_notes(&self) -> Vec<Note> {
        let world = &self.making.world;
        let mut notes: Vec<Note> = self.all_diagnostics().into_iter().map(Note::from).collect();
        for (id, entry) in world.site.all() {
            if entry.lang == *world.site.config.default_lang() {
                notes.extend(standing_notes(world, id, &|| self.source(&entry.source)));
            }
        }
        for note in &mut notes {
            let path = note.says.primary.as_ref().map(|span| span.path.to_string());
            note.about = path;
        }
        notes.sort_by(|a, b| (&a.about, a.weight, &a.says).cmp(&(&b.about, b.weight, &b.says)));
        notes
    }

    /// What was found before any output was made.
    fn by_file(&self) -> ByFile<'_> {
        let mut by_file = ByFile::new();
        for diagnostic in self.found() {
            if let Some(span) = &diagnostic.primary {
                by_file.entry(&span.path).or_default().push(diagnostic);
            }
        }
        by_file
    }

    fn of_entry(&self, id: EntryId, by_file: &ByFile<'_>) -> Vec<Note> {
        let world = &self.making.world;
        let entry = world.site.entry(id);
        let found = by_file.get(&entry.source).into_iter().flatten();
        let found = found.filter(|diagnostic| is_of(entry, diagnostic)).copied();
        let links = self.links()[id.index()].iter();
        let mut notes: Vec<Note> = found.chain(links).cloned().map(Note::from).collect();
        notes.extend(standing_notes(world, id, &|| self.source(&entry.source)));
        notes
    }

    /// The entries that a page shows, each once, as it asked for them.
    fn shown(&self, output: &Output) -> Vec<EntryId> {
        let mut met = BTreeSet::new();
        let facts = output.reads.iter();
        let facts = facts.filter_map(|number| self.ledger().finding(*number));
        facts
            .flat_map(|(fact, _)| self.making.world.entries_shown(&fact))
            .filter(|id| met.insert(*id))
            .collect()
    }
}

/// Whether something is wrong with this entry, and not with another in the same table.
fn is_of(entry: &Entry, diagnostic: &Diagnostic) -> bool {
    let primary = diagnostic.primary.as_ref();
    !entry.is_row() || primary.is_some_and(|span| entry.span.contains(&span.range.start))
}

/// What is wrong with the tables of a section and is in none of their rows.
fn outside_of_rows(members: &[&Entry], by_file: &ByFile<'_>) -> Vec<Note> {
    let rows = || members.iter().filter(|entry| entry.is_row());
    let tables: BTreeSet<&SourcePath> = rows().map(|entry| &entry.source).collect();
    let found = tables
        .into_iter()
        .filter_map(|table| by_file.get(table))
        .flatten();
    found
        .filter(|diagnostic| {
            let path = diagnostic.primary.as_ref().map(|span| &span.path);
            let mut own = rows().filter(|entry| Some(&entry.source) == path);
            !own.any(|entry| is_of(entry, diagnostic))
        })
        .map(|diagnostic| Note::from(Diagnostic::clone(diagnostic)))
        .collect()
}

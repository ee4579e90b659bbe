//! Which pictures a revision publishes, and how they are made: all forms of one with one look at it.
//!
//! What texts show is known from the texts. What templates show is known when they are rendered: their
//! pages demand it. So pictures are made when all pages are.

use super::output::Output;
use super::revision::Revision;
use crate::base::diag::Diagnostic;
use crate::base::digest::Digest;
use crate::base::paths::{OutPath, SourcePath};
use crate::disk::DiskError;
use crate::model::Variant;
use crate::outputs::{Job, Produced};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether an output waits until somebody wants to see it, or until all others are made.
pub(super) fn is_made_when_asked_for(job: &Job) -> bool {
    matches!(job, Job::Picture { .. })
}

/// Takes the bytes of an output.
type Take<'a> = &'a (dyn Fn(&OutPath, &[u8]) -> Result<(), DiskError> + Sync);

impl Revision {
    /// The places of all outputs that are published.
    pub fn wanted(&self) -> impl Iterator<Item = usize> {
        (0..self.plan.len()).filter(|at| self.is_wanted(*at))
    }

    /// Whether an output is published. Pictures that no text shows are so if a page demands them.
    pub fn is_wanted(&self, at: usize) -> bool {
        match &self.plan[at].job {
            Job::Picture {
                source,
                in_use: false,
                ..
            } => self.demanded().contains(source),
            _ => true,
        }
    }

    /// The pictures that pages demand. Makes every page if there is any picture to be demanded.
    fn demanded(&self) -> &BTreeSet<SourcePath> {
        self.demanded.get_or_init(|| {
            let pages = (0..self.plan.len()).into_par_iter();
            pages
                .filter(|at| matches!(self.plan[*at].job, Job::Page(_) | Job::Feed(_)))
                .flat_map_iter(|at| self.output(at).demands.iter().cloned())
                .collect()
        })
    }

    /// The pictures that are published, by their sources, with the places of their forms.
    fn pictures(&self) -> Vec<(&SourcePath, Vec<(usize, &Variant)>)> {
        let mut pictures: BTreeMap<&SourcePath, Vec<(usize, &Variant)>> = BTreeMap::new();
        for at in self.wanted() {
            if let Job::Picture {
                source, variant, ..
            } = &self.plan[at].job
            {
                pictures.entry(source).or_default().push((at, variant));
            }
        }
        pictures.into_iter().collect()
    }

    /// Makes every picture that can't be taken over, and hands it on at once.
    pub(super) fn make_pictures(
        &self,
        tick: &(dyn Fn() + Sync),
        take: Take<'_>,
    ) -> Result<(), DiskError> {
        let pictures = self.pictures();
        pictures.par_iter().try_for_each(|(source, forms)| {
            let (kept, missing): (Vec<_>, Vec<_>) = forms
                .iter()
                .map(|(at, variant)| (*at, *variant, self.kept(*at)))
                .partition(|(_, _, kept)| kept.is_some());
            for (at, _, kept) in kept {
                if let Some(kept) = kept {
                    self.settle(at, kept);
                }
            }
            let missing: Vec<(usize, &Variant)> = missing
                .into_iter()
                .map(|(at, variant, _)| (at, variant))
                .collect();
            self.make_forms(source, &missing, take)?;
            forms.iter().for_each(|_| tick());
            Ok(())
        })
    }

    fn make_forms(
        &self,
        source: &SourcePath,
        missing: &[(usize, &Variant)],
        take: Take<'_>,
    ) -> Result<(), DiskError> {
        if missing.is_empty() {
            return Ok(());
        }
        let variants: Vec<&Variant> = missing.iter().map(|(_, variant)| *variant).collect();
        let making = &self.making;
        let project = (making.snapshot.as_ref(), &making.world.site);
        let made = match making.darkroom.develop(source, &variants, project) {
            Ok(made) => made.into_iter().map(Ok).collect(),
            Err(fault) => vec![Err(fault); missing.len()],
        };
        for ((at, _), made) in missing.iter().zip(made) {
            let (output, bytes): (Output, _) = self.note(*at, Produced::of(made));
            if let Some(bytes) = bytes {
                take(&self.plan[*at].path, &bytes)?;
            }
            self.settle(*at, Arc::new(output));
        }
        Ok(())
    }

    /// What is wrong with the pictures that were made so far.
    pub(super) fn faults_of_pictures(&self) -> impl Iterator<Item = Diagnostic> {
        let pictures =
            (0..self.plan.len()).filter(|at| is_made_when_asked_for(&self.plan[*at].job));
        let made = pictures.filter_map(|at| self.made_already(at));
        made.flat_map(|output| output.problems.iter().cloned())
    }

    /// What is wrong with the pictures that would be published: each is opened, and nothing is made.
    pub(super) fn try_pictures(&self) -> Vec<Diagnostic> {
        let making = &self.making;
        let project = (making.snapshot.as_ref(), &making.world.site);
        let pictures = self.pictures();
        let tried = pictures.par_iter();
        let faults: Vec<Option<Diagnostic>> = tried
            .map(|(source, _)| making.darkroom.try_out(source, project).err())
            .map(|fault| fault.map(|fault| *fault))
            .collect();
        faults.into_iter().flatten().collect()
    }

    /// Lets go of the pictures that earlier builds have made and this one did not want.
    pub(super) fn keep_pictures(&self) {
        let pictures = self.pictures();
        let forms = pictures.iter().flat_map(|(_, forms)| forms);
        let keys: Vec<Digest> = forms.map(|(_, variant)| variant.key).collect();
        self.making.darkroom.keep_only(&keys);
    }
}

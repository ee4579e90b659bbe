//! What becomes of the files of the project that are no texts: pictures are cleaned and published in
//! several forms, all others are copied.

use super::job::{Job, Planned};
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use crate::content::markdown::LinkKind;
use crate::content::picture::Fault;
use crate::facts::World;
use crate::model::{Site, SiteFile, Target, variants};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The outputs that come of files.
pub(super) fn plan(world: &World) -> Vec<Planned> {
    let shown = shown(&world.site);
    let files: Vec<&SiteFile> = world.site.files.values().collect();
    let planned: Vec<Vec<Planned>> = files
        .par_iter()
        .with_min_len(64)
        .map(|file| of_file(file, world, &shown))
        .collect();
    planned.into_iter().flatten().collect()
}

fn of_file(file: &SiteFile, world: &World, shown: &BTreeSet<&SourcePath>) -> Vec<Planned> {
    let owner = Some(Span::start_of(&file.source));
    let job = match (file.sight.fault, file.sight.picture) {
        // Nobody can say what is in it.
        (Some(Fault::Broken | Fault::Strange(_)), _) => return Vec::new(),
        (_, Some(picture)) => Job::Clean(file.source.clone(), picture.digest),
        (_, None) => Job::Copy(file.source.clone()),
    };
    let whole = Planned {
        path: file.out.clone(),
        job,
        owner,
    };
    let in_use = shown.contains(&file.source);
    let forms = variants(file, &world.pictures).into_iter();
    let forms = forms.map(|variant| Planned {
        path: variant.path.clone(),
        job: Job::Picture {
            source: file.source.clone(),
            variant: Box::new(variant),
            in_use,
        },
        owner: None,
    });
    std::iter::once(whole).chain(forms).collect()
}

/// The files that texts and their front matter show as pictures.
fn shown(site: &Site) -> BTreeSet<&SourcePath> {
    let entries = site.entries.par_iter().with_min_len(256);
    entries
        .flat_map_iter(|entry| {
            let own = entry.front.image.iter().map(|image| image.src.as_str());
            // To take all links out of a cache only to see that no picture is among them would take long.
            let body = Some(&entry.body).filter(|body| body.has_pictures);
            let links = body.into_iter().flat_map(|body| body.links.iter());
            let links = links.filter(|link| link.kind == LinkKind::Image);
            let all = own.chain(links.map(|link| &*link.target));
            all.filter_map(|target| match site.resolve(entry, target) {
                Target::File(file) => Some(&file.source),
                _ => None,
            })
        })
        .collect()
}

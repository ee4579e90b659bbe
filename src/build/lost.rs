//! What a cache may not keep: words of what is gone or was withdrawn. As long as nothing is, a cache
//! grows at its end, and old bytes stay in it for a while.

use super::in_order::InOrder;
use super::sources::Parsed;
use crate::base::paths::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether an entry that was there before is no more, or one was withdrawn. Of a file that had changed in
/// the last moments of the build before nothing was kept: what is withdrawn in it now may have been so or
/// not.
pub(super) fn has_lost_entries(
    before: &BTreeMap<SourcePath, Arc<Parsed>>,
    now: &BTreeMap<SourcePath, Arc<Parsed>>,
) -> bool {
    let mut still = InOrder::of(now);
    let is_gone = before.iter().any(|(path, before)| {
        let Some(now) = still.get(path) else {
            return true;
        };
        !Arc::ptr_eq(now, before) && {
            let still: BTreeSet<String> = ids(now).collect();
            ids(before).any(|id| !still.contains(&id))
        }
    });
    let mut earlier = InOrder::of(before);
    let is_withdrawn = now.iter().any(|(path, now)| {
        let is_same = earlier
            .get(path)
            .is_some_and(|before| Arc::ptr_eq(now, before));
        !is_same && now.entries.iter().any(|entry| entry.is_withdrawn())
    });
    is_gone || is_withdrawn
}

fn ids(parsed: &Parsed) -> impl Iterator<Item = String> {
    parsed.entries.iter().map(|entry| entry.id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::Sink;
    use crate::base::digest::Digest;
    use crate::config;
    use crate::content::section::SectionKind;
    use crate::content::{Reading, Source, read_markdown};
    use crate::disk::Stamp;

    type Files = BTreeMap<SourcePath, Arc<Parsed>>;

    /// What a file holds whose entries are these texts.
    fn parsed(path: &SourcePath, texts: &[&str]) -> Arc<Parsed> {
        let config = config::read("title = \"A\"", &SourcePath::named("w"), &mut Sink::new());
        let reading = Reading::new(&config);
        let entry = |text: &&str| {
            let source = Source { path, text };
            let kind = SectionKind::Articles;
            let read = read_markdown(source, kind, &reading, &mut Sink::new());
            Some(Arc::new(read?.0))
        };
        Arc::new(Parsed {
            stamp: Stamp {
                len: 0,
                mtime_ns: 0,
                ctime_ns: 0,
                inode: 0,
            },
            settled: true,
            joined: Vec::new(),
            settings: Digest::default(),
            kind: SectionKind::Articles,
            entries: texts.iter().filter_map(entry).collect(),
            own: true,
            stored_at: None,
            good: true,
            diagnostics: Vec::new(),
        })
    }

    fn with(files: &Files, name: &str, texts: &[&str]) -> Files {
        let path = SourcePath::named(name);
        let mut files = files.clone();
        files.insert(path.clone(), parsed(&path, texts));
        files
    }

    #[test]
    fn what_is_gone_or_withdrawn_is_noticed_and_an_edit_is_nothing() {
        const TEXT: &str = "---\ntitle: A\n---\nText.\n";
        const WITHDRAWN: &str = "---\nwithdrawn: 2026-03-01\n---\n";
        let (one, two) = ("content/a/one.md", "content/a/two.md");
        let none = Files::new();
        let before = with(&with(&none, one, &[TEXT]), two, &[TEXT]);
        assert!(!has_lost_entries(&before, &before));
        assert!(!has_lost_entries(&none, &before), "new ones");
        let edited = with(&before, two, &["---\ntitle: B\n---\nOther.\n"]);
        assert!(!has_lost_entries(&before, &edited), "an edit");
        assert!(
            has_lost_entries(&before, &with(&none, one, &[TEXT])),
            "gone"
        );
        assert!(has_lost_entries(&before, &with(&before, two, &[])), "empty");
        let withdrawn = with(&before, two, &[WITHDRAWN]);
        assert!(has_lost_entries(&before, &withdrawn));
        assert!(has_lost_entries(&none, &withdrawn), "not known before");
        assert!(!has_lost_entries(&withdrawn, &withdrawn), "long ago");
    }
}

//! The terms under which an entry is filed. A few words in each of thousands of entries: they are kept in
//! no more room than they take. It knows nothing of what a taxonomy is.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// A term with its place in the file.
pub type Word = (String, Range<usize>);

/// Terms by taxonomy, in the order of the taxonomies' names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed(Box<[(String, Box<[Word]>)]>);

impl From<BTreeMap<String, Vec<Word>>> for Filed {
    fn from(terms: BTreeMap<String, Vec<Word>>) -> Filed {
        let terms = terms.into_iter();
        Filed(terms.map(|(name, words)| (name, words.into())).collect())
    }
}

impl Filed {
    /// Those of a taxonomy, if there are any.
    pub fn get(&self, taxonomy: &str) -> Option<&[Word]> {
        let mut all = self.0.iter();
        let (_, words) = all.find(|(name, _)| name == taxonomy)?;
        Some(words)
    }

    /// Each taxonomy with its terms.
    pub fn iter(&self) -> std::slice::Iter<'_, (String, Box<[Word]>)> {
        self.0.iter()
    }

    /// These, and those of other taxonomies that are in `more`, whose place is said to be here.
    pub fn with(&self, more: &Filed, place: &Range<usize>) -> Filed {
        let own = self.iter().map(|(name, words)| (name, words.to_vec()));
        let more = more.iter().map(|(name, words)| {
            let words = words.iter().map(|(word, _)| (word.clone(), place.clone()));
            (name, words.collect())
        });
        // What stands here goes over the other.
        let all = more.chain(own).map(|(name, words)| (name.clone(), words));
        Filed::from(all.collect::<BTreeMap<_, _>>())
    }
}

impl<'a> IntoIterator for &'a Filed {
    type Item = &'a (String, Box<[Word]>);
    type IntoIter = std::slice::Iter<'a, (String, Box<[Word]>)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filed(terms: &[(&str, &str)]) -> Filed {
        let mut all: BTreeMap<String, Vec<Word>> = BTreeMap::new();
        for (name, word) in terms {
            let words = all.entry((*name).to_owned()).or_default();
            words.push(((*word).to_owned(), 1..2));
        }
        all.into()
    }

    #[test]
    fn taxonomies_are_found_and_come_in_the_order_of_their_names() {
        let filed = filed(&[("topics", "grief"), ("authors", "Ada"), ("topics", "sleep")]);
        let names: Vec<&str> = filed.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["authors", "topics"]);
        assert_eq!(filed.get("topics").map(<[Word]>::len), Some(2));
        assert_eq!(filed.get("tags"), None);
    }

    #[test]
    fn own_terms_go_over_those_that_are_taken_over() {
        let own = filed(&[("topics", "grief")]);
        let both = own.with(&filed(&[("topics", "sleep"), ("authors", "Ada")]), &(7..9));
        assert_eq!(both.get("topics"), own.get("topics"));
        assert_eq!(both.get("authors"), Some(&[("Ada".to_owned(), 7..9)][..]));
    }
}

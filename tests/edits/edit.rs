//! The edits that a script is made of. Whatever numbers one holds, it means something on every site:
//! they count around what is there.

use proptest::prelude::*;

/// One edit of one kind, with the numbers that say what it is done to and how.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    pub kind: Kind,
    /// What it is done to.
    pub at: usize,
    /// What is done.
    pub how: usize,
}

impl std::fmt::Debug for Edit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}({}, {})", self.kind, self.at, self.how)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $weight:literal,)*) => {
        /// What an edit does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// How often it comes.
            fn weight(self) -> u32 {
                match self { $(Kind::$kind => $weight,)* }
            }
        }
    };
}

kinds! {
    /// Another title.
    Title 4,
    /// Another date, or none: it becomes the newest, the oldest, or waits for its day.
    Date 4,
    /// Other topics and tags.
    Topics 4,
    /// A draft, or one no longer.
    Draft 2,
    /// When it appears, when it goes, when it changed.
    Span 2,
    Weight 2,
    /// Old addresses.
    Aliases 2,
    /// Another address.
    Address 3,
    /// A template of its own.
    Own 3,
    /// What else stands in front matter.
    Field 3,
    /// A paragraph more: with links of all sorts, a picture, directives.
    Paragraph 5,
    /// A paragraph less.
    LessText 3,
    /// One word for another.
    Word 4,
    /// A file is saved as it was.
    Touch 2,
    Create 5,
    Delete 3,
    /// A file has another name.
    Rename 2,
    /// A folder has another name.
    RenameFolder 1,
    /// A file is in another folder.
    Move 2,
    /// An article becomes a folder with a file in it.
    Bundle 1,
    /// The `_index.md` of a section.
    Section 4,
    /// A section has no `_index.md` any more, or has one again.
    Index 2,
    /// A comment comes, goes, or is decided on.
    Comment 3,
    Translate 3,
    Untranslate 1,
    /// A field of a listing in a file.
    Listing 3,
    /// A cell of a table of listings.
    Cell 2,
    AddRow 2,
    RemoveRow 2,
    /// A column has another name.
    Column 1,
    /// A picture of another size.
    Picture 2,
    RemovePicture 1,
    /// A front matter that can't be read.
    Break 1,
    /// A template that can't be read.
    BreakTemplate 1,
    /// All that is broken is mended.
    Mend 5,
    /// Every file is as it was in the beginning.
    Reset 3,
    /// A template, a theme's option, an asset, a word, a data file, a static file: other text.
    Mark 6,
    /// A file that may be there or not: data, words, a template, an asset, a static file.
    Toggle 4,
    /// Another choice in the settings.
    Setting 4,
    /// Another day.
    Day 2,
}

fn edit() -> impl Strategy<Value = Edit> {
    let kinds = Kind::ALL.iter().map(|kind| (kind.weight(), Just(*kind)));
    let kind = proptest::strategy::Union::new_weighted(kinds.collect());
    (kind, 0..1000_usize, 0..100_usize).prop_map(|(kind, at, how)| Edit { kind, at, how })
}

/// Which outputs somebody looks at.
#[derive(Clone, Debug)]
pub enum Look {
    /// At all of them.
    All,
    /// At these, counting around what there is. The others are left to a later step.
    Some(Vec<usize>),
}

/// Some edits at once, and what is looked at then.
#[derive(Clone, Debug)]
pub struct Step {
    pub edits: Vec<Edit>,
    pub look: Look,
}

fn step() -> impl Strategy<Value = Step> {
    let edits = prop_oneof![
        8 => prop::collection::vec(edit(), 1),
        3 => prop::collection::vec(edit(), 2..4),
        1 => prop::collection::vec(edit(), 4..9),
        1 => Just(Vec::new()),
    ];
    let look = prop_oneof![
        2 => Just(Look::All),
        3 => prop::collection::vec(0..1000_usize, 0..12).prop_map(Look::Some),
    ];
    (edits, look).prop_map(|(edits, look)| Step { edits, look })
}

/// What happens to a site: edits before anybody looks, so that no two sites begin alike, and steps.
#[derive(Clone, Debug)]
pub struct Script {
    pub before: Vec<Edit>,
    pub steps: Vec<Step>,
}

impl Script {
    /// Nothing happens.
    pub fn empty() -> Script {
        Script {
            before: Vec::new(),
            steps: Vec::new(),
        }
    }
}

/// Scripts of up to so many steps.
pub fn script(steps: usize) -> impl Strategy<Value = Script> {
    let before = prop::collection::vec(edit(), 0..15);
    let steps = prop::collection::vec(step(), steps.div_ceil(2)..=steps);
    (before, steps).prop_map(|(before, steps)| Script { before, steps })
}

/// The script of a number: the same one whenever it is asked for.
pub fn numbered(number: u64, steps: usize) -> Script {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    script(steps)
        .new_tree(&mut runner)
        .expect("every script is valid")
        .current()
}

//! A generated site, as a thing of its own: articles with headings, links, notes, tables and code, and
//! listings. It knows no generator: how an entry is written down for one of them is `layouts`.
//!
//! Every entry comes from its number alone, so the same numbers give the same bytes.

use std::fmt::Write as _;

/// How large a site to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Articles, of about 6 KB each.
    pub articles: usize,
    /// Listings: pages with fields and a sentence or two.
    pub listings: usize,
}

impl Size {
    /// So many articles, and a fifth as many listings.
    pub fn of(articles: usize) -> Self {
        Self {
            articles,
            listings: articles / 5,
        }
    }
}

/// A part of a text.
pub enum Piece {
    /// Markdown that every generator reads alike.
    Text(String),
    /// A link to the article of this number.
    Link {
        /// What is to be read.
        words: &'static str,
        /// Where it leads.
        article: usize,
    },
}

/// One article. Number 0 is the newest by far, so that it stands on the first page of its section.
pub struct Article {
    /// Its number.
    pub number: usize,
    /// Begins with `Story NUMBER:`, which stands nowhere else.
    pub title: String,
    /// As `2021-03-04`.
    pub day: String,
    /// Two.
    pub topics: [&'static str; 2],
    /// One.
    pub tag: String,
    /// One.
    pub author: String,
    /// What lists show.
    pub summary: Vec<Piece>,
    /// The rest.
    pub body: Vec<Piece>,
    /// The text of the first note, if there is one.
    pub note: Option<String>,
    /// Whether there is a block of code.
    pub has_code: bool,
}

/// One listing.
pub struct Listing {
    /// What its file is called, without ending.
    pub id: String,
    /// `helpline` or `service`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// One sentence.
    pub summary: &'static str,
    /// One.
    pub topic: &'static str,
    /// From the country down.
    pub areas: String,
    /// As it is read.
    pub phone: String,
    /// A site of its own.
    pub url: String,
    /// When somebody is there.
    pub hours: &'static str,
    /// When it was last checked.
    pub verified: String,
    /// Two sentences.
    pub text: String,
}

/// A small generator of numbers, so that nothing depends on the machine.
struct Dice(u64);

impl Dice {
    /// The dice of one entry: neighbouring numbers must not fall alike, so the first throws are thrown away.
    fn of(seed: u64, number: usize) -> Self {
        let mut dice = Self(seed ^ (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for _ in 0..4 {
            dice.below(2);
        }
        dice
    }

    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const WORDS: [&str; 60] = [
    "kettle",
    "evening",
    "bench",
    "river",
    "quiet",
    "letter",
    "window",
    "morning",
    "garden",
    "stairs",
    "road",
    "kitchen",
    "lamp",
    "neighbour",
    "story",
    "hand",
    "winter",
    "market",
    "bus",
    "corner",
    "chair",
    "paper",
    "song",
    "walk",
    "coat",
    "rain",
    "bread",
    "table",
    "room",
    "door",
    "small",
    "warm",
    "slow",
    "open",
    "long",
    "new",
    "old",
    "near",
    "late",
    "kind",
    "listens",
    "waits",
    "carries",
    "mends",
    "keeps",
    "finds",
    "brings",
    "leaves",
    "returns",
    "asks",
    "with",
    "under",
    "beside",
    "after",
    "before",
    "around",
    "without",
    "towards",
    "through",
    "between",
];
const TOPICS: [&str; 12] = [
    "grief",
    "loneliness",
    "recovery",
    "carers",
    "housing",
    "sleep",
    "work",
    "family",
    "money",
    "moving",
    "anger",
    "hope",
];

/// The article of this number.
pub fn article(number: usize, size: Size) -> Article {
    let mut dice = Dice::of(0x5eed_1234_abcd, number);
    let title = format!(
        "Story {number}: {} {}",
        dice.pick(&WORDS),
        dice.pick(&WORDS)
    );
    let topics = [TOPICS[number % 12], TOPICS[(number * 7 + 3) % 12]];
    let tag = format!("tag-{:02}", dice.below(40));
    let author = format!("Writer {}", dice.below(25));
    let mut text = Text::new(size);
    text.paragraph(&mut dice, false);
    let summary = text.take();
    let has_code = text.parts(&mut dice, number);
    let note = text.finish_notes(&mut dice);
    Article {
        number,
        title,
        day: day(number),
        topics,
        tag,
        author,
        summary,
        body: text.take(),
        note,
        has_code,
    }
}

/// The listing of this number.
pub fn listing(number: usize) -> Listing {
    let mut dice = Dice::of(0x0dd5_77fe_2b11, number);
    Listing {
        id: format!("place-{number:05}"),
        kind: ["helpline", "service"][number % 2],
        name: format!("{} {} {number}", dice.pick(&WORDS), dice.pick(&WORDS)),
        summary: "Somebody who listens and has time.",
        topic: TOPICS[number % 12],
        areas: format!("GB > Area {} > Town {}", number % 9, number % 60),
        phone: format!("01632 960{:03}", number % 1000),
        url: format!("https://place-{number}.example/"),
        hours: "Mon-Fri 9am-5pm",
        verified: format!("2026-09-{:02}", 1 + number % 28),
        text: format!("{} {}", sentence(&mut dice), sentence(&mut dice)),
    }
}

fn day(number: usize) -> String {
    if number == 0 {
        return "2026-11-01".to_owned();
    }
    let year = 2000 + (number / 336) % 26;
    let month = 1 + (number / 28) % 12;
    format!("{year}-{month:02}-{:02}", 1 + number % 28)
}

fn sentence(dice: &mut Dice) -> String {
    let length = 8 + dice.below(14);
    let mut text = String::new();
    for at in 0..length {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(dice.pick(&WORDS));
    }
    let mut chars = text.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", chars.as_str())
}

/// An article's text as it grows.
struct Text {
    pieces: Vec<Piece>,
    open: String,
    notes: usize,
    articles: usize,
}

impl Text {
    fn new(size: Size) -> Self {
        Self {
            pieces: Vec::new(),
            open: String::new(),
            notes: 0,
            articles: size.articles,
        }
    }

    fn take(&mut self) -> Vec<Piece> {
        self.close();
        std::mem::take(&mut self.pieces)
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.pieces
                .push(Piece::Text(std::mem::take(&mut self.open)));
        }
    }

    /// Seven parts, six of them with a heading. Tells whether there was code among them.
    fn parts(&mut self, dice: &mut Dice, number: usize) -> bool {
        let mut has_code = false;
        for part in 0..7 {
            if part > 0 {
                let (one, two) = (dice.pick(&WORDS), dice.pick(&WORDS));
                let _ = write!(self.open, "## {one} the {two} {part}\n\n");
            }
            // The summary was the first part's first paragraph.
            for _ in usize::from(part == 0)..2 {
                self.paragraph(dice, true);
            }
            has_code |= self.ornament(number, part);
        }
        has_code
    }

    fn paragraph(&mut self, dice: &mut Dice, with_note: bool) {
        for _ in 0..4 + dice.below(3) {
            self.open.push_str(&sentence(dice));
            self.open.push(' ');
        }
        match dice.below(4) {
            0 => {
                let article = dice.below(self.articles);
                self.open.push_str("More in ");
                self.close();
                self.pieces.push(Piece::Link {
                    words: "another story",
                    article,
                });
                self.open.push('.');
            }
            1 => self.open.push_str("**It helps** to say so, *even late*."),
            2 if with_note => {
                let _ = write!(self.open, "Somebody wrote this down.[^{}]", self.notes);
                self.notes += 1;
            }
            _ => self.open.push_str("That was all."),
        }
        self.open.push_str("\n\n");
    }

    fn ornament(&mut self, number: usize, part: usize) -> bool {
        match (number + part) % 9 {
            0 => self
                .open
                .push_str("- first\n- second, with `words`\n- third\n\n"),
            3 => self
                .open
                .push_str("| day | what |\n|---|---|\n| Monday | tea |\n| Friday | a walk |\n\n"),
            5 if number.is_multiple_of(10) => {
                self.open.push_str(
                    "```python\nfor name in names:\n    print(f\"Hello {name}\")  # kindly\n```\n\n",
                );
                return true;
            }
            6 => self
                .open
                .push_str("> It was enough that somebody came.\n\n"),
            _ => {}
        }
        false
    }

    fn finish_notes(&mut self, dice: &mut Dice) -> Option<String> {
        let mut first = None;
        for note in 0..self.notes {
            let words = sentence(dice);
            let _ = write!(self.open, "[^{note}]: {words}\n\n");
            first.get_or_insert(words);
        }
        first
    }
}

//! A generated site: articles with headings, links, notes, tables and some code, and listings from
//! files and from a table. The same numbers give the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// How large a site to make.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Articles, of about 6 KB each.
    pub articles: usize,
    /// Listings: half of them files, half rows of one table.
    pub listings: usize,
}

/// A small generator of numbers, so that nothing depends on the machine.
struct Dice(u64);

impl Dice {
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

fn paragraph(dice: &mut Dice, at: usize, articles: usize) -> String {
    let mut text = String::new();
    for _ in 0..4 + dice.below(3) {
        text.push_str(&sentence(dice));
        text.push(' ');
    }
    match dice.below(4) {
        0 => {
            let other = dice.below(articles);
            let _ = write!(text, "More in [another story](article-{other:05}.md). ");
        }
        1 => text.push_str("**It helps** to say so, *even late*. "),
        2 => {
            let _ = write!(text, "Somebody wrote this down.[^{at}] ");
        }
        _ => {}
    }
    text
}

fn article(dice: &mut Dice, at: usize, articles: usize) -> String {
    let mut text = String::with_capacity(7000);
    let day = 1 + at % 28;
    let month = 1 + (at / 28) % 12;
    let year = 2000 + (at / 336) % 26;
    let _ = write!(
        text,
        "---\ntitle: \"Story {at}: {} {}\"\ndate: {year}-{month:02}-{day:02}\ntopics: [{}, {}]\ntags: [tag-{:02}]\nauthors: [Writer {}]\n---\n\n",
        dice.pick(&WORDS),
        dice.pick(&WORDS),
        TOPICS[at % 12],
        TOPICS[(at * 7 + 3) % 12],
        dice.below(40),
        dice.below(25)
    );
    let mut notes = 0;
    for part in 0..7 {
        if part > 0 {
            let _ = write!(
                text,
                "## {} the {} {part}\n\n",
                dice.pick(&WORDS),
                dice.pick(&WORDS)
            );
        }
        for _ in 0..2 {
            let words = paragraph(dice, notes, articles);
            notes += usize::from(words.contains("[^"));
            text.push_str(&words);
            text.push_str("\n\n");
        }
        match (at + part) % 9 {
            0 => text.push_str("- first\n- second, with `words`\n- third\n\n"),
            3 => text
                .push_str("| day | what |\n|---|---|\n| Monday | tea |\n| Friday | a walk |\n\n"),
            5 if at.is_multiple_of(10) => text.push_str(
                "```python\nfor name in names:\n    print(f\"Hello {name}\")  # kindly\n```\n\n",
            ),
            6 => text.push_str("> It was enough that somebody came.\n\n"),
            _ => {}
        }
    }
    for note in 0..notes {
        let _ = write!(text, "[^{note}]: {}\n\n", sentence(dice));
    }
    text
}

fn listing(dice: &mut Dice, at: usize) -> String {
    format!(
        "---\nkind: {}\nname: \"{} {} {at}\"\nsummary: {}\ntopics: [{}]\nareas: [\"GB > Area {} > Town {}\"]\nlanguages: [en]\nphone: \"01632 960{:03}\"\nurl: https://place-{at}.example/\nhours: \"Mon to Fri, 9 to 5\"\ncost: free\nverified: {{ date: 2026-09-{:02}, by: volunteer, method: phone }}\n---\n\n{} {}\n",
        ["helpline", "group", "service", "event"][at % 4],
        dice.pick(&WORDS),
        dice.pick(&WORDS),
        "Somebody who listens and has time.",
        TOPICS[at % 12],
        at % 9,
        at % 60,
        at % 1000,
        1 + at % 28,
        sentence(dice),
        sentence(dice)
    )
}

/// Writes the site's sources into an empty folder.
///
/// # Errors
/// If the disk refuses.
pub fn write(root: &Path, size: Size) -> io::Result<()> {
    let mut dice = Dice(0x5eed_1234_abcd);
    let articles = root.join("content/articles");
    let resources = root.join("content/resources");
    fs::create_dir_all(&articles)?;
    fs::create_dir_all(&resources)?;
    fs::write(
        root.join("waypost.toml"),
        "title = \"A generated site\"\nbase_url = \"https://bench.example\"\nlanguage = \"en\"\ncountry = \"GB\"\n\n\
         [[menus.main]]\nlabel = \"Articles\"\nto = \"articles/_index.md\"\n\n\
         [[menus.main]]\nlabel = \"Help\"\nto = \"resources/_index.md\"\n",
    )?;
    fs::write(
        root.join("content/_index.md"),
        "---\ntitle: Home\n---\n\nWelcome.\n",
    )?;
    fs::write(
        articles.join("_index.md"),
        "---\ntitle: Articles\npage_size: 20\n---\n",
    )?;
    fs::write(
        resources.join("_index.md"),
        "---\ntitle: Help\npage_size: 50\n---\n",
    )?;
    for at in 0..size.articles {
        fs::write(
            articles.join(format!("article-{at:05}.md")),
            article(&mut dice, at, size.articles),
        )?;
    }
    for at in 0..size.listings / 2 {
        fs::write(
            resources.join(format!("place-{at:05}.md")),
            listing(&mut dice, at),
        )?;
    }
    let mut table = String::from(
        "id,kind,name,summary,topics,areas,languages,phone,schedule,attendance,location,cost,verified,verified_by,verified_method\n",
    );
    for at in size.listings / 2..size.listings {
        let _ = writeln!(
            table,
            "row-{at:05},group,Circle {at},People who meet and talk.,{},GB > Area {} > Town {},en,01632 960{:03},\"Tuesdays, 7 pm\",in-person,\"Hall {at}, Union Street\",free,2026-08-{:02},volunteer,visit",
            TOPICS[at % 12],
            at % 9,
            at % 60,
            at % 1000,
            1 + at % 28
        );
    }
    fs::write(resources.join("circles.csv"), table)
}

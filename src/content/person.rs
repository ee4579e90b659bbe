//! What in a text may be the name of a private person: whom to ask for, and a given name with a surname. It
//! looks at words alone, so it can only ask whether somebody agreed, and it would rather miss a name than
//! call a hospital one.

mod words;

use std::ops::Range;
use words::{
    ASKING, BEFORE_NUMBER, GIVEN, OFFICES, PUBLIC, REACHING, SAINTS, SHORTENED, TOGETHER, USUAL,
    holds,
};

/// What may stand at the edge of a word and is no part of it.
const EDGES: [char; 3] = ['\'', '’', '-'];
/// The most words of a name.
const MOST_WORDS: usize = 3;

/// A word of a text.
struct Word<'t> {
    text: &'t str,
    folded: String,
    start: usize,
    gap: Gap,
}

/// What stands between a word and the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Space,
    Colon,
    Other,
}

/// The parts of a text that may be names of people.
pub(super) fn named(text: &str) -> Vec<Range<usize>> {
    let words = words_of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = run(&words[at..]);
        found.extend(person(&words, at..at + length));
        at += length.max(1);
    }
    found
}

/// Whether a label is the name of somebody and no more: `Sandra`.
pub(super) fn is_given(label: &str) -> bool {
    is_capital(label) && GIVEN.contains(label.to_lowercase().as_str())
}

/// Whether a label may be somebody's full name and no more, whoever it is: `Ewa Kowalska`. Beside a number that
/// is enough to ask.
pub(super) fn is_full(label: &str) -> bool {
    let words = words_of(label);
    let known = [ASKING, OFFICES, SAINTS, TOGETHER];
    let is_public = |word: &Word<'_>| known.iter().any(|list| holds(list, &word.folded));
    let lower = label.to_lowercase();
    words.len() == 2
        && run(&words) == 2
        && is_name(label)
        && !words.iter().any(is_public)
        && !PUBLIC.split('|').any(|name| lower.contains(name))
}

/// The words before or after a number that may name a person: one or two with capitals after it, or whom to
/// ask for.
pub(super) fn beside_number(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let asked = |text: &&str| {
        let lower = text.to_lowercase();
        BEFORE_NUMBER.split('|').any(|word| {
            lower
                .strip_prefix(word)
                .and_then(|_| text.get(word.len()..))
                .and_then(|rest| rest.strip_prefix(['.', ':', ' ']))
                .is_some_and(|rest| is_name(rest.trim_start_matches([' ', ':'])))
        })
    };
    let after = after.filter(|note| is_name(note) || asked(note));
    let before = before.filter(asked);
    after.or(before).map(str::to_owned)
}

fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_capital = |word: &&str| is_capital(&word.replace('.', ""));
    (1..=2).contains(&words.len())
        && words.iter().all(is_capital)
        && !words.iter().any(|word| is_usual(&word.to_lowercase()))
}

/// Whether a word, in small letters, is nobody's name, whatever its letters look like.
fn is_usual(word: &str) -> bool {
    let known = |part: &str| holds(USUAL, part) || holds(USUAL, part.trim_end_matches('s'));
    word.split('-').all(known) || known(word)
}

fn words_of(text: &str) -> Vec<Word<'_>> {
    let is_inner = |c: char| c.is_alphanumeric() || "'’-".contains(c);
    let mut words: Vec<Word<'_>> = Vec::new();
    let (mut at, mut end) = (0, 0);
    for piece in text.split_inclusive(|c| !is_inner(c)) {
        let open = piece.trim_start_matches(|c| !is_inner(c) || EDGES.contains(&c));
        let start = at + piece.len() - open.len();
        let word = open.trim_end_matches(|c| !is_inner(c) || EDGES.contains(&c));
        at += piece.len();
        if word.is_empty() {
            continue;
        }
        // `Mr. Smith` and `J. Smith` are one name, `Tea. Smith` is not.
        let is_short = |word: &Word<'_>| is_initial(word.text) || holds(SHORTENED, &word.folded);
        let is_short = words.last().is_some_and(is_short);
        let gap = match &text[end..start] {
            " " => Gap::Space,
            ". " if is_short => Gap::Space,
            ": " => Gap::Colon,
            _ => Gap::Other,
        };
        let lower = word.to_lowercase();
        let folded = lower.strip_suffix("'s").or(lower.strip_suffix("’s"));
        words.push(Word {
            text: word,
            folded: folded.unwrap_or(&lower).to_owned(),
            start,
            gap,
        });
        end = start + word.len();
    }
    words
}

/// How many words with capitals stand at the start, side by side.
fn run(words: &[Word<'_>]) -> usize {
    let is_part = |(at, word): &(usize, &Word<'_>)| match at {
        0 => is_capital(word.text),
        _ => word.gap == Gap::Space && (is_capital(word.text) || is_initial(word.text)),
    };
    words.iter().enumerate().take_while(is_part).count()
}

/// The person that words with capitals name, if they do.
fn person(words: &[Word<'_>], run: Range<usize>) -> Option<Range<usize>> {
    let own = &words[run.clone()];
    let is_any =
        |list: &str, words: &[Word<'_>]| words.iter().any(|word| holds(list, &word.folded));
    let joined: Vec<&str> = own.iter().map(|word| word.folded.as_str()).collect();
    let joined = joined.join(" ");
    if is_any(TOGETHER, own)
        || is_any(SAINTS, own)
        || PUBLIC.split('|').any(|name| joined.contains(name))
    {
        return None;
    }
    let is_office = |words: &[Word<'_>]| {
        is_any(OFFICES, words) || words.iter().any(|word| is_usual(&word.folded))
    };
    // Words that ask may begin a sentence, so they may have a capital and be in the run.
    (0..own.len()).find_map(|from| {
        let name = &own[from..own.len().min(from + MOST_WORDS)];
        let at = run.start + from;
        let is_known = GIVEN.contains(own[from].folded.as_str());
        let is_asked = asks(words, at, ASKING) || is_known && asks(words, at, REACHING);
        let is_full = is_known && name.len() > 1;
        let is_title = holds(ASKING, &own[from].folded);
        let rest = if is_asked { name } else { &name[1..] };
        let last = name.last()?;
        ((is_asked || is_full) && !is_title && !is_office(rest))
            .then(|| own[from].start..last.start + last.text.len())
    })
}

/// Whether one of these stands right before a word.
fn asks(words: &[Word<'_>], at: usize, list: &str) -> bool {
    let follows = |word: &Word<'_>| matches!(word.gap, Gap::Space | Gap::Colon);
    let before = |count: usize| {
        let part = &words[at.checked_sub(count)?..at];
        let folded: Vec<&str> = part.iter().map(|word| word.folded.as_str()).collect();
        let is_one = part.iter().skip(1).all(follows);
        is_one.then(|| folded.join(" "))
    };
    let mut said = [1, 2].into_iter().filter_map(before);
    follows(&words[at]) && said.any(|said| holds(list, &said))
}

/// `Smith`, `O'Brien`, `Anne-Marie`, and no `BSL`.
fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().any(char::is_lowercase)
        && letters.all(|c| c.is_alphabetic() || "'’-".contains(c))
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{is_full, named};

    fn found(text: &str) -> Vec<&str> {
        named(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn whom_to_ask_for_and_full_names_are_found_where_they_stand() {
        for (text, names) in [
            ("Ask for Deborah Smith", vec!["Deborah Smith"]),
            ("ask for Oluwaseun at the door", vec!["Oluwaseun"]),
            ("Run by Sandra Okafor and Tom.", vec!["Sandra Okafor"]),
            ("Ring Sandra on the night", vec!["Sandra"]),
            ("Speak to Mrs. O'Brien first", vec!["O'Brien"]),
            ("Name: Peter Jones", vec!["Peter Jones"]),
            ("bei Frau Müller-Lüdenscheid", vec!["Müller-Lüdenscheid"]),
            ("Demandez Hélène à l’accueil", vec!["Hélène"]),
            ("Deborah J. Smith’s kitchen", vec!["Deborah J. Smith’s"]),
            (
                "Ask for Tea. Ask for Deborah Smith.",
                vec!["Tea", "Deborah Smith"],
            ),
            ("Ask for Dr. Sandra Okafor", vec!["Sandra Okafor"]),
            (
                "Run by Małgorzata Wiśniewska.",
                vec!["Małgorzata Wiśniewska"],
            ),
        ] {
            assert_eq!(found(text), names, "{text}");
        }
    }

    #[test]
    fn a_label_of_two_names_may_be_somebody() {
        assert!(is_full("Ewa Kowalska") && is_full("Oluwaseun Ade"));
        for label in [
            "Night Line",
            "Head Office",
            "Ewa",
            "Sign Language Relay",
            "Duty Manager",
            "BSL Video",
            "Peer Support",
            "ring first",
        ] {
            assert!(!is_full(label), "{label}");
        }
    }

    #[test]
    fn places_offices_and_peoples_helplines_are_no_persons() {
        for text in [
            "Ask for Reception",
            "Ask for the Duty Manager",
            "Ask for Peer Support",
            "Contact Rochdale Council",
            "Elizabeth Fry House, behind St Mary's Church",
            "Anne Robson Trust",
            "St. Peter Port",
            "Call Samaritans",
            "Dr Martens Street",
            "Martin Luther King Drive",
            "Tuesday and Thursday, British Sign Language",
            "Mr",
            "Lives matter. Peter. Jones",
            "Mental Health America",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}

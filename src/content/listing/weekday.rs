//! Days of the week, and lists of them as people type them: `Mon-Fri`, `Tuesdays and Thursdays`.

use super::phrase::{Fault, Kind, Phrase};
use super::words::words;
use crate::base::day::Day;
use crate::base::diag::nearest;

words! {
    /// A day of the week. Weeks begin on Monday.
    Weekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

/// Other words for them, beside the first two and three letters.
const SHORT: [(&str, Weekday); 4] = [
    ("tues", Weekday::Tuesday),
    ("weds", Weekday::Wednesday),
    ("thur", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
];

/// Monday to Friday.
pub(super) const WEEKDAYS: [Weekday; 5] = {
    use Weekday::*;
    [Monday, Tuesday, Wednesday, Thursday, Friday]
};

impl Weekday {
    /// All of them, from Monday.
    pub const ALL: [Weekday; 7] = {
        use Weekday::*;
        [
            Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday,
        ]
    };

    /// Its place in the week, Monday being 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// That of a day.
    pub fn of(day: Day) -> Weekday {
        Weekday::ALL[day.weekday().to_monday_zero_offset().rem_euclid(7) as usize]
    }

    /// As English writes it: `Monday`.
    pub fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }

    /// Its first three letters: `Mon`.
    pub fn short(self) -> &'static str {
        &self.name()[..3]
    }

    /// As RFC 5545 writes it: `MO`.
    pub fn code(self) -> &'static str {
        match self {
            Weekday::Monday => "MO",
            Weekday::Tuesday => "TU",
            Weekday::Wednesday => "WE",
            Weekday::Thursday => "TH",
            Weekday::Friday => "FR",
            Weekday::Saturday => "SA",
            Weekday::Sunday => "SU",
        }
    }

    /// Reads a name in English, whole or shortened, one day or many: `Tue`, `Tuesdays`.
    pub fn named(word: &str) -> Option<Weekday> {
        let word = word.to_lowercase();
        let word = word.replace(['\'', '\u{2019}'], "");
        let singular = word.strip_suffix('s').unwrap_or(&word);
        let fits = |day: &&Weekday| {
            let name = day.as_str();
            name == singular || word == name[..3] || word == name[..2]
        };
        let short = SHORT.iter().find(|(short, _)| *short == word);
        Weekday::ALL
            .iter()
            .find(fits)
            .copied()
            .or(short.map(|(_, day)| *day))
    }
}

/// Takes a list of days; None if none comes next. They come out sorted, each once.
pub(super) fn read_days(phrase: &mut Phrase<'_>) -> Result<Option<Vec<Weekday>>, Fault> {
    let mut days = Vec::new();
    loop {
        let at = phrase.at();
        if !days.is_empty() && !phrase.separator() {
            break;
        }
        match some_days(phrase)? {
            Some(more) => days.extend(more),
            None => {
                phrase.back_to(at);
                break;
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    Ok((!days.is_empty()).then_some(days))
}

fn some_days(phrase: &mut Phrase<'_>) -> Result<Option<Vec<Weekday>>, Fault> {
    if phrase.word(&["daily", "everyday"])
        || phrase.words(&["every", "day"])
        || phrase.words(&["each", "day"])
        || phrase.words(&["every", "night"])
    {
        return Ok(Some(Weekday::ALL.to_vec()));
    }
    let at = phrase.at();
    phrase.word(&["every", "each", "on"]);
    if phrase.word(&["weekday", "weekdays"]) {
        return Ok(Some(WEEKDAYS.to_vec()));
    }
    if phrase.word(&["weekend", "weekends"]) {
        return Ok(Some(vec![Weekday::Saturday, Weekday::Sunday]));
    }
    let Some(first) = one_day(phrase) else {
        phrase.back_to(at);
        return Ok(None);
    };
    let between = phrase.at();
    if !(phrase.mark('-') || phrase.word(&["to", "through", "thru", "until"])) {
        return Ok(Some(vec![first]));
    }
    let Some(last) = one_day(phrase) else {
        // `Monday-9am` is no range of days.
        return match phrase.ahead(0) {
            Some(token) if token.kind == Kind::Word && !is_of_time(token.text) => {
                Err(no_day(phrase))
            }
            _ => {
                phrase.back_to(between);
                Ok(Some(vec![first]))
            }
        };
    };
    let mut days = vec![first];
    while days.last() != Some(&last) {
        let next = days.last().map_or(0, |day| day.index() + 1);
        days.push(Weekday::ALL[next % 7]);
    }
    Ok(Some(days))
}

fn one_day(phrase: &mut Phrase<'_>) -> Option<Weekday> {
    let token = phrase.ahead(0).filter(|token| token.kind == Kind::Word)?;
    let day = Weekday::named(token.text)?;
    phrase.take();
    // `Tue. 7pm`: a shortened name may end in a full stop.
    phrase.mark('.');
    Some(day)
}

/// Words that a time may begin with.
fn is_of_time(word: &str) -> bool {
    let words = [
        "noon", "midday", "midnight", "all", "closed", "from", "at", "between",
    ];
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// That the next word is no day, with the nearest that is.
pub(super) fn no_day(phrase: &Phrase<'_>) -> Fault {
    let Some(token) = phrase.ahead(0) else {
        return Fault::new(
            phrase.rest(),
            "a day is missing here",
            "write days as Monday, or Mon-Fri",
        );
    };
    let names = Weekday::ALL.iter().map(|day| day.name());
    let short = Weekday::ALL.iter().map(|day| day.short());
    let known = names.chain(short).chain(["daily", "weekdays", "weekends"]);
    let help = match nearest(token.text, known) {
        Some(near) => format!("did you mean {near}?"),
        None => "write days as Monday, Mon-Fri, weekdays or daily".to_owned(),
    };
    let message = format!("`{}` is not a day of the week", token.text);
    Fault::new(token.range.clone(), message, help)
}

/// Days in short, runs of three and more as a range: `Mon-Fri`, `Sat, Sun`.
pub(super) fn short_days(days: &[Weekday]) -> String {
    if days.len() == Weekday::ALL.len() {
        return "daily".to_owned();
    }
    let runs = runs(days);
    let texts = runs.iter().map(|run| match run {
        [first, _, .., last] => format!("{}-{}", first.short(), last.short()),
        run => {
            let names: Vec<&str> = run.iter().map(|day| day.short()).collect();
            names.join(", ")
        }
    });
    texts.collect::<Vec<_>>().join(", ")
}

/// Sorted days, parted where one is left out.
pub fn runs(days: &[Weekday]) -> Vec<&[Weekday]> {
    let follow = |a: &Weekday, b: &Weekday| b.index() == a.index() + 1;
    days.chunk_by(follow).collect()
}

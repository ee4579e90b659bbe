//! Dates as readers of a language write them. The calendar is the Gregorian one in every language,
//! because the days of meetings and of checks are; digits are the language's own.
//!
//! A formatter costs more to build than to ask, so each thread keeps those it has used.

use super::day::When;
use super::lang::Lang;
use icu_calendar::Gregorian;
use icu_calendar::week::WeekInformation;
use icu_datetime::fieldsets::enums::CompositeDateTimeFieldSet as Any;
use icu_datetime::fieldsets::{M, MD, MDE, T, Y, YM, YMD, YMDE};
use icu_datetime::input::{Date, DateTime, Time as IcuTime};
use icu_datetime::options::{TimePrecision, YearStyle};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use jiff::civil::Time;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How much of a date is written, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `2 March 2026`.
    Long,
    /// `2 Mar 2026`.
    Medium,
    /// `02/03/2026`.
    Short,
    /// As in `datetime` attributes: everything that was written.
    Iso,
    /// `Monday, 2 March 2026`.
    Weekday,
    /// `Monday, 2 March`.
    WeekdayDay,
    /// `March 2026`.
    MonthYear,
    /// `2 March`.
    MonthDay,
    /// `2026`.
    Year,
    /// `2 March 2026 at 18:30`, or as `Long` if there is no time.
    LongTime,
    /// `18:30`, or nothing if there is no time.
    Time,
    /// As people say it, `6.30pm` or `18:30`, or nothing if there is no time.
    Clock,
}

impl Style {
    /// The words that templates use.
    pub const WORDS: &'static [(&'static str, Style)] = &[
        ("long", Style::Long),
        ("medium", Style::Medium),
        ("short", Style::Short),
        ("iso", Style::Iso),
        ("weekday", Style::Weekday),
        ("weekday-day", Style::WeekdayDay),
        ("month", Style::MonthYear),
        ("day", Style::MonthDay),
        ("year", Style::Year),
        ("long-time", Style::LongTime),
        ("time", Style::Time),
        ("clock", Style::Clock),
    ];

    /// Reads such a word.
    pub fn parse(word: &str) -> Option<Style> {
        let known = Style::WORDS.iter().find(|(known, _)| *known == word);
        known.map(|(_, style)| *style)
    }
}

/// The day on which weeks begin where a language is spoken: 0 is Monday. Monday where nobody knows.
pub fn first_weekday(lang: &Lang) -> usize {
    let locale: Option<icu_locale_core::Locale> = lang.as_str().parse().ok();
    let week = locale.and_then(|locale| WeekInformation::try_new((&locale).into()).ok());
    week.map_or(0, |week| week.first_weekday as usize - 1)
}

type Formatter = FixedCalendarDateTimeFormatter<Gregorian, Any>;

thread_local! {
    static FORMATTERS: RefCell<BTreeMap<(Lang, Style), Option<Formatter>>> =
        const { RefCell::new(BTreeMap::new()) };
}

/// Writes a date. In a language whose months we don't know, in numbers as ISO 8601 has them.
pub fn format(when: &When, style: Style, lang: &Lang) -> String {
    let style = match (style, when.time) {
        (Style::Iso, _) => return when.to_string(),
        (Style::Time | Style::Clock, None) => return String::new(),
        (Style::Clock, Some(time)) if lang.primary() == "en" => match english_clock(time, lang) {
            Some(said) => return said,
            None => Style::Clock,
        },
        (Style::LongTime, None) => Style::Long,
        (style, _) => style,
    };
    FORMATTERS.with(|formatters| {
        let mut formatters = formatters.borrow_mut();
        let formatter = formatters
            .entry((lang.clone(), style))
            .or_insert_with(|| build(style, lang));
        formatter.as_ref().zip(input(when)).map_or_else(
            || plain(when, style),
            |(f, input)| match style {
                Style::MonthYear if is_portuguese(lang) => {
                    format!("{} de {}", f.format(&input), when.day.year())
                }
                _ => f.format(&input).to_string(),
            },
        )
    })
}

/// ICU forgets the digits of the year behind a Portuguese month: it fails where assertions are on.
fn is_portuguese(lang: &Lang) -> bool {
    lang.primary() == "pt"
}

/// `7pm`, `7.30pm`, `noon`: English outside of North America writes it so, and the tables of ICU don't
/// know it.
fn english_clock(time: Time, lang: &Lang) -> Option<String> {
    match (time.hour(), time.minute()) {
        (0, 0) => return Some("midnight".to_owned()),
        (12, 0) => return Some("noon".to_owned()),
        _ => {}
    }
    let region = lang.as_str().rsplit('-').next().unwrap_or_default();
    if matches!(region, "en" | "US" | "CA" | "PH") {
        return None;
    }
    let half = if time.hour() < 12 { "am" } else { "pm" };
    let hour = (time.hour() + 11) % 12 + 1;
    Some(match time.minute() {
        0 => format!("{hour}{half}"),
        minute => format!("{hour}.{minute:02}{half}"),
    })
}

/// The date in numbers, from the largest to the smallest.
fn plain(when: &When, style: Style) -> String {
    let When { day, time, .. } = when;
    match (style, time) {
        (Style::MonthYear, _) => day.strftime("%Y-%m").to_string(),
        (Style::MonthDay | Style::WeekdayDay, _) => day.strftime("%m-%d").to_string(),
        (Style::Year, _) => day.strftime("%Y").to_string(),
        (Style::Time | Style::Clock, Some(time)) => time.strftime("%H:%M").to_string(),
        (Style::LongTime, Some(time)) => format!("{day} {}", time.strftime("%H:%M")),
        _ => day.to_string(),
    }
}

fn input(when: &When) -> Option<DateTime<Gregorian>> {
    let (day, time) = (when.day, when.time.unwrap_or_default());
    let number = |n: i8| u8::try_from(n).ok();
    let date = Date::try_new_gregorian(day.year().into(), number(day.month())?, number(day.day())?);
    let time = IcuTime::try_new(number(time.hour())?, number(time.minute())?, 0, 0);
    Some(DateTime {
        date: date.ok()?,
        time: time.ok()?,
    })
}

fn build(style: Style, lang: &Lang) -> Option<Formatter> {
    let locale: icu_locale_core::Locale = lang.as_str().parse().ok()?;
    let wanted = DateTimeFormatterPreferences::from(&locale);
    if !has_months(wanted) {
        return None;
    }
    macro_rules! formatter {
        ($fields:expr) => {
            FixedCalendarDateTimeFormatter::try_new(wanted, $fields)
                .ok()
                .map(|formatter| formatter.cast_into_fset())
        };
    }
    match style {
        Style::Iso => None,
        Style::Long => formatter!(YMD::long()),
        Style::Medium => formatter!(YMD::medium()),
        // A year in full: 3/2/26 could be three days.
        Style::Short => formatter!(YMD::short().with_year_style(YearStyle::Full)),
        Style::Weekday => formatter!(YMDE::long()),
        Style::WeekdayDay => formatter!(MDE::long()),
        Style::MonthYear if is_portuguese(lang) => formatter!(M::long()),
        Style::MonthYear => formatter!(YM::long()),
        Style::MonthDay => formatter!(MD::long()),
        Style::Year => formatter!(Y::long()),
        Style::LongTime => formatter!(YMD::long().with_time_hm()),
        Style::Time => formatter!(T::hm()),
        Style::Clock => formatter!(T::hm().with_time_precision(TimePrecision::MinuteOptional)),
    }
}

/// Whether the language's months have names. Those without data would get `2026 M03 2`.
fn has_months(wanted: DateTimeFormatterPreferences) -> bool {
    let Ok(months) = FixedCalendarDateTimeFormatter::try_new(wanted, MD::long()) else {
        return false;
    };
    Date::try_new_gregorian(2026, 3, 1)
        .is_ok_and(|march| !months.format(&march).to_string().contains("M03"))
}

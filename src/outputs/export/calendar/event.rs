//! The events of a listing (VEVENT). What a listing keeps from readers is not in the model, so it can't
//! get here.

use super::super::content_line::ContentLines;
use super::super::said::Said;
use super::series::{Plan, Series, Span};
use super::zone;
use crate::base::day::{Day, When};
use crate::content::listing::schedule::Rule;
use crate::content::listing::{EventStatus, Listing, Schedule, Status};
use crate::facts::World;
use crate::model::calendar::{self, Occurrence};
use crate::model::{EntryId, TOPICS};
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// Minutes in a day.
const DAY: u32 = 24 * 60;
/// The last moment of a day.
const EVENING: Time = Time::constant(23, 59, 59, 0);

/// A listing that takes place.
pub(super) struct Event<'a> {
    /// The entry.
    pub id: EntryId,
    /// The listing in it.
    pub listing: &'a Listing,
    /// When it takes place.
    pub schedule: &'a Schedule,
    /// By whose clocks.
    pub zone: TimeZone,
    /// What a calendar is told of that.
    pub plan: Plan,
}

/// Whether it takes place.
enum Standing {
    On,
    Doubtful,
    Off,
}

impl Standing {
    fn of(listing: &Listing) -> (Standing, Option<&'static str>) {
        match (listing.status, listing.event_status) {
            (_, Some(EventStatus::Cancelled)) => (Standing::Off, Some("calendar.cancelled")),
            (Status::Active, Some(EventStatus::Postponed)) => {
                (Standing::Doubtful, Some("calendar.postponed"))
            }
            (Status::Active, _) => (Standing::On, None),
            _ => (Standing::Off, Some("calendar.closed")),
        }
    }
}

/// The day on which a group without a first day is said to have begun: when somebody last looked at it.
pub(super) fn since(world: &World, id: EntryId) -> Day {
    let newest = Said::edition(world, id).map(|edition| edition.day);
    newest.unwrap_or_else(|| world.site.today.first_of_year())
}

impl Event<'_> {
    /// The first day on which a zone's clocks matter to it; none if it has no time, or goes by UTC.
    pub fn first_day_in_zone(&self) -> Option<Day> {
        let in_zone = self.schedule.time.is_some() && !zone::is_utc(&self.zone);
        self.plan.first().filter(|_| in_zone)
    }

    /// Writes all of it.
    pub fn write(&self, lines: &mut ContentLines, world: &World) {
        let said = Said::of(world, self.id);
        let own = said.uid(None);
        if let Some(series) = &self.plan.series {
            self.write_series(lines, (&said, &own), series);
        }
        for day in &self.plan.single {
            let is_start = self.plan.series.is_none() && Some(*day) == self.schedule.start;
            let uid = match is_start {
                true => own.clone(),
                false => said.uid(Some(*day)),
            };
            if let Some(occurrence) = calendar::on(self.schedule, *day, &self.zone) {
                self.begin(lines, &said, &uid);
                self.write_once(lines, *day, &occurrence);
                self.end(lines, &said);
            }
        }
    }

    fn write_series(
        &self,
        lines: &mut ContentLines,
        (said, uid): (&Said<'_>, &str),
        series: &Series,
    ) {
        let Series {
            first,
            rule,
            except,
            odd,
        } = series;
        let Some(occurrence) = calendar::on(self.schedule, *first, &self.zone) else {
            return;
        };
        let span = Span::on(self.schedule, *first);
        self.begin(lines, said, uid);
        self.moment(lines, "DTSTART", span.start);
        match (span.end, self.schedule.minutes) {
            // An end would be read as so many hours, which on this day are more or less than usual.
            (Some(_), Some(minutes)) if !span.is_plain(&occurrence) => {
                lines.word("DURATION", &duration(minutes));
            }
            (Some(end), _) => self.moment(lines, "DTEND", end),
            (None, _) => self.end_of_day(lines, *first),
        }
        lines.word("RRULE", &self.rule(rule));
        for day in except {
            self.moment(lines, "EXDATE", Span::on(self.schedule, *day).start);
        }
        self.end(lines, said);
        for day in odd {
            if let Some(occurrence) = calendar::on(self.schedule, *day, &self.zone) {
                self.begin(lines, said, uid);
                let start = Span::on(self.schedule, *day).start;
                self.moment(lines, "RECURRENCE-ID", start);
                self.write_once(lines, *day, &occurrence);
                self.end(lines, said);
            }
        }
    }

    /// When it begins and ends on a day: by the clock, or as moments of the world where that is not clear.
    fn write_once(&self, lines: &mut ContentLines, day: Day, occurrence: &Occurrence) {
        let Occurrence {
            start, end, timed, ..
        } = occurrence;
        let span = Span::on(self.schedule, day);
        if *timed && !span.is_plain(occurrence) {
            lines.word("DTSTART", &zone::utc(start.timestamp()));
            if let Some(end) = end {
                lines.word("DTEND", &zone::utc(end.timestamp()));
            }
            return;
        }
        self.moment(lines, "DTSTART", span.start);
        match span.end {
            Some(end) => self.moment(lines, "DTEND", end),
            None => self.end_of_day(lines, day),
        }
    }

    /// What has no time and no length is on all of its day.
    fn end_of_day(&self, lines: &mut ContentLines, day: Day) {
        if self.schedule.time.is_none()
            && let Ok(next) = day.checked_add(1.day())
        {
            self.moment(lines, "DTEND", next.at(0, 0, 0, 0));
        }
    }

    /// A day, or a moment by the clocks of its zone.
    fn moment(&self, lines: &mut ContentLines, name: &str, at: DateTime) {
        if self.schedule.time.is_none() {
            let day = at.date().strftime("%Y%m%d").to_string();
            lines.line(name).with("VALUE", "DATE").word(&day);
        } else if zone::is_utc(&self.zone) {
            lines.word(name, &format!("{}Z", zone::local(at)));
        } else {
            let line = lines.line(name).with("TZID", &zone::name(&self.zone));
            line.word(&zone::local(at));
        }
    }

    /// The rule, whose end is a moment of the world where its days have a time.
    fn rule(&self, rule: &Rule) -> String {
        let mut rule = rule.clone();
        let until = rule.until.take();
        let until = until.and_then(|until| {
            let whole = When {
                time: until.time.or(Some(EVENING)),
                ..until
            };
            let moment = Timestamp::from_second(whole.moment(&self.zone)).ok()?;
            Some(match self.schedule.time {
                Some(_) => zone::utc(moment),
                None => self.zone.to_datetime(moment).strftime("%Y%m%d").to_string(),
            })
        });
        match until {
            Some(until) => format!("{rule};UNTIL={until}"),
            None => rule.to_string(),
        }
    }

    fn begin(&self, lines: &mut ContentLines, said: &Said<'_>, uid: &str) {
        let edition = Said::edition(said.world, self.id).unwrap_or_default();
        let stamp = zone::utc(edition.moment);
        lines.word("BEGIN", "VEVENT");
        lines.text("UID", uid);
        lines.word("DTSTAMP", &stamp);
        lines.word("LAST-MODIFIED", &stamp);
        lines.word("SEQUENCE", &edition.number.to_string());
    }

    fn end(&self, lines: &mut ContentLines, said: &Said<'_>) {
        let lang = said.lang.as_str();
        let listing = self.listing;
        let (standing, word) = Standing::of(listing);
        let name = word.and_then(|word| said.word(word, &[("name", &listing.name)]));
        let name = name.unwrap_or_else(|| listing.name.clone());
        lines.line("SUMMARY").with("LANGUAGE", lang).text(&name);
        let description = self.description(said);
        lines
            .line("DESCRIPTION")
            .with("LANGUAGE", lang)
            .text(&description);
        let place = said.place(listing).or_else(|| {
            let online = listing.online.as_ref()?;
            online.url.clone()
        });
        if let Some(place) = place {
            lines.line("LOCATION").with("LANGUAGE", lang).text(&place);
        }
        let location = listing.location.as_ref();
        if let Some((north, east)) = location.and_then(|place| place.latitude.zip(place.longitude))
        {
            lines.word("GEO", &format!("{north};{east}"));
        }
        lines.word("URL", &said.address());
        let topics = said.terms(TOPICS);
        if !topics.is_empty() {
            let line = lines.line("CATEGORIES").with("LANGUAGE", lang);
            line.texts(',', topics.iter().map(String::as_str));
        }
        lines.word(
            "STATUS",
            match standing {
                Standing::On => "CONFIRMED",
                Standing::Doubtful => "TENTATIVE",
                Standing::Off => "CANCELLED",
            },
        );
        // Whoever looks at a calendar of meetings is not taken by them.
        lines.word("TRANSP", "TRANSPARENT");
        lines.word("END", "VEVENT");
    }

    fn description(&self, said: &Said<'_>) -> String {
        let listing = self.listing;
        let online = listing.online.as_ref();
        let join = online.and_then(|online| {
            let label = said.word("online.join", &[]);
            let url = online.url.as_ref()?;
            Some(label.map_or(url.clone(), |label| format!("{label}: {url}")))
        });
        let paragraphs = [
            said.alert(listing),
            listing.status_note.clone(),
            said.summary(),
            self.schedule.note.clone(),
            join,
            online.and_then(|online| online.access_notes.clone()),
            said.checked(listing),
            Some(said.address()),
        ];
        let paragraphs: Vec<String> = paragraphs.into_iter().flatten().collect();
        paragraphs.join("\n\n")
    }
}

/// `PT1H30M`; whole days as days, which are as long as the clock makes them.
fn duration(minutes: u32) -> String {
    let (days, rest) = (minutes / DAY, minutes % DAY);
    let time = match (rest / 60, rest % 60) {
        (0, 0) => String::new(),
        (hours, 0) => format!("T{hours}H"),
        (0, minutes) => format!("T{minutes}M"),
        (hours, minutes) => format!("T{hours}H{minutes}M"),
    };
    match days {
        0 => format!("P{time}"),
        days => format!("P{days}D{time}"),
    }
}

//! When services are open and when groups meet. The specification knows rules by weeks and by months, and
//! offsets instead of zones; what it has no field for is said in words, and in the form that calendars
//! have for it (`RRULE`, `EXDATE`, `TZID`).

use super::Hsds;
use super::ids::first_id;
use super::record::{Record, decimal};
use crate::base::day::Day;
use crate::base::lang::Lang;
use crate::content::listing::schedule::{DayOf, Frequency, Rule, days};
use crate::content::listing::{Hours, Listing, Opening, Schedule, Weekday, minute_of, time_at};
use crate::facts::Spoken;
use crate::model::calendar;
use jiff::civil::Time;
use jiff::tz::{Offset, TimeZone};

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// A rule as the specification has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    frequency: Frequency,
    days: String,
    month_days: String,
}

impl Form {
    /// The form of a rule. None if the specification has none: rules of years and of every so many days,
    /// of some months only, and the last working day.
    pub fn of(rule: &Rule) -> Option<Form> {
        if !rule.months.is_empty() {
            return None;
        }
        let plain = |days: &[DayOf]| codes(days.iter().map(|one| (one.nth, one.day)));
        let weekly = |days: String| Form {
            frequency: Frequency::Weekly,
            days,
            month_days: String::new(),
        };
        match rule.frequency {
            Frequency::Daily if rule.interval == 1 && rule.is_bare() => {
                Some(weekly(codes(Weekday::ALL.map(|day| (None, day)))))
            }
            Frequency::Weekly => rule.plain_days().map(|_| weekly(plain(&rule.days))),
            Frequency::Monthly => {
                let days = match (&rule.positions[..], &rule.days[..]) {
                    ([], days) => plain(days),
                    // Of one day of the week the second is the second of the month.
                    (positions, [DayOf { day, nth: None }]) if rule.month_days.is_empty() => {
                        let nth = |nth: &i16| i8::try_from(*nth).ok().filter(|n| n.abs() <= 5);
                        let nths: Option<Vec<i8>> = positions.iter().map(nth).collect();
                        codes(nths?.into_iter().map(|nth| (Some(nth), *day)))
                    }
                    _ => return None,
                };
                if rule.is_bare() {
                    return None;
                }
                let month_days = rule.month_days.iter().map(ToString::to_string);
                Some(Form {
                    frequency: Frequency::Monthly,
                    days,
                    month_days: month_days.collect::<Vec<_>>().join(","),
                })
            }
            Frequency::Daily | Frequency::Yearly => None,
        }
    }

    fn put(&self, record: Record, rule: &Rule) -> Record {
        let interval = u64::from(rule.interval);
        let week_start = (interval > 1).then(|| rule.week_start.code());
        record
            .maybe("until", rule.until.map(|until| until.day.to_string()))
            .maybe("count", rule.count)
            .maybe("wkst", week_start)
            .text("freq", self.frequency.as_str())
            .maybe("interval", Some(interval))
            .text("byday", self.days.clone())
            .text("bymonthday", self.month_days.clone())
    }
}

fn codes(days: impl IntoIterator<Item = (Option<i8>, Weekday)>) -> String {
    let code = |(nth, day): (Option<i8>, Weekday)| match nth {
        Some(nth) => format!("{nth}{}", day.code()),
        None => day.code().to_owned(),
    };
    let codes: Vec<String> = days.into_iter().map(code).collect();
    codes.join(",")
}

impl Hsds<'_> {
    /// The schedules of a listing: its hours, and when it takes place.
    pub(super) fn schedules(&self, listing: &Listing, lang: &Lang) -> Vec<Record> {
        let spoken = Spoken::new(self.world, lang);
        let times = Times {
            hsds: self,
            listing,
            spoken,
            attending: listing
                .attendance
                .map(|word| self.word(lang, &format!("attendance.{}", word.as_str()))),
        };
        let mut records = times.hours();
        if let Some(schedule) = &listing.schedule {
            records.extend(times.schedule(schedule));
        }
        records
    }
}

/// Schedules of one listing while they are put together.
struct Times<'a> {
    hsds: &'a Hsds<'a>,
    listing: &'a Listing,
    spoken: Spoken<'a>,
    attending: Option<String>,
}

impl Times<'_> {
    fn hours(&self) -> Vec<Record> {
        let Some(hours) = &self.listing.hours else {
            return self.only_notes();
        };
        let week: Vec<(Vec<Weekday>, Vec<Opening>)> = match hours {
            Hours::Unknown => return self.only_notes(),
            Hours::ByAppointment => {
                let record = self
                    .record("hours")
                    .maybe("description", self.spoken.hours(hours));
                return vec![self.noted(record, self.notes())];
            }
            Hours::Always => vec![(Weekday::ALL.into(), vec![Opening::ALL_DAY])],
            Hours::Weekly(week) => {
                let groups = week.groups().into_iter();
                groups
                    .map(|(days, openings)| (days, openings.to_vec()))
                    .collect()
            }
        };
        let zone = self.zone(None);
        let mut records = Vec::new();
        for (days, openings) in &week {
            for opening in openings {
                let codes = codes(days.iter().map(|day| (None, *day)));
                let today = self.hsds.world.site.today;
                let offset = offset_on(&zone, today, opening.opens);
                let record = self
                    .record(&format!("hours/{codes}/{opening}"))
                    .maybe("timezone", decimal(hours_of(offset)))
                    .text("freq", Frequency::Weekly.as_str())
                    .maybe("interval", Some(1))
                    .text("byday", codes)
                    .text("description", self.spoken.opening(days, *opening))
                    .text("opens_at", clock(opening.opens, offset))
                    .text("closes_at", clock(closes(*opening), offset));
                records.push(self.noted(record, self.zoned_notes(None, self.notes())));
            }
        }
        records
    }

    /// What no table of hours can say stands alone where there are no hours.
    fn only_notes(&self) -> Vec<Record> {
        let notes = self.notes();
        match notes.is_empty() {
            true => Vec::new(),
            false => vec![self.noted(self.record("hours"), notes)],
        }
    }

    /// The note on the hours, and the days that are not over yet on which they are others.
    fn notes(&self) -> Vec<String> {
        let today = self.hsds.world.site.today;
        let ahead = self.listing.hours_exceptions.iter();
        let ahead = ahead.filter(|exception| exception.to >= today);
        let ahead = ahead.map(|exception| self.spoken.exception(exception));
        self.listing
            .hours_note
            .iter()
            .cloned()
            .chain(ahead)
            .collect()
    }

    fn schedule(&self, schedule: &Schedule) -> Vec<Record> {
        let form = schedule.rule.as_ref().map(|rule| (rule, Form::of(rule)));
        let mut notes: Vec<String> = schedule.note.iter().cloned().collect();
        let off: Vec<String> = schedule.except.iter().map(ToString::to_string).collect();
        if !off.is_empty() {
            notes.push(format!("EXDATE={}", off.join(",")));
        }
        let mut records = Vec::new();
        match form {
            Some((rule, Some(form))) => {
                // The first of its days, which the day from which it holds need not be.
                let first = schedule.start;
                let first = first.and_then(|start| days(rule, Some(start), start).next());
                let record = self.timed("schedule", first, schedule);
                let record = form.put(record, rule);
                let said = self.spoken.schedule(schedule);
                records.push(self.noted(
                    record.maybe("description", said),
                    self.zoned_notes(Some(schedule), notes.clone()),
                ));
            }
            Some((rule, None)) => {
                notes.extend(schedule.start.map(|day| format!("DTSTART={day}")));
                notes.push(format!("RRULE:{rule}"));
                let said = self.spoken.schedule(schedule);
                let record = self.record("schedule").maybe("description", said);
                let notes = self.zoned_notes(Some(schedule), notes.clone());
                records.push(self.noted(record, notes));
            }
            None if schedule.is_only_note() => {
                records.push(self.noted(self.record("schedule"), notes.clone()));
            }
            None => {}
        }
        let single = schedule.rule.is_none();
        let start = schedule.start.filter(|_| single);
        for day in start.into_iter().chain(schedule.extra.iter().copied()) {
            let record = self
                .timed(&format!("schedule/{day}"), Some(day), schedule)
                .maybe("count", Some(1))
                .text("freq", Frequency::Weekly.as_str())
                .maybe("interval", Some(1))
                .text("byday", Weekday::of(day).code());
            let own = match single {
                true => notes.clone(),
                false => Vec::new(),
            };
            records.push(self.noted(record, self.zoned_notes(Some(schedule), own)));
        }
        records
    }

    /// A schedule with its first day and its times.
    fn timed(&self, name: &str, first: Option<Day>, schedule: &Schedule) -> Record {
        let record = self
            .record(name)
            .maybe("dtstart", first.map(|day| day.to_string()));
        let Some(opens) = schedule.time else {
            return record;
        };
        let offset = self.offset(schedule, opens);
        let record = record
            .maybe("timezone", decimal(hours_of(offset)))
            .text("opens_at", clock(opens, offset));
        let end = schedule.minutes.filter(|minutes| *minutes <= DAY);
        let end = end.map(|minutes| Opening {
            opens,
            closes: time_at(minute_of(opens) + minutes),
        });
        record.maybe(
            "closes_at",
            end.map(|opening| clock(closes(opening), offset)),
        )
    }

    fn record(&self, name: &str) -> Record {
        let name = format!("{}/{name}", first_id(self.listing));
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        Record::new(self.hsds.ids.id("schedule", &name))
            .maybe("valid_from", day(self.listing.valid_from))
            .maybe("valid_to", day(self.listing.valid_to))
            .maybe("attending_type", self.attending.clone())
    }

    fn noted(&self, record: Record, notes: Vec<String>) -> Record {
        record.maybe("notes", Some(notes.join("\n")))
    }

    /// The zone is kept in its own form: the offset holds until the clocks change.
    fn zoned_notes(&self, schedule: Option<&Schedule>, mut notes: Vec<String>) -> Vec<String> {
        if let Some(name) = self.zone(schedule).iana_name() {
            notes.push(format!("TZID={name}"));
        }
        notes
    }

    fn zone(&self, schedule: Option<&Schedule>) -> TimeZone {
        let own = schedule.and_then(|schedule| schedule.zone.as_ref());
        let own = own.or(self.listing.timezone.as_ref());
        match own {
            Some(zone) => zone.rules(),
            None => self.hsds.world.site.config.timezone.clone(),
        }
    }

    /// That of the next time, or of today when there is none.
    fn offset(&self, schedule: &Schedule, opens: Time) -> Offset {
        let site = &self.hsds.world.site;
        let next = calendar::next(schedule, &site.config.timezone, site.today, 1);
        match next.first() {
            Some(next) => next.start.offset(),
            None => offset_on(&self.zone(Some(schedule)), site.today, opens),
        }
    }
}

fn offset_on(zone: &TimeZone, day: Day, time: Time) -> Offset {
    let moment = zone.to_ambiguous_zoned(day.to_datetime(time)).compatible();
    moment.map_or(Offset::UTC, |moment| moment.offset())
}

/// As the specification writes it: `5.75` is Nepal.
fn hours_of(offset: Offset) -> f64 {
    f64::from(offset.seconds()) / 3600.0
}

/// A whole day goes until a minute before midnight.
fn closes(opening: Opening) -> Time {
    match opening == Opening::ALL_DAY {
        true => time_at(DAY - 1),
        false => opening.closes,
    }
}

/// `19:30Z`, `19:30+01:00`.
fn clock(time: Time, offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let zone = match minutes {
        0 => "Z".to_owned(),
        minutes => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    format!("{:02}:{:02}{zone}", time.hour(), time.minute())
}

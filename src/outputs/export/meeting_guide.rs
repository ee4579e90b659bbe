//! `/meetings.json`: the groups that meet every week, for the Meeting Guide and programs that read its
//! lists. A group that meets on several days of the week is a meeting on each. What has no place in that
//! form is left out: other rhythms, and words that it has no code for.

mod types;

use crate::base::dates::{self, Style};
use crate::base::day::{Day, When};
use crate::content::listing::schedule::{Frequency, Rule};
use crate::content::listing::{
    Alert, Disclosure, Exposure, Kind, Listing, Location, Online, Schedule, Status, Weekday,
    minute_of, time_at,
};
use crate::facts::{self, World};
use crate::model::{EntryId, Site, calendar};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// So many days on which it does not take place are enough until the next build.
const EXCEPT: usize = 4;
/// The longest slug.
const SLUG: usize = 64;
/// Minutes in a day.
const DAY: u32 = 24 * 60;

/// The list as JSON. It notes all that it reads.
pub(super) fn write(world: &World) -> Vec<u8> {
    let ids = facts::groups(world);
    let groups = ids.into_iter().filter_map(|id| Weekly::of(&world.site, id));
    let groups: Vec<Weekly<'_>> = groups.collect();
    let mut slugs = Slugs::of(&groups);
    let meetings = groups.iter().flat_map(|group| {
        let days = group.days.iter().map(|day| {
            let slug = slugs.of_day(group, *day);
            group.meeting(world, *day, slug)
        });
        days.collect::<Vec<_>>()
    });
    let meetings: Value = meetings.collect();
    let mut text = serde_json::to_vec_pretty(&meetings).unwrap_or_default();
    text.push(b'\n');
    text
}

/// How many groups have no place in the list, since they don't meet every week at a time. None if there
/// is no such list.
pub fn not_weekly(site: &Site) -> usize {
    if !site.config.exports.has(crate::config::Export::MeetingGuide) {
        return 0;
    }
    let is_group =
        |id: &EntryId| (site.entry(*id).listing()).is_some_and(|one| one.kind == Kind::Group);
    let groups = site.exported().filter(is_group);
    groups.filter(|id| Weekly::of(site, *id).is_none()).count()
}

/// A group that meets every week.
struct Weekly<'a> {
    id: EntryId,
    listing: &'a Listing,
    schedule: &'a Schedule,
    time: jiff::civil::Time,
    days: Vec<Weekday>,
}

impl<'a> Weekly<'a> {
    fn of(site: &'a Site, id: EntryId) -> Option<Weekly<'a>> {
        let listing = site.entry(id).listing()?;
        let schedule = listing.schedule.as_ref()?;
        let days = weekly_days(schedule.rule.as_ref()?)?;
        // In a week nobody knows the date of the list any more, so that it must be true by then.
        let next = calendar::next(schedule, &site.config.timezone, site.today, 1).pop()?;
        let is_soon = is_within_a_week(site.today, schedule.start) && next.timed;
        let is_there = matches!(listing.status, Status::Active | Status::TemporarilyClosed);
        (listing.kind == Kind::Group && is_soon && is_there).then_some(Weekly {
            id,
            listing,
            schedule,
            time: schedule.time?,
            days,
        })
    }

    fn meeting(&self, world: &World, day: Weekday, slug: String) -> Value {
        let mut out = Fields(Map::new());
        out.put("slug", json!(slug));
        out.text("name", Some(&self.listing.name));
        self.when(world, day, &mut out);
        out.put("types", json!(types::of(self.listing)));
        self.place(world, &mut out);
        self.online(&mut out);
        self.notes(world, &mut out);
        self.origin(world, &mut out);
        Value::Object(out.0)
    }

    /// Sunday is the first day of its weeks.
    fn when(&self, world: &World, day: Weekday, out: &mut Fields) {
        let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
        out.put("day", json!((day.index() + 1) % 7));
        out.text("time", Some(&clock(self.time)));
        let minutes = self.schedule.minutes.filter(|minutes| *minutes < DAY);
        let ends = minutes.map(|minutes| clock(time_at(minute_of(self.time) + minutes)));
        out.text("end_time", ends.as_deref());
        let own = self.schedule.zone.as_ref().map(|zone| zone.as_str());
        let zone = own.or(world.site.config.timezone.iana_name());
        out.text("timezone", zone);
    }

    fn place(&self, world: &World, out: &mut Fields) {
        let lang = &world.site.entry(self.id).lang;
        let country = |code: &String| world.area_name(lang, std::slice::from_ref(code));
        let area = self.listing.areas.places().first();
        let location = self.listing.location.as_ref();
        if let Some(location) = location {
            out.text("location", location.name.as_deref());
            // Maps find a place without its floor.
            let notes = [
                &location.address_2,
                &location.notes,
                &location.transportation,
            ];
            out.lines("location_notes", notes.into_iter().flatten());
        }
        if let Some((address, is_exact)) = location.and_then(|place| address(place, country)) {
            out.text("formatted_address", Some(&address));
            out.text("approximate", Some(if is_exact { "no" } else { "yes" }));
            let at = location.and_then(|place| place.latitude.zip(place.longitude));
            // A point would be taken for the very place.
            if let Some((latitude, longitude)) = at.filter(|_| is_exact) {
                out.put("latitude", json!(latitude));
                out.put("longitude", json!(longitude));
            }
        } else if let Some([nation, around @ ..]) = area.map(|area| area.parts.as_slice())
            && !around.is_empty()
        {
            let parts = around.iter().rev().cloned().chain([country(nation)]);
            let parts: Vec<String> = parts.collect();
            out.text("formatted_address", Some(&parts.join(", ")));
            out.text("approximate", Some("yes"));
        }
        if let Some([_, around @ ..]) = area.map(|area| area.parts.as_slice())
            && !around.is_empty()
        {
            out.put("regions", json!(around));
        }
    }

    fn online(&self, out: &mut Fields) {
        let Some(Online {
            url,
            phone,
            access_notes,
            publish: Disclosure::Public,
        }) = &self.listing.online
        else {
            return;
        };
        out.text("conference_url", url.as_deref());
        let number = phone.as_ref().and_then(|phone| phone.number.as_ref());
        out.text("conference_phone", number.map(|number| number.dialled()));
        let about = match (url, number) {
            (None, Some(_)) => "conference_phone_notes",
            _ => "conference_url_notes",
        };
        out.text(about, access_notes.as_deref());
    }

    /// What no field of it can say. Whoever is named as somebody to call is not among this.
    fn notes(&self, world: &World, out: &mut Fields) {
        let Listing {
            alert,
            summary,
            eligibility_description,
            status_note,
            ..
        } = self.listing;
        let alert = alert
            .as_ref()
            .filter(|alert| holds(alert, world.site.today));
        let alert = alert.map(|alert| &alert.text);
        let except = self.except(world);
        let notes = status_note.iter().chain(alert);
        let notes = notes.chain(&except).chain(&self.schedule.note);
        out.lines("notes", notes);
        out.text("group", Some(&self.listing.name));
        out.lines("group_notes", summary.iter().chain(eligibility_description));
    }

    /// The next days on which it does not take place, which no field can say.
    fn except(&self, world: &World) -> Vec<String> {
        let lang = &world.site.entry(self.id).lang;
        let coming = self.schedule.except.iter();
        let coming = coming.filter(|day| **day >= world.site.today).take(EXCEPT);
        let sentence = |day: &Day| {
            let style = Style::Weekday;
            let date = dates::format(&When::on(*day), style, &world.date_lang(lang));
            let args = [("date".to_owned(), date)].into();
            world.word(lang, "meeting_guide.except", None, &args)
        };
        coming.map(sentence).collect()
    }

    fn origin(&self, world: &World, out: &mut Fields) {
        let site = &world.site;
        let config = &site.config;
        let entry = site.entry(self.id);
        out.text("url", facts::known_address(world, self.id).as_deref());
        let checked = self.listing.verified.as_ref();
        let checked = checked.map(|verified| When::on(verified.date));
        let updated = entry.front.updated.max(checked);
        let updated = updated.map(|when| utc(&when, &config.timezone));
        out.text("updated", updated.as_deref());
        out.text("feedback_url", config.contact.report_url.as_deref());
        out.text("entity", Some(&config.language(&entry.lang).title));
        out.text("entity_email", config.contact.email.as_deref());
        let home = config.base_url.join("/");
        let home = Some(home.as_str()).filter(|home| home.starts_with("https://"));
        out.text("entity_website_url", home);
    }
}

/// The days of a rule that says the same for every week.
fn weekly_days(rule: &Rule) -> Option<Vec<Weekday>> {
    let is_each = rule.interval == 1;
    let is_daily = rule.frequency == Frequency::Daily && rule.is_bare();
    match is_daily {
        true => is_each.then(|| Weekday::ALL.to_vec()),
        false => rule.plain_days().filter(|_| is_each),
    }
}

fn is_within_a_week(today: Day, start: Option<Day>) -> bool {
    let soon = today
        .checked_add(jiff::Span::new().days(7))
        .unwrap_or(today);
    start.is_none_or(|start| start <= soon)
}

fn holds(alert: &Alert, today: Day) -> bool {
    alert.until >= today && alert.from.is_none_or(|from| from <= today)
}

/// An address that maps can find, and whether it is that of the place itself.
fn address(place: &Location, country: impl Fn(&String) -> String) -> Option<(String, bool)> {
    let Location {
        name,
        address_1,
        city,
        region,
        postal_code,
        country: code,
        address: exposure,
        ..
    } = place;
    let parts = [address_1, city, region, postal_code];
    let mut parts: Vec<String> = parts.into_iter().flatten().cloned().collect();
    let is_public = *exposure == Exposure::Public;
    if parts.is_empty() {
        // One line may say it all, the hall, the street, the town, or be words on how to find it.
        let line = name
            .as_ref()
            .filter(|name| is_public && name.contains(','))?;
        parts.push(line.clone());
    }
    parts.extend(code.as_ref().map(country));
    let is_exact = is_public && address_1.is_some();
    Some((parts.join(", "), is_exact))
}

/// A moment as this form has it.
fn utc(when: &When, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from_second(when.moment(zone)).unwrap_or_default();
    moment.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The fields of a meeting, without those that say nothing.
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.put(name, json!(text));
        }
    }

    fn lines<'a>(&mut self, name: &str, lines: impl Iterator<Item = &'a String>) {
        let lines: Vec<&str> = lines.map(String::as_str).collect();
        self.text(name, Some(&lines.join("\n")));
    }
}

/// The names by which programs know meetings again. The id of a group is that of its only meeting; of
/// several each has its day behind it.
struct Slugs(BTreeSet<String>);

impl Slugs {
    fn of(groups: &[Weekly<'_>]) -> Slugs {
        let single = groups.iter().filter(|group| group.days.len() == 1);
        Slugs(single.map(|group| group.listing.id.clone()).collect())
    }

    fn of_day(&mut self, group: &Weekly<'_>, day: Weekday) -> String {
        let id = &group.listing.id;
        if group.days.len() == 1 {
            return id.clone();
        }
        let mut number = 1;
        loop {
            let ending = match number {
                1 => format!("-{}", day.short().to_lowercase()),
                number => format!("-{}-{number}", day.short().to_lowercase()),
            };
            // Ids are of ASCII letters, digits and hyphens.
            let stem = id.get(..SLUG - ending.len()).unwrap_or(id);
            let slug = format!("{stem}{ending}");
            if self.0.insert(slug.clone()) {
                return slug;
            }
            number += 1;
        }
    }
}

//! Hours and schedules in words, for what is no template.

use super::voice::Voice;
use super::{openings_text, text, week_text};
use crate::base::lang::Lang;
use crate::content::listing::{Hours, HoursException, Opening, Schedule, Weekday};
use crate::facts::world::World;

/// Says when a listing is open, in a language.
pub struct Spoken<'a> {
    world: &'a World,
    voice: Voice<'a>,
}

impl<'a> Spoken<'a> {
    /// In the words of a site.
    pub fn new(world: &'a World, lang: &'a Lang) -> Spoken<'a> {
        let voice = Voice::new(world, lang);
        Spoken { world, voice }
    }

    /// One opening on some days of the week: `Monday to Friday, 9am to 5pm`.
    pub fn opening(&self, days: &[Weekday], opening: Opening) -> String {
        let days = self.voice.days_of_week(days);
        self.voice.capital(&self.on_days(&days, &[opening]))
    }

    /// Hours. None if nobody knows them.
    pub fn hours(&self, hours: &Hours) -> Option<String> {
        match hours {
            Hours::Unknown => None,
            Hours::Weekly(week) => Some(week_text(&self.voice, week)),
            other => Some(self.voice.word(&format!("hours.{}", other.state()))),
        }
    }

    /// Days with other hours: `25 December 2026, closed (Christmas)`.
    pub fn exception(&self, exception: &HoursException) -> String {
        let days = self.voice.dates(exception.from, exception.to);
        let text = self.on_days(&days, &exception.hours);
        match &exception.note {
            Some(note) => format!("{text} ({note})"),
            None => text,
        }
    }

    /// A schedule. None if it has no more than a note.
    pub fn schedule(&self, schedule: &Schedule) -> Option<String> {
        text(&self.voice, schedule, self.world.site.today)
    }

    fn on_days(&self, days: &str, openings: &[Opening]) -> String {
        let times = openings_text(&self.voice, openings);
        let args = [("days", days), ("times", &times)];
        self.voice.filled("times.on_days", &args)
    }
}

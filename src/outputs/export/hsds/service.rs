//! A helpline, a group or a service as the specification has it.

use super::Hsds;
use super::ids::first_id;
use super::organization::{email, website};
use super::record::{Record, decimal};
use crate::base::dates::{self, Style};
use crate::base::day::{Day, When};
use crate::base::lang::Lang;
use crate::content::listing::{
    Access, Areas, Channel, ChannelCost, ChannelKind, Cost, CostOption, Listing, OpenTo, Status,
};
use crate::facts::{self, Spoken};
use crate::model::EntryId;
use std::collections::BTreeMap;

impl Hsds<'_> {
    /// A service with all that belongs to it.
    pub(super) fn service(&self, id: EntryId) -> Option<Record> {
        let record = self.service_without_spots(id)?;
        Some(record.list("service_at_locations", self.spots(id)))
    }

    /// The same as it stands in one of its places, which can't hold themselves.
    pub(super) fn service_without_spots(&self, id: EntryId) -> Option<Record> {
        let entry = self.world.site.entry(id);
        let (listing, lang) = (entry.listing()?, &entry.lang);
        let name = first_id(listing).to_owned();
        let costs = listing.cost_options.iter().enumerate();
        let costs = costs.map(|(at, cost)| self.cost((&name, at), cost));
        let mut phones = self.phones((&name, lang), &listing.channels);
        let online = listing.online.as_ref();
        if let Some(phone) = online.and_then(|online| online.phone.as_ref()) {
            phones.extend(self.phones(
                (&format!("{name}/online"), lang),
                std::slice::from_ref(phone),
            ));
        }
        Some(
            self.listed_service(id)?
                .list("phones", phones)
                .list("schedules", self.schedules(listing, lang))
                .list("service_areas", self.areas((&name, lang), &listing.areas))
                .list("languages", self.languages(&name, &listing.languages))
                .list("cost_options", costs.collect())
                .list("contacts", self.contacts(&name, &listing.channels))
                .list("attributes", self.attributes(id, &name)),
        )
    }

    /// What lists say of a service: its own row, and who provides it.
    pub(super) fn listed_service(&self, id: EntryId) -> Option<Record> {
        Some(self.service_row(id)?.one("organization", self.provider(id)))
    }

    /// Its own row alone.
    pub(super) fn service_row(&self, id: EntryId) -> Option<Record> {
        let entry = self.world.site.entry(id);
        let (listing, lang) = (entry.listing()?, &entry.lang);
        let text = facts::body(self.world, id).prose();
        let summary = listing.summary.clone();
        let description = Some(text).filter(|text| !text.is_empty()).or(summary);
        let verified = listing.verified.as_ref();
        let updated = entry.front.updated.and_then(|when| self.moment(&when));
        let interpreted = self.words(
            lang,
            "access",
            (listing.accessibility.iter())
                .filter(|one| matches!(one, Access::Interpreter | Access::SignLanguage))
                .map(|one| one.as_str()),
        );
        let referral = listing.referral.iter().map(|one| one.as_str());
        let cost = listing.cost.filter(|cost| *cost != Cost::Unknown);
        let cost = cost.map(|cost| self.word(lang, &format!("cost.{}", cost.as_str())));
        Some(
            Record::new(self.ids.service(listing))
                .text("name", listing.name.clone())
                .maybe("alternate_name", listing.alternate_name.as_deref())
                .maybe("description", description)
                .maybe("url", website(&listing.channels))
                .maybe("email", email(&listing.channels))
                .text("status", status(listing.status))
                .maybe("interpretation_services", interpreted)
                .maybe(
                    "application_process",
                    self.words(lang, "referral", referral),
                )
                .maybe("fees_description", cost)
                .maybe("eligibility_description", self.eligibility(listing, lang))
                .maybe("minimum_age", listing.minimum_age)
                .maybe("maximum_age", listing.maximum_age)
                .maybe("assured_date", verified.map(|one| one.date.to_string()))
                .maybe("alert", self.alert(listing, lang))
                .maybe("last_modified", updated),
        )
    }

    /// Words of the site, in one line.
    fn words(
        &self,
        lang: &Lang,
        group: &str,
        words: impl Iterator<Item = &'static str>,
    ) -> Option<String> {
        let words = words.map(|word| self.word(lang, &format!("{group}.{word}")));
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| words.join("; "))
    }

    fn eligibility(&self, listing: &Listing, lang: &Lang) -> Option<String> {
        let open_to = listing.open_to.map(OpenTo::as_str).into_iter();
        let open_to = self.words(lang, "open_to", open_to);
        let own = listing.eligibility_description.clone();
        let said: Vec<String> = open_to.into_iter().chain(own).collect();
        (!said.is_empty()).then(|| said.join("\n"))
    }

    /// Why it is not there, and what holds for the time being, with the days.
    fn alert(&self, listing: &Listing, lang: &Lang) -> Option<String> {
        let today = self.world.site.today;
        let alert = listing.alert.as_ref();
        let alert = alert.filter(|alert| alert.until >= today).map(|alert| {
            let until = self.date(alert.until, lang);
            let days = match alert.from {
                Some(from) => self.filled(
                    lang,
                    "alert_days",
                    &[("from", &self.date(from, lang)), ("until", &until)],
                ),
                None => self.filled(lang, "alert_until", &[("until", &until)]),
            };
            format!("{} ({days})", alert.text)
        });
        let said: Vec<String> = listing.status_note.iter().cloned().chain(alert).collect();
        (!said.is_empty()).then(|| said.join("\n"))
    }

    fn date(&self, day: Day, lang: &Lang) -> String {
        dates::format(&When::on(day), Style::Long, &self.world.date_lang(lang))
    }

    fn filled(&self, lang: &Lang, key: &str, args: &[(&str, &str)]) -> String {
        let args = args.iter();
        let args: BTreeMap<String, String> = args
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        self.world.word(lang, key, None, &args)
    }

    /// A moment to the millisecond. None of a day without a time: no hour is made up for it.
    fn moment(&self, when: &When) -> Option<String> {
        when.time?;
        let seconds = when.moment(&self.world.site.config.timezone);
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        Some(moment.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string())
    }

    /// The numbers of a service or an organization.
    pub(super) fn phones(&self, (owner, lang): (&str, &Lang), channels: &[Channel]) -> Vec<Record> {
        let phone = |channel: &Channel| {
            let number = channel.number.as_ref()?;
            let kind = channel.kind.as_str();
            let extension = channel.extension.as_deref();
            let name = format!("{owner}/{kind}/{number}/{}", extension.unwrap_or_default());
            let extension = extension.and_then(|digits| digits.parse::<u64>().ok());
            let languages = self.languages(&format!("{owner}/{kind}/{number}"), &channel.languages);
            Some(
                Record::new(self.ids.id("phone", &name))
                    .text("number", number.dialled())
                    .maybe("extension", extension)
                    .maybe("type", phone_type(channel.kind))
                    .maybe("description", self.channel_note(lang, channel))
                    .list("languages", languages),
            )
        };
        channels.iter().filter_map(phone).collect()
    }

    /// What to know before using a channel. The specification has a field for its number only.
    pub(super) fn channel_note(&self, lang: &Lang, channel: &Channel) -> Option<String> {
        let has_type = channel.number.is_none() || phone_type(channel.kind).is_some();
        let kind = (!has_type).then(|| format!("channel.{}", channel.kind.as_str()));
        let keyword = channel.keyword.as_deref().map(|keyword| {
            let args = [("keyword", keyword), ("number", &channel.value)];
            self.filled(lang, "channel.keyword", &args)
        });
        let extension = channel.extension.as_deref();
        let extension = extension.filter(|digits| digits.parse::<u64>().is_err());
        let extension = extension
            .map(|digits| self.filled(lang, "channel.extension", &[("extension", digits)]));
        let hours = channel.hours.as_ref();
        let hours = hours.and_then(|hours| Spoken::new(self.world, lang).hours(hours));
        let cost = channel.cost.filter(|cost| *cost != ChannelCost::Unknown);
        let cost = cost.map(|cost| self.word(lang, &format!("channel.costs_{}", cost.as_str())));
        let said = [
            channel.label.clone(),
            kind.map(|key| self.word(lang, &key)),
            keyword,
            extension,
            hours,
            cost,
            channel.note.clone(),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    /// The addresses to write to beside the first.
    pub(super) fn contacts(&self, owner: &str, channels: &[Channel]) -> Vec<Record> {
        let emails = channels.iter().filter(|one| one.kind == ChannelKind::Email);
        let contact = |channel: &Channel| {
            let name = format!("{owner}/{}", channel.value);
            Record::new(self.ids.id("contact", &name))
                .maybe("name", channel.label.as_deref())
                .text("email", channel.value.clone())
        };
        emails.skip(1).map(contact).collect()
    }

    fn languages(&self, owner: &str, languages: &[Lang]) -> Vec<Record> {
        let language = |lang: &Lang| {
            let tag = Some(lang.as_str()).filter(|tag| *tag != lang.primary());
            Record::new(self.ids.id("language", &format!("{owner}/{lang}")))
                .text("name", lang.own_name())
                .text("code", lang.primary())
                .maybe("note", tag)
        };
        languages.iter().map(language).collect()
    }

    fn areas(&self, (owner, lang): (&str, &Lang), areas: &Areas) -> Vec<Record> {
        if *areas == Areas::Worldwide {
            let id = self.ids.id("service_area", &format!("{owner}/worldwide"));
            return vec![Record::new(id).text("name", self.word(lang, "worldwide"))];
        }
        let area = |path: &[String]| {
            let names = (1..=path.len()).map(|end| self.world.area_name(lang, &path[..end]));
            let names: Vec<String> = names.collect();
            let id = format!("{owner}/{}", path.join(" > "));
            // A country stands in nothing.
            let around = (names.len() > 1).then(|| names.join(" > "));
            Record::new(self.ids.id("service_area", &id))
                .text("name", self.world.area_name(lang, path))
                .maybe("description", around)
        };
        let places = areas.places().iter();
        places.map(|place| area(&place.parts)).collect()
    }

    fn cost(&self, (owner, at): (&str, usize), cost: &CostOption) -> Record {
        let amount = cost.amount.as_deref();
        let amount = amount.and_then(|amount| amount.parse::<f64>().ok());
        Record::new(self.ids.id("cost_option", &format!("{owner}/{at}")))
            .maybe("option", cost.option.as_deref())
            .maybe("currency", cost.currency.as_deref())
            .maybe("amount", amount.and_then(decimal))
            .maybe("amount_description", cost.note.as_deref())
    }
}

/// What the specification calls such a number. None: it has no word for it.
fn phone_type(kind: ChannelKind) -> Option<&'static str> {
    match kind {
        ChannelKind::Voice => Some("voice"),
        ChannelKind::Text => Some("text"),
        ChannelKind::Textphone => Some("textphone"),
        ChannelKind::Video => Some("video"),
        _ => None,
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::TemporarilyClosed => "temporarily closed",
        other => other.as_str(),
    }
}

//! A listing as a table has it: the fields that read back to the same listing. What readers may not know
//! was dropped when it was read, so it can't be here.

mod channels;

use super::Crisis;
use super::{Alert, Disclosure, Origin, Publish, Safety, Status};
use super::{
    Areas, CostOption, Exposure, Listing, Location, Online, OrganizationRef, Platform, Verified,
};
use serde_json::{Map, Value, json};

/// The value of a field. A table has it as text; JSON tells numbers and truth values apart.
pub type Column = (&'static str, Value);

impl Listing {
    /// Its fields by name, without those that say nothing.
    pub fn columns(&self) -> Vec<Column> {
        let mut out = Columns(Vec::new());
        self.what_it_is(&mut out);
        self.how_to_reach(&mut out);
        self.when_and_what(&mut out);
        self.care(&mut out);
        out.0
    }

    fn what_it_is(&self, out: &mut Columns) {
        out.text("id", Some(&self.id));
        out.text("kind", Some(self.kind.as_str()));
        out.text("name", Some(&self.name));
        out.text("alternate_name", self.alternate_name.as_deref());
        out.text("summary", self.summary.as_deref());
        match &self.organization {
            None => {}
            Some(OrganizationRef::Known { id, span: _ }) => out.text("organization", Some(id)),
            Some(OrganizationRef::Named { name, url }) => {
                out.text("organization_name", Some(name));
                out.text("organization_url", url.as_deref());
            }
        }
        if self.status != Status::Active {
            out.text("status", Some(self.status.as_str()));
        }
        out.text("status_note", self.status_note.as_deref());
        let replaced_by = self.replaced_by.as_ref().map(|(id, _)| id.as_str());
        out.text("replaced_by", replaced_by);
        out.list("audience", self.audience.iter().map(String::as_str));
        out.text(
            "eligibility_description",
            self.eligibility_description.as_deref(),
        );
        out.number("minimum_age", self.minimum_age.map(i64::from));
        out.number("maximum_age", self.maximum_age.map(i64::from));
        out.text("open_to", self.open_to.map(|word| word.as_str()));
        match &self.areas {
            Areas::Unknown => {}
            Areas::Worldwide => out.text("areas", Some("worldwide")),
            Areas::Places(places) => {
                let places: Vec<String> = places.iter().map(ToString::to_string).collect();
                out.list("areas", places.iter().map(String::as_str));
            }
        }
        out.list("languages", self.languages.iter().map(|lang| lang.as_str()));
    }

    fn how_to_reach(&self, out: &mut Columns) {
        channels::put(&self.channels, out);
        out.text("attendance", self.attendance.map(|word| word.as_str()));
        if let Some(place) = &self.location {
            location(place, out);
        }
        if let Some(Online {
            url,
            phone,
            access_notes,
            publish,
        }) = &self.online
        {
            out.text("online_url", url.as_deref());
            if let Some(phone) = phone {
                out.put("online_phone", channels::number(phone));
            }
            out.text("online_access_notes", access_notes.as_deref());
            if *publish != Disclosure::Public {
                out.text("online_publish", Some(publish.as_str()));
            }
        }
    }

    fn when_and_what(&self, out: &mut Columns) {
        let hours = self.hours.as_ref().map(ToString::to_string);
        out.text("hours", hours.as_deref());
        out.text("hours_note", self.hours_note.as_deref());
        let exceptions: Vec<String> = self
            .hours_exceptions
            .iter()
            .map(ToString::to_string)
            .collect();
        out.text("hours_exceptions", Some(exceptions.join("; ").as_str()));
        if let Some(schedule) = &self.schedule {
            for (name, text) in schedule.columns() {
                match (name, text.parse()) {
                    ("count", Ok(number)) => out.number(name, Some(number)),
                    _ => out.text(name, Some(&text)),
                }
            }
        }
        out.text("timezone", self.timezone.as_ref().map(|zone| zone.as_str()));
        out.text("cost", self.cost.map(|word| word.as_str()));
        out.maps("cost_options", self.cost_options.iter().map(cost_option));
        out.list("referral", self.referral.iter().map(|word| word.as_str()));
        out.list(
            "accessibility",
            self.accessibility.iter().map(|word| word.as_str()),
        );
        out.text("what_to_expect", self.what_to_expect.as_deref());
        out.text("format", self.format.map(|word| word.as_str()));
        out.text("event_status", self.event_status.map(|word| word.as_str()));
        out.text("provider", self.provider.as_deref());
        out.flag("self_paced", self.self_paced.then_some(true));
        out.text("platform", self.platform.as_deref());
        out.text("moderation", self.moderation.map(|word| word.as_str()));
        out.maps("platforms", self.platforms.iter().map(platform));
        out.text("publisher", self.publisher.as_deref());
        out.list("authors", self.authors.iter().map(String::as_str));
        out.number("year", self.year);
        out.text("isbn", self.isbn.as_deref());
    }

    fn care(&self, out: &mut Columns) {
        if self.crisis != Crisis::None {
            out.text("crisis", Some(self.crisis.as_str()));
        }
        if let Some(safety) = &self.safety {
            let Safety {
                answered_by,
                confidential,
                anonymous,
                emergency_policy,
                shows_on_bill,
            } = safety;
            out.text("safety_answered_by", answered_by.as_deref());
            out.flag("safety_confidential", *confidential);
            out.flag("safety_anonymous", *anonymous);
            out.text("safety_emergency_policy", emergency_policy.as_deref());
            out.flag("safety_shows_on_bill", *shows_on_bill);
        }
        if let Some(Alert {
            text,
            from,
            until,
            span: _,
        }) = &self.alert
        {
            out.text("alert_text", Some(text));
            out.day("alert_from", *from);
            out.day("alert_until", Some(*until));
        }
        if let Some(Verified {
            date,
            by,
            method,
            source,
            span: _,
            places: _,
        }) = &self.verified
        {
            out.day("verified", Some(*date));
            out.text("verified_by", by.as_deref());
            out.text("verified_method", method.map(|word| word.as_str()));
            out.text("verified_source", source.as_deref());
        }
        let every = self.review_every.map(|every| every.to_string());
        out.text("review_every", every.as_deref());
        out.day("valid_from", self.valid_from);
        out.day("valid_to", self.valid_to);
        if let Some(Origin {
            name,
            url,
            license,
            retrieved,
        }) = &self.source
        {
            out.text("source_name", name.as_deref());
            out.text("source_url", url.as_deref());
            out.text("source_license", license.as_deref());
            out.day("source_retrieved", *retrieved);
        }
        if self.publish != Publish::Public {
            out.text("publish", Some(self.publish.as_str()));
        }
        out.list(
            "hide_from",
            self.hide_from.iter().map(|outlet| outlet.as_str()),
        );
    }
}

/// Columns in the order in which people look for them.
struct Columns(Vec<Column>);

impl Columns {
    fn put(&mut self, name: &'static str, value: Value) {
        self.0.push((name, value));
    }

    fn text(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.put(name, json!(text));
        }
    }

    fn number(&mut self, name: &'static str, number: Option<i64>) {
        if let Some(number) = number {
            self.put(name, json!(number));
        }
    }

    fn degrees(&mut self, name: &'static str, degrees: Option<f64>) {
        if let Some(degrees) = degrees {
            self.put(name, json!(degrees));
        }
    }

    fn flag(&mut self, name: &'static str, flag: Option<bool>) {
        if let Some(flag) = flag {
            self.put(name, json!(flag));
        }
    }

    fn day(&mut self, name: &'static str, day: Option<crate::base::day::Day>) {
        self.text(name, day.map(|day| day.to_string()).as_deref());
    }

    /// Words with `;` between; as a list, if one of them has a `;` of its own.
    fn list<'a>(&mut self, name: &'static str, items: impl Iterator<Item = &'a str>) {
        let items: Vec<&str> = items.collect();
        if items.iter().any(|item| item.contains(';')) {
            self.put(name, json!(items));
        } else {
            self.text(name, Some(&items.join("; ")));
        }
    }

    fn maps(&mut self, name: &'static str, items: impl Iterator<Item = Value>) {
        let items: Vec<Value> = items.collect();
        if !items.is_empty() {
            self.put(name, Value::Array(items));
        }
    }
}

/// A map without what says nothing.
fn map(parts: &[(&str, Option<&str>)]) -> Value {
    let there = parts
        .iter()
        .filter_map(|(name, text)| Some((*name, (*text)?)));
    let map: Map<String, Value> = there
        .map(|(name, text)| (name.to_owned(), json!(text)))
        .collect();
    Value::Object(map)
}

fn cost_option(option: &CostOption) -> Value {
    let CostOption {
        option,
        amount,
        currency,
        note,
    } = option;
    map(&[
        ("option", option.as_deref()),
        ("amount", amount.as_deref()),
        ("currency", currency.as_deref()),
        ("note", note.as_deref()),
    ])
}

fn platform(platform: &Platform) -> Value {
    let Platform { platform, url } = platform;
    map(&[("platform", Some(platform)), ("url", url.as_deref())])
}

fn location(place: &Location, out: &mut Columns) {
    let Location {
        name,
        address_1,
        address_2,
        city,
        region,
        postal_code,
        country,
        latitude,
        longitude,
        notes,
        transportation,
        address,
    } = place;
    out.text("location_name", name.as_deref());
    out.text("address_1", address_1.as_deref());
    out.text("address_2", address_2.as_deref());
    out.text("city", city.as_deref());
    out.text("region", region.as_deref());
    out.text("postal_code", postal_code.as_deref());
    out.text("country", country.as_deref());
    out.degrees("latitude", *latitude);
    out.degrees("longitude", *longitude);
    out.text("location_notes", notes.as_deref());
    out.text("transportation", transportation.as_deref());
    if *address != Exposure::Public {
        out.text("address_exposure", Some(address.as_str()));
    }
}

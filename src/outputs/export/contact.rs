//! vCard: how to reach a listing, for the contacts of a phone. As RFC 6350 has it (4.0), and in the form
//! of 1998 (3.0), which is the only one that many phones read.
//!
//! A number is written as text in both: read as a `tel:` address, it is shown with these letters by some
//! programs, and others dial the digits that the letters stand for on a keypad.

use super::content_line::{ContentLine, ContentLines};
use super::said::Said;
use crate::base::paths::UrlPath;
use crate::content::listing::{Channel, ChannelKind, Exposure, Listing, Location};
use crate::facts::{self, World};
use crate::model::{EntryId, TOPICS};

/// Which form of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 4.0.
    New,
    /// 3.0.
    Old,
}

/// The contact of a listing.
pub(super) fn write(world: &World, id: EntryId, form: Form) -> Option<Vec<u8>> {
    facts::record(world, id);
    let listing = world.site.entry(id).listing()?;
    let said = Said::of(world, id);
    let mut card = Card {
        lines: ContentLines::default(),
        form,
        said: &said,
        groups: 0,
    };
    card.head(listing, file(world, id, form));
    listing
        .channels
        .iter()
        .for_each(|channel| card.channel(channel));
    card.page();
    if let Some(place) = &listing.location {
        card.place(place);
    }
    card.about(world, listing);
    card.lines.word("END", "VCARD");
    Some(card.lines.into_bytes())
}

fn file(world: &World, id: EntryId, form: Form) -> Option<UrlPath> {
    match form {
        Form::New => facts::contact_url(world, id),
        Form::Old => facts::old_contact_url(world, id),
    }
}

struct Card<'a> {
    lines: ContentLines,
    form: Form,
    said: &'a Said<'a>,
    groups: usize,
}

impl Card<'_> {
    fn head(&mut self, listing: &Listing, file: Option<UrlPath>) {
        let said = self.said;
        let lines = &mut self.lines;
        lines.word("BEGIN", "VCARD");
        match self.form {
            Form::New => {
                lines.word("VERSION", "4.0");
                lines.word("KIND", "org");
                lines
                    .line("UID")
                    .with("VALUE", "text")
                    .text(&said.uid(None));
            }
            Form::Old => {
                lines.word("VERSION", "3.0");
                lines.text("UID", &said.uid(None));
                lines.word("N", ";;;;");
            }
        }
        lines.word("PRODID", "-//Waypost//Waypost//EN");
        if let Some(file) = file {
            let address = said.world.absolute(&said.world.href(&file));
            lines.word("SOURCE", &address);
        }
        let edition = Said::edition(said.world, said.id).unwrap_or_default();
        let rev = edition.moment.strftime("%Y%m%dT%H%M%SZ").to_string();
        lines.word("REV", &rev);
        lines.text("FN", &listing.name);
        // Whoever runs it stands in the note: phones show the organization in place of the name.
        lines.line("ORG").texts(';', [listing.name.as_str()]);
        lines.word("X-ABSHOWAS", "COMPANY");
        if let Some(other) = &listing.alternate_name {
            lines.line("NICKNAME").texts(',', [other.as_str()]);
        }
    }

    fn channel(&mut self, channel: &Channel) {
        let Some(href) = &channel.href else { return };
        if let Some(address) = href.strip_prefix("mailto:") {
            let address = address.split('?').next().unwrap_or(address);
            self.labelled("EMAIL", channel, |line| line.text(address));
            return;
        }
        let is_dialled = href.starts_with("tel:") || href.starts_with("sms:");
        match &channel.number {
            Some(number) if is_dialled => {
                let extension = channel.extension.iter();
                let digits = extension.flat_map(|text| text.chars());
                let digits: String = digits.filter(char::is_ascii_digit).collect();
                let dialled = match digits.is_empty() {
                    true => number.dialled().to_owned(),
                    // A pause, and then the extension.
                    false => format!("{},{digits}", number.dialled()),
                };
                let kind = tel_type(channel.kind, self.form);
                self.labelled("TEL", channel, |line| {
                    line.with_some("TYPE", kind).text(&dialled)
                });
            }
            _ => self.labelled("URL", channel, |line| line.word(href)),
        }
    }

    /// A line with a label beside it, which phones show in place of "other".
    fn labelled(&mut self, name: &str, channel: &Channel, write: impl FnOnce(ContentLine<'_>)) {
        let word = self
            .said
            .word(&format!("channel.{}", channel.kind.as_str()), &[]);
        let label = match (word, &channel.label) {
            (_, Some(label)) if channel.kind == ChannelKind::Voice => Some(label.clone()),
            (Some(word), Some(label)) => Some(format!("{word}: {label}")),
            (word, label) => word.or_else(|| label.clone()),
        };
        self.groups += 1;
        let group = format!("item{}", self.groups);
        write(self.lines.line(&format!("{group}.{name}")));
        if let Some(label) = label {
            self.lines.text(&format!("{group}.X-ABLABEL"), &label);
        }
    }

    /// The page on the site.
    fn page(&mut self) {
        let said = self.said;
        self.groups += 1;
        let group = format!("item{}", self.groups);
        self.lines.word(&format!("{group}.URL"), &said.address());
        let title = &said.world.site.config.language(said.lang).title;
        self.lines.text(&format!("{group}.X-ABLABEL"), title);
    }

    /// The address, if all may know it.
    fn place(&mut self, place: &Location) {
        if place.address != Exposure::Public {
            return;
        }
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let street = [&place.name, &place.address_1, &place.address_2];
        let street: Vec<&str> = street
            .into_iter()
            .filter_map(|line| line.as_deref())
            .collect();
        let parts = [
            String::new(),
            String::new(),
            street.join(", "),
            part(&place.city),
            part(&place.region),
            part(&place.postal_code),
            part(&place.country),
        ];
        if parts.iter().any(|part| !part.is_empty()) {
            let line = self.lines.line("ADR").with("TYPE", "work");
            line.texts(';', parts.iter().map(String::as_str));
        }
        if let Some((north, east)) = place.latitude.zip(place.longitude) {
            let place = match self.form {
                Form::New => format!("geo:{north},{east}"),
                Form::Old => format!("{north};{east}"),
            };
            self.lines.word("GEO", &place);
        }
    }

    fn about(&mut self, world: &World, listing: &Listing) {
        let said = self.said;
        if self.form == Form::New {
            for lang in &listing.languages {
                self.lines.word("LANG", lang.as_str());
            }
        }
        let topics = said.terms(TOPICS);
        if !topics.is_empty() {
            let topics = topics.iter().map(String::as_str);
            self.lines.line("CATEGORIES").texts(',', topics);
        }
        let note = note(said, world, listing);
        let line = self.lines.line("NOTE");
        match self.form {
            Form::New => line.with("LANGUAGE", said.lang.as_str()).text(&note),
            Form::Old => line.text(&note),
        }
    }
}

/// What kind of number it is. The old form has no word for numbers that take texts or typed calls: only
/// the label says so.
fn tel_type(kind: ChannelKind, form: Form) -> Option<&'static str> {
    match (kind, form) {
        (ChannelKind::Voice | ChannelKind::Relay, _) => Some("voice"),
        (ChannelKind::Video, _) => Some("video"),
        (ChannelKind::Text, Form::New) => Some("text"),
        (ChannelKind::Textphone, Form::New) => Some("textphone"),
        _ => None,
    }
}

/// What a number alone does not say: when somebody answers, what to send, who it is, how old this is.
fn note(said: &Said<'_>, world: &World, listing: &Listing) -> String {
    let hours = listing.hours.as_ref();
    let mut parts = vec![
        said.alert(listing),
        listing.status_note.clone(),
        said.summary(),
        hours.map(|hours| facts::hours_in_words(world, said.lang, hours)),
        listing.hours_note.clone(),
    ];
    for channel in &listing.channels {
        let keyword = channel.keyword.as_ref();
        parts.push(keyword.and_then(|keyword| {
            let args = [
                ("keyword", keyword.as_str()),
                ("number", channel.value.as_str()),
            ];
            said.word("channel.keyword", &args)
        }));
        let hours = channel.hours.as_ref();
        let hours = hours.map(|hours| facts::hours_in_words(world, said.lang, hours));
        let own = [hours, channel.note.clone()];
        let own: Vec<String> = own.into_iter().flatten().collect();
        if !own.is_empty() {
            parts.push(Some(format!("{}: {}", channel.value, own.join(". "))));
        }
    }
    parts.push(facts::run_by(world, said.lang, listing));
    parts.push(said.checked(listing));
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("\n\n")
}

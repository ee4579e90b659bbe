//! What a translation takes over from its original: a fact is written once.

use super::text::{fill, fill_list};
use super::{Areas, ChannelKind, Listing, Location, schedule};

impl Listing {
    /// Takes over what this translation leaves out from the original: a number is written once.
    pub fn inherit(&mut self, original: &Listing) {
        self.inherit_words(original);
        self.inherit_facts(original);
    }

    /// What people read, which a translation may say in its own words.
    fn inherit_words(&mut self, original: &Listing) {
        let texts = [
            (&mut self.alternate_name, &original.alternate_name),
            (&mut self.status_note, &original.status_note),
            (
                &mut self.eligibility_description,
                &original.eligibility_description,
            ),
            (&mut self.hours_note, &original.hours_note),
            (&mut self.what_to_expect, &original.what_to_expect),
            (&mut self.provider, &original.provider),
            (&mut self.platform, &original.platform),
            (&mut self.publisher, &original.publisher),
        ];
        for (own, other) in texts {
            fill(own, other);
        }
    }

    /// What is so in any language.
    fn inherit_facts(&mut self, original: &Listing) {
        // Whoever adds a field says here what becomes of it.
        let Listing {
            id,
            former_ids,
            kind,
            name: _,
            alternate_name: _,
            summary: _,
            organization,
            status,
            status_note: _,
            replaced_by,
            audience,
            eligibility_description: _,
            minimum_age,
            maximum_age,
            open_to,
            areas,
            languages,
            channels,
            attendance,
            location,
            online,
            hours,
            hours_note: _,
            hours_exceptions,
            schedule,
            timezone,
            cost,
            cost_options,
            referral,
            accessibility,
            safety,
            what_to_expect: _,
            format,
            event_status,
            provider: _,
            self_paced,
            platform: _,
            moderation,
            platforms,
            publisher: _,
            authors,
            year,
            isbn,
            crisis,
            alert,
            verified,
            review_every,
            valid_from,
            valid_to,
            source,
            publish,
            hide_from,
            span: _,
        } = self;
        id.clone_from(&original.id);
        former_ids.clone_from(&original.former_ids);
        *kind = original.kind;
        *crisis = original.crisis;
        *status = original.status;
        *self_paced = original.self_paced;
        // A translation of its own that is not finished stays unfinished.
        *publish = original.publish.max(*publish);
        for outlet in &original.hide_from {
            if !hide_from.contains(outlet) {
                hide_from.push(*outlet);
            }
        }
        fill(organization, &original.organization);
        fill(replaced_by, &original.replaced_by);
        fill(minimum_age, &original.minimum_age);
        fill(maximum_age, &original.maximum_age);
        fill(open_to, &original.open_to);
        fill(attendance, &original.attendance);
        fill(hours, &original.hours);
        fill_list(hours_exceptions, &original.hours_exceptions);
        fill(timezone, &original.timezone);
        schedule::inherit(schedule, original.schedule.as_ref());
        Location::take_over(location, &original.location);
        match (online, &original.online) {
            (Some(own), Some(original)) => own.inherit(original),
            (own, original) => fill(own, original),
        }
        match (safety, &original.safety) {
            (Some(own), Some(original)) => own.inherit(original),
            (own, original) => fill(own, original),
        }
        match (source, &original.source) {
            (Some(own), Some(original)) => own.inherit(original),
            (own, original) => fill(own, original),
        }
        if *areas == Areas::Unknown {
            *areas = original.areas.taken_over();
        }
        fill_list(audience, &original.audience);
        fill_list(languages, &original.languages);
        // A number of its own takes the place of the original's numbers, and not of its links.
        let own: Vec<ChannelKind> = channels.iter().map(|channel| channel.kind).collect();
        let others = original.channels.iter();
        channels.extend(
            others
                .filter(|channel| !own.contains(&channel.kind))
                .cloned(),
        );
        fill_list(cost_options, &original.cost_options);
        fill_list(referral, &original.referral);
        fill_list(accessibility, &original.accessibility);
        fill_list(platforms, &original.platforms);
        fill_list(authors, &original.authors);
        fill(cost, &original.cost);
        fill(format, &original.format);
        fill(event_status, &original.event_status);
        fill(moderation, &original.moderation);
        fill(year, &original.year);
        fill(isbn, &original.isbn);
        fill(alert, &original.alert);
        // Whoever checks a listing checks its facts, and these stand in the original.
        if original.verified.is_some() {
            verified.clone_from(&original.verified);
        }
        fill(review_every, &original.review_every);
        fill(valid_from, &original.valid_from);
        fill(valid_to, &original.valid_to);
    }
}

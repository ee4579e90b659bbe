//! What a listing of each kind must say before it may be published. Drafts and translations are not
//! asked.

use super::{Areas, Attendance, Context, Crisis, Kind, Listing};
use crate::base::diag::Diagnostic;
use crate::base::node::Fields;
use std::ops::Range;

/// Of a listing without a kind.
pub(super) const NO_KIND: &str = KIND.code;
/// Of a listing without a name.
pub(super) const NO_NAME: &str = NAME.code;
/// Of a listing without areas.
pub(super) const NO_AREAS: &str = AREAS.code;
/// Of a listing that nobody checked.
pub(super) const UNVERIFIED: &str = VERIFIED.code;
/// Of a number that can't be read without a country: a table says it once.
pub(super) const NO_COUNTRY: &str = COUNTRY.code;

/// Something that listings must say. Where many of a table leave it out, the table is told once.
pub(super) struct Need {
    /// The code of the fault.
    pub code: &'static str,
    /// What the listing doesn't do: `doesn't say where it helps`.
    pub one: &'static str,
    /// What several don't do: `don't say where they help`.
    pub many: &'static str,
    /// The line to add.
    pub help: &'static str,
    /// Fields of which one is enough.
    pub fields: &'static [&'static str],
}

macro_rules! needs {
    ($($name:ident: $code:literal, $fields:expr, $one:literal, $many:literal, $help:literal;)+) => {
        $(pub(super) const $name: Need = Need {
            code: concat!("listing/", $code),
            one: $one,
            many: $many,
            help: $help,
            fields: &$fields,
        };)+
        /// All of them.
        pub(super) const NEEDS: &[&Need] = &[$(&$name),+];
    };
}

needs! {
    KIND: "no-kind", ["kind"], "doesn't say what it is", "don't say what they are",
        "add a column `kind`";
    NAME: "no-name", ["name"], "has no name", "have no name",
        "add `name`, as people know it";
    TOPICS: "no-topics", ["topics"], "doesn't say what it is about", "don't say what they are about",
        "add topics: [loneliness], in words that your other listings use";
    VERIFIED: "unverified", ["verified"],
        "doesn't say when somebody last checked it", "don't say when they were last checked",
        "check it, and add verified: {date: YYYY-MM-DD, by: your name, method: phone}; \
         in a table, the columns verified, verified_by and verified_method";
    COUNTRY: "no-country", ["areas"],
        "doesn't say in which country it is dialled", "don't say in which country their numbers are dialled",
        "set it for the whole site, country = \"GB\" in waypost.toml, or begin each number with + and \
         its country's code";
    AREAS: "no-areas", ["areas"], "doesn't say where it helps", "don't say where they help",
        "add areas: [GB > Greater Manchester > Rochdale], only a country, or worldwide";
    CHANNEL: "no-channel", ["phone", "text", "chat", "whatsapp", "email", "channels"],
        "gives no way to talk to somebody", "give no way to talk to somebody",
        "add phone: 116 123, text, chat, whatsapp, email or channels";
    HOURS: "no-hours", ["hours"],
        "doesn't say when somebody answers", "don't say when somebody answers",
        "add hours: {mon-fri: \"09:00-17:00\"}, 24/7, by-appointment, or unknown";
    LANGUAGES: "no-languages", ["languages"],
        "doesn't say which languages are spoken", "don't say which languages are spoken",
        "add languages: [en], also for sign languages: [en, bfi]";
    COST: "no-cost", ["cost"], "doesn't say what it costs", "don't say what they cost",
        "add cost: free, donation, sliding-scale, paid, or unknown";
    SCHEDULE: "no-schedule", ["schedule", "every", "rrule", "start", "hours"],
        "doesn't say when it meets", "don't say when they meet",
        "add every: Tuesday and time: \"19:00\", or hours: by-appointment";
    WHEN: "no-schedule", ["schedule", "every", "rrule", "start"],
        "doesn't say when it is", "don't say when they are",
        "add start: 2026-03-01 and time: \"19:00\", or every: Tuesday";
    LESSONS: "no-schedule", ["schedule", "every", "rrule", "start", "self_paced"],
        "doesn't say when it is", "don't say when they are",
        "add start: 2026-03-01 and time: \"19:00\", or self_paced: true";
    ATTENDANCE: "no-attendance", ["attendance"],
        "doesn't say whether people meet in a room", "don't say whether people meet in a room",
        "add attendance: in-person, online, hybrid or phone";
    PLACE: "no-place", ["location", "online"],
        "doesn't say where people meet", "don't say where people meet",
        "add location: {name: Union Street Hall, city: Anytown} or online: {url: https://…}; \
         what must not be public is marked: location: {address: on-request}";
    OPEN_TO: "no-open-to", ["open_to"], "doesn't say who may come", "don't say who may come",
        "add open_to: everyone, people-affected, family-and-friends, or invited";
    ORGANIZATION: "no-organization", ["organization"],
        "doesn't say who runs it", "don't say who runs them",
        "add organization: Harbour House, or the id of one in content/organizations/";
    REFERRAL: "no-referral", ["referral"],
        "doesn't say how people get there", "don't say how people get there",
        "add referral: [self], professional, gp, invitation, or none-needed";
    FORMAT: "no-format", ["format"],
        "doesn't say what kind of event it is", "don't say what kind of event they are",
        "add format: workshop, webinar, social, conference, open-day, or other";
    EVENT_STATUS: "no-event-status", ["event_status"],
        "doesn't say whether it takes place", "don't say whether they take place",
        "add event_status: scheduled, cancelled, postponed, rescheduled, or moved-online";
    PROVIDER: "no-provider", ["provider", "organization"],
        "doesn't say who teaches it", "don't say who teaches them",
        "add provider: Harbour House";
    ADDRESS: "no-url", ["url"], "doesn't say where it can be found", "don't say where they can be found",
        "add url: https://…";
    PLATFORM: "no-platform", ["platform"], "doesn't say what it runs on", "don't say what they run on",
        "add platform: forum";
    MODERATION: "no-moderation", ["moderation"],
        "doesn't say who reads what people write", "don't say who reads what people write",
        "add moderation: pre (before it appears), post (soon after), reactive (when it is reported), or none";
    MINIMUM_AGE: "no-minimum-age", ["minimum_age"],
        "doesn't say from which age on people may join", "don't say from which age on people may join",
        "add minimum_age: 16, or 0 for any age";
    APP: "no-url", ["platforms", "url"],
        "doesn't say where it can be had", "don't say where they can be had",
        "add platforms: {Android: https://…, iOS: https://…}, or url: https://…";
    PUBLISHER: "no-publisher", ["publisher"], "doesn't say who makes it", "don't say who makes them",
        "add publisher: Harbour House";
    AUTHORS: "no-authors", ["authors"], "doesn't say who wrote it", "don't say who wrote them",
        "add authors: [Ros Ashdown]";
    YEAR: "no-year", ["year"],
        "doesn't say in which year it came out", "don't say in which year they came out",
        "add year: 2019";
    BOOK: "no-isbn", ["isbn", "url"], "can't be found in a shop or a library", "can't be found in a shop or a library",
        "add isbn: 978-…, which stands on its back, or url: https://…";
}

/// What listings of a kind must say beside their kind and name.
fn needs_of(kind: Kind) -> &'static [&'static Need] {
    match kind {
        Kind::Helpline => &[&CHANNEL, &HOURS, &AREAS, &LANGUAGES, &COST],
        Kind::Group => &[&SCHEDULE, &ATTENDANCE, &PLACE, &OPEN_TO],
        Kind::Service => &[&ORGANIZATION, &AREAS, &REFERRAL, &HOURS],
        Kind::Event => &[&FORMAT, &WHEN, &ATTENDANCE, &EVENT_STATUS],
        Kind::Training => &[&PROVIDER, &LESSONS, &COST],
        Kind::OnlineCommunity => &[&ADDRESS, &PLATFORM, &MODERATION, &MINIMUM_AGE],
        Kind::App => &[&APP, &PUBLISHER, &COST],
        Kind::Book => &[&AUTHORS, &YEAR, &BOOK],
    }
}

/// Reports what is missing.
pub(super) fn check(
    fields: &mut Fields<'_, '_>,
    listing: &Listing,
    context: &Context<'_>,
    typed_channel: bool,
) {
    let start = listing.span.start..listing.span.start;
    let at = fields
        .node("kind")
        .map_or(start.clone(), |node| node.span.clone());
    let kind = listing.kind;
    if context.topics {
        ask(fields, listing, &TOPICS, &start);
    }
    let by_phone = listing.attendance == Some(Attendance::Phone)
        && listing
            .channels
            .iter()
            .any(|channel| channel.number.is_some());
    for need in needs_of(kind) {
        if by_phone && need.code == PLACE.code {
            continue;
        }
        ask(fields, listing, need, &at);
    }
    let in_room = matches!(
        listing.attendance,
        Some(Attendance::InPerson | Attendance::Hybrid)
    );
    if in_room && kind != Kind::Service && kind != Kind::Helpline && listing.areas == Areas::Unknown
    {
        ask(fields, listing, &AREAS, &at);
    }
    // A service needs a contact; a group or an event can be walked into.
    let place = fields.node("location").or(fields.node("online")).is_some();
    let findable = typed_channel
        || fields.node("isbn").is_some()
        || fields.node("platforms").is_some()
        || (place && kind != Kind::Service);
    if !findable {
        let fault = Diagnostic::error(
            "listing/no-contact",
            format!(
                "nobody can reach {}: there is no way given to do it",
                listing.name
            ),
        );
        let help = "add at least one of phone, text, chat, whatsapp, email or url; where people meet, a location is enough";
        fields.report(fault.help(help), &start);
    }
    if listing.crisis != Crisis::None {
        check_crisis(fields, listing, typed_channel);
    } else if kind.needs_verifying() {
        ask(fields, listing, &VERIFIED, &start);
    }
}

/// A field that was filled in wrongly was told of: it does not count as missing.
fn ask(fields: &mut Fields<'_, '_>, listing: &Listing, need: &Need, at: &Range<usize>) {
    let mut said = false;
    for field in need.fields {
        said |= fields.node(*field).is_some();
    }
    if !said {
        let message = format!("{} {}", listing.name, need.one);
        let fault = Diagnostic::error(need.code, message).help(need.help);
        fields.report(fault, at);
    }
}

/// What is shown to readers in a crisis must be reachable, and somebody must have made sure of it.
fn check_crisis(fields: &mut Fields<'_, '_>, listing: &Listing, typed_channel: bool) {
    let name = &listing.name;
    let at = listing.span.start..listing.span.start;
    let fault =
        |message: String, help: &str| Diagnostic::error("listing/crisis", message).help(help);
    if !typed_channel {
        let message = format!("{name} is for readers in a crisis, but has no number or link");
        let help = "add phone, text, chat, whatsapp or url, or take `crisis` away";
        fields.report(fault(message, help), &at);
    }
    if fields.node("verified").is_none() {
        let message = format!("{name} is for readers in a crisis, but nobody has checked it");
        fields.report(fault(message, VERIFIED.help), &at);
    }
}

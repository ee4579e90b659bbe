//! Where a listing is: `location`, as a map of parts or as the name of the place. What readers may not
//! know is dropped here, while it is read, so that nothing that comes later can show it.

use super::Exposure;
use super::text::{fill, text};
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, Node, NodeValue, ScalarKind, word};
use serde::{Deserialize, Serialize};

/// A place, as far as readers may know of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// What people call it.
    pub name: Option<String>,
    /// The first line of the street's address.
    pub address_1: Option<String>,
    /// The second one.
    pub address_2: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The county, state or province.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// Degrees north of the equator.
    pub latitude: Option<f64>,
    /// Degrees east of Greenwich.
    pub longitude: Option<f64>,
    /// How to find the way in.
    pub notes: Option<String>,
    /// How to come.
    pub transportation: Option<String>,
    /// How much of it readers may know. What they may not is not here.
    pub address: Exposure,
}

/// The parts of a place, as files and tables call them.
pub(super) const PARTS: [&str; 11] = [
    "name",
    "address_1",
    "address_2",
    "city",
    "region",
    "postal_code",
    "country",
    "latitude",
    "longitude",
    "notes",
    "transportation",
];

/// Reads `location`. A bare text is the place's name.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Location> {
    let node = fields.node("location")?;
    if matches!(
        node.value,
        NodeValue::Scalar(_, ScalarKind::Text | ScalarKind::Plain)
    ) {
        if let Some(exposure) = said_exposure(node) {
            return Some(Location::unsaid(exposure));
        }
        return Some(Location {
            name: text(fields, "location"),
            ..Location::unsaid(Exposure::Public)
        });
    }
    let path = fields.path();
    let mut own = Fields::of(node, "`location`", path, fields.sink());
    let exposure = misplaced(&mut own).unwrap_or_else(|| exposure(&mut own));
    if exposure == Exposure::Withheld {
        // Not even looked at, so that no message can quote them.
        own.others(|key| PARTS.contains(&key));
        own.finish();
        return Some(Location::unsaid(exposure));
    }
    let (latitude, longitude) = (
        degrees(&mut own, "latitude", 90.0),
        degrees(&mut own, "longitude", 180.0),
    );
    if latitude.is_some() != longitude.is_some() {
        let fault = Diagnostic::error(
            "listing/location",
            "a place on the map needs both `latitude` and `longitude`",
        );
        own.report(
            fault.help("add the other one, or take this one away"),
            &node.span,
        );
    }
    let whole = Location {
        name: text(&mut own, "name"),
        address_1: text(&mut own, "address_1"),
        address_2: text(&mut own, "address_2"),
        city: text(&mut own, "city"),
        region: text(&mut own, "region"),
        postal_code: text(&mut own, "postal_code"),
        country: country(&mut own),
        latitude,
        longitude,
        notes: text(&mut own, "notes"),
        transportation: text(&mut own, "transportation"),
        address: exposure,
    };
    own.finish();
    Some(whole.shown())
}

/// `location: withheld`.
fn said_exposure(node: &Node) -> Option<Exposure> {
    let said = word(node.scalar()?);
    Exposure::parse(&said).filter(|exposure| *exposure != Exposure::Public)
}

/// A word for how much may be known where a part of the address should be: a spreadsheet's column
/// `Address`, say. Nothing of the place is shown then.
fn misplaced(own: &mut Fields<'_, '_>) -> Option<Exposure> {
    let mut found = None;
    for part in PARTS {
        let Some(node) = own.node(part) else { continue };
        if let Some(exposure) = said_exposure(node) {
            let fault = Diagnostic::error(
                "listing/location",
                format!(
                    "`{}` says how much of an address is shown, and stands in `{part}`",
                    exposure.as_str()
                ),
            );
            let help = "write it as `address` of the location; in a table, as the column `address_exposure`";
            own.report(fault.help(help), &node.span);
            found = Some(Exposure::Withheld);
        }
    }
    found
}

/// What can't be read is kept back: a slip must not publish an address.
fn exposure(own: &mut Fields<'_, '_>) -> Exposure {
    match own.node("address") {
        None => Exposure::Public,
        Some(_) => own
            .choice("address", Exposure::WORDS)
            .unwrap_or(Exposure::Withheld),
    }
}

fn country(own: &mut Fields<'_, '_>) -> Option<String> {
    let (typed, span) = own.text_at("country")?;
    match super::place::country_code(&typed) {
        Ok(code) => Some(code),
        Err(help) => {
            let fault = Diagnostic::error(
                "listing/country",
                format!("`{typed}` is not a country's code"),
            );
            own.report(fault.help(help), &span);
            None
        }
    }
}

fn degrees(own: &mut Fields<'_, '_>, name: &'static str, most: f64) -> Option<f64> {
    let node = own.node(name)?;
    let degrees = node
        .scalar()
        .and_then(|text| text.trim().parse::<f64>().ok())
        .filter(|degrees| degrees.is_finite() && degrees.abs() <= most);
    if degrees.is_none() {
        let wanted = format!("a number from -{most} to {most}");
        let help = "write degrees with a point, such as 53.6158, and a minus for south and west";
        own.wrong(name, &wanted, node, help);
    }
    degrees
}

impl Location {
    fn unsaid(address: Exposure) -> Location {
        Location {
            name: None,
            address_1: None,
            address_2: None,
            city: None,
            region: None,
            postal_code: None,
            country: None,
            latitude: None,
            longitude: None,
            notes: None,
            transportation: None,
            address,
        }
    }

    /// Without what its `address` keeps from readers. The name of a place and the way to it tell the
    /// street as well as the street does.
    fn shown(self) -> Location {
        let town = |whole: Location| Location {
            city: whole.city,
            region: whole.region,
            country: whole.country,
            ..Location::unsaid(whole.address)
        };
        match self.address {
            Exposure::Public => self,
            Exposure::Approximate => Location {
                latitude: self.latitude.map(rounded),
                longitude: self.longitude.map(rounded),
                ..town(self)
            },
            Exposure::OnRequest => town(self),
            Exposure::Withheld => Location::unsaid(Exposure::Withheld),
        }
    }

    /// On one line, as on an envelope. A part that another one holds already is left out.
    pub fn line(&self) -> String {
        let mut line = String::new();
        let parts = [
            &self.name,
            &self.address_1,
            &self.address_2,
            &self.city,
            &self.region,
            &self.postal_code,
        ];
        for part in parts.into_iter().flatten() {
            if line.contains(part.as_str()) {
                continue;
            }
            // Addresses often repeat the place's name.
            if part.starts_with(&format!("{line},")) {
                line.clear();
            }
            if !line.is_empty() {
                line.push_str(", ");
            }
            line.push_str(part);
        }
        line
    }

    /// A translation's place, where it leaves things out that the original's has.
    pub(super) fn take_over(own: &mut Option<Location>, original: &Option<Location>) {
        match (own, original) {
            (Some(own), Some(original)) => own.inherit(original),
            (own, original) => fill(own, original),
        }
    }

    /// Where the original keeps something from readers, so does the translation.
    fn inherit(&mut self, original: &Location) {
        if self.address != original.address && original.address != Exposure::Public {
            *self = original.clone();
            return;
        }
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
        } = self;
        let parts = [
            (name, &original.name),
            (address_1, &original.address_1),
            (address_2, &original.address_2),
            (city, &original.city),
            (region, &original.region),
            (postal_code, &original.postal_code),
            (country, &original.country),
            (notes, &original.notes),
            (transportation, &original.transportation),
        ];
        for (own, other) in parts {
            fill(own, other);
        }
        fill(latitude, &original.latitude);
        fill(longitude, &original.longitude);
        *address = original.address;
    }
}

/// About a kilometre.
fn rounded(degrees: f64) -> f64 {
    (degrees * 100.0).round() / 100.0
}

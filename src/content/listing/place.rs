//! Where a listing helps: paths of places such as `GB > Greater Manchester > Rochdale`, beginning with
//! a country of ISO 3166-1, or the whole world.

use super::Context;
use crate::base::country;
use crate::base::diag::Diagnostic;
use crate::base::node::Fields;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// Where a listing helps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Areas {
    /// Nobody has said.
    #[default]
    Unknown,
    /// Anywhere.
    Worldwide,
    /// In these places.
    Places(Vec<Area>),
}

/// A place, from the country down. Two are equal if their parts are, wherever they were typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Area {
    /// The country's code first, then ever smaller places.
    pub parts: Vec<String>,
    /// Where it was typed; empty for one that comes from elsewhere: a translation's original, or the
    /// settings of a table.
    pub span: Range<usize>,
}

impl PartialEq for Area {
    fn eq(&self, other: &Area) -> bool {
        self.parts == other.parts
    }
}

impl Eq for Area {}

impl Areas {
    /// The places; none if it is everywhere, or unknown.
    pub fn places(&self) -> &[Area] {
        match self {
            Areas::Places(places) => places,
            Areas::Unknown | Areas::Worldwide => &[],
        }
    }

    /// The same for another listing, in whose file nobody typed them.
    pub(super) fn taken_over(&self) -> Areas {
        let mut areas = self.clone();
        if let Areas::Places(places) = &mut areas {
            places.iter_mut().for_each(|area| area.span = 0..0);
        }
        areas
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts.join(" > "))
    }
}

/// Reads `areas`.
pub(super) fn read(fields: &mut Fields<'_, '_>, context: &Context<'_>) -> Areas {
    let mut places: Vec<Area> = Vec::new();
    let mut worldwide = None;
    for (text, span) in fields.list("areas", context.lists) {
        if matches!(text.to_lowercase().as_str(), "worldwide" | "world") {
            worldwide = Some(span);
            continue;
        }
        let parts = match parts(&text, context.home.country) {
            Ok(parts) => parts,
            Err(fault) => {
                fields.report(*fault, &span);
                continue;
            }
        };
        let parts = match context.lexicon {
            Some(lexicon) => lexicon.area(fields, &parts, &span),
            None => parts,
        };
        let area = Area { parts, span };
        if !places.contains(&area) {
            places.push(area);
        }
    }
    match worldwide {
        None if places.is_empty() => Areas::Unknown,
        None => Areas::Places(places),
        Some(span) => {
            if !places.is_empty() {
                everywhere_and(fields, &places, &span);
            }
            Areas::Worldwide
        }
    }
}

/// The country in which the listing's numbers are dialled: that of its address, else of its first area,
/// else of the site.
pub(super) fn country(
    fields: &mut Fields<'_, '_>,
    areas: &Areas,
    context: &Context<'_>,
) -> Option<String> {
    let location = fields.node("location");
    let address = location.and_then(|node| node.get("country")?.scalar());
    let address = address.and_then(|typed| country_code(typed).ok());
    let area = || areas.places().first().map(|area| area.parts[0].clone());
    let site = || context.home.country.map(str::to_owned);
    address.or_else(area).or_else(site)
}

fn everywhere_and(fields: &mut Fields<'_, '_>, places: &[Area], span: &Range<usize>) {
    let fault = Diagnostic::error(
        "listing/area",
        format!("this is worldwide, and also in {}", places[0]),
    );
    fields.report(fault.help("keep either `worldwide` or the places"), span);
}

fn parts(text: &str, country: Option<&str>) -> Result<Vec<String>, Box<Diagnostic>> {
    let fault = |message: String, help: String| {
        Err(Box::new(
            Diagnostic::error("listing/area", message).help(help),
        ))
    };
    let parts: Vec<String> = text.split('>').map(|part| part.trim().to_owned()).collect();
    let rest = parts[1..].iter().map(|part| format!(" > {part}"));
    let rest: String = rest.collect();
    if parts.iter().any(String::is_empty) {
        return fault(
            format!("a part of the area `{text}` is empty"),
            "write GB > Greater Manchester > Rochdale, with a name between each two >".to_owned(),
        );
    }
    if text.contains([';', '\n']) {
        return fault(
            format!("there is more than one area in `{text}`"),
            "write a list: [GB > Wales, IE]".to_owned(),
        );
    }
    let code = parts[0].to_uppercase();
    if country::is_country(&code) {
        let mut parts = parts;
        parts[0] = code;
        return Ok(parts);
    }
    let nation = NATIONS
        .iter()
        .find(|(name, _)| *name == parts[0].to_lowercase())
        .map(|(_, path)| *path);
    if let Some(code) = nation.or_else(|| country::named(&parts[0])) {
        return fault(
            format!("the area `{text}` begins with a name, not with a country's code"),
            format!("write {code}{rest}"),
        );
    }
    let example = country.unwrap_or("GB");
    fault(
        format!("the area `{text}` doesn't begin with a country's code"),
        format!(
            "begin with the two letters of the country (ISO 3166), such as {example} > {text}; \
             or write worldwide"
        ),
    )
}

/// The code of a country as it was typed, or what to write in its place.
pub(super) fn country_code(typed: &str) -> Result<String, String> {
    let code = typed.trim().to_uppercase();
    if country::is_country(&code) {
        return Ok(code);
    }
    Err(match country::nearest(typed) {
        Some(code) => format!("write {code}"),
        None => "write the two letters of the country (ISO 3166), such as GB, IE or US".to_owned(),
    })
}

/// Names that a place may begin with, in lower case, which are no countries: the nations of the United
/// Kingdom are places within it.
const NATIONS: [(&str, &str); 4] = [
    ("england", "GB > England"),
    ("scotland", "GB > Scotland"),
    ("wales", "GB > Wales"),
    ("northern ireland", "GB > Northern Ireland"),
];

//! Where a listing helps: paths of places such as `GB > Greater Manchester > Rochdale`, beginning with
//! a country of ISO 3166-1, or the whole world.

use super::Context;
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
        let parts = match parts(&text, context.country) {
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
    if is_country(&code) {
        let mut parts = parts;
        parts[0] = code;
        return Ok(parts);
    }
    if let Some((_, code)) = NAMES
        .iter()
        .find(|(name, _)| *name == parts[0].to_lowercase())
    {
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
    if is_country(&code) {
        return Ok(code);
    }
    let lower = typed.trim().to_lowercase();
    Err(match NAMES.iter().find(|(name, _)| *name == lower) {
        Some((_, code)) => format!("write {}", &code[..2]),
        None => "write the two letters of the country (ISO 3166), such as GB, IE or US".to_owned(),
    })
}

/// Whether these are two capital letters that ISO 3166-1 gives to a country.
pub(super) fn is_country(code: &str) -> bool {
    code.len() == 2
        && code.is_ascii()
        && COUNTRIES
            .as_bytes()
            .chunks(3)
            .any(|known| &known[..2] == code.as_bytes())
}

/// What people write for a country's code, in lower case. The nations of the United Kingdom are
/// places within it.
const NAMES: [(&str, &str); 26] = [
    ("uk", "GB"),
    ("united kingdom", "GB"),
    ("great britain", "GB"),
    ("britain", "GB"),
    ("england", "GB > England"),
    ("scotland", "GB > Scotland"),
    ("wales", "GB > Wales"),
    ("northern ireland", "GB > Northern Ireland"),
    ("ireland", "IE"),
    ("republic of ireland", "IE"),
    ("usa", "US"),
    ("united states", "US"),
    ("united states of america", "US"),
    ("america", "US"),
    ("canada", "CA"),
    ("australia", "AU"),
    ("new zealand", "NZ"),
    ("south africa", "ZA"),
    ("india", "IN"),
    ("germany", "DE"),
    ("deutschland", "DE"),
    ("france", "FR"),
    ("spain", "ES"),
    ("españa", "ES"),
    ("netherlands", "NL"),
    ("ukraine", "UA"),
];

/// ISO 3166-1 alpha-2, as assigned; each code and a space.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ \
BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ \
DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT \
GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY \
KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX \
MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS \
RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN \
TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

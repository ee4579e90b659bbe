//! The Meeting Guide's codes for what a meeting is like. Only those are used that its specification has;
//! what it has no code for is not said.

use crate::content::listing::{Access, Listing, OpenTo, Status};

/// For whom it is. Who is also for everyone is not found by these.
const AUDIENCE: [(&str, &str); 6] = [
    ("lgbtq", "LGBTQ"),
    ("men", "M"),
    ("older-people", "SEN"),
    ("trans", "T"),
    ("women", "W"),
    ("young-people", "Y"),
];

/// Languages by the first part of their tags.
const LANGUAGES: [(&str, &str); 42] = [
    ("af", "AF"),
    ("am", "AM"),
    ("ar", "AR"),
    ("ase", "ASL"),
    ("bg", "BG"),
    ("da", "DA"),
    ("de", "DE"),
    ("el", "EL"),
    ("en", "EN"),
    ("es", "S"),
    ("fa", "FA"),
    ("fi", "FI"),
    ("fil", "TL"),
    ("fr", "FR"),
    ("he", "HE"),
    ("hi", "HI"),
    ("hr", "HR"),
    ("hu", "HU"),
    ("is", "IS"),
    ("it", "ITA"),
    ("ja", "JA"),
    ("ka", "KA"),
    ("ko", "KOR"),
    ("lt", "LT"),
    ("ml", "ML"),
    ("mt", "MT"),
    ("nb", "NO"),
    ("ne", "NE"),
    ("nl", "NL"),
    ("nn", "NO"),
    ("no", "NO"),
    ("pa", "PUN"),
    ("pl", "POL"),
    ("pt", "POR"),
    ("ru", "RUS"),
    ("sk", "SK"),
    ("sl", "SL"),
    ("sv", "SV"),
    ("th", "TH"),
    ("tl", "TL"),
    ("tr", "TUR"),
    ("uk", "UK"),
];

/// The codes of a group.
pub(super) fn of(listing: &Listing) -> Vec<&'static str> {
    let Listing {
        open_to,
        audience,
        accessibility,
        languages,
        status,
        ..
    } = listing;
    let mut codes = Vec::new();
    codes.extend(match open_to {
        Some(OpenTo::Everyone) => Some("O"),
        Some(OpenTo::PeopleAffected | OpenTo::Invited) => Some("C"),
        Some(OpenTo::FamilyAndFriends) | None => None,
    });
    let is_for = |term: &str| audience.iter().any(|own| own == term);
    let both = is_for("men") && is_for("women");
    let is_said = |term: &str| match term {
        _ if is_for("everyone") => false,
        "men" | "women" if both => false,
        term => is_for(term),
    };
    let own = AUDIENCE.iter().filter(|(term, _)| is_said(term));
    codes.extend(own.map(|(_, code)| *code));
    for access in accessibility {
        codes.extend(match access {
            Access::StepFree => Some("X"),
            Access::AccessibleToilet => Some("XB"),
            Access::Childcare => Some("BA"),
            _ => None,
        });
    }
    for lang in languages {
        let code = LANGUAGES.iter().find(|(tag, _)| *tag == lang.primary());
        if let Some((_, code)) = code
            && !codes.contains(code)
        {
            codes.push(code);
        }
    }
    if *status == Status::TemporarilyClosed {
        codes.push("TC");
    }
    codes
}

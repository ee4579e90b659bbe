//! The number of the organisation itself, as the settings have it: checked like that of a listing, because
//! readers call it as well. It may not know where it is shown.

use super::number::{Fault, Home, Number};
use crate::base::diag::Diagnostic;

/// The number that a site gives as its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reception {
    /// What a reader sees.
    pub shown: String,
    /// What a click opens: `tel:`.
    pub href: String,
    /// What is dialled when the call was answered.
    pub extension: Option<String>,
    /// The words that stand beside it.
    pub note: Option<String>,
}

impl Reception {
    /// Reads the number, or says what is wrong with it; what somebody should look at comes with it.
    pub fn read(
        typed: &str,
        home: Home<'_>,
    ) -> Result<(Reception, Vec<Diagnostic>), Box<Diagnostic>> {
        let number = Number::read(typed, home).number;
        let number = number.map_err(|found| Box::new(explained(&found, typed)))?;
        // A listing may have a short number that nobody has told us of; an office has a whole one.
        if !number.is_known(home) {
            let fault = format!("`{typed}` has too few digits for a number that people can call");
            let help = "write the whole number, as somebody from another town dials it";
            return Err(Box::new(Diagnostic::error(CODE, fault).help(help)));
        }
        if number.is_for_texts {
            let fault = format!("`{typed}` is a number to text, and here it would be called");
            let help = "write the number that people call; the one for texts can be a listing";
            return Err(Box::new(Diagnostic::error(CODE, fault).help(help)));
        }
        let dialled = number.phone.dialled();
        let href = match &number.extension {
            Some(extension) => format!("tel:{dialled};ext={extension}"),
            None => format!("tel:{dialled}"),
        };
        let remarks = number.remarks.iter();
        let remarks = remarks.map(|remark| with_code(remark.explain(typed)));
        let told = remarks.collect();
        let note = [number.label, number.note];
        let note: Vec<String> = note.into_iter().flatten().collect();
        let reception = Reception {
            shown: number.shown,
            href,
            extension: number.extension,
            note: Some(note.join(", ")).filter(|note| !note.is_empty()),
        };
        Ok((reception, told))
    }
}

const CODE: &str = "config/phone";

fn with_code(told: Diagnostic) -> Diagnostic {
    Diagnostic { code: CODE, ..told }
}

/// Where one number is wanted, some of what helps in a listing does not.
fn explained(found: &Fault, typed: &str) -> Diagnostic {
    let told = with_code(found.explain("phone", typed));
    match found {
        Fault::Two | Fault::Long => {
            told.help("write the one that people should call first; others can be listings")
        }
        Fault::Extension => told.help("write it so: phone = \"0161 … ext 12\""),
        Fault::Unclear => told.help("write the number alone: phone = \"0161 …\""),
        _ => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<(Reception, Vec<Diagnostic>), Box<Diagnostic>> {
        let home = Home {
            country: Some("GB"),
            example: true,
        };
        Reception::read(typed, home)
    }

    #[test]
    fn it_is_called_in_full_and_shown_as_its_country_groups_it() {
        let (own, told) = read("Office: 01632 960114 ext 4 (mornings)").expect("a number");
        assert_eq!(told, []);
        assert_eq!(own.href, "tel:+441632960114;ext=4");
        assert_eq!(own.shown, "01632 960114");
        assert_eq!(own.extension.as_deref(), Some("4"));
        assert_eq!(own.note.as_deref(), Some("Office, mornings"));
    }

    #[test]
    fn what_nobody_can_call_is_refused() {
        for typed in [
            "ask Sam",
            "0163",
            "01632 9601",
            "0161 496 0142 or 0161 496 0143",
            "",
            "Text HOME to 85258",
        ] {
            let told = read(typed).expect_err(typed);
            assert_eq!(told.code, CODE, "{typed}");
            assert!(told.help.is_some(), "{typed}");
        }
    }
}

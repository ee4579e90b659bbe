//! The numbers of the emergency services, as the settings have them: short ones of their country, dialled
//! as they are. It may not know which is which; that stands in the settings.

use super::number::{Home, Number, Phone, Remark};
use crate::base::country;
use crate::base::diag::Diagnostic;

/// A number of the emergency services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// What is dialled.
    pub digits: String,
    /// What a reader sees.
    pub shown: String,
}

impl Emergency {
    /// Reads a number of a country, or says what is wrong with it.
    pub fn read(typed: &str, country: &str) -> Result<Emergency, Box<Diagnostic>> {
        let home = Home {
            country: Some(country),
            example: false,
        };
        let place = country::name(country).unwrap_or(country);
        let number = Number::read(typed, home).number;
        let number = number.map_err(|found| {
            let mut told = found.explain("emergency", typed);
            told.code = CODE;
            Box::new(told)
        })?;
        let Phone::Short { digits, .. } = number.phone else {
            return Err(Box::new(fault(format!("`{typed}` is no number of the emergency services")).help(
                "they have a short number, such as 999 or 112; a helpline is named under `listings` by its id",
            )));
        };
        let words = [&number.label, &number.note, &number.keyword];
        if words.into_iter().any(Option::is_some) || number.extension.is_some() {
            return Err(Box::new(
                fault(format!("there is more than a number in `{typed}`")).help(format!(
                    "write only {}; words go into `emergency_note`",
                    number.shown
                )),
            ));
        }
        let elsewhere = number.remarks.iter().find_map(|remark| match remark {
            Remark::Elsewhere(countries) => Some(countries.join(", ")),
            _ => None,
        });
        match elsewhere {
            Some(others) => Err(Box::new(fault(format!(
                "`{typed}` is a short number of other countries ({others}), and not known in {place}"
            ))
            .help("write the number that people there dial when a life is in danger"))),
            None => Ok(Emergency {
                digits,
                shown: number.shown,
            }),
        }
    }
}

const CODE: &str = "crisis/emergency";

fn fault(message: String) -> Diagnostic {
    Diagnostic::error(CODE, message)
}

#[cfg(test)]
mod tests {
    use super::Emergency;

    #[test]
    fn a_short_number_of_the_country_is_kept_as_it_is() {
        for (typed, country, digits) in [
            ("999", "GB", "999"),
            ("112", "IE", "112"),
            ("15", "FR", "15"),
            ("000", "AU", "000"),
        ] {
            let read = Emergency::read(typed, country).expect(typed);
            assert_eq!(read.digits, digits);
            assert_eq!(read.shown, typed);
        }
    }

    #[test]
    fn what_is_dialled_in_other_countries_or_is_none_is_refused() {
        for typed in [
            "911",
            "+44 999",
            "0161 496 0000",
            "999 police",
            "police",
            "",
        ] {
            assert!(Emergency::read(typed, "GB").is_err(), "{typed}");
        }
    }
}

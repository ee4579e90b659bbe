//! How readers reach the organisation itself, as far as it must be known in which country: its number.

use super::site::Site;
use crate::base::diag::Sink;
use crate::config::Config;
use crate::content::listing::{Home, Reception};

/// Reads the number in the settings, and tells what is wrong with it.
pub(super) fn read(config: &Config, sink: &mut Sink) -> Option<Reception> {
    let (typed, span) = config.contact.phone.as_ref()?;
    if typed.trim().is_empty() {
        return None;
    }
    let home = Home {
        country: config.country.as_deref(),
        example: config.example,
    };
    match Reception::read(typed, home) {
        Ok((own, told)) => {
            let told = told.into_iter();
            sink.extend(told.map(|one| one.at(&config.path, span.clone())));
            Some(own)
        }
        Err(fault) => {
            sink.push(fault.at(&config.path, span.clone()));
            None
        }
    }
}

impl Site {
    /// The organisation's own number.
    pub fn reception(&self) -> Option<&Reception> {
        self.structure.reception.as_ref()
    }
}

//! How to join from afar: `online`. What readers may not know is dropped here, while it is read.

use super::channel::{self, Channel};
use super::link::{self, Link};
use super::text::{fill, text};
use super::{Disclosure, Home};
use crate::base::node::{Fields, ListOf, NodeValue};
use serde::{Deserialize, Serialize};

/// How to join from afar, as far as readers may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Online {
    /// Where to click.
    pub url: Option<String>,
    /// Where to call in.
    pub phone: Option<Channel>,
    /// What one needs to get in.
    pub access_notes: Option<String>,
    /// Whether all of this is told only to those who ask. Then none of it is here.
    pub publish: Disclosure,
}

/// Reads `online`. A bare text is its address.
pub(super) fn read(fields: &mut Fields<'_, '_>, lists: ListOf, home: Home<'_>) -> Option<Online> {
    let node = fields.node("online")?;
    if !matches!(node.value, NodeValue::Map(_)) {
        let (typed, span) = fields.text_at("online")?;
        let url = link::reach(fields, &typed, &span, home).map(|Link { href, .. }| href);
        return Some(Online {
            url,
            ..Online::unsaid(Disclosure::Public)
        });
    }
    let path = fields.path();
    let mut own = Fields::of(node, "`online`", path, fields.sink());
    // What can't be read is kept back: a slip must not publish the way in.
    let publish = match own.node("publish") {
        None => Disclosure::Public,
        Some(_) => own
            .choice("publish", Disclosure::WORDS)
            .unwrap_or(Disclosure::OnRequest),
    };
    let url = own.text_at("url");
    own.node("phone");
    let access_notes = text(&mut own, "access_notes");
    let online = match publish {
        Disclosure::OnRequest => Online::unsaid(publish),
        Disclosure::Public => Online {
            url: url
                .and_then(|(typed, span)| link::reach(&mut own, &typed, &span, home))
                .map(|Link { href, .. }| href),
            phone: channel::read_number(&mut own, "phone", lists, home),
            access_notes,
            publish,
        },
    };
    own.finish();
    Some(online)
}

impl Online {
    fn unsaid(publish: Disclosure) -> Online {
        Online {
            url: None,
            phone: None,
            access_notes: None,
            publish,
        }
    }

    /// Takes over what this translation leaves out. What the original keeps from readers, the
    /// translation does too.
    pub(super) fn inherit(&mut self, original: &Online) {
        if original.publish == Disclosure::OnRequest {
            *self = original.clone();
            return;
        }
        let Online {
            url,
            phone,
            access_notes,
            publish,
        } = self;
        fill(url, &original.url);
        fill(phone, &original.phone);
        fill(access_notes, &original.access_notes);
        *publish = original.publish;
    }
}

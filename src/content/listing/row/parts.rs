//! Columns that are parts of one field, put together: `city` and `address_1` become a `location`.

use super::{Draft, scalar};
use crate::base::node::{Key, Node, NodeValue};
use crate::content::listing::column::BARE;

impl Draft {
    /// Puts the parts of each field together.
    pub(super) fn settle_parts(&mut self) {
        for (field, part, key, node) in std::mem::take(&mut self.parts) {
            let at = match self.fields.iter().position(|(key, _)| key.text == field) {
                Some(at) => at,
                None => {
                    let map = Node {
                        value: NodeValue::Map(Vec::new()),
                        span: node.span.clone(),
                    };
                    self.put(field, &key, map);
                    self.fields.len() - 1
                }
            };
            let whole = &mut self.fields[at].1;
            let bare = BARE.iter().find(|(name, _)| *name == field);
            if let (NodeValue::Scalar(..), Some((_, bare))) = (&whole.value, bare) {
                let key = named(bare, &key);
                let span = whole.span.clone();
                let inner = std::mem::replace(whole, scalar(String::new(), span));
                whole.value = NodeValue::Map(vec![(key, inner)]);
            }
            if let NodeValue::Map(parts) = &mut whole.value
                && !parts.iter().any(|(key, _)| key.text == part)
            {
                parts.push((named(part, &key), node));
            }
        }
        self.settle_address();
    }

    /// An address on one line is the street's where nothing else is.
    fn settle_address(&mut self) {
        let location = self
            .fields
            .iter_mut()
            .find(|(key, _)| key.text == "location");
        let Some((_, location)) = location else {
            return;
        };
        let has_street = location.get("address_1").is_some();
        if let NodeValue::Map(parts) = &mut location.value {
            match has_street {
                true => parts.retain(|(key, _)| key.text != "formatted"),
                false => parts
                    .iter_mut()
                    .filter(|(key, _)| key.text == "formatted")
                    .for_each(|(key, _)| key.text = "address_1".to_owned()),
            }
        }
    }
}

/// A key of another name in the same place.
fn named(text: &str, key: &Key) -> Key {
    Key {
        text: text.to_owned(),
        span: key.span.clone(),
    }
}

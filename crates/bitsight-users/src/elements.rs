//! The elements of a page, each as the text that it was sent as.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

use crate::rules_json::Name;

/// The elements of a page; none if it isn't one.
pub(crate) fn elements(page: &str) -> Vec<Box<RawValue>> {
    let mut deserializer = serde_json::Deserializer::from_str(page);
    Page.deserialize(&mut deserializer).unwrap_or_default()
}

/// Anything else than what is looked for. Serde has such methods too; they tell what they found, with
/// code for every kind of value, floating-point numbers among them, that a page would download.
macro_rules! nothing_else {
    ($($method:ident: $value:ty),*) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a page")
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Err(E::custom("is no page"))
        }

        $(fn $method<E: Error>(self, _: $value) -> Result<Self::Value, E> {
            self.visit_unit()
        })*
    };
}

struct Page;

impl<'de> DeserializeSeed<'de> for Page {
    type Value = Vec<Box<RawValue>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Page {
    type Value = Vec<Box<RawValue>>;

    nothing_else!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        self.visit_unit()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(name) = members.next_key::<Name<'de>>()? {
            if name.0 == "results" {
                elements = members.next_value_seed(List)?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(elements)
    }
}

struct List;

impl<'de> DeserializeSeed<'de> for List {
    type Value = Vec<Box<RawValue>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List {
    type Value = Vec<Box<RawValue>>;

    nothing_else!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = items.next_element()? {
            elements.push(element);
        }
        Ok(elements)
    }
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn elements_are_as_they_were_sent_and_what_is_no_page_has_none() {
        let page = r#"{"count":1,"results":[{"b":1.50, "a":"\u00e9"},2],"links":{}}"#;
        let texts: Vec<_> = elements(page)
            .iter()
            .map(|text| text.get().to_owned())
            .collect();
        assert_eq!(texts, [r#"{"b":1.50, "a":"\u00e9"}"#, "2"]);
        for text in [
            "",
            "[]",
            "{}",
            "5",
            "\"a\"",
            "null",
            r#"{"results":{}}"#,
            r#"{"results":[1"#,
        ] {
            assert!(elements(text).is_empty(), "{text}");
        }
    }
}

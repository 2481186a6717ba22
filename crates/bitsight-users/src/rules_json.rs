//! Checks JSON text by the tables of `rules`, without building values of it.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::rules::{Field, Kind, Object};

impl Kind {
    /// Checks a whole text; says what is wrong, and where, if something is.
    pub fn check_json(&self, json: &str) -> Result<(), String> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let check = Check {
            kind: self,
            nullable: false,
        };
        check
            .deserialize(&mut deserializer)
            .map_err(|error| error.to_string())?;
        deserializer.end().map_err(|error| error.to_string())
    }
}

/// One value to check.
#[derive(Clone, Copy)]
struct Check<'a> {
    kind: &'a Kind,
    nullable: bool,
}

/// Whether a kind takes values of a JSON type.
impl Check<'_> {
    fn takes<E: Error>(self, takes: fn(&Kind) -> bool) -> Result<(), E> {
        let fits = match self.kind {
            Kind::Any => true,
            Kind::OneOf(kinds) => kinds.iter().any(takes),
            kind => takes(kind),
        };
        if fits {
            Ok(())
        } else {
            Err(E::custom(format_args!("must be {}", self.kind.name())))
        }
    }
}

impl<'de> DeserializeSeed<'de> for Check<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if matches!(self.kind, Kind::Any) {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(drop);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Check<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.nullable {
            Ok(())
        } else {
            self.takes(|_| false)
        }
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.takes(|kind| matches!(kind, Kind::Boolean))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.takes(|kind| matches!(kind, Kind::Integer { .. }))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        // What a typed reading couldn't hold isn't let through here either.
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => self.takes(|_| false),
        }
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.takes(|_| false)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.takes(|kind| matches!(kind, Kind::String { .. } | Kind::Enum(_)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Kind::Array { items: kind, .. } = self.kind else {
            return self.takes(|_| false);
        };
        let check = Check {
            kind,
            nullable: false,
        };
        let mut index = 0_usize;
        loop {
            match items.next_element_seed(check) {
                Ok(Some(())) => index += 1,
                Ok(None) => return Ok(()),
                Err(error) => return Err(at(format_args!("[{index}]"), &error)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Kind::Object(object) = self.kind else {
            return self.takes(|_| false);
        };
        // Objects of responses have fewer fields than this has bits; more would not be checked.
        let mut seen = 0_u64;
        while let Some(name) = members.next_key::<Name<'de>>()? {
            match place(object, &name.0) {
                Some((place, field)) => {
                    seen |= 1_u64.checked_shl(place).unwrap_or(0);
                    let check = Check {
                        kind: &field.kind,
                        nullable: field.nullable,
                    };
                    let member = members.next_value_seed(check);
                    member.map_err(|error| at(format_args!("{}", field.name), &error))?;
                }
                None => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        let missing = object.fields.iter().zip(0_u32..).find(|(field, place)| {
            field.required && seen & 1_u64.checked_shl(*place).unwrap_or(0) == 0
        });
        match missing {
            Some((field, _)) => Err(at(format_args!("{}", field.name), &"is missing")),
            None => Ok(()),
        }
    }
}

/// A field by its name, and its place.
fn place(object: &'static Object, name: &str) -> Option<(u32, &'static Field)> {
    (0_u32..)
        .zip(object.fields)
        .find(|(_, field)| field.name == name)
}

/// An error within a part of the value, which it names.
fn at<E: Error>(part: fmt::Arguments<'_>, error: &dyn fmt::Display) -> E {
    E::custom(format_args!("{part}: {error}"))
}

/// A name, borrowed from the text unless it has escapes in it.
pub(crate) struct Name<'de>(pub Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may fail loudly
mod tests {
    use crate::{generated::responses, rules::Kind};

    const USER_PAGE: Kind = Kind::Object(&responses::USER_PAGE);

    #[test]
    fn a_page_that_is_not_as_documented_is_told_by_path() {
        let user = r#"{"guid":"g","friendly_name":"f","formal_name":"f","email":"e","group":{"guid":"g","name":"n","x":[1]},
            "status":"New state","last_login_time":null,"joined_time":"odd","roles":[{"name":"n","slug":"s"}],
            "is_available_for_contact":false,"is_company_api_token":false,"features":[{"slug":"s","value":"text","can_update":true}],"unknown":{"a":1.5}}"#;
        let page =
            |user: &str| format!(r#"{{"links":{{"next":null}},"count":1,"results":[{user}]}}"#);
        assert_eq!(USER_PAGE.check_json(&page(user)), Ok(()));
        for (good, bad, path) in [
            (
                r#""email":"e""#,
                r#""email":5"#,
                "results: [0]: email: must be a string",
            ),
            (r#""email":"e","#, "", "results: [0]: email: is missing"),
            (
                r#""guid":"g","name""#,
                r#""guid":null,"name""#,
                "results: [0]: group: guid: must be a string",
            ),
            (
                r#""value":"text""#,
                r#""value":1"#,
                "results: [0]: features: [0]: value: must be",
            ),
            (
                r#"false,"is_company"#,
                r#""no","is_company"#,
                "is_available_for_contact: must be a boolean",
            ),
        ] {
            let error = USER_PAGE
                .check_json(&page(&user.replace(good, bad)))
                .unwrap_err();
            assert!(error.contains(path), "{error}");
        }
        for text in ["", "[]", "{", "null", "{}x"] {
            assert!(USER_PAGE.check_json(text).is_err(), "{text}");
        }
    }
}

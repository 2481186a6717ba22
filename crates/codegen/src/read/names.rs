//! Names of types, fields and operations, in Rust's forms.

use std::collections::BTreeMap;

use bitsight_users_openapi::{Document, Pointer};
use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::Value;

/// The names of types, each of which stands for one place of the document.
pub(crate) struct Names<'a> {
    document: &'a Document,
    by_place: BTreeMap<Pointer, String>,
    places: BTreeMap<String, Pointer>,
}

impl<'a> Names<'a> {
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            by_place: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }

    /// The name of a place, if it has one.
    pub fn get(&self, place: &Pointer) -> Option<&str> {
        self.by_place.get(place).map(String::as_str)
    }

    /// Gives a name to a place. The error is the place that has this name already.
    pub fn set(&mut self, place: &Pointer, name: &str) -> Result<(), Pointer> {
        if let Some(other) = self.places.get(name) {
            return Err(other.clone());
        }
        self.places.insert(name.to_owned(), place.clone());
        self.by_place.insert(place.clone(), name.to_owned());
        Ok(())
    }

    /// Names a place after where it is: `NewUserStatus` for the property `status` of `NewUser`. A name that another
    /// place has is numbered.
    pub fn derive(&mut self, place: &Pointer) -> String {
        let base = self.base(place);
        let mut name = base.clone();
        let mut number = 1_usize;
        while self.set(place, &name).is_err() {
            number += 1;
            name = format!("{base}{number}");
        }
        name
    }

    fn base(&self, place: &Pointer) -> String {
        let steps: Vec<_> = place.steps().collect();
        let steps: Vec<_> = steps.iter().map(AsRef::as_ref).collect();
        let (base, rest) = match steps.as_slice() {
            ["components", "schemas", name, rest @ ..] => (type_name(name), rest),
            [
                "components",
                "responses",
                name,
                "content",
                _,
                "schema",
                rest @ ..,
            ] => (type_name(&format!("{name}_response")), rest),
            [
                "components",
                "requestBodies",
                name,
                "content",
                _,
                "schema",
                rest @ ..,
            ] => (type_name(&format!("{name}_body")), rest),
            ["components", _, name, rest @ ..] => (type_name(name), rest),
            ["paths", path, "parameters", index, rest @ ..] => {
                let parameter = ["paths", path, "parameters", index];
                (self.parameter(&parameter), rest)
            }
            ["paths", path, method, rest @ ..] => {
                let id = self.operation(path, method);
                match rest {
                    ["requestBody", rest @ ..] => (format!("{id}Body"), rest),
                    ["responses", _, rest @ ..] => (format!("{id}Response"), rest),
                    ["parameters", index, rest @ ..] => {
                        let parameter = ["paths", path, method, "parameters", index];
                        (format!("{id}{}", self.parameter(&parameter)), rest)
                    }
                    rest => (id, rest),
                }
            }
            rest => ("Type".to_owned(), rest),
        };
        within(base, rest)
    }

    fn operation(&self, path: &str, method: &str) -> String {
        let id = Pointer::root().keys(["paths", path, method, "operationId"]);
        match self.document.value().pointer(&id).and_then(Value::as_str) {
            Some(id) => type_name(id),
            None => type_name(&format!("{method}{path}")),
        }
    }

    fn parameter(&self, steps: &[&str]) -> String {
        let place = Pointer::root().keys(steps.iter().copied()).key("name");
        let name = self.document.value().pointer(&place);
        type_name(name.and_then(Value::as_str).unwrap_or("parameter"))
    }
}

/// Appends what a place within a schema is called.
fn within(base: String, steps: &[&str]) -> String {
    match steps {
        [] => base,
        ["properties", name, rest @ ..] => within(format!("{base}{}", type_name(name)), rest),
        ["items", rest @ ..] => within(format!("{base}Item"), rest),
        ["additionalProperties", rest @ ..] => within(format!("{base}Value"), rest),
        ["oneOf" | "anyOf", index, rest @ ..] => within(format!("{base}Variant{index}"), rest),
        // Parts of a whole, and the way to a schema.
        [_, rest @ ..] => within(base, rest),
    }
}

/// The name of a type, in upper camel case, as progenitor would write it too: it changes a name that isn't.
pub(crate) fn type_name(name: &str) -> String {
    let name = plain(name).to_upper_camel_case();
    match name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        true if name == "Self" => "SelfType".to_owned(),
        true => name,
        false => format!("X{name}"),
    }
}

/// A name in snake case, if that can begin an identifier. It may be a keyword.
pub(crate) fn snake(name: &str) -> Option<String> {
    let name = plain(name).to_snake_case();
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        .then_some(name)
}

/// A name as an identifier of Rust. Keywords get the trailing underscore that they get from progenitor, and so do
/// names of functions that types of requests have themselves.
pub(crate) fn ident(name: &str) -> Option<String> {
    const TAKEN: [&str; 3] = ["new", "build", "builder"];
    let name = snake(name)?;
    // `gen` is a keyword since edition 2024.
    let is_free = !TAKEN.contains(&name.as_str())
        && name != "gen"
        && syn::parse_str::<syn::Ident>(&name).is_ok();
    Some(if is_free { name } else { format!("{name}_") })
}

/// A name with nothing in it but ASCII letters, digits and underscores.
fn plain(name: &str) -> String {
    name.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identifiers() {
        for (name, expected) in [
            ("roles.slug", Some("roles_slug")),
            ("friendlyName", Some("friendly_name")),
            ("type", Some("type_")),
            ("self", Some("self_")),
            ("new", Some("new_")),
            ("1", None),
            ("?", None),
            ("", None),
        ] {
            assert_eq!(ident(name).as_deref(), expected, "{name}");
        }
        for (name, expected) in [
            ("simple-user", "SimpleUser"),
            ("APIError", "ApiError"),
            ("2fa", "X2fa"),
            ("self", "SelfType"),
        ] {
            assert_eq!(type_name(name), expected);
        }
    }
}

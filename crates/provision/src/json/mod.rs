//! Plans, records and reports as JSON, by way of [`Value`].
//!
//! Each format is stated once, as a list of members or of words. serde's derived code does the same with types in place
//! of tables, and is generated once more for each reader and writer: it took half of the module that pages download.

use crate::prelude::*;

mod canonical;
mod values;

use serde_json::{Map, Value};

pub use self::canonical::canonical;
pub(crate) use self::canonical::canonical_without;

/// What can be written as JSON. `serde::Serialize` writes the same.
pub trait ToValue {
    /// The JSON value.
    fn to_value(&self) -> Value;
}

/// What can be read from JSON.
pub(crate) trait FromValue: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// What the value should be.
    fn from_value(value: &Value) -> Result<Self, String>;
}

/// Adds a member. One function for all, so that its code isn't repeated for each member of each format.
#[inline(never)]
pub(crate) fn insert(members: &mut Map<String, Value>, name: &str, value: Value) {
    members.insert(name.to_owned(), value);
}

/// An object of these members. Unlike `collect` this doesn't compile a sorting algorithm for each kind of iterator.
pub(crate) fn object<N: AsRef<str>>(
    members: impl IntoIterator<Item = (N, Value)>,
) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, value) in members {
        insert(&mut object, name.as_ref(), value);
    }
    object
}

/// The elements of an array; none if the value is no array.
pub(crate) fn elements(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The members of an object that is read.
pub(crate) struct Members<'a> {
    members: &'a Map<String, Value>,
    /// What the first member should be that can't be read.
    error: Option<String>,
}

impl<'a> Members<'a> {
    /// The members of an object that may have these and no others.
    pub(crate) fn known(value: &'a Value, names: &[&str]) -> Result<Self, String> {
        let members = Self::of(value)?;
        match members
            .members
            .keys()
            .find(|name| !names.contains(&name.as_str()))
        {
            Some(name) => Err(format!("unknown member \"{name}\"")),
            None => Ok(members),
        }
    }

    /// The members of an object that may have any.
    pub(crate) fn of(value: &'a Value) -> Result<Self, String> {
        match value {
            Value::Object(members) => Ok(Self {
                members,
                error: None,
            }),
            _ => Err("must be an object".to_owned()),
        }
    }

    /// A member as it is; null if there is none.
    pub(crate) fn get(&self, name: &str) -> &'a Value {
        self.members.get(name).unwrap_or(&Value::Null)
    }

    /// A member.
    pub(crate) fn read<T: FromValue>(&self, name: &str) -> Result<T, String> {
        let value = self.get(name);
        T::from_value(value).map_err(|message| within(name, &message))
    }

    /// Reads a member into a field. After an error nothing is read any more, and [`finish`](Self::finish) returns it: a
    /// return after each member would repeat the code that drops what was read before.
    pub(crate) fn fill<T: FromValue>(&mut self, name: &str, field: &mut T) {
        if self.error.is_some() {
            return;
        }
        match self.read(name) {
            Ok(value) => *field = value,
            Err(error) => self.error = Some(error),
        }
    }

    /// The same for a member that may be missing.
    pub(crate) fn fill_if_there<T: FromValue>(&mut self, name: &str, field: &mut T) {
        if self.members.contains_key(name) {
            self.fill(name, field);
        }
    }

    /// What was read into the fields of `read`, or the first error.
    pub(crate) fn finish<T>(self, read: T) -> Result<T, String> {
        match self.error {
            None => Ok(read),
            Some(error) => Err(error),
        }
    }
}

fn within(name: &str, message: &str) -> String {
    format!("\"{name}\" {message}")
}

/// Adds a member, unless it is null or an empty object.
#[inline(never)]
pub(crate) fn insert_unless_empty(members: &mut Map<String, Value>, name: &str, value: Value) {
    let is_empty = match &value {
        Value::Null => true,
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    if !is_empty {
        insert(members, name, value);
    }
}

/// An enum whose values are words in JSON.
macro_rules! words {
    ($(#[$attribute:meta])* pub enum $type:ident { $($(#[$about:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$attribute])*
        pub enum $type { $($(#[$about])* $variant,)* }

        impl $type {
            const ALL: &[Self] = &[$(Self::$variant,)*];
            const WORDS: &[&str] = &[$($word,)*];

            /// The word for it in JSON.
            pub(crate) fn word(&self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl crate::json::ToValue for $type {
            fn to_value(&self) -> serde_json::Value {
                self.word().into()
            }
        }

        impl crate::json::FromValue for $type {
            fn from_value(value: &serde_json::Value) -> Result<Self, crate::prelude::String> {
                let place = crate::json::place_of(value, Self::WORDS);
                Self::ALL.get(place).cloned().ok_or_else(crate::json::unknown_word)
            }
        }

        crate::json::serialize!($type);
    };
}

/// The place of a word among others, beyond them if it is none of them.
pub(crate) fn place_of(value: &Value, words: &[&str]) -> usize {
    let place = words.iter().position(|word| value.as_str() == Some(word));
    place.unwrap_or(words.len())
}

pub(crate) fn unknown_word() -> String {
    "is none of the known words".to_owned()
}

/// An object with a member for each field: `required` ones, and `optional` ones, which are left out if they are empty.
/// `$blank` is a value whose fields reading replaces.
macro_rules! members {
    ($type:ident from $blank:expr, { $($kind:ident $field:ident,)* }) => {
        crate::json::members_written!($type { $($kind $field,)* });

        impl crate::json::FromValue for $type {
            fn from_value(value: &serde_json::Value) -> Result<Self, crate::prelude::String> {
                let mut members = crate::json::Members::known(value, &[$(stringify!($field)),*])?;
                let mut read = $blank;
                // Names every field, so that none can be left out.
                let Self { $($field,)* } = &mut read;
                $(crate::json::member_read!($kind members stringify!($field), $field);)*
                members.finish(read)
            }
        }
    };
}

/// The same for what is only written.
macro_rules! members_written {
    ($type:ident { $($kind:ident $field:ident,)* }) => {
        impl crate::json::ToValue for $type {
            fn to_value(&self) -> serde_json::Value {
                let mut members = serde_json::Map::new();
                $({
                    let value = crate::json::ToValue::to_value(&self.$field);
                    crate::json::member_written!($kind members stringify!($field), value);
                })*
                serde_json::Value::Object(members)
            }
        }

        crate::json::serialize!($type);
    };
}

macro_rules! member_read {
    (required $members:ident $name:expr, $field:ident) => {
        $members.fill($name, $field)
    };
    (optional $members:ident $name:expr, $field:ident) => {
        $members.fill_if_there($name, $field)
    };
}

macro_rules! member_written {
    (required $members:ident $name:expr, $value:ident) => {
        crate::json::insert(&mut $members, $name, $value)
    };
    (optional $members:ident $name:expr, $value:ident) => {
        crate::json::insert_unless_empty(&mut $members, $name, $value)
    };
}

/// `Serialize` that writes what `ToValue` does.
macro_rules! serialize {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::json::ToValue::to_value(self).serialize(serializer)
            }
        }
    };
}

pub(crate) use {member_read, member_written, members, members_written, serialize, words};

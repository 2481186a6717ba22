//! Texts, numbers, options and lists as JSON.

use crate::prelude::*;

use serde_json::Value;

use super::{FromValue, Members, ToValue, object};

impl ToValue for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::String(self.clone())
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Result<Self, String> {
        let text = value.as_str().map(str::to_owned);
        text.ok_or_else(|| "must be a text".to_owned())
    }
}

impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Result<Self, String> {
        value
            .as_bool()
            .ok_or_else(|| "must be true or false".to_owned())
    }
}

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl ToValue for $type {
            fn to_value(&self) -> Value {
                // Every count is below 2^64.
                u64::try_from(*self).unwrap_or(u64::MAX).into()
            }
        }

        impl FromValue for $type {
            fn from_value(value: &Value) -> Result<Self, String> {
                let number = value.as_u64().and_then(|number| number.try_into().ok());
                number.ok_or_else(not_whole)
            }
        }
    )*};
}
numbers!(u16 u32 u64 usize);

fn not_whole() -> String {
    "must be a whole number that isn't negative or too large".to_owned()
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Null => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(ToValue::to_value).collect())
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(value: &Value) -> Result<Self, String> {
        let Value::Array(values) = value else {
            return Err("must be an array".to_owned());
        };
        let mut read = Self::with_capacity(values.len());
        for value in values {
            read.push(T::from_value(value)?);
        }
        Ok(read)
    }
}

impl ToValue for crate::field::Fields {
    fn to_value(&self) -> Value {
        let members = self.iter();
        Value::Object(object(
            members.map(|(name, value)| (name.clone(), value.clone())),
        ))
    }
}

impl FromValue for crate::field::Fields {
    fn from_value(value: &Value) -> Result<Self, String> {
        let Members { members, .. } = Members::of(value)?;
        let mut fields = Self::new();
        for (name, value) in members {
            fields.insert(name.clone(), value.clone());
        }
        Ok(fields)
    }
}

//! What derives from the OpenAPI document. Nothing here is edited by hand.

mod fields;

pub(crate) use fields::FIELDS;

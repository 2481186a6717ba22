//! The limits of lists, and the names of their columns.

use crate::prelude::*;

use super::row::{EMAIL, NOTE, PREVIOUS_EMAIL, STATE};
use crate::Field;

/// See [`List::MAX_ROWS`](crate::List::MAX_ROWS).
pub(crate) const MAX_ROWS: usize = 100_000;
/// See [`List::MAX_CELL`](crate::List::MAX_CELL).
pub(crate) const MAX_CELL: usize = 4096;

/// See [`List::columns`](crate::List::columns).
pub(crate) fn columns() -> Vec<&'static str> {
    let fields = Field::all().iter().map(|field| field.column);
    let mut columns = vec![EMAIL, PREVIOUS_EMAIL];
    columns.extend(fields);
    columns.extend([STATE, NOTE]);
    columns
}

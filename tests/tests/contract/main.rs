//! The client's promises, one scenario each, under the names of `tests/scenarios.json`; the
//! files of `tests/node` that are named like these modules hold the same in JavaScript.

mod all_users;
mod answers;
mod arguments;
mod conflicts;
mod contract;
mod coverage;
mod custom;
mod edits;
mod ensure;
mod filters;
mod find;
mod gaps;
mod hints;
mod integrations;
mod json;
mod odd_pages;
mod odd_user;
mod paging;
mod similar_values;
mod speed;
mod support;
mod times;

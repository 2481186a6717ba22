//! Calls: from checked arguments to one success or one error.
//!
//! A method of the client makes a *call*. It consists of *attempts*, each of which sends one request.
//! Before an attempt, a call waits at the *gate*, which limits how many requests of a client are under way
//! at once, and which is closed for all calls while the service has asked for a pause. After
//! a failure, *retry* decides whether the operation may be sent again and when, and the *budget* keeps
//! a failing service from being sent three times as many requests. The *deadline* bounds all of it.
//!
//! ```text
//! Client::perform ─► Input::new ─► gate ─► Outgoing ─► progenitor ─► attempt ─► Answer ─► value
//!                                   ▲                                   │
//!                                   └──────── retry, budget ◄───────────┘ Error
//! ```
//!
//! Two promises hold here. A write is only repeated if its failure proves that it had no effect, or if
//! doing it twice changes nothing. And an error states the known effect of all attempts together:
//! once one of them may have taken effect, so may the call.
//!
//! Progenitor's methods only send. In the document that progenitor sees, operations have one response,
//! with a status that the service doesn't use, so that every real response reaches `route::unread`
//! with its body unread. Progenitor would read bodies to their end whatever their size, and lose the
//! status of a body that isn't the documented JSON.

#[doc(hidden)]
pub mod answer;
pub(crate) mod attempts;
pub(crate) mod budget;
pub(crate) mod context;
#[doc(hidden)]
pub mod custom;
pub(crate) mod deadline;
pub(crate) mod gate;
pub(crate) mod outgoing;
pub(crate) mod retry;
#[doc(hidden)]
pub mod route;
pub(crate) mod tolerant;
pub(crate) mod trace;

mod attempt;
mod hooks;

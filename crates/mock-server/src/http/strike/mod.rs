//! Carries a fault out.

mod answers;
mod bodies;
mod echo;
mod flood;

use std::time::Duration;

use axum::response::Response;
use tokio::time::sleep;

use super::{
    exchange::Exchange,
    script::{Script, Wire},
};
use crate::{
    faults::{Fault, FaultKind, When},
    observe::InFlight,
};

const GARBAGE: &[u8] = b"\x16\x03\x01\x02\x00 this is not HTTP\r\n\r\n\xff\xfe\x00";

/// Strikes `exchange` with `fault`. Kinds that need the socket never return: the connection
/// discards this future when they take it.
pub(super) async fn strike(
    fault: Fault,
    mut exchange: Exchange,
    wire: &Wire,
    in_flight: InFlight,
) -> Response {
    let now = Duration::ZERO;
    exchange.cors = fault.cors;
    if fault.kind.has_any_order() {
        match (fault.apply_after_ms, fault.when) {
            (Some(ms), _) => exchange.deliver_later(Duration::from_millis(ms)),
            (None, When::After) => drop(exchange.deliver(now).await),
            (None, When::Before) => {}
        }
    }
    match fault.kind {
        FaultKind::Status {
            status,
            headers,
            body,
        } => exchange.decorate(answers::custom(status, headers, body)),
        FaultKind::Html524 => exchange.decorate(answers::cdn_page()),
        FaultKind::RateLimited { retry_after } => {
            exchange.decorate(answers::rate_limited(retry_after))
        }
        FaultKind::Delay { ms } if fault.when == When::Before => {
            exchange.deliver(Duration::from_millis(ms)).await
        }
        FaultKind::Delay { ms } => {
            let response = exchange.deliver(now).await;
            sleep(Duration::from_millis(ms)).await;
            response
        }
        FaultKind::Silence => {
            let silence = Script::new().wait(Duration::MAX);
            wire.play(silence.keeping(in_flight)).await
        }
        FaultKind::Reset => {
            let reset = Script::new().reset();
            wire.play(reset.keeping(in_flight)).await
        }
        FaultKind::Garbage => {
            let garbage = Script::new().write(GARBAGE);
            wire.play(garbage.keeping(in_flight)).await
        }
        FaultKind::Duplicate { second_answer } => {
            let first = exchange.deliver(now).await;
            let second = exchange.deliver(now).await;
            if second_answer { second } else { first }
        }
        FaultKind::Flood {
            status,
            bytes,
            prefix,
            fill,
            gzip,
        } => {
            let flood = flood::Flood {
                bytes,
                prefix,
                fill,
                gzip,
            };
            let head = exchange.decorate(flood.head(status));
            let script = flood.script(&head.into_parts().0);
            wire.play(script.keeping(in_flight)).await
        }
        FaultKind::Echo {
            form,
            status,
            header,
            padding,
        } => {
            let echo = echo::echo(exchange.headers(), form, padding);
            exchange.decorate(echo::refusal(status, header, &echo))
        }
        FaultKind::Shift { by } => {
            exchange.server.account().shift(by);
            exchange.deliver(now).await
        }
        kind @ (FaultKind::Interim { .. }
        | FaultKind::BodyDelay { .. }
        | FaultKind::Drip { .. }
        | FaultKind::ResetInBody
        | FaultKind::Truncated
        | FaultKind::WrongLength { .. }) => {
            let (parts, body) = exchange.deliver(now).await.into_parts();
            let script = bodies::disturbed(&kind, &parts, &bodies::read(body).await);
            wire.play(script.keeping(in_flight)).await
        }
        kind @ (FaultKind::EmptyBody
        | FaultKind::Rewrite { .. }
        | FaultKind::Patch { .. }
        | FaultKind::Bom
        | FaultKind::DuplicateKeys { .. }
        | FaultKind::Nesting { .. }) => bodies::changed(&kind, exchange.deliver(now).await).await,
    }
}

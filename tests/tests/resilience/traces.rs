//! The output of `tracing`: a span for each call and attempt, events for responses, retries and look-ups,
//! and nothing about users.

use std::{
    cell::RefCell,
    fmt::{Debug, Write},
    sync::Once,
};

use bitsight_users_mock::Fault;
use bitsight_users_tests::new_user;
use serde_json::json;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use crate::support::{hold_clock, mock, observed, through_waits, user};

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_with_a_span_for_each_attempt_and_an_event_for_each_turn() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::html_524().on("get_user_quota"));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    begin();
    through_waits(&record, client.get_user_quota())
        .await
        .unwrap();
    let traces = end();

    let lines = traces.ours();
    let expected = [
        "span call operation=get_user_quota",
        "span call>attempt method=GET path=/v1/users/quota attempt=1",
        "event call>attempt request",
        "event call>attempt failure operation=get_user_quota attempt=1 status=524 ",
        "event call retry operation=get_user_quota attempts=1 code=server status=524 delay_ms=",
        "span call>attempt method=GET path=/v1/users/quota attempt=2",
        "event call>attempt request",
        "event call>attempt success operation=get_user_quota attempt=2 status=200 ",
        "record call attempts=2",
        "record call status=200",
        "record call recovered=false",
        "record call duration_ms=",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}\nis not\n{expected}");
    }
    assert!(
        lines[3].contains("duration_ms=") && lines[3].contains("request_id=mock-"),
        "{}",
        lines[3]
    );
}

#[tokio::test(start_paused = true)]
async fn a_creation_is_one_call_with_its_look_up_inside() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::reset().after().on("create_user"));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    begin();
    through_waits(&record, client.create_user(&user(1)))
        .await
        .unwrap();
    let traces = end();

    let lines = traces.ours();
    let has = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(has("span call operation=create_user"), 1, "{lines:#?}");
    assert_eq!(
        has("span call>request operation=create_user"),
        1,
        "{lines:#?}"
    );
    assert_eq!(
        has("span call>request operation=list_users"),
        1,
        "{lines:#?}"
    );
    assert_eq!(
        has("event call look-up operation=create_user code=connection"),
        1,
        "{lines:#?}"
    );
    assert_eq!(has("record call recovered=true"), 1, "{lines:#?}");
}

#[tokio::test(start_paused = true)]
async fn no_trace_of_any_crate_holds_a_token_an_email_a_name_or_a_guid() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::reset().after().on("create_user"));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    begin();
    let user = new_user(json!({
        "email": "personal-email@example.com",
        "formal_name": "Personal Formal",
        "friendly_name": "Personal Friendly",
    }));
    let created = through_waits(&record, client.create_user(&user))
        .await
        .unwrap();
    client.get_user(&created.guid).await.unwrap();
    // The service's words may be about the user: they are in the error, and not in traces.
    client.create_user(&user).await.unwrap_err();
    client.get_user("guid-of-nobody").await.unwrap_err();
    let traces = end();

    let all = traces.all().join("\n").to_lowercase();
    assert!(all.contains("create_user"), "{all}");
    let token = bitsight_users_mock::DEFAULT_TOKEN;
    for secret in [token, "personal", &created.guid, "guid-of-nobody", "basic "] {
        assert!(
            !all.contains(&secret.to_lowercase()),
            "{secret} is in\n{all}"
        );
    }
}

thread_local! {
    static STATE: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// Begins to record the events of this thread, of all crates and levels.
fn begin() {
    static INSTALLED: Once = Once::new();
    // For the whole process: what is switched on and off for a single thread is not told of call
    // sites that another thread came by first.
    INSTALLED.call_once(|| {
        tracing::subscriber::set_global_default(ByThread).expect("there is no other");
    });
    STATE.with_borrow_mut(|state| *state = Some(State::default()));
}

/// The events since then.
fn end() -> State {
    STATE.take().expect("it was begun")
}

#[derive(Default)]
struct State {
    lines: Vec<(bool, String)>,
    /// The full name of each span, by its id less one.
    spans: Vec<String>,
    entered: Vec<usize>,
}

impl State {
    fn all(&self) -> Vec<&str> {
        self.lines.iter().map(|(_, line)| line.as_str()).collect()
    }

    fn ours(&self) -> Vec<&str> {
        let ours = self.lines.iter().filter(|(ours, _)| *ours);
        ours.map(|(_, line)| line.as_str()).collect()
    }

    fn add(&mut self, metadata: &Metadata<'_>, line: String) {
        self.lines
            .push((metadata.target() == "bitsight_users", line));
    }

    fn here(&self) -> String {
        self.entered
            .last()
            .map(|span| self.spans[*span].clone())
            .unwrap_or_default()
    }
}

/// Does something with this thread's state, if it is being written down.
fn with<T>(act: impl FnOnce(&mut State) -> T) -> Option<T> {
    STATE.with_borrow_mut(|state| state.as_mut().map(act))
}

struct ByThread;

impl Subscriber for ByThread {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let id = with(|state| {
            let parent = state.here();
            let name = attributes.metadata().name();
            let name = if parent.is_empty() {
                name.to_owned()
            } else {
                format!("{parent}>{name}")
            };
            let mut fields = Fields::default();
            attributes.record(&mut fields);
            state.add(attributes.metadata(), format!("span {name}{}", fields.0));
            state.spans.push(name);
            state.spans.len() as u64
        });
        span::Id::from_u64(id.unwrap_or(1))
    }

    fn record(&self, span: &span::Id, values: &span::Record<'_>) {
        with(|state| {
            let mut fields = Fields::default();
            values.record(&mut fields);
            let name = state.spans[index(span)].clone();
            // Only our spans are recorded into.
            state
                .lines
                .push((true, format!("record {name}{}", fields.0)));
        });
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        with(|state| {
            let mut fields = Fields::default();
            event.record(&mut fields);
            let line = format!("event {}{}", state.here(), fields.0);
            state.add(event.metadata(), line);
        });
    }

    fn enter(&self, span: &span::Id) {
        with(|state| state.entered.push(index(span)));
    }

    fn exit(&self, _: &span::Id) {
        with(|state| state.entered.pop());
    }
}

fn index(span: &span::Id) -> usize {
    usize::try_from(span.into_u64()).unwrap() - 1
}

#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let written = match field.name() {
            // The message comes first, whatever else there is.
            "message" => {
                self.0.insert_str(0, &format!(" {value:?}"));
                Ok(())
            }
            name => write!(self.0, " {name}={value:?}"),
        };
        written.unwrap();
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {}={value}", field.name()).unwrap();
    }
}

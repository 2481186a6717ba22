//! The life of one host, from its start to the end of the run or to its death.

use super::{End, Host, MOST_STEPS};
use crate::{Answer, Apply, Event, Step, simulate::world::chance};

impl Host {
    /// The life of one host.
    pub(super) fn live(&mut self, mut apply: Apply, unruly: bool) -> Result<End, String> {
        let started = self.now;
        let mut event = Event::Continue;
        let interrupt_at = (unruly && chance(&mut self.rng, 5)).then(|| self.rng.u32(1..80));
        let mut lived = 0;
        loop {
            (self.steps, lived) = (self.steps + 1, lived + 1);
            if self.steps > MOST_STEPS {
                return Err("the run takes endlessly many steps".to_owned());
            }
            if interrupt_at == Some(lived) && event == Event::Continue {
                event = Event::Interrupt;
            }
            let step = apply.next(self.clock(), std::mem::replace(&mut event, Event::Continue));
            self.note(|host| format!("{:>7} {}", host.now, describe(&step)));
            let dies = self.kill.as_mut().is_some_and(|(steps, _)| {
                *steps = steps.saturating_sub(1);
                *steps == 0
            });
            match step {
                Step::Write { text, durable } => {
                    let written = if dies {
                        self.rng.usize(0..=text.len())
                    } else {
                        text.len()
                    };
                    self.journal.extend(text.as_bytes().iter().take(written));
                    if durable && !dies {
                        self.durable = self.journal.len();
                    }
                    event = Event::Written;
                    self.pass(1);
                }
                Step::Send { id, request } => {
                    self.service
                        .send(id, (self.starts, started), request, self.now)
                }
                Step::Wait { duration } if !dies => {
                    if let Some((id, answer)) = self.wait(duration)? {
                        self.note(|host| {
                            format!("{:>7} answer {id}: {}", host.now, brief(&answer))
                        });
                        event = Event::Answered { id, answer };
                    }
                    if unruly && chance(&mut self.rng, 1) && chance(&mut self.rng, 20) {
                        self.jump();
                    }
                }
                Step::Wait { .. } => {}
                Step::Done { report } => return Ok(End::Done(report)),
            }
            if dies {
                self.die();
                return Ok(End::Killed);
            }
        }
    }

    /// The wall clock is set by minutes, or by a day.
    fn jump(&mut self) {
        self.jumped = true;
        self.skew += match self.rng.u32(0..10) {
            0 => 26 * 3_600_000,
            1 => -26 * 3_600_000,
            _ => self.rng.i64(-600_000..600_000),
        };
    }

    /// After a power cut the disk holds what was durable, and any part of what came after.
    fn die(&mut self) {
        let power = self.kill.take().is_some_and(|(_, power)| power);
        if power {
            let kept = self.rng.usize(self.durable..=self.journal.len());
            self.journal
                .truncate(if self.rng.bool() { self.durable } else { kept });
        }
        self.durable = self.journal.len();
        self.note(|host| {
            format!(
                "{:>7} killed{}",
                host.now,
                if power { " by a power cut" } else { "" }
            )
        });
    }
}

fn describe(step: &Step) -> String {
    match step {
        Step::Write { text, durable } => format!(
            "write{}: {}",
            if *durable { " durably" } else { "" },
            text.chars().take(160).collect::<String>().trim_end()
        ),
        Step::Send { id, request } => format!(
            "send {id}: {}",
            serde_json::to_string(request).unwrap_or_default()
        ),
        Step::Wait { duration } => format!("wait {duration:?}"),
        Step::Done { .. } => "done".to_owned(),
    }
}

fn brief(answer: &Answer) -> String {
    match answer {
        Answer::Success { body } => body
            .as_ref()
            .map(|body| body.to_string().chars().take(120).collect())
            .unwrap_or_else(|| "empty".to_owned()),
        Answer::Failure(failure) => {
            format!("{:?} {} {:?}", failure.status, failure.code, failure.effect)
        }
    }
}

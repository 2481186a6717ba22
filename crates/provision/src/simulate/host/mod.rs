//! The simulated host: it drives a run, is killed, and starts again.

mod life;

use std::time::Duration;

use fastrand::Rng;

use super::{
    Protection, Statistics,
    check::{self, Facts},
    service::{ChangeKind, Service},
    world::{World, chance},
};
use crate::{
    Account, AccountReader, Answer, Apply, ApplyOptions, Journal, Ledger, List, Now, OutcomeKind,
    Plan, PlanError, Policy, ReadStep, Report, StartError, Timestamp, plan::plan_without,
};

/// The address that the simulated service has.
const HOST: &str = "https://sim";
/// More steps than any run takes.
const MOST_STEPS: u32 = 50_000;
/// After so many starts nothing goes wrong any more, so that each run ends.
const UNRULY_STARTS: u32 = 6;

pub(super) struct Host {
    rng: Rng,
    options: ApplyOptions,
    service: Service,
    world: World,
    /// Milliseconds since the start of the run.
    now: u64,
    /// How far the wall clock is off, in milliseconds.
    skew: i64,
    jumped: bool,
    /// What the disk holds, and how much of it survives a power cut.
    journal: Vec<u8>,
    durable: usize,
    starts: u32,
    /// Steps until the host is killed, and whether the power goes with it.
    kill: Option<(u32, bool)>,
    kills: usize,
    steps: u32,
    trace: Option<Vec<String>>,
}

/// How a host's life ended.
enum End {
    Killed,
    Done(Box<Report>),
}

impl Host {
    pub(super) fn new(seed: u64, without: Option<Protection>, tracing: bool) -> Self {
        let mut rng = Rng::with_seed(seed);
        let world = World::new(&mut rng);
        let service = Service::new(rng.fork(), &world);
        let options = ApplyOptions {
            without,
            ..ApplyOptions::default()
        };
        Self {
            rng,
            options,
            service,
            world,
            now: 0,
            skew: 0,
            jumped: false,
            journal: Vec::new(),
            durable: 0,
            starts: 0,
            kill: None,
            kills: 0,
            steps: 0,
            trace: tracing.then(Vec::new),
        }
    }

    pub(super) fn into_trace(self) -> Vec<String> {
        self.trace.unwrap_or_default()
    }

    /// Plays the whole run.
    pub(super) fn play(&mut self) -> Result<Statistics, String> {
        let list = List::from_csv(self.world.csv.as_bytes()).map_err(|error| error.to_string())?;
        let policy = Policy::from_json(&self.world.policy).map_err(|error| error.to_string())?;
        self.note(|host| format!("list:\n{}policy: {}", host.world.csv, host.world.policy));
        let account = self.read_account()?;
        let plan = match self.plan(&list, &account, &policy, &Ledger::default()) {
            // Nobody was shown, and nothing is done.
            Err(PlanError::EmptyAccount) if self.service.traits.partial => {
                return Ok(Statistics::default());
            }
            other => other.map_err(|error| error.to_string())?,
        };
        let planned_at = self.now;
        self.note(|_| format!("plan:\n{plan}"));
        if chance(&mut self.rng, 3) {
            self.service.other_account = true;
        }
        let report = self.apply_until_done(&plan)?;
        self.note(|_| format!("report:\n{report}"));
        let facts = Facts {
            plan: &plan,
            list: &list,
            report: &report,
            account: &account,
            planned_at,
            jumped: self.jumped,
            max_lag: self.service.traits.max_lag,
        };
        check::first_run(&facts, &self.service)?;
        let mut statistics = self.statistics(&report);

        if !self.service.other_account {
            self.apply_again(&plan)?;
            statistics.idle += usize::from(self.second_run(&list, &policy, &report)?);
        }
        Ok(statistics)
    }

    fn plan(
        &self,
        list: &List,
        account: &Account,
        policy: &Policy,
        ledger: &Ledger,
    ) -> Result<Plan, PlanError> {
        let now = self.wall(self.now);
        plan_without(list, account, policy, ledger, now, self.options.guard_off())
    }

    /// A finished plan must be refused.
    fn apply_again(&mut self, plan: &Plan) -> Result<(), String> {
        match Apply::start(
            plan.clone(),
            HOST,
            &self.journal,
            self.options.clone(),
            self.clock(),
        ) {
            Err(StartError::Used) => Ok(()),
            Err(error) => Err(format!(
                "a finished plan is refused for another reason: {error}"
            )),
            Ok(_) => Err("a finished plan can be applied again".to_owned()),
        }
    }

    /// With the same list, at once and in peace. Whether there was nothing to do.
    fn second_run(&mut self, list: &List, policy: &Policy, first: &Report) -> Result<bool, String> {
        self.service.calm();
        let account = self.read_account()?;
        let mut ledger = Journal::read(&self.journal)
            .map_err(|error| error.to_string())?
            .ledger();
        if self.rng.bool() {
            // By what the account shows alone.
            ledger = ledger.without_creations();
        }
        let plan = match self.plan(list, &account, policy, &ledger) {
            // Somebody else created the same person in the same seconds.
            Err(PlanError::DuplicateUsers { .. }) if self.service.disturbed => return Ok(false),
            Err(PlanError::EmptyAccount) if self.service.traits.partial => return Ok(false),
            other => other.map_err(|error| error.to_string())?,
        };
        self.note(|_| format!("second plan:\n{plan}"));
        check::second_plan(&plan, first, &self.service)?;
        let idle = plan.is_empty();
        if !idle {
            let before = self.service.log.len();
            let report = self.apply_until_done(&plan)?;
            check::nobody_twice(&self.service, before)?;
            if report.count(OutcomeKind::NotStarted) > 0 && report.stopped.is_some() {
                return Err("a run in peace stopped early".to_owned());
            }
        }
        Ok(idle)
    }

    fn statistics(&self, report: &Report) -> Statistics {
        let changes = |kind| {
            self.service
                .log
                .iter()
                .filter(|change| change.kind == kind)
                .count()
        };
        Statistics {
            created: changes(ChangeKind::Created),
            edited: changes(ChangeKind::Edited),
            deleted: changes(ChangeKind::Deleted),
            kills: self.kills,
            lost: self.service.lost,
            unresolved: report.count(OutcomeKind::Unresolved),
            drifted: report.count(OutcomeKind::Drifted),
            refused: report.count(OutcomeKind::Blocked) + report.count(OutcomeKind::Deferred),
            idle: 0,
        }
    }

    fn wall(&self, at: u64) -> Timestamp {
        let at = i64::try_from(at).unwrap_or(0);
        Timestamp::from_millisecond(self.world.start * 1000 + at + self.skew)
    }

    fn clock(&self) -> Now {
        Now {
            wall: self.wall(self.now),
            monotonic: Duration::from_millis(self.now),
        }
    }

    /// Lets time pass and everything happen that is due.
    fn pass(&mut self, milliseconds: u64) {
        self.now += milliseconds;
        let (start, skew) = (self.world.start, self.skew);
        let wall = move |at: u64| {
            Timestamp::from_millisecond(start * 1000 + i64::try_from(at).unwrap_or(0) + skew)
        };
        self.service.advance(self.now, &wall);
    }

    /// Lets time pass until the next event, or for so long if that is sooner; then the answer
    /// that has come, if one has.
    fn wait(&mut self, longest: Option<Duration>) -> Result<Option<(u64, Answer)>, String> {
        if let Some(answer) = self.service.take_answer(self.starts, self.now) {
            return Ok(Some(answer));
        }
        let event = self.service.next_event(self.starts);
        let timer = longest
            .map(|longest| self.now + u64::try_from(longest.as_millis()).unwrap_or(u64::MAX));
        let Some(next) = [event, timer].into_iter().flatten().min() else {
            return Err("the host waits for nothing".to_owned());
        };
        self.pass(
            next.saturating_sub(self.now)
                .max(u64::from(event.is_none())),
        );
        Ok(self.service.take_answer(self.starts, self.now))
    }

    fn read_account(&mut self) -> Result<Account, String> {
        for _ in 0..20 {
            self.starts += 1;
            let mut reader = AccountReader::new(HOST);
            let mut answer = None;
            loop {
                self.steps += 1;
                if self.steps > MOST_STEPS {
                    return Err("reading never ends".to_owned());
                }
                match reader.next(self.clock(), answer.take()) {
                    Ok(ReadStep::Send { id, request }) => {
                        self.service
                            .send(id, (self.starts, self.now), request, self.now)
                    }
                    Ok(ReadStep::Wait(longest)) => answer = self.wait(longest)?,
                    Ok(ReadStep::Done(account)) => return Ok(*account),
                    Err(_) => break,
                }
            }
        }
        Err("the account can't be read".to_owned())
    }

    /// Starts hosts until one ends the run.
    fn apply_until_done(&mut self, plan: &Plan) -> Result<Report, String> {
        let first = self.starts;
        loop {
            self.starts += 1;
            let unruly = self.starts - first <= UNRULY_STARTS;
            if !unruly {
                self.service.calm();
            }
            self.kill = (unruly && chance(&mut self.rng, 45))
                .then(|| (self.rng.u32(0..70), self.rng.bool()));
            let apply = Apply::start(
                plan.clone(),
                HOST,
                &self.journal,
                self.options.clone(),
                self.clock(),
            );
            let apply = match apply {
                // A run that ended in the moment before its host died.
                Err(StartError::Used) => {
                    Apply::finished(plan, &self.journal).ok_or("an ended run has no report")?
                }
                Err(StartError::Expired) => return Ok(Report::of_plan(plan)),
                other => other.map_err(|error| format!("the run can't go on: {error}"))?,
            };
            match self.live(apply, unruly)? {
                End::Done(report) if report.finished || self.service.other_account => {
                    return Ok(*report);
                }
                End::Done(report) if !unruly => {
                    return Err(format!("the run never ends:\n{report}"));
                }
                End::Done(_) => {}
                End::Killed => self.kills += 1,
            }
            let pause = if chance(&mut self.rng, 50) {
                self.rng.u64(0..500)
            } else {
                self.rng.u64(0..60_000)
            };
            self.pass(pause);
        }
    }

    fn note(&mut self, line: impl FnOnce(&Self) -> String) {
        if self.trace.is_some() {
            let line = line(self);
            self.trace.get_or_insert_default().push(line);
        }
    }
}

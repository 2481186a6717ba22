//! A run: the loop between the logic, the client and the journal.

use bitsight_users::{Client, clock::sleep};
use bitsight_users_provision::{
    Answer, Apply, ApplyOptions, Event, Outcome, Plan, Report, RequestId, Step,
};
use tokio::sync::mpsc;

use crate::{JournalFile, RunError, now, platform::Requests, send};

/// A run that is about to begin or to go on.
pub struct Run {
    client: Client,
    journal: JournalFile,
    apply: Apply,
    interrupts: mpsc::UnboundedReceiver<()>,
    sender: mpsc::UnboundedSender<()>,
    progress: Progress,
}

/// Called with the number of an item and its outcome.
type Progress = Box<dyn FnMut(usize, &Outcome) + Send>;

/// Interrupts a run from elsewhere, such as a handler of Ctrl-C.
#[derive(Clone, Debug)]
pub struct Interrupt(mpsc::UnboundedSender<()>);

impl Interrupt {
    /// The first time, the run finishes what is under way and begins nothing more; the second
    /// time, it leaves at once. Either way it can go on later.
    pub fn interrupt(&self) {
        // A run that is over needs no interrupt.
        let _ = self.0.send(());
    }
}

impl Run {
    /// Begins to apply a plan, or goes on with it if the journal holds its beginning.
    ///
    /// # Errors
    /// When the plan may not be applied, or the journal can't be read. Nothing was sent then.
    pub fn start(client: &Client, plan: Plan, journal: JournalFile) -> Result<Self, RunError> {
        Self::start_with(client, plan, journal, ApplyOptions::default())
    }

    /// As [`start`](Self::start), with options.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_with(
        client: &Client,
        plan: Plan,
        journal: JournalFile,
        options: ApplyOptions,
    ) -> Result<Self, RunError> {
        let client = send::without_retries(client);
        let apply = Apply::start(plan, client.base_url(), &journal.bytes()?, options, now())?;
        Ok(Self::new(client, journal, apply))
    }

    /// Goes on with the journal's last run, which an earlier program didn't end.
    ///
    /// # Errors
    /// When there is none, or the journal can't be read. Nothing was sent then.
    pub fn resume(
        client: &Client,
        journal: JournalFile,
        options: ApplyOptions,
    ) -> Result<Self, RunError> {
        let client = send::without_retries(client);
        let apply = Apply::resume(client.base_url(), &journal.bytes()?, options, now())?;
        Ok(Self::new(client, journal, apply))
    }

    fn new(client: Client, journal: JournalFile, apply: Apply) -> Self {
        let (sender, interrupts) = mpsc::unbounded_channel();
        Self {
            client,
            journal,
            apply,
            interrupts,
            sender,
            progress: Box::new(|_, _| {}),
        }
    }

    /// Calls this with the number of an item of the plan and its outcome, as they become known.
    #[must_use]
    pub fn on_progress(mut self, progress: impl FnMut(usize, &Outcome) + Send + 'static) -> Self {
        self.progress = Box::new(progress);
        self
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        self.apply.plan()
    }

    /// What interrupts this run.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.sender.clone())
    }

    /// Runs until everything is done, or until it has to stop; the report says which.
    ///
    /// # Errors
    /// When the journal can't be written. Nothing was sent after that; what was under way is
    /// settled by the next run. The error holds the report of what was done.
    pub async fn finish(mut self) -> Result<Report, RunError> {
        let mut requests: Requests<(RequestId, Answer)> = Requests::new();
        let mut event = Event::Continue;
        let mut broken = None;
        loop {
            let step = self.apply.next(now(), event);
            for (item, outcome) in self.apply.take_news() {
                (self.progress)(item, &outcome);
            }
            event = match step {
                Step::Write { text, durable } => match self.journal.append(text, durable).await {
                    Ok(()) => Event::Written,
                    Err(error) => {
                        broken = Some(error);
                        Event::WriteFailed
                    }
                },
                Step::Send { id, request } => {
                    let client = self.client.clone();
                    requests.begin(async move { (id, send::send(&client, &request).await) });
                    Event::Continue
                }
                Step::Wait { duration } => tokio::select! {
                    Some((id, answer)) = requests.next() => Event::Answered { id, answer },
                    Some(()) = self.interrupts.recv() => Event::Interrupt,
                    () = sleep(duration.unwrap_or_default()), if duration.is_some() => Event::Continue,
                },
                Step::Done { report } => {
                    return match broken {
                        None => Ok(*report),
                        Some(error) => Err(RunError::Unwritten { error, report }),
                    };
                }
            };
        }
    }
}

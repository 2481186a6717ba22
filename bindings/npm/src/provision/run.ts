// Runs: applying a plan, with a journal.

import type { BitsightUsers } from "../client.js";
import { free } from "./account.js";
import { ProvisionError } from "./errors.js";
import type { Exports, WasmRun } from "./exports.js";
import type { Journal } from "./journal.js";
import { called, clocks, loaded } from "./module.js";
import { Queue } from "./queue.js";
import { hostOf, type Request, send } from "./send.js";
import type { Outcome, Plan, PlanItem, Report } from "./types.js";

/** Options of a run. */
export interface RunOptions {
  /** Where the run is recorded. */
  journal: Journal;
  /** Stops the run: requests under way are finished, and nothing more is begun. The run can go on later. */
  signal?: AbortSignal | undefined;
  /** Leaves the run at once: requests under way are cut off. The next run finds out what became of them. */
  leaveSignal?: AbortSignal | undefined;
  /**
   * Sends creations again whose outcome stayed unresolved, after looking for them once more. Somebody must have made sure
   * that the users don't exist.
   */
  resendUnresolved?: boolean | undefined;
}

/** Options of a run that goes on. */
export interface ResumeOptions extends RunOptions {
  /** Finds out what became of requests that were under way, and ends the run without doing anything else. */
  settleOnly?: boolean | undefined;
}

/** The outcome of one item of a plan became known. */
export interface OutcomeEvent {
  type: "outcome";
  /** The number of the item in the plan, from 0. */
  index: number;
  /** The item. */
  item: PlanItem;
  /** What became of it. */
  outcome: Outcome;
}

/** The run is over, or has stopped. Nothing follows it. */
export interface ReportEvent {
  type: "report";
  /** What became of every row. */
  report: Report;
  /** The same as a table for people. */
  text: string;
  /** The rows that are to be done again, as a CSV list; undefined if there are none. */
  rest: string | undefined;
}

/** What a run tells. */
export type RunEvent = OutcomeEvent | ReportEvent;

/** A step, as the module writes it. */
type Step =
  | { step: "write"; text: string; durable: boolean }
  | { step: "send"; id: number; request: Request }
  | { step: "wait"; for_ms: number | null }
  | { step: "done"; report: Report };

/**
 * Applies a plan. Iterate over the result: nothing is sent before the first event is asked for, and the last event is the
 * report. If an earlier program was killed while it applied the same plan, this goes on where that one stopped. Leaving the
 * loop early leaves the run at once, as `leaveSignal` does.
 *
 * A request that fails is no error but a row of the report.
 *
 * @throws {ProvisionError} when the plan may not be applied (then nothing was sent), or when the journal can't be written
 * (then nothing was sent after that).
 */
export async function* apply(users: BitsightUsers, plan: Plan, options: RunOptions): AsyncGenerator<RunEvent, void, undefined> {
  const text = JSON.stringify(plan);
  const { resendUnresolved = false } = options;
  yield* run(users, options, ({ Run }, written) => Run.start(text, hostOf(users), written, resendUnresolved, ...clocks()));
}

/**
 * Goes on with the run of the journal that isn't over. See `apply`, and `unfinished` for whether there is one.
 *
 * @throws {ProvisionError} as `apply`, and with the code `nothing_to_resume` if there is no such run.
 */
export async function* resume(users: BitsightUsers, options: ResumeOptions): AsyncGenerator<RunEvent, void, undefined> {
  const { resendUnresolved = false, settleOnly = false } = options;
  yield* run(users, options, ({ Run }, written) =>
    Run.resume(hostOf(users), written, resendUnresolved, settleOnly, ...clocks()),
  );
}

/** The plan of the journal's run that isn't over; undefined if there is none. */
export async function unfinished(journal: Journal): Promise<Plan | undefined> {
  const [{ unfinished: find }, written] = await Promise.all([loaded(), journal.read()]);
  const plan = called(() => find(written));
  return plan === undefined ? undefined : JSON.parse(plan);
}

/** A plan as a table for people. */
export async function describe(plan: Plan): Promise<string> {
  const { describe: write } = await loaded();
  return called(() => write(JSON.stringify(plan)));
}

/** Locks and reads the journal, and plays the run that `start` makes of it. */
async function* run(
  users: BitsightUsers,
  { journal, signal, leaveSignal }: RunOptions,
  start: (module: Exports, written: Uint8Array) => WasmRun,
): AsyncGenerator<RunEvent, void, undefined> {
  signal?.throwIfAborted();
  leaveSignal?.throwIfAborted();
  const module = await loaded();
  const unlock = await journal.lock();
  try {
    const written = await journal.read();
    const started = called(() => start(module, written));
    try {
      yield* play(started, users, { journal, signal, leaveSignal });
    } finally {
      free(started);
    }
  } finally {
    await unlock();
  }
}

async function* play(
  run: WasmRun,
  users: BitsightUsers,
  { journal, signal, leaveSignal }: RunOptions,
): AsyncGenerator<RunEvent, void, undefined> {
  const plan = JSON.parse(called(() => run.plan())) as Plan;
  const cut = new AbortController();
  /** What happened: each takes note of it and returns the next step. */
  const events = new Queue<() => string>();
  const interrupt = () => events.push(() => run.interrupt(...clocks()));
  const leave = () => {
    interrupt();
    interrupt();
  };
  signal?.addEventListener("abort", interrupt, { once: true });
  leaveSignal?.addEventListener("abort", leave, { once: true });
  let broken: unknown;
  let next = () => run.next(...clocks());
  try {
    for (;;) {
      const step = JSON.parse(called(next)) as Step;
      next = () => run.next(...clocks());
      for (const [index, outcome] of JSON.parse(called(() => run.news())) as [number, Outcome][]) {
        const item = plan.items[index];
        if (item !== undefined) yield { type: "outcome", index, item, outcome };
      }
      if (step.step === "write") {
        const failed = await journal.append(step.text, step.durable).then(
          () => false,
          (cause: unknown) => {
            broken ??= cause ?? new Error("the journal's `append` rejected");
            return true;
          },
        );
        next = () => run.written(...clocks(), failed);
      } else if (step.step === "send") {
        const { id, request } = step;
        void send(users, request, cut.signal).then((answer) =>
          events.push(
            "failure" in answer
              ? () => run.failed(...clocks(), id, answer.failure)
              : () => run.answered(...clocks(), id, answer.body),
          ),
        );
      } else if (step.step === "wait") {
        next = (await events.next(step.for_ms)) ?? next;
      } else {
        const { text, rest } = JSON.parse(called(() => run.summary())) as { text: string; rest: string | null };
        yield { type: "report", report: step.report, text, rest: rest ?? undefined };
        break;
      }
    }
  } finally {
    signal?.removeEventListener("abort", interrupt);
    leaveSignal?.removeEventListener("abort", leave);
    cut.abort();
  }
  if (broken !== undefined) {
    throw new ProvisionError("journal_failed", "the journal can't be written; nothing was sent after that", broken);
  }
}

// Nothing is left of calls that are over: no timers, no listeners, no memory.
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

const CALLS = 10_000;
const QUOTA = JSON.stringify({
  active_user_count: 1,
  inactive_user_count: 3,
  total_user_count: 4,
  remaining_active_quota: 1,
  total_active_quota: 2,
});

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

/** Ways for a call to end, each with its answer. */
const ENDINGS = {
  success: () => new Response(QUOTA, { status: 200 }),
  refusal: () => new Response("{}", { status: 403 }),
  "broken connection": () => {
    throw new TypeError("broken");
  },
  "invalid argument": undefined,
  abort: (signal, controller) => {
    controller.abort();
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
  },
};

test(`nothing is left of ${CALLS} calls`, async (t) => {
  const timers = countTimers(t);
  const endings = Object.entries(ENDINGS);
  let now;
  const fetch = async (_, { signal }) => now.answer(signal, now.controller);
  const users = new BitsightUsers({ token: async () => "a-token", fetch, maxRetries: 0, maxConcurrency: 50 });
  // One signal that outlives all calls, as that of a server does.
  const lasting = new CountingSignal();
  const round = async (count) => {
    for (let number = 0; number < count; number += 1) {
      const [what, answer] = endings[number % endings.length];
      const controller = new AbortController();
      now = { answer, controller };
      const signal = what === "abort" ? controller.signal : lasting;
      const call = what === "invalid argument" ? users.getUser("", { signal }) : users.getUserQuota({ signal });
      await call.catch(() => {});
    }
  };
  // Memory that is used once: the module, caches, optimised code.
  await round(1000);
  const before = await memory();
  await round(CALLS);
  const after = await memory();

  assert.ok(timers.most > 0, "timers are seen");
  assert.equal(timers.pending.size, 0, "timers are left");
  assert.ok(lasting.most > 0, "listeners are seen");
  assert.equal(lasting.listeners, 0, "listeners are left");
  const active = process.getActiveResourcesInfo().filter((resource) => resource === "Timeout");
  assert.deepStrictEqual(active, []);
  // A single object per call would be more: 10,000 of 100 bytes are 1 MB. Heaps shrink and grow by as
  // much by themselves, so that the bound is twice that.
  const grown = after - before;
  assert.ok(grown < 2_000_000, `${grown} bytes are left of ${CALLS} calls`);
});

test("nothing is left of calls that ran at the same time and timed out", async (t) => {
  const timers = countTimers(t);
  const users = new BitsightUsers({ token: "a-token", fetch: () => new Promise(() => {}), maxRetries: 0 });
  const lasting = new CountingSignal();
  const calls = Array.from({ length: 200 }, () => users.getUserQuota({ signal: lasting, totalTimeout: 30 }));
  const outcomes = await Promise.allSettled(calls);
  assert.ok(outcomes.every(({ reason }) => reason.code === "timeout"));
  assert.equal(timers.pending.size, 0);
  assert.equal(lasting.listeners, 0);
});

test("one signal for many calls has one listener", async (t) => {
  const warnings = [];
  const warn = (warning) => warnings.push(warning.name);
  process.on("warning", warn);
  t.after(() => process.off("warning", warn));
  const users = new BitsightUsers({ token: "a-token", fetch: () => new Promise(() => {}) });
  const controller = new AbortController();
  const lasting = new CountingSignal();
  const calls = [controller.signal, lasting].flatMap((signal) =>
    Array.from({ length: 30 }, () => users.getUserQuota({ signal })),
  );
  const outcomes = Promise.allSettled(calls);
  while (lasting.listeners === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(lasting.most, 1);
  controller.abort("enough");
  lasting.abort("enough");
  for (const { reason } of await outcomes) assert.equal(reason, "enough");
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepStrictEqual([warnings, lasting.listeners], [[], 0]);
});

/** A signal that counts its listeners. */
class CountingSignal extends EventTarget {
  aborted = false;
  reason = undefined;
  listeners = 0;
  most = 0;

  abort(reason) {
    Object.assign(this, { aborted: true, reason });
    this.dispatchEvent(new Event("abort"));
  }

  addEventListener(...args) {
    this.listeners += 1;
    this.most = Math.max(this.most, this.listeners);
    super.addEventListener(...args);
  }

  removeEventListener(...args) {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }
}

/** Counts timers that have neither fired nor been cleared. */
function countTimers(t) {
  const { setTimeout, clearTimeout } = globalThis;
  const counts = { pending: new Set(), most: 0 };
  globalThis.setTimeout = (callback, ...args) => {
    const timer = setTimeout((...given) => {
      counts.pending.delete(timer);
      callback(...given);
    }, ...args);
    counts.pending.add(timer);
    counts.most = Math.max(counts.most, counts.pending.size);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    counts.pending.delete(timer);
    clearTimeout(timer);
  };
  t.after(() => Object.assign(globalThis, { setTimeout, clearTimeout }));
  return counts;
}

/** The size of everything that is still referred to, wasm included. */
async function memory() {
  // Twice, and with a turn between: finalisers run after a collection, and free more.
  for (let time = 0; time < 3; time += 1) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

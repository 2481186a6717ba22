// Options of clients and of calls, and the events that hooks receive.
import {
  BitsightUsers,
  type CallEvent,
  type ClientOptions,
  type Fetch,
  type Logger,
  type LookUpEvent,
  type RequestEvent,
  type RequestOptions,
  type ResponseEvent,
  type RetryEvent,
} from "bitsight-users";

new BitsightUsers();
new BitsightUsers({});
new BitsightUsers({ token: "t" });
new BitsightUsers({ token: () => "t" });
new BitsightUsers({ token: async () => "t" });
new BitsightUsers({ fetch, logger: console, logLevel: "debug" });
new BitsightUsers({ fetch: (url, init) => fetch(`https://proxy.example.com/?${url}`, { ...init, cache: "no-store" }) });
new BitsightUsers({ timeout: 1, totalTimeout: 2, maxRetries: 0, maxConcurrency: 1, headers: { "x-team": "a" } });
const double: Fetch = async () => new Response("{}");
const quiet: Logger = { error() {}, warn() {}, info() {}, debug() {} };
const whole: ClientOptions = { fetch: double, logger: quiet, dangerouslyAllowBrowser: false, dangerouslyAllowHttp: false };
const users = new BitsightUsers({
  ...whole,
  onRequest(event) {
    const { operation, method, path, attempt }: RequestEvent = event;
    const kind: "request" = event.type;
    void [operation, method, path, attempt, kind];
    // @ts-expect-error a request has no status yet
    void event.status;
  },
  onResponse(event: ResponseEvent) {
    const status: number | undefined = event.status;
    const took: number = event.durationMs;
    void [status, took];
  },
  onRetry(event) {
    if (event.type === "retry") {
      const retry: RetryEvent = event;
      const wait: number = event.delayMs;
      void [retry, wait];
    } else {
      const lookUp: LookUpEvent = event;
      void lookUp;
      // @ts-expect-error a look-up isn't waited for
      void event.delayMs;
    }
  },
});
export function told(event: CallEvent): string {
  switch (event.type) {
    case "request":
      return event.path;
    case "response":
      return String(event.durationMs);
    case "retry":
      return String(event.delayMs);
    case "lookUp":
      return event.code;
    default: {
      const none: never = event;
      return none;
    }
  }
}

const call: RequestOptions = { signal: AbortSignal.timeout(1), timeout: 1, totalTimeout: 2, maxRetries: 0 };
users.getUserQuota(call);
users.getUser("g", call);
users.listUsers(undefined, call);
users.getUserQuota({ signal: undefined });

// @ts-expect-error a function of another kind
new BitsightUsers({ token: () => 5 });
// @ts-expect-error a level that there isn't
new BitsightUsers({ logLevel: "verbose" });
// @ts-expect-error a time is a number
new BitsightUsers({ timeout: "5s" });
// @ts-expect-error headers are strings
new BitsightUsers({ headers: { "x-team": 5 } });
// @ts-expect-error a logger has all four methods
new BitsightUsers({ logger: { error() {} } });
// @ts-expect-error `fetch` returns a promise of a response
new BitsightUsers({ fetch: async () => "{}" });
// @ts-expect-error a hook is a function
new BitsightUsers({ onRequest: true });
// @ts-expect-error an option of the client, not of a call
users.getUserQuota({ token: "t" });
// @ts-expect-error a controller isn't its signal
users.getUserQuota({ signal: new AbortController() });
// @ts-expect-error options come last
users.getUser({ timeout: 1 });

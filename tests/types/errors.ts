// The class and the `code` of an error both narrow its type.
import {
  type AnyBitsightError,
  AmbiguousError,
  BitsightError,
  ConflictError,
  type ErrorCode,
  InvalidArgumentError,
  RateLimitedError,
  type User,
} from "bitsight-users";

/** Every code is handled: another one would make the last line not compile. */
export function told(error: AnyBitsightError): string {
  switch (error.code) {
    case "conflict": {
      const conflict: ConflictError = error;
      const existing: User | undefined = error.existingUser;
      const differences: readonly string[] | undefined = error.differences;
      return `${conflict.message} ${existing?.guid} ${differences?.join()}`;
    }
    case "ambiguous": {
      const ambiguous: AmbiguousError = error;
      const guids: string[] = error.matches.map(({ guid }) => guid);
      return `${ambiguous.message} ${guids.join()}`;
    }
    case "invalid_argument": {
      const invalid: InvalidArgumentError = error;
      const code: "invalid_argument" = error.code;
      return `${invalid.field} ${code}`;
    }
    case "rate_limited": {
      const seconds: number | undefined = error.retryAfter;
      return `${seconds}`;
    }
    case "invalid_configuration":
    case "authentication":
    case "permission":
    case "not_found":
    case "validation":
    case "request_failed":
    case "unexpected_status":
    case "server":
    case "connection":
    case "timeout":
    case "cancelled":
    case "decode":
    case "created_but_unreadable":
    case "wasm_unavailable":
    case "internal":
      return error.message;
    default: {
      const none: never = error;
      return none;
    }
  }
}

export function caught(error: unknown): ErrorCode | undefined {
  // @ts-expect-error not narrowed yet, it is unknown
  void error.code;
  if (error instanceof ConflictError) {
    const code: "conflict" = error.code;
    const email: string | undefined = error.existingUser?.email;
    void email;
    return code;
  }
  if (error instanceof RateLimitedError) return error.code;
  if (error instanceof BitsightError) {
    const asError: Error = error;
    const status: number | undefined = error.status;
    const headers: Readonly<Record<string, string>> = error.headers;
    const effect: "none" | "possible" = error.effect;
    const body: string | undefined = error.body;
    const mayHave: boolean = error.mayHaveTakenEffect;
    const requestId: string | undefined = error.requestId;
    void [asError, status, headers, effect, body, mayHave, requestId];
    // @ts-expect-error only a conflict has one
    void error.existingUser;
    // @ts-expect-error only an ambiguous error has them
    void error.matches;
    // @ts-expect-error an effect that there isn't
    void (error.effect === "maybe");
    // @ts-expect-error an error is read-only
    error.code = "conflict";
    // @ts-expect-error a misspelt part
    void error.requestID;
  }
  return undefined;
}

export function wrong(error: AnyBitsightError): void {
  // @ts-expect-error a code that there isn't
  void (error.code === "conflicted");
  // @ts-expect-error not before the code is compared
  void error.existingUser;
  if (error.code === "not_found") {
    // @ts-expect-error nor where it is another
    void error.existingUser;
  }
}

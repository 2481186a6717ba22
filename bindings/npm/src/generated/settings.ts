// Written by `cargo xtask regen` from crates/bitsight-users/src/client/settings.rs. Do not edit.

/** The service's address. */
export const BASE_URL = "https://api.bitsighttech.com/ratings";

/** The environment variable with the token. */
export const TOKEN_VARIABLE = "BITSIGHT_API_TOKEN";

/** The environment variable with the base URL. */
export const BASE_URL_VARIABLE = "BITSIGHT_BASE_URL";

/** How many bytes of an error's body are kept. */
export const ERROR_BODY_BYTES = 65_536;

/** The request header that says how to handle the body of the response. It is not sent. */
export const BODY_HEADER = "bitsight-users-body";

/** How many milliseconds a call may take, unless set. */
export const TOTAL_TIMEOUT = 600_000;

/** The options of clients that are numbers. */
export interface ClientNumbers {
  /** How long one attempt may take, to the end of its body. In milliseconds, 120 000 unless set. */
  timeout?: number | undefined;
  /** How long a call may take, with all its attempts, waits and look-ups. In milliseconds, 600 000 unless set. */
  totalTimeout?: number | undefined;
  /** How often a request may be sent again after a failure that may pass. 2 unless set. */
  maxRetries?: number | undefined;
  /** How many requests may be under way at once, in all calls of a client. 3 unless set. */
  maxConcurrency?: number | undefined;
  /** How long a user must stay absent from all lists, after a create whose answer was lost, before the create is sent again. 0: it is never sent again. In milliseconds, 15 000 unless set. */
  settleTime?: number | undefined;
  /** How large a response body may be, after decompression. In bytes, 67 108 864 unless set. */
  maxBodyBytes?: number | undefined;
}

/** The least value of each. */
export const CLIENT_NUMBERS = {
  timeout: 1,
  totalTimeout: 1,
  maxRetries: 0,
  maxConcurrency: 1,
  settleTime: 0,
  maxBodyBytes: 1,
};

/** The options of calls that are numbers. */
export interface CallNumbers {
  /** How long one attempt may take, to the end of its body. In milliseconds, 120 000 unless set. */
  timeout?: number | undefined;
  /** How long a call may take, with all its attempts, waits and look-ups. In milliseconds, 600 000 unless set. */
  totalTimeout?: number | undefined;
  /** How often a request may be sent again after a failure that may pass. 2 unless set. */
  maxRetries?: number | undefined;
  /** How long a user must stay absent from all lists, after a create whose answer was lost, before the create is sent again. 0: it is never sent again. In milliseconds, 15 000 unless set. */
  settleTime?: number | undefined;
  /** How large a response body may be, after decompression. In bytes, 67 108 864 unless set. */
  maxBodyBytes?: number | undefined;
}

/** The least value of each. */
export const CALL_NUMBERS = {
  timeout: 1,
  totalTimeout: 1,
  maxRetries: 0,
  settleTime: 0,
  maxBodyBytes: 1,
};

/** The options of clients and calls that are on or off. */
export interface Flags {
  /** Whether a 409 to a create is followed by one request that looks for the user with the email, for the error. On unless set. */
  lookUpConflicts?: boolean | undefined;
  /** Whether a value that looks like a misspelt known one, such as the role `Admin`, is sent as it is. Off unless set. */
  allowSimilarValues?: boolean | undefined;
}

/** Their names. */
export const FLAGS = ["lookUpConflicts", "allowSimilarValues"] as const;

/** The options of clients that are sent as headers. */
export interface HeaderOptions {
  /** The platform that an integration runs on, and its version, such as `Example Platform 2.1`. Sent as the header `X-BITSIGHT-CALLING-PLATFORM-VERSION`. Not sent unless set. */
  callingPlatformVersion?: string | undefined;
  /** The name of an integration, and its version, such as `Example Connector 1.0`. Sent as the header `X-BITSIGHT-CONNECTOR-NAME-VERSION`. Not sent unless set. */
  connectorNameVersion?: string | undefined;
}

/** Their names. */
export const HEADER_OPTIONS = ["callingPlatformVersion", "connectorNameVersion"] as const;

// Times as the service sends them.

import { InvalidArgumentError } from "./errors.js";

/** Date, time of day, and zone if there is one. */
const FORM = /^(\d{4}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/i;

/**
 * The point in time of a text such as `last_login_time`. A text without a zone is read as UTC, which the documentation
 * states for all times; `new Date` would take it for local time. A `Date` counts milliseconds.
 *
 * @throws {InvalidArgumentError} when the text is no date and time.
 */
export function parseTimestamp(text: string): Date {
  const [, day, time, zone = "Z"] = FORM.exec(text) ?? [];
  const date = new Date(`${day}T${time}${zone}`);
  // A day that its month doesn't have would be one of the next month.
  if (Number.isNaN(date.getTime()) || !new Date(`${day}T00:00Z`).toISOString().startsWith(`${day}`)) {
    throw new InvalidArgumentError({ code: "invalid_argument", message: "the text is no date and time" });
  }
  return date;
}

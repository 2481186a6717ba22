// Lists, in the forms in which a caller can have one.

import { ProvisionError } from "./errors.js";
import type { List } from "./types.js";

/** A list of people, as CSV or as JSON. A file that a user chose can be passed as it is. */
export type ListSource =
  | {
      /** The list as CSV. */
      csv: string | Uint8Array | Blob;
      json?: undefined;
    }
  | {
      /** The list as JSON: its text, or its content. */
      json: string | Uint8Array | Blob | List;
      csv?: undefined;
    };

/** The bytes of a list, and which of both forms it has. */
export async function bytesOf({ csv, json }: ListSource): Promise<{ bytes: Uint8Array; isJson: boolean }> {
  if ((csv === undefined) === (json === undefined)) {
    throw new ProvisionError("invalid_argument", "pass the list either as `csv` or as `json`");
  }
  const list = csv ?? json;
  if (typeof list === "string") return { bytes: new TextEncoder().encode(list), isJson: csv === undefined };
  if (ArrayBuffer.isView(list)) return { bytes: list, isJson: csv === undefined };
  if (typeof Blob !== "undefined" && list instanceof Blob) {
    return { bytes: new Uint8Array(await list.arrayBuffer()), isJson: csv === undefined };
  }
  if (csv !== undefined) throw new ProvisionError("invalid_argument", "`csv` must be a text, its bytes or a file");
  return { bytes: new TextEncoder().encode(JSON.stringify(json)), isJson: true };
}

// The interface of the provisioning module, as wasm-bindgen's glue exports it. JSON and bytes go in, JSON comes out.

/** The exports of the module. */
export interface Exports {
  Account: { read(snapshot: string): WasmAccount };
  Reader: new (host: string) => WasmReader;
  Run: {
    start(
      plan: string,
      host: string,
      journal: Uint8Array,
      resendUnresolved: boolean,
      wall: number,
      monotonic: number,
    ): WasmRun;
    resume(
      host: string,
      journal: Uint8Array,
      resendUnresolved: boolean,
      settleOnly: boolean,
      wall: number,
      monotonic: number,
    ): WasmRun;
  };
  describe(plan: string): string;
  unfinished(journal: Uint8Array): string | undefined;
}

/** An account in the module. */
export interface WasmAccount {
  summary(): string;
  plan(list: Uint8Array, isJson: boolean, policy: string, journal: Uint8Array, wall: number): string;
  export(): string;
  audit(idleDays: number | undefined, wall: number): string;
  audit_plan(idleDays: number | undefined, policy: string, journal: Uint8Array, wall: number): string | undefined;
}

/** What takes answers and returns the next step. */
export interface Steps {
  next(wall: number, monotonic: number): string;
  answered(wall: number, monotonic: number, id: number, body: string | undefined): string;
  failed(wall: number, monotonic: number, id: number, failure: string): string;
  free(): void;
}

/** A reading of an account in the module. */
export interface WasmReader extends Steps {
  account(): WasmAccount | undefined;
}

/** A run in the module. */
export interface WasmRun extends Steps {
  written(wall: number, monotonic: number, failed: boolean): string;
  interrupt(wall: number, monotonic: number): string;
  news(): string;
  plan(): string;
  summary(): string;
}

// The slim entry: the same, and a way to give the module.
import * as main from "bitsight-users";
import { BitsightUsers, useWasm, type WasmSource } from "bitsight-users/slim";

useWasm(() => fetch("/assets/bitsight_users.wasm"));
useWasm(fetch("/assets/bitsight_users.wasm"));
useWasm(new Uint8Array());
useWasm(new ArrayBuffer(0));
useWasm(async () => new Response());
const source: WasmSource = new WebAssembly.Module(new Uint8Array());
useWasm(source);
useWasm(() => source);
const users = new BitsightUsers({ token: "t" });
const quota: main.UserQuota = await users.getUserQuota();
void quota;

// @ts-expect-error not a URL: the program decides how the file is fetched
useWasm("/assets/bitsight_users.wasm");
// @ts-expect-error a source is required
useWasm();
// @ts-expect-error the main entry brings its module along
main.useWasm(new Uint8Array());

// A page under a policy that forbids wasm: reports the error that it gets.
import { BitsightUsers } from "/node_modules/bitsight-users/dist/index.mjs";

const query = new URLSearchParams(location.search);
const users = new BitsightUsers({ token: query.get("token"), dangerouslyAllowBrowser: true });
const { code, message } = await users.getUserQuota().catch((error) => error);
await fetch(query.get("report"), { method: "POST", mode: "no-cors", body: JSON.stringify({ code, message }) });

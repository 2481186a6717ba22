// Calls the built package with documented responses, and compares what comes back with them.
// Samples come in on stdin as a JSON array; an answer goes out as one line of JSON for each.
import assert from "node:assert";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

// Wasm on a cold machine takes a second; a call that takes longer than this will never end.
const PATIENCE_MS = 30_000;

const [entry] = process.argv.slice(1).filter((argument) => argument !== "--");
const { BitsightUsers } = await import(pathToFileURL(entry).href);

for (const sample of JSON.parse(await text(process.stdin))) {
  console.log(JSON.stringify(await answer(sample)));
}

async function answer(sample) {
  const requests = [];
  const fetch = async (url, init) => {
    requests.push({ url: new URL(url), method: init?.method ?? "GET", body: init?.body });
    const headers = { "content-type": "application/json" };
    return new Response(sample.response, { status: sample.status, headers });
  };
  const method = sample.operation.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  const operands = [...sample.path_arguments, ...(sample.body === null ? [] : [sample.body])];
  let result;
  try {
    const users = new BitsightUsers({ token: "t", fetch });
    result = await inTime(users[method](...operands));
  } catch (error) {
    // Without a request, it wasn't the response that was refused.
    const kind = requests.length === 1 ? "refused" : "differs";
    return { [kind]: `${requests.length} requests, then ${error}` };
  }
  try {
    assert.strictEqual(requests.length, 1, `${requests.length} requests instead of one`);
    const [request] = requests;
    assert.strictEqual(request.method, sample.method);
    assert.ok(request.url.pathname.endsWith(sample.path), `called ${request.url}`);
    if (sample.body !== null) {
      assert.deepStrictEqual(JSON.parse(await new Response(request.body).text()), sample.body);
    }
    const documented = JSON.parse(sample.response);
    assert.deepStrictEqual(result, documented);
    // The order of the keys, which deepStrictEqual doesn't look at.
    assert.strictEqual(JSON.stringify(result), JSON.stringify(documented));
  } catch (error) {
    return { differs: error.message };
  }
  return "same";
}

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result after ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

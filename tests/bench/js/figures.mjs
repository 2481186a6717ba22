// All figures of one environment: Node.js, or a page.
import { LIMIT } from "./first.mjs";
import { ROWS, shuffled } from "./rows.mjs";
import { subjects } from "./subjects/index.mjs";

const all = Object.keys(subjects);

/** By row, then by subject: times of single rounds in milliseconds, and bytes before and after. */
export async function figures({ firstRounds, memory: { subjects: some } }, place) {
  const rows = await place.measure();
  const first = Object.fromEntries([LIMIT, ...all].map((name) => [name, []]));
  for (let round = 0; round < firstRounds; round += 1) {
    for (const name of shuffled(Object.keys(first))) first[name].push(await place.first(name));
  }
  const memory = {};
  for (const name of some ?? all) memory[name] = await place.memory(name);
  return { rows: ROWS.map(({ id, title }) => ({ id, title, samples: rows[id] })), first, memory };
}

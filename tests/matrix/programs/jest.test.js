// The scenario in Jest, without a configuration.
const bitsight = require("bitsight-users");

const { scenario } = require("./scenario.cjs");

test("the scenario", async () => {
  const outcome = await scenario(bitsight);
  expect(outcome.error.conflict).toBe(true);
  process.stdout.write(`OUTCOME ${JSON.stringify(outcome)}\n`);
});

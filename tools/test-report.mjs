// Reads the runners' reports (CTRF), writes artifacts/requirements.md (every requirement: which tests show it, or
// open), and ends with "N passed, N failed". Arguments: name=file.json of each run that was started.
import { readFileSync, writeFileSync } from "node:fs";

const runs = process.argv.slice(2).map((argument) => {
  const [name, file] = argument.split("=", 2);
  try {
    const { tests, extra } = JSON.parse(readFileSync(file, "utf8")).results;
    const broken = (extra?.suites ?? []).flatMap((suite) => suite.errors ?? []).length;
    return { name, tests, broken, finished: true };
  } catch {
    return { name, tests: [], broken: 0, finished: false };
  }
});

const shownBy = new Map();
const total = { passed: 0, failed: 0, skipped: 0 };
const slow = [];
for (const { name, tests, broken, finished } of runs) {
  const count = { passed: 0, failed: broken, skipped: 0 };
  for (const test of tests) {
    count[test.status === "passed" ? "passed" : test.status === "failed" ? "failed" : "skipped"]++;
    slow.push({ name, test });
    for (const requirement of [test.labels?.Requirement ?? []].flat()) {
      const method = test.extra?.method ?? test.name;
      const tests = shownBy.get(requirement) ?? shownBy.set(requirement, new Map()).get(requirement);
      const id = `${(test.extra?.type ?? "").split(".").at(-1)}.${method}`;
      (tests.get(id) ?? tests.set(id, []).get(id)).push({ run: name, status: test.status });
    }
  }
  // A run that crashed, or in which nothing ran, is a failure even though no test says so.
  if (!finished || tests.length === 0) {
    count.failed++;
    console.log(`${name}: ${finished ? "no test ran" : "the runner did not finish and left no report"}`);
  } else {
    console.log(`${name}: ${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ""}`);
  }
  for (const key of Object.keys(total)) total[key] += count[key];
}

const slowest = slow.sort((a, b) => b.test.duration - a.test.duration).slice(0, 5).filter(({ test }) => test.duration >= 5000);
for (const { name, test } of slowest) console.log(`slow: ${(test.duration / 1000).toFixed(1)} s ${test.name} (${name})`);

const requirements = readFileSync(new URL("../docs/requirements.tsv", import.meta.url), "utf8").trim().split("\n").map((line) => line.split("\t"));
const known = new Set(requirements.map(([number]) => number));
const unknown = [...shownBy.keys()].filter((number) => !known.has(number));
if (unknown.length > 0) console.log(`tests name requirements that do not exist: ${unknown.join(", ")}`);

const stateOf = (tests) => {
  const results = [...(tests?.values() ?? [])].flat();
  if (results.some((result) => result.status === "failed")) return "failing";
  return results.some((result) => result.status === "passed") ? "shown" : "open";
};
const rows = requirements.map(([number, title]) => {
  const tests = shownBy.get(number);
  const names = [...(tests ?? [])].map(([id, results]) => `${id.replaceAll("_", " ")} (${[...new Set(results.map((result) => result.run))].join(", ")})`);
  return { state: stateOf(tests), line: `| ${number} | ${title.replaceAll("|", "\\|")} | ${stateOf(tests)} | ${names.join("<br>")} |` };
});
const shown = rows.filter((row) => row.state === "shown").length;
const summary = `requirements: ${shown} of ${rows.length} shown by tests`;
writeFileSync(new URL("../artifacts/requirements.md", import.meta.url), `# ${summary}\n\n| Number | Title | State | Tests |\n|---|---|---|---|\n${rows.map((row) => row.line).join("\n")}\n`);

console.log(`${summary} (artifacts/requirements.md)`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed > 0 || unknown.length > 0 ? 1 : 0;

// `npm test -- sqlite` or `npm test -- postgres`: all browser tests on one database engine, with Node's own
// test runner. A file can be named after it: `npm test -- sqlite tests/walk.test.mjs`.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [named, ...files] = process.argv.slice(2);
const engine = named ?? process.env.THROUGHCARE_E2E_ENGINE ?? "sqlite";
if (!["sqlite", "postgres"].includes(engine)) {
  console.error(`the engine is sqlite or postgres, not ${engine}`);
  process.exit(2);
}
const all = readdirSync(join(here, "tests"))
  .filter((name) => name.endsWith(".test.mjs"))
  .sort()
  .map((name) => join("tests", name));

const test = spawn(
  process.execPath,
  // One file at a time: each has a server and a browser, and two cores are enough for one of each.
  ["--test", "--test-reporter=spec", "--test-concurrency=1", ...(files.length > 0 ? files : all)],
  { cwd: here, stdio: "inherit", env: { ...process.env, THROUGHCARE_E2E_ENGINE: engine } },
);
test.on("exit", (code) => process.exit(code ?? 1));

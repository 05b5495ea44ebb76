// A demonstration of its own for each test file: `throughcare demo` on a free port, in a temporary folder or in a
// fresh PostgreSQL database, removed afterwards.
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Which database the tests run on: `sqlite` or `postgres`. */
export const engine = process.env.THROUGHCARE_E2E_ENGINE ?? "sqlite";

/** How long a demonstration may take to be made, in milliseconds. */
const LONGEST_START = 180_000;

/** How long a server may take to end when asked to, in milliseconds. */
const LONGEST_END = 10_000;

/** The program under test: `THROUGHCARE_BIN`, or what cargo built last for release, or for debugging. */
export function program() {
  const named = process.env.THROUGHCARE_BIN;
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const candidates = named ? [named] : ["release", "debug"].map((profile) => join(target, profile, "throughcare"));
  const found = candidates.find((path) => existsSync(path));
  if (!found) {
    throw new Error(`there is no program at ${candidates.join(" or ")}: run cargo build`);
  }
  return found;
}

/**
 * Starts a demonstration and waits for its one line.
 * @param {{ database?: string, options?: string[] }} [choice] `database`: use this one instead of a fresh one, for
 *   a second instance beside the first; `options`: more options for `throughcare demo`.
 * @returns {Promise<{ address: string, database: string | undefined, signIns: { role: string, name: string,
 *   email: string, password: string }[], errors: () => string, stop: () => Promise<void> }>}
 */
export async function startServer(choice = {}) {
  const path = program();
  const fresh = engine === "postgres" && !choice.database ? await createDatabase() : undefined;
  const database = choice.database ?? fresh?.address;
  const folder = mkdtempSync(join(tmpdir(), "throughcare-e2e-"));
  const child = spawn(
    path,
    ["demo", "--data", folder, "--port", "0", "--print", "json", ...(database ? ["--database", database] : []), ...(choice.options ?? [])],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = new Promise((resolve) => child.on("close", resolve));
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  const stop = async () => {
    const impatient = setTimeout(() => child.kill("SIGKILL"), LONGEST_END);
    child.kill("SIGTERM");
    await ended;
    clearTimeout(impatient);
    await fresh?.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const ready = await readyLine(child, ended, () => errors);
    return { address: ready.address, database, signIns: ready.sign_ins, errors: () => errors, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The first line of JSON that the program prints, or why there was none. */
async function readyLine(child, ended, errors) {
  let timer;
  const line = new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (text) => text.startsWith("{") && resolve(text));
    child.on("error", reject);
    ended.then((code) => reject(new Error(`the program ended with ${code} before it was ready\n${errors()}`)));
    timer = setTimeout(() => reject(new Error(`not ready after ${LONGEST_START} ms\n${errors()}`)), LONGEST_START);
  });
  try {
    return JSON.parse(await line);
  } finally {
    clearTimeout(timer);
  }
}

/** A database of its own on the cluster that `cargo xtask ci` or `cargo xtask postgres` started. */
async function createDatabase() {
  const cluster = process.env.THROUGHCARE_TEST_POSTGRES;
  if (!cluster) {
    throw new Error("THROUGHCARE_TEST_POSTGRES is not set: run `cargo xtask postgres -- npm --prefix e2e test -- postgres`");
  }
  const name = `throughcare_e2e_${randomBytes(6).toString("hex")}`;
  const ask = (statement) => execute("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", `--command=${statement}`, cluster]);
  await ask(`create database ${name}`);
  const address = new URL(cluster);
  address.pathname = `/${name}`;
  return { address: address.href, drop: () => ask(`drop database if exists ${name} with (force)`) };
}

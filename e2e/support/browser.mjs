// Chromium as the tests use it: pages, signing in by role, axe, pictures.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import axeCore from "axe-core";
import { chromium } from "playwright-core";

import { engine } from "./server.mjs";

const results = join(dirname(fileURLToPath(import.meta.url)), "..", "results");

/** Standards that every page meets; axe's own good practice is asked for as well. */
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Starts Chromium. It speaks to the server under test and to nobody else. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A page of a new visitor, who has no cookies. What the browser complains of (a script error, a refused style) is
 * kept in `page.complaints`, and a test may demand that there be none.
 * @param {import("playwright-core").Browser} browser
 * @param {{ address: string }} server
 * @param {import("playwright-core").BrowserContextOptions} [options] e.g. `{ javaScriptEnabled: false }`,
 *   `{ viewport: { width: 360, height: 740 } }`, `{ colorScheme: "dark" }`
 */
export async function newPage(browser, server, options = {}) {
  const context = await browser.newContext({ baseURL: server.address, locale: "en-GB", ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) {
      page.complaints.push(message.text());
    }
  });
  return page;
}

/**
 * Signs in by the form, as anyone with an account does.
 * @param {import("playwright-core").Page} page
 * @param {{ signIns: { role: string, name: string, email: string, password: string }[] }} server
 * @param {string} role as the program prints it
 */
export async function signIn(page, server, role) {
  const account = server.signIns.find((one) => one.role === role);
  assert.ok(account, `nobody signs in as ${role}; there are ${server.signIns.map((one) => one.role).join(", ")}`);
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(account.email);
  await page.locator("input[name=password]").fill(account.password);
  await page.locator("form:has(input[name=password]) [type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return account;
}

/**
 * Fails where axe finds any violation on the page as it is now, and says which elements.
 * Needs a page whose context runs JavaScript; the strict content security policy does not hinder it.
 */
export async function axe(page, label = page.url()) {
  await page.evaluate(axeCore.source);
  const report = await page.evaluate(
    (standards) => globalThis.axe.run(document, { runOnly: { type: "tag", values: standards }, resultTypes: ["violations"] }),
    STANDARDS,
  );
  const told = report.violations.map((violation) => {
    const nodes = violation.nodes.map((node) => `    ${node.target.join(" ")}\n      ${node.html}\n      ${node.failureSummary?.replaceAll("\n", "\n      ")}`);
    return `  ${violation.id} (${violation.impact}): ${violation.help}\n${nodes.join("\n")}`;
  });
  assert.equal(told.length, 0, `axe on ${label}:\n${told.join("\n")}`);
}

/** A picture of the whole page in e2e/results, by engine and name. */
export async function picture(page, name) {
  const folder = join(results, engine);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

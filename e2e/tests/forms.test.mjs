// Bad input in a browser with scripts: everything typed is still there, with a message beside what is wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { newPage, signIn, startBrowser } from "../support/browser.mjs";
import { crawl, pages } from "../support/crawl.mjs";
import { engine, startServer } from "../support/server.mjs";

let server;
let browser;
const routes = pages();
const walked = new Set();

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Types into every field for words of one form, too much into the first, and sends it. */
async function nonsense(page, place, index) {
  const form = page.locator("form[method=post]:has(textarea, input[type=text])").nth(index);
  const action = await form.getAttribute("action");
  const shape = action.replaceAll(/[0-9a-z]{13}/g, "{id}");
  if (walked.has(shape) || action === "/sign-in") return;
  walked.add(shape);
  await form.evaluate((element) => {
    for (let folded = element.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    for (const inner of element.querySelectorAll("details")) inner.open = true;
  });
  const fields = form.locator("textarea, input[type=text]");
  const typed = new Map();
  for (let n = 0; n < (await fields.count()); n += 1) {
    const field = fields.nth(n);
    const name = await field.getAttribute("name");
    const words = n === 0 ? `too long ${"x".repeat(20_050)}` : `${name}: 31 November, “words” & <b>more</b>`;
    await field.fill(words);
    typed.set(name, words);
  }
  const answer = page.waitForResponse((response) => response.request().method() === "POST" && !response.url().endsWith("/drafts"));
  await form.locator("button:not([formaction]), input[type=submit]").last().click();
  assert.equal((await answer).status(), 422, `${action} on ${place}`);
  const again = page.locator(`form[action="${action}"]`).first();
  for (const [name, words] of typed) {
    assert.equal(await again.locator(`[name="${name}"]`).first().inputValue(), words, `${name} of ${action} on ${place}`);
  }
  assert.ok((await again.locator(".msg, .errors li").count()) > 0, `no message in ${action} on ${place}`);
}

test(`bad input with scripts, in every form (${engine})`, async (context) => {
  for (const role of ["intake", "case_lead", "panel_chair", "supervisor", "programme_manager", "coordinator", "matching_officer"]) {
    await context.test(role, async () => {
      const page = await newPage(browser, server, { viewport: { width: 1360, height: 900 } });
      await signIn(page, server, role);
      const places = [];
      await crawl(page, routes, async (_, route, place) => places.push(place));
      for (const place of places) {
        await page.goto(place);
        const forms = await page.locator("form[method=post]:has(textarea, input[type=text])").count();
        for (let index = 0; index < forms; index += 1) {
          await page.goto(place);
          await nonsense(page, place, index);
        }
      }
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
  assert.ok(walked.size >= 10, `${walked.size} forms are too few to mean anything`);
});

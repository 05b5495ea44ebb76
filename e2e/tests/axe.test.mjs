// axe on every page that is read, as each role that may read it; and every page fits a phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, newPage, picture, signIn, startBrowser } from "../support/browser.mjs";
import { crawl, pages } from "../support/crawl.mjs";
import { engine, startServer } from "../support/server.mjs";

let server;
let browser;
const reached = new Set();
const routes = pages();

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function look(page, route, place) {
  reached.add(route);
  await axe(page, place);
  await page.setViewportSize({ width: 390, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${place} is ${width} pixels wide on a phone`);
  await page.setViewportSize({ width: 1360, height: 900 });
}

test(`pages that everybody may open (${engine})`, async () => {
  const page = await newPage(browser, server);
  for (const place of ["/sign-in", "/refer/northmoor", "/refer/northmoor/status"]) {
    const answer = await page.goto(place);
    assert.equal(answer.status(), 200, place);
    await look(page, routes.find((r) => r.path.replace("{slug}", "northmoor") === place)?.path, place);
  }
  assert.deepEqual(page.complaints, []);
});

test(`pages of each role (${engine})`, async (context) => {
  for (const { role } of server.signIns) {
    await context.test(role, async () => {
      const page = await newPage(browser, server, { viewport: { width: 1360, height: 900 } });
      await signIn(page, server, role);
      await crawl(page, routes, look);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});

test(`in the dark and in the pseudo-language (${engine})`, async (context) => {
  for (const role of ["intake", "case_lead", "panel_chair"]) {
    await context.test(role, async () => {
      const page = await newPage(browser, server, { viewport: { width: 1360, height: 900 }, colorScheme: "dark" });
      await signIn(page, server, role);
      const address = new URL(server.address);
      await page.context().addCookies([{ name: "throughcare_language", value: "en-XA", domain: address.hostname, path: "/" }]);
      await crawl(page, routes, look);
      await picture(page, `dark-pseudo-${role}`);
      await page.context().close();
    });
  }
});

test(`every page that is read was reached by somebody (${engine})`, () => {
  // The front only leads on. A print, and a second look at a referral, come about in the walk, where axe reads them.
  const elsewhere = ["/", "/cases/{id}/print/{disclosure}", "/referrals/{id}/second-looks/{look}"];
  const missed = routes.map((route) => route.path).filter((path) => !reached.has(path) && !elsewhere.includes(path));
  assert.deepEqual(missed, []);
});

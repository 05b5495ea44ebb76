// The first page that anyone sees.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, newPage, picture, startBrowser } from "../support/browser.mjs";
import { engine, startServer } from "../support/server.mjs";

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test(`the sign-in page is sent, read by axe and free of complaints (${engine})`, async () => {
  const page = await newPage(browser, server);
  const answer = await page.goto("/sign-in");
  assert.equal(answer.status(), 200);
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.locator("input[name=password]").count(), 1);
  await axe(page);
  await picture(page, "sign-in");
  assert.deepEqual(page.complaints, []);
});

test(`the sign-in page fits a phone (${engine})`, async () => {
  const page = await newPage(browser, server, { viewport: { width: 360, height: 740 } });
  await page.goto("/sign-in");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width} pixels wide`);
  await axe(page);
  await picture(page, "sign-in-phone");
});

// The walk: a new concern from a helpline call, and one from the public form, to an open case with an owner;
// as each role in turn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, newPage, picture, signIn, startBrowser } from "../support/browser.mjs";
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

/** A form of the page by the end of its address (or by a selector), unfolded so that a person could use it. */
async function form(page, end) {
  const found = page.locator(end.startsWith("form") ? end : `form[action$="${end}"]`).first();
  await found.evaluate((element) => {
    for (let folded = element.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    for (const inner of element.querySelectorAll("details")) inner.open = true;
  });
  return found;
}

/** Fills a form: a text for a field, or `name=value` for a choice; then presses its button and goes where it leads. */
async function send(page, end, filled, button) {
  const found = await form(page, end);
  for (const [name, value] of Object.entries(filled)) {
    const choice = found.locator(`input[name="${name}"][value="${value}"]`);
    if ((await choice.count()) > 0 && ["radio", "checkbox"].includes(await choice.first().getAttribute("type"))) {
      await choice.first().check({ force: true });
    } else if ((await found.locator(`select[name="${name}"]`).count()) > 0) {
      await found.locator(`select[name="${name}"]`).selectOption(value);
    } else {
      await found.locator(`[name="${name}"]`).first().fill(value);
    }
  }
  const answer = page.waitForResponse((response) => response.request().method() === "POST" && !response.url().endsWith("/drafts"));
  await found.getByRole("button", { name: button }).first().click();
  const status = (await answer).status();
  assert.ok(status < 400, `${end} answered ${status}: ${(await page.locator(".errors").allInnerTexts()).join(" ")}`);
  await page.waitForLoadState();
}

const path = (page) => new URL(page.url()).pathname;
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

/** From a received referral to the decision: owned, acknowledged, called back, searched, checked, begun. */
async function prepare(page, referral) {
  await page.goto(referral.replace("/referrals/", "/owner/referral/"));
  // Whoever took it down, or has the duty, owns it already.
  const me = page.locator('form[action$="/assign"] option', { hasText: "Tom Arnesen" }).first();
  if ((await me.count()) > 0) {
    const mine = await me.getAttribute("value");
    await send(page, "/assign", { to: mine, reason: "I carry this one." }, /assign|take/i);
  }
  await page.goto(referral);
  if ((await page.locator('form[action$="/acknowledged"]').count()) > 0) {
    await send(page, "/acknowledged", { to: "the one who referred", words: "It arrived; Tom Arnesen has it, 01632 960 144." }, /it was said/i);
  }
  await send(page, "/referrer", { outcome: "called_back", named: "no" }, /save what came/i);
  await page.goto(`${referral}/earlier-contact`);
  await page.getByRole("button", { name: "Search for earlier contact" }).click();
  await page.waitForLoadState();
}

/** Takes the case on: the card, the moderators, the owner's offer. Returns the case's address. */
async function carry(page, referral) {
  await page.goto(referral);
  const place = await page.locator('a[href^="/cases/"]').first().getAttribute("href");
  await page.goto(`${place}/safe-contact`);
  await send(page, "/safe-contact", { how: "text first, after 17:00", leave: "a voice message", tell: "his uncle", pairs: "at_home", agreed: "agreed with his mother on the telephone" }, /keep this card/i);
  await page.goto(`${place}/moderators`);
  await send(page, "/moderators/footing", { value: "voluntary" }, /save/i);
  await page.goto(`${place}/moderators`);
  await send(page, "/moderators/setting", { value: "community" }, /save/i);
  return place;
}

async function offerTo(page, place, name) {
  await page.goto(place.replace("/cases/", "/owner/case/"));
  const offer = await form(page, "/offer");
  const label = await offer.locator("option", { hasText: name }).first().textContent();
  await offer.locator("select[name=to]").selectOption({ label });
  await send(page, "/offer", { words: "His mother trusts the school nurse; begin there." }, /offer it/i);
}

test(`a call becomes a case with an owner (${engine})`, async () => {
  const page = await newPage(browser, server, { viewport: { width: 1360, height: 900 } });
  await signIn(page, server, "intake");
  await page.goto("/enquiries/new");
  await send(page, "/enquiries/new", {
    described: "an aunt about her nephew", about: "her nephew, about 16", word: "lantern", minutes: "30",
    said: "He says that the people in the videos are right, and has stopped coming to football.", advice: "an_ear",
  }, "Save the call");
  const enquiry = path(page);
  assert.match(enquiry, /^\/enquiries\/[0-9a-z]{13}$/);
  await page.getByText("The caller rings again", { exact: true }).click();
  await send(page, "/calls", { said: "He has packed a bag.", recognised: "said_the_word", minutes: "10" }, "Save the call");
  await picture(page, "walk-enquiry");

  await page.goto(`${enquiry}/turn`);
  const turn = await form(page, "/turn");
  await turn.locator("input[name=line]").first().check({ force: true });
  await send(page, "/turn", { asked: "agrees", because: "He talks of leaving, and has packed.", "p1-name1": "Wiktor Zaremba-Holt", "p1-age": "16" }, /turn it into a referral/i);
  const referral = path(page);
  assert.match(referral, /^\/referrals\/[0-9a-z]{13}$/);
  await page.goto(enquiry);
  assert.ok((await page.locator("main").innerText()).includes("became a referral"), "the enquiry says what became of it");

  await page.goto(referral);
  await prepare(page, referral);
  await page.goto(`${referral}/screening`);
  await send(page, "/screening/checks", { outcome: "clear" }, /keep the answer/i);
  await send(page, "/screening/begin", {}, /begin/i);
  // One refused: nothing is decided without reasons.
  const refused = await form(page, "/screening/decision");
  await refused.locator('[name=choice][value="accept"]').check({ force: true });
  await refused.getByRole("button", { name: /^Decide/ }).click();
  await page.waitForLoadState();
  assert.ok((await page.locator(".errors li").count()) > 0, "a decision without reasons is refused");
  // One passed.
  await send(page, "/screening/decision", { choice: "accept", reasons: "He would be helped by somebody to talk to.", option1: "Leave it to the school", whynot1: "The school asked for help." }, /^Decide/);
  await page.goto(referral);
  await send(page, "/told", { how: "told", to: "his aunt", words: "We go on with it; ring whenever you like.", basis: "consent" }, /keep it/i);

  const place = await carry(page, referral);
  await offerTo(page, place, "Ines Okafor");
  await picture(page, "walk-case");

  await signIn(page, server, "case_lead");
  await page.goto("/work");
  await picture(page, "walk-work");
  await page.goto(place.replace("/cases/", "/owner/case/"));
  await send(page, "/accept", {}, /accept/i);
  await page.goto(place);
  assert.ok((await page.locator("main").innerText()).includes("owner: Ines Okafor"), "the case lead owns it now");

  await page.goto(`${place}/print`);
  const print = await form(page, "/print");
  for (const name of await print.locator("input[type=text], textarea").evaluateAll((all) => all.map((one) => one.name))) {
    await print.locator(`[name="${name}"]`).fill("the case conference of Thursday");
  }
  if ((await print.locator("[name=basis][value=mandate]").count()) > 0) await print.locator("[name=basis][value=mandate]").check({ force: true });
  await print.getByRole("button").first().click();
  await page.waitForURL(/\/print\/[0-9a-z]{13}$/);
  await axe(page);

  await signIn(page, server, "panel_chair");
  await page.goto(`${place}/adoption`);
  await send(page, "/adoption", { choice: "adopt", reasons: "Support can begin; his family wants it.", option1: "Decline", whynot1: "Nobody else is near him." }, /decide|adopt|keep|propose/i);
  await page.goto(place);
  assert.ok((await page.locator("main").innerText()).toLowerCase().includes("second"), "it waits for its second person");

  await signIn(page, server, "supervisor");
  await page.goto("/second-looks");
  const reference = await second(page, place);
  await page.goto(reference);
  await send(page, "form:has([name=answer])", { answer: "agrees", words: "I read the file; I agree." }, /keep|answer|save|agree/i);
  await page.goto(place);
  assert.ok((await page.locator(".tags").first().innerText()).includes("active"), "the case is active");
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

/** The address of the second look at a case, from the list of second looks. */
async function second(page, place) {
  const links = await page.locator('a[href*="second-looks/"]').evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const id = place.split("/").pop();
  for (const link of links) {
    await page.goto(link);
    if ((await page.content()).includes(id)) return link;
  }
  throw new Error(`no second look at ${place} among ${links.join(", ")}`);
}

test(`a partner's form about somebody known before needs a comparison and a second person (${engine})`, async () => {
  const outside = await newPage(browser, server, { viewport: { width: 390, height: 800 }, javaScriptEnabled: false });
  await outside.goto("/refer/northmoor");
  // Misspelt, and with day and month changed places: the earlier referral is found all the same.
  await send(outside, "/refer/northmoor", { name: "Helen Marsh", organisation: "Hill Road Academy", position: "form teacher", telephone: "01632 960 188", "p1-name1": "Yusef ar Rashid" }, /go on|next|further/i);
  await send(outside, "/refer/northmoor", { facts: "He said that the attack at least did something.", when: "dont_know", knows: "not_yet", named: "no", urgency: "worried" }, /go on|check/i);
  await send(outside, "/refer/northmoor", {}, /^send/i);
  const told = await outside.locator("main").innerText();
  assert.match(told, /([0-9a-z]{4}-){6}[0-9a-z]{4}/, "an unguessable reference is shown");
  await picture(outside, "walk-sent-phone");
  await outside.context().close();

  const page = await newPage(browser, server, { viewport: { width: 1360, height: 900 } });
  await signIn(page, server, "intake");
  await page.goto("/referrals");
  await page.getByRole("link", { name: "Yusef ar Rashid" }).first().click();
  await page.waitForLoadState();
  const referral = path(page);
  await prepare(page, referral);
  const close = page.locator('form[action*="/records/"]');
  assert.ok((await close.count()) > 0, "a close record turned up");
  await picture(page, "walk-earlier-contact");
  for (const action of await close.evaluateAll((all) => all.map((one) => one.getAttribute("action")))) {
    await page.goto(`${referral}/earlier-contact`);
    await send(page, action, { verdict: "same", why: "The same street, school and mother; the name is written otherwise." }, /save/i);
  }
  await page.goto(`${referral}/earlier-contact`);
  if ((await page.locator('form[action$="/none-of-them"]').count()) > 0) {
    await send(page, "/none-of-them", { why: "Nothing but the sound of the name." }, /none of these/i);
  }
  await page.goto(`${referral}/screening`);
  await send(page, "/screening/checks", { outcome: "clear" }, /keep the answer/i);
  if ((await page.locator('form[action$="/screening/begin"]').count()) > 0) await send(page, "/screening/begin", {}, /begin/i);
  await send(page, "/screening/decision", {
    choice: "accept", reasons: "A second concern within two years, from another school year.", option1: "No further action again", whynot1: "It was said twice, by people who do not know each other.",
    comparison: "In 2025 it was about videos; now it is about an attack, and he is more alone.",
  }, /^Decide/);
  await page.goto(referral);
  assert.ok((await page.locator("main").innerText()).toLowerCase().includes("second"), "it waits for a second person");
  assert.equal(await page.locator('a[href^="/cases/"]').count(), 0, "no case before the second person agreed");
  // The same person is refused; a colleague reads it, and axe reads it too.
  const id = referral.split("/").pop();
  await signIn(page, server, "coordinator");
  await page.goto("/second-looks");
  await page.locator(`a[href*="${id}/second-looks/"]`).first().click();
  await page.waitForLoadState();
  await axe(page);
  await send(page, "form:has([name=answer])", { answer: "agrees", words: "I read both referrals." }, /keep|answer|save|agree/i);
  await page.goto(referral);
  assert.ok((await page.locator("main").innerText()).includes("accepted"), "the proposal took effect");
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

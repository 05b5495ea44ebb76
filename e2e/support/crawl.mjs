// Every page that a role can reach by following links, and which route of `routes --json` each one is.
import { execFileSync } from "node:child_process";

import { program } from "./server.mjs";

/** All routes that are read, as the program lists them. */
export function pages() {
  const lines = JSON.parse(execFileSync(program(), ["routes", "--json"], { encoding: "utf8" }));
  return lines.filter((line) => line.method === "GET" && !line.path.startsWith("/static"));
}

/** The route behind an address: fixed parts win over ids. */
export function routeOf(routes, pathname) {
  const parts = pathname.split("/");
  const fits = routes.filter((route) => {
    const wanted = route.path.split("/");
    return wanted.length === parts.length && wanted.every((part, n) => part.startsWith("{") || part === parts[n]);
  });
  fits.sort((a, b) => a.path.split("{").length - b.path.split("{").length);
  return fits[0]?.path;
}

/**
 * Follows links from where the role's work begins, and visits at most `each` addresses of a route.
 * @param {(page, route: string, pathname: string) => Promise<void>} visit called once for each page
 */
export async function crawl(page, routes, visit, each = 1) {
  const visited = new Map();
  const known = new Set();
  const waiting = ["/", "/design", "/manual"];
  const more = async () => {
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((one) => one.href));
    for (const link of links) {
      const url = new URL(link);
      if (url.origin !== new URL(page.url()).origin) continue;
      const place = url.pathname + url.search;
      if (!known.has(place)) {
        known.add(place);
        waiting.push(place);
      }
    }
  };
  while (waiting.length > 0) {
    const place = waiting.shift();
    const route = routeOf(routes, new URL(place, page.url()).pathname);
    if (!route || (visited.get(route) ?? 0) >= each) continue;
    const answer = await page.goto(place);
    if (answer.status() !== 200) continue;
    const landed = new URL(page.url()).pathname;
    const shown = routeOf(routes, landed);
    if (!shown || (shown !== route && (visited.get(shown) ?? 0) >= each)) continue;
    visited.set(shown, (visited.get(shown) ?? 0) + 1);
    await more();
    // Pages that are linked only where somebody needs them.
    const [, list, id] = landed.match(/^\/(enquiries|referrals|cases)\/([0-9a-z]{13})$/) ?? [];
    const kind = { enquiries: "enquiry", referrals: "referral", cases: "case" }[list];
    if (kind) waiting.push(`/owner/${kind}/${id}`, `/owner/${kind}/${id}/assign`);
    await visit(page, shown, landed);
  }
  return visited;
}

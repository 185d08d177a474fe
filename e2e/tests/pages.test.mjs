// Visits every page of the demonstration region as every role that has it: those of its index,
// and one of each further kind that their links lead to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NARROW, pageRoutes, startApp } from '../lib/app.mjs';
import { axe, invalidHtml, overflow } from '../lib/checks.mjs';
import { describe, lint } from '../lib/lints.mjs';
import { clipped, colours, focusShown, forcedColours, largeText, lengthen, motion, targets, unfold, weight } from '../lib/modes.mjs';

/** Bytes of a page with everything it loads except fonts. */
const HEAVIEST = 150 * 1024;

/** Pages for people who are not signed in; the last is added when the links are known. */
const PUBLIC = ['/sign-in', '/help', '/hidden'];

/** Routes that answer GET with something else than a page, or need a state that the region is not in. */
const NO_PAGE = new Map([
  ['/', 'leads on'],
  ['/healthz', 'for machines'],
  ['/walk/go', 'leads on: the walk'],
  ['/import/template.csv', 'a file'],
  ['/people/list.csv', 'a file'],
  ['/meetings/list.csv', 'a file'],
  ['/tasks/list.csv', 'a file'],
  ['/needs/list.csv', 'a file'],
  ['/orgs/support/bundle.json', 'a file'],
  ['/import/past/{import}', 'only after a file was read in: removal'],
  ['/import/preview', 'only after a file was chosen'],
  ['/import/done', 'only after a file was read in'],
  ['/sign-in/code', 'stands between two steps of signing in'],
  ['/set-up/{token}', 'before the first account'],
  ['/account/proved', 'stands between a proof and a file'],
  ['/meetings/{meeting}/decisions/{decision}', 'only in a meeting that is being held: story A'],
  ['/people/{person}/plans/new', 'only before the first plan; everybody in the region has one'],
]);

let app;
let routes;
/** Everything visited wide, in order: `{ role, url }`; the narrow sweep goes the same way. */
const visited = [];

before(async () => {
  app = await startApp({ today: '2026-11-23' });
  routes = await pageRoutes();
});

after(() => app?.stop());

function routeOf(url) {
  const { pathname } = new URL(url, app.baseUrl);
  return routes.find((route) => route.path === pathname) ?? routes.find((route) => route.matches(pathname));
}

/** Where each role starts: the index, and the doors that are open to everybody. */
function starts() {
  const byRole = new Map([['anonymous', [...PUBLIC, new URL(app.links[0].url).pathname]]]);
  for (const { role, url } of app.index.pages) byRole.set(role, [...(byRole.get(role) ?? []), url]);
  return [...byRole].map(([role, urls]) => [role, [...new Set(urls)]]);
}

/** A window in one layer, for a role or for nobody. */
async function open(role, layer) {
  const session = role === 'anonymous' ? await app.anonymous() : await app.signIn(role);
  await session.goto(role === 'anonymous' ? PUBLIC[0] : '/');
  await session.display({ layer });
  return session;
}

/** Two doors to one screen may have one title. */
function sameScreen(one, other) {
  const last = ({ path }) => path.split('/').at(-1);
  const doors = ['/sign-in', '/link/{token}'];
  return one === other || (last(one) === last(other) && !last(one).startsWith('{'))
    || (doors.includes(one.path) && doors.includes(other.path));
}

/** In-app addresses of all links in a page's HTML. */
const linksIn = (html) => [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href]) => href.replaceAll('&#38;', '&').replaceAll('&amp;', '&'));

/** Fails with everything found, one line each. */
function assertNone(found, what) {
  assert.ok(found.length === 0, `${what}:\n  ${found.join('\n  ')}`);
}

const lintLines = async (page, nav) => [describe(await lint(page, { nav }))].filter(Boolean);

/**
 * What a page must bear in each window: large type, wide spacing, touch, the keyboard, very long
 * words. `first`: nobody was on a page of this kind yet, so its colours are looked at too.
 */
async function bear(page, { first, sizes }) {
  await unfold(page);
  assertNone(await targets(page), 'too small to hit');
  assertNone([...await overflow(page), ...await clipped(page)], 'cut off');
  assertNone(await focusShown(page), 'focus');
  assertNone(await motion(page), 'motion');
  if (first) assertNone([...await colours(page), ...await forcedColours(page)], 'colours');
  assertNone(await largeText(page, { sizes }), 'large text');
  await lengthen(page);
  assertNone([...await overflow(page), ...await clipped(page)], 'very long text');
}

/** One page, wide, in the standard layer. */
async function inspect(session, { url, nav, titles, first }) {
  const { page } = session;
  const route = routeOf(url);
  session.problems.take();
  const response = await session.goto(url);
  assert.equal(response.status(), 200);
  assertNone(await axe(page), 'axe');
  // The covering page shows nothing of the product on purpose.
  assertNone(await lintLines(page, nav && route.path !== '/hidden'), 'lints');
  assertNone(await invalidHtml(await response.text()), 'html-validate');
  const title = await page.title();
  const other = titles.get(title) ?? route;
  assert.ok(sameScreen(route, other), `"${title}" is also the title of ${other.path}`);
  titles.set(title, route);
  const bytes = await weight(page);
  assert.ok(bytes <= HEAVIEST, `${bytes} bytes without fonts`);
  await bear(page, { first, sizes: ['200%'] });
  session.problems.assertNone();
  await showAgain(session, route);
}

/** The covering page covers everything until its reader goes on. */
async function showAgain(session, route) {
  if (route.path === '/hidden') await session.context.clearCookies({ name: 'tsumugi-hidden' });
}

test('every page, wide, in the standard layer', async (t) => {
  assert.ok(app.index.pages.length > 0, 'the index has pages');
  const missing = new Set(routes.filter(({ path }) => !NO_PAGE.has(path)));
  const sweep = async (role, session, urls) => {
    const nav = (await session.page.locator('header nav').count()) > 0;
    const titles = new Map();
    const queue = urls.map((url) => ({ url, from: 'the index' }));
    const known = new Set(urls.map(routeOf));
    for (const { url, from } of queue) {
      const route = routeOf(url);
      missing.delete(route);
      const first = !visited.some((visit) => visit.route === route);
      visited.push({ role, url, nav, route, first });
      await t.test(`${role} ${new URL(url, app.baseUrl).pathname}, from ${from}`, () => inspect(session, { url, nav, titles, first }));
      const links = linksIn(await session.page.content());
      for (const link of links.filter((href) => !href.startsWith('/assets/'))) {
        const route = routeOf(link);
        assert.ok(route, `${link} on ${url} leads to no route`);
        // One of each kind is enough for a role.
        if (known.has(route) || NO_PAGE.has(route.path)) continue;
        known.add(route);
        queue.push({ url: link, from: new URL(url, app.baseUrl).pathname });
      }
    }
  };
  for (const [role, urls] of starts()) {
    const session = await open(role, 'standard');
    await sweep(role, session, urls);
    await session.close();
  }
  assertNone([...missing].map(({ path }) => path), 'nobody is led to');
});

/** Goes the way of the first sweep again, in another layer and 320 px wide. */
async function narrow(t, { layer, only, prepare = async () => {}, look }) {
  for (const role of new Set(visited.map((visit) => visit.role))) {
    // The sign-in link has been used by now and is a page no more.
    const visits = visited.filter((visit) => visit.role === role && visit.route.path !== '/link/{token}' && only(visit));
    if (visits.length === 0) continue;
    const session = await open(role, layer);
    await session.page.setViewportSize(NARROW);
    await prepare(session);
    for (const visit of visits) {
      await t.test(`${role} ${new URL(visit.url, app.baseUrl).pathname}`, async () => {
        session.problems.take();
        const response = await session.goto(visit.url);
        assert.equal(response.status(), 200);
        await look(session, { ...visit, response });
        session.problems.assertNone();
        await showAgain(session, visit.route);
      });
    }
    session.problems.take();
    await session.close();
  }
}

test('every page, 320 px, in the easy layer', async (t) => {
  await narrow(t, {
    layer: 'easy',
    only: () => true,
    async look({ page }, { nav, route, first, response }) {
      assertNone(await overflow(page), 'sideways scrolling');
      assertNone(await lintLines(page, nav && route.path !== '/hidden'), 'lints');
      const easy = await page.evaluate(() => document.body.classList.contains('easy'));
      // Staff read easy words only if they want to; one page of each kind is enough.
      if (!easy && !first) return;
      assertNone(await axe(page), 'axe');
      assertNone(await invalidHtml(await response.text()), 'html-validate');
      await bear(page, { first, sizes: ['150%'] });
    },
  });
});

test('every kind of page, 320 px, in English, without scripts and pictures', async (t) => {
  await narrow(t, {
    layer: 'english',
    only: ({ first }) => first,
    async prepare({ page, problems }) {
      // axe needs scripts, so the browser keeps them and ours do not arrive.
      await page.route('**/assets/js/**', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
      await page.route(/\.svg$/, (route) => route.abort());
      problems.expect(/ERR_FAILED/);
    },
    async look({ page }, { nav, route, response }) {
      assertNone(await overflow(page), 'sideways scrolling');
      assertNone(await lintLines(page, nav && route.path !== '/hidden'), 'lints');
      assertNone(await axe(page), 'axe');
      assertNone(await invalidHtml(await response.text()), 'html-validate');
      await bear(page, { first: false, sizes: ['150%'] });
    },
  });
});

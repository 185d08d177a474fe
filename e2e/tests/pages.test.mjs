// Visits every page of the demonstration region as every role that has it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NARROW, WIDE, startApp } from '../lib/app.mjs';
import { axe, invalidHtml, overflow } from '../lib/checks.mjs';
import { describe, lint } from '../lib/lints.mjs';

let app;

before(async () => {
  app = await startApp();
});

after(() => app?.stop());

/** A window for a role of the index; roles without a sign-in link are people not signed in. */
function open(role) {
  return app.roles.includes(role) ? app.signIn(role) : app.anonymous();
}

/** Pages of one role, each address once. */
function pagesOf(role) {
  const seen = new Set();
  return app.index.pages.filter((page) => page.role === role && !seen.has(page.url) && seen.add(page.url));
}

function assertNone(found, what) {
  assert.deepEqual(found, [], `${what}:\n  ${found.join('\n  ')}`);
}

async function hasNavigation(page) {
  return (await page.locator('header nav').count()) > 0;
}

test('every page, wide, in the standard layer', async (t) => {
  assert.ok(app.index.pages.length > 0, 'the index has pages');
  for (const role of new Set(app.index.pages.map((page) => page.role))) {
    const session = await open(role);
    const { page } = session;
    await session.goto(pagesOf(role)[0].url);
    await session.display({ layer: 'standard' });
    const nav = await hasNavigation(page);
    const titles = new Map();
    for (const { route, url } of pagesOf(role)) {
      await t.test(`${role} ${route} ${new URL(url, app.baseUrl).pathname}`, async () => {
        session.problems.take();
        const response = await session.goto(url);
        assert.equal(response.status(), 200);
        assertNone(await axe(page), 'axe');
        const found = await lint(page, { nav });
        assert.deepEqual(found, [], `lints:\n  ${describe(found)}`);
        assertNone(await invalidHtml(await response.text()), 'html-validate');
        const title = await page.title();
        assert.ok(!titles.has(title) || titles.get(title) === route, `"${title}" is also the title of ${titles.get(title)}`);
        titles.set(title, route);
        session.problems.assertNone();
      });
    }
    await session.close();
  }
});

test('every page, 320 px, in the easy layer', async (t) => {
  for (const role of new Set(app.index.pages.map((page) => page.role))) {
    const session = await open(role);
    const { page } = session;
    await page.setViewportSize(WIDE);
    await session.goto(pagesOf(role)[0].url);
    await session.display({ layer: 'easy' });
    const nav = await hasNavigation(page);
    await page.setViewportSize(NARROW);
    for (const { route, url } of pagesOf(role)) {
      await t.test(`${role} ${route} ${new URL(url, app.baseUrl).pathname}`, async () => {
        session.problems.take();
        const response = await session.goto(url);
        assert.equal(response.status(), 200);
        assertNone(await overflow(page), 'sideways scrolling');
        const found = await lint(page, { nav });
        assert.deepEqual(found, [], `lints:\n  ${describe(found)}`);
        session.problems.assertNone();
      });
    }
    await session.close();
  }
});

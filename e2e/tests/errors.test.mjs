// Sends every form of the demonstration region as nobody should: empty, and then much too long. What
// comes back must say what is wrong, keep the text, and be as good a page as the one before.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NARROW, WIDE, startApp } from '../lib/app.mjs';
import { axe, overflow } from '../lib/checks.mjs';
import { describe, lint } from '../lib/lints.mjs';
import { clipped, colours, targets, unfold } from '../lib/modes.mjs';

let app;
before(async () => { app = await startApp({ people: 12, today: '2026-11-23' }); });
after(async () => { await app?.stop(); });

const LONG = 'とても長い文章です。'.repeat(2500);
/** So many forms of the region come back with an error; fewer means that this test has gone blind. */
const LEAST = 18;

/** What kind of form it is, whomever it is about. */
const kindOf = (action) => action.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…').split('?')[0];

/** The forms of the open page that have something to fill in. */
async function formsOf(page) {
  const actions = await page.locator('main form[method="post"]').evaluateAll((forms) => forms
    .filter((form) => form.querySelector('textarea, input[type=text], input:not([type])'))
    .map((form) => form.getAttribute('action')));
  return [...new Set(actions)];
}

/** Fills every text of a form with one text and sends it; gives the answer. */
async function send(page, action, text) {
  await unfold(page);
  const form = page.locator(`main form[method="post"][action="${action}"]`).first();
  await form.evaluate((element, value) => {
    element.querySelectorAll('textarea, input[type=text], input:not([type])').forEach((field) => { field.value = value; });
  }, text);
  const [answer] = await Promise.all([page.waitForNavigation(), form.locator('button[type=submit]').first().click()]);
  return answer;
}

/** A page with an error is a page like every other, and leads to what is wrong. */
async function look(page, nav) {
  const found = [describe(await lint(page, { nav })), ...await axe(page), ...await colours(page)].filter(Boolean);
  const led = await page.evaluate(() => document.querySelector('#error-summary')?.contains(document.activeElement));
  if (!led) found.push('the keyboard does not start at what is wrong');
  await page.setViewportSize(NARROW);
  found.push(...await overflow(page), ...await clipped(page), ...await targets(page));
  await page.setViewportSize(WIDE);
  return found;
}

test('every form that is sent empty or much too long comes back with what is wrong', async (t) => {
  const seen = new Map();
  for (const role of new Set(app.index.pages.map((page) => page.role))) {
    const session = await app.signIn(role);
    const { page } = session;
    session.problems.expect(/status of 4(22|09|04|03)/);
    const nav = !role.endsWith('_guest');
    for (const { url } of app.index.pages.filter((one) => one.role === role)) {
      await session.goto(url);
      for (const action of await formsOf(page)) {
        const kind = kindOf(action);
        if (seen.has(kind)) continue;
        seen.set(kind, null);
        await t.test(`${role} ${kind}`, async () => {
          for (const text of ['', LONG]) {
            await session.goto(url);
            if (await page.locator(`main form[action="${action}"]`).count() === 0) return;
            const answer = await send(page, action, text);
            assert.ok(answer.status() < 500, `${answer.status()}`);
            if (answer.status() !== 422) continue;
            seen.set(kind, answer.status());
            // A form that lies deep in its page keeps its text there.
            const kept = await page.evaluate((value) => !value || document.body.textContent.includes(value)
              || [...document.querySelectorAll('input')].some((field) => field.value === value), text);
            assert.ok(kept, 'what was typed is gone');
            assert.equal(await page.locator('#error-summary').count(), 1, 'what is wrong stands on a page without its form');
            const found = await look(page, nav);
            assert.ok(found.length === 0, found.join('\n  '));
            return;
          }
        });
      }
    }
    await session.close();
  }
  const answered = [...seen].filter(([, status]) => status).map(([kind]) => kind);
  assert.ok(answered.length >= LEAST, `only ${answered.length} of ${seen.size}: ${answered.join(' ')}`);
});

test('a mistake that was put right lies behind as its page, and is not sent again', async () => {
  const session = await app.signIn('service_manager');
  const { page } = session;
  session.problems.expect(/status of 422/);
  const url = app.index.pages.find((one) => one.route === 'person' && one.role === 'service_manager').url;
  await session.goto(url);
  const form = page.locator('form[action$="/concerns"]');
  await form.evaluate((element) => { element.noValidate = true; });
  await form.locator('button[type=submit]').click();
  await page.locator('#error-summary').waitFor();
  assert.equal(page.url(), url);
  await form.locator('[name="text"]').fill('朝、バス停で立ち止まった。');
  await form.locator('button[type=submit]').click();
  await page.locator('[data-saved]').waitFor();
  const asked = [];
  page.on('request', (request) => { if (request.isNavigationRequest()) asked.push(request.method()); });
  const back = await page.goBack();
  assert.equal(back.status(), 200);
  assert.deepEqual(asked, ['GET']);
  assert.equal(page.url(), url);
  await session.close();
});

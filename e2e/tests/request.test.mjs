// Asking the specialist for a サービス担当者会議: declined with a reason, and accepted.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp } from '../lib/app.mjs';

let app;
let person;
before(async () => {
  app = await startApp({ people: 12, today: '2026-11-23' });
  const { url } = app.index.pages.find(({ route, role }) => route === 'person' && role === 'child_support_manager');
  person = url;
});
after(async () => { await app?.stop(); });

const REASON = '送りむかえの人が月末で変わる。通院をだれが支えるか決めたい。';

/** The manager asks; what cannot be sent stays as typed. Gives the path of the request. */
async function ask(manager, question) {
  const { page } = manager;
  await manager.goto(`${person}/call`);
  const form = page.locator('form[action$="/requests"]');
  await form.locator('input[name="asked"]').first().check();
  await form.locator('[name="reason"]').fill(REASON);
  manager.problems.expect(/status of 422/);
  await form.locator('button[type=submit]').click();
  await page.locator('#error-summary').waitFor();
  assert.ok(await page.evaluate(() => document.querySelector('#error-summary').contains(document.activeElement)));
  assert.equal(await form.locator('[name="reason"]').inputValue(), REASON);
  await form.locator('[name="ask_must_decide"]').fill(question);
  await form.locator('button[type=submit]').click();
  await page.getByText(question).first().waitFor();
  return new URL(page.url()).pathname;
}

/** Somebody is led to the request by the own home. */
async function find(session, request, text) {
  await session.goto('/home');
  await session.page.locator(`main a[href="${request}"]`).first().click();
  await session.page.getByText(text).first().waitFor();
}

test('a declined request comes back with its reason and a way on', async () => {
  const question = '冬のあいだ、だれが通院につきそうか。';
  const manager = await app.signIn('child_support_manager');
  const request = await ask(manager, question);
  const specialist = await app.signIn('specialist');
  await find(specialist, request, REASON);
  const decline = specialist.page.locator('form[action$="/decline"]');
  await decline.locator('[name="reason"]').fill('今月は計画の会議が三つあり、来月の会議で一緒に話したい。');
  await decline.locator('button[type=submit]').click();
  await specialist.page.getByText('来月の会議で一緒に話したい').first().waitFor();
  await specialist.close();

  await find(manager, request, '来月の会議で一緒に話したい');
  // The office can hold its own meeting instead.
  await manager.page.locator('main a[href*="/call"]').first().click();
  await manager.page.locator('form[action$="/meetings"]').waitFor();
  await manager.close();
});

test('an accepted request becomes a meeting that both sides see', async () => {
  const question = 'ショートステイを、いつから試すか。';
  const manager = await app.signIn('child_support_manager');
  const request = await ask(manager, question);
  const specialist = await app.signIn('specialist');
  await find(specialist, request, REASON);
  const { page } = specialist;
  await page.locator('main a[href*="/call"]').first().click();
  const form = page.locator('form[action$="/meetings"]');
  for (const [part, text] of [['year', 'R8'], ['month', '12'], ['day', '8']]) {
    await form.locator(`[name="day1_${part}"]`).fill(text);
  }
  await form.locator('[name="time1"]').fill('10時');
  await form.locator('[name="place"]').fill('相談室');
  await form.locator('button[type=submit]').click();
  const meeting = new URL(page.url()).pathname;
  assert.match(meeting, /^\/meetings\/[0-9a-f-]{36}$/);
  await specialist.close();

  await manager.goto(meeting);
  await manager.page.getByText(question).first().waitFor();
  await manager.close();
});

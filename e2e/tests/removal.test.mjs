// Taking out what was a mistake, in the browser: words, a person, a roster; and the file for whoever
// helps.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NARROW, startApp } from '../lib/app.mjs';
import { axe, overflow } from '../lib/checks.mjs';

let app;
let person;
before(async () => {
  app = await startApp({ people: 6, today: '2026-11-23' });
  ({ url: person } = app.index.pages.find(({ route, role }) => route === 'person' && role === 'service_manager'));
});
after(async () => { await app?.stop(); });

const WORDS = 'となりの家の ねこの話をした。';

/** The question's form. */
const question = (page) => page.locator('form[action$="/remove"], form[action$="/undo"]');

async function confirm(page, why) {
  await question(page).locator(`input[name="why"][value="${why}"]`).check();
  await question(page).locator('button[type=submit]').click();
}

test('words under the wrong person go, and a quiet mark stays', async () => {
  const manager = await app.signIn('service_manager');
  const { page } = manager;
  await manager.goto(`${person}/voices/new`);
  const form = page.locator('form[action$="/voices"]');
  await form.locator('[name="text"]').fill(WORDS);
  await form.locator('input[name="how"][value="speech"]').check();
  await form.locator('input[name="on_top"]').check();
  await form.locator('button[type=submit]').click();
  await page.getByText(WORDS).first().waitFor();

  await manager.goto(`${person}/voices`);
  await page.locator('.voice', { hasText: WORDS }).locator('a[href$="/remove"]').click();
  const asked = page.url();
  assert.ok(await page.locator('main').getByText(WORDS).isVisible());
  assert.ok(await page.getByText('いちばん上').first().isVisible(), 'it says that the words are on top');
  assert.deepEqual(await axe(page), []);
  await page.setViewportSize(NARROW);
  assert.deepEqual(await overflow(page), []);

  // Without a reason nothing goes.
  manager.problems.expect(/status of 422/);
  await question(page).locator('button[type=submit]').click();
  await page.locator('#error-summary').waitFor();
  await confirm(page, 'wrong_person');
  await page.getByText('取り消しました').first().waitFor();
  assert.equal(await page.getByText(WORDS).count(), 0);
  assert.ok(await page.locator('.gone').first().getByText('別の人の記録だった').isVisible());
  manager.problems.expect(/status of 404|status of 409/);
  await page.goto(asked);
  assert.equal(await page.getByText(WORDS).count(), 0);
  await manager.close();
});

test('somebody registered by mistake goes; whoever has a record stays', async () => {
  const manager = await app.signIn('service_manager');
  const { page } = manager;
  await manager.goto(`${person}/remove`);
  assert.equal(await question(page).count(), 0);
  await page.getByText('この人の登録は取り消せません').waitFor();

  await manager.goto('/people/new');
  await page.locator('form [name="family"]').fill('まちがい');
  await page.locator('form [name="family"]').press('Enter');
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  const wrong = new URL(page.url()).pathname;
  await manager.goto(`${wrong}/edit`);
  await page.locator(`main a[href="${wrong}/remove"]`).click();
  await confirm(page, 'slip');
  await page.waitForURL(/\/import\/past/);
  await page.getByText('書きまちがい').first().waitFor();
  manager.problems.expect(/status of 404/);
  const gone = await manager.goto(wrong);
  assert.equal(gone.status(), 404);
  await manager.close();
});

test('a wrong roster is called off', async () => {
  const manager = await app.signIn('service_manager');
  const { page } = manager;
  const roster = '氏名,生年月日\nほしの うみ,1990/1/1\nつきの やま,1991/1/1\n';
  await manager.goto('/import');
  await page.locator('input[type=file]').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(roster) });
  await page.locator('form[action="/import/preview"] button[type=submit]').click();
  await page.locator('form[action="/import/apply"] button[type=submit]').click();
  await page.waitForURL(/\/import\/done/);
  await page.locator('main a[href^="/import/past/"]').click();
  await page.getByText('登録が消える人（2人）').waitFor();
  assert.deepEqual(await axe(page), []);
  await confirm(page, 'wrong_person');
  await page.getByText('取り込みを取り消しました').first().waitFor();
  await manager.goto('/import/past');
  await page.getByText('取り消しずみ').waitFor();
  await manager.goto('/people');
  assert.equal(await page.getByText('ほしの うみ').count(), 0);
  await manager.close();
});

test('the system administrator sees and gets the file for whoever helps', async () => {
  const admin = await app.signIn('system_admin');
  const { page } = admin;
  await admin.goto('/orgs');
  await page.locator('main a[href="/orgs/support"]').click();
  assert.deepEqual(await axe(page), []);
  const download = page.waitForEvent('download');
  await page.locator('a[href="/orgs/support/bundle.json"]').click();
  const stream = await (await download).createReadStream();
  let text = '';
  for await (const part of stream) text += part;
  const bundle = JSON.parse(text);
  assert.equal(bundle.engine, process.env.ENGINE ?? 'sqlite');
  assert.ok(bundle.machine.configuration.some(({ key }) => key === 'database_url'));
  assert.match(bundle.rows.person, /^\d+-\d*$/);
  await admin.close();
});

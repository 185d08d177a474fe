// Somebody is there twice: the manager compares the two records without scripts, makes them one,
// an old link leads on for those who may see the person and for nobody else, and it is undone. The
// link of a guest goes on through it all.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp } from '../lib/app.mjs';

let app;
before(async () => { app = await startApp({ people: 60, today: '2026-11-23' }); });
after(async () => { await app?.stop(); });

const WORDS = '電車が いちばん よく見える席';

test('two records of one person become one, and two again', async () => {
  const manager = await app.signIn('service_manager', { js: false });
  const { page } = manager;
  await manager.goto('/people');
  await page.getByRole('link', { name: '同じ人が、ふたり登録されていませんか' }).click();
  await page.getByRole('link', { name: /^くらべる/ }).first().click();
  await page.getByRole('heading', { name: 'ふたつの記録をくらべる' }).waitFor();
  const [, kept, merged] = new URL(page.url()).pathname.match(/^\/people\/([^/]+)\/merge\/([^/]+)$/);

  // Who would come to see something is said before anything happens.
  await page.getByText(/相談支援センター いとぐちに、もうひとつの記録の「.*本人のことばと答え.*」が見えるようになります/).waitFor();
  await page.getByText('12月23日').first().waitFor();
  assert.equal(await page.locator('input[name="phone"][value="merged"]').isChecked(), true);
  await page.locator('input[name="phone"][value="kept"]').check();
  const phone = (await page.locator('input[name="phone"][value="kept"]').locator('xpath=..').innerText()).match(/[\d-]{8,}/)[0];

  // Somebody with an old page open: a form of a record that is no more carries its words over.
  const late = await app.signIn('service_manager');
  await late.goto(`/people/${merged}/voices/new`);

  await page.getByRole('button', { name: 'ひとつにする' }).click();
  await page.getByText('ふたつの記録をひとつにしました').first().waitFor();
  assert.equal(new URL(page.url()).pathname, `/people/${kept}`);
  await page.getByText(phone).first().waitFor();
  await manager.goto(`/people/${merged}/team`);
  assert.equal(new URL(page.url()).pathname, `/people/${kept}/team`);
  await manager.goto(`/people/${merged}/looks?page=1`);
  assert.equal(page.url(), app.url(`/people/${kept}/looks?page=1`));
  await manager.goto(`/people/${kept}/voices`);
  await page.getByText('見学したい').first().waitFor();

  await late.page.locator('[name="text"]').fill(WORDS);
  await late.page.locator('input[name="how"][value="speech"]').check();
  await late.page.locator('main form button[type=submit]').first().click();
  await late.page.waitForURL(`**/people/${kept}*`);
  await late.goto(`/people/${kept}/voices`);
  await late.page.getByText(WORDS).first().waitFor();

  // Whoever has nothing to do with the person finds neither.
  const outsider = await app.signIn('child_support_manager');
  outsider.problems.expect(/status of 404/);
  for (const path of [`/people/${merged}`, `/people/${kept}/merge`, `/people/${kept}/merge/${merged}`]) {
    const answer = await outsider.page.goto(app.url(path));
    assert.equal(answer.status(), 404, path);
    assert.equal(new URL(outsider.page.url()).pathname, path);
  }

  // Undoing stands on the person's page, and says what goes back where.
  await manager.goto(`/people/${kept}`);
  await page.getByRole('link', { name: /12.23.*まで、ふたつに戻せます/ }).click();
  await page.getByText('ひとつにしたあとに書いたものは、この記録に残ります', { exact: false }).waitFor();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('ふたつの記録に戻しました').first().waitFor();
  await manager.goto(`/people/${merged}/voices`);
  assert.equal(new URL(page.url()).pathname, `/people/${merged}/voices`);
  await page.getByText('見学したい').first().waitFor();
  assert.equal(await page.getByText(WORDS).count(), 0);
  await manager.goto(`/people/${merged}/looks`);
  await page.locator('.log-day > summary').first().click();
  await page.getByText('ふたつの記録に戻した').first().waitFor();

  // Two offices: nothing becomes one before the person was asked.
  const specialist = await app.signIn('specialist', { js: false });
  const { url } = app.index.pages.find(({ route }) => route === 'compare');
  await specialist.goto(url);
  await specialist.page.getByRole('heading', { name: '先に聞くこと' }).waitFor();
  assert.equal(await specialist.page.getByRole('button', { name: 'ひとつにする' }).count(), 0);
  assert.match(await specialist.page.locator('#ask a').first().getAttribute('href'), /^\/people\/[^/]+\/consents$/);

  for (const session of [manager, late, outsider, specialist]) {
    session.problems.assertNone();
    await session.close();
  }
});

test('the link of a guest goes on when the meeting moves to another record, and when it goes back', async () => {
  const guest = await app.signIn('hospital_guest', { js: false });
  await guest.goto('/guest');
  const title = await guest.page.locator('h1').innerText();
  const manager = await app.signIn('service_manager', { js: false });
  const { page } = manager;
  await manager.goto('/meetings?which=open');
  const links = await page.locator('main a[href^="/meetings/"]:not([href*=".csv"])').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const link of links) {
    await manager.goto(link);
    if (await page.getByText('三輪 早苗').count() > 0) break;
  }
  const meeting = new URL(page.url()).pathname;
  const name = (await page.locator('.context strong').innerText()).replace(/さん$/, '');
  const back = await page.locator('main .back a').first().getAttribute('href');
  const merged = back.match(/\/people\/([0-9a-f-]+)/)[1];

  // Registered once more; this record stays, and the meeting moves to it.
  const [family, given] = name.split(' ');
  await manager.goto('/people/new');
  await page.locator('[name="family"]').fill(family);
  await page.locator('[name="given"]').fill(given);
  // The name is known here, and the form asks.
  manager.problems.expect(/status of 422/);
  await page.locator('main form button[type=submit]').first().click();
  await page.locator('[name="same_name"]').check();
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  const kept = new URL(page.url()).pathname.match(/^\/people\/([0-9a-f-]{36})/)[1];
  await manager.goto(`/people/${kept}/merge/${merged}`);
  await page.getByRole('button', { name: 'ひとつにする' }).click();
  await page.getByText('ふたつの記録をひとつにしました').first().waitFor();

  const says = async (note) => {
    await guest.goto('/guest');
    assert.equal(await guest.page.locator('h1').innerText(), title);
    await guest.page.locator('input[name="attendance"][value="part"]').check();
    await guest.page.locator('form[action="/guest/attendance"] [name="note"]').fill(note);
    await guest.page.locator('form[action="/guest/attendance"] button[type=submit]').click();
    await guest.page.getByText('保存しました').first().waitFor();
    await manager.goto(meeting);
    await page.getByText(note).first().waitFor();
  };
  await says('15時半まで');
  await manager.goto(`/people/${kept}`);
  await page.getByRole('link', { name: /ふたつに戻せます/ }).click();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('ふたつの記録に戻しました').first().waitFor();
  await says('16時まで');
  await manager.goto(`/people/${merged}`);
  assert.equal(new URL(page.url()).pathname, `/people/${merged}`);
  for (const session of [manager, guest]) {
    session.problems.assertNone();
    await session.close();
  }
});

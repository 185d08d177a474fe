// A teacher without an account: the manager gives a link, the teacher answers without scripts, the
// manager reads what was said, and the link is stopped.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp } from '../lib/app.mjs';

let app;
before(async () => { app = await startApp({ people: 60, today: '2026-11-23' }); });
after(async () => { await app?.stop(); });

const FACT = '給食のあと、自分から歯みがきに行くようになった';

test('a guest comes in by a link, answers, and is out when the link is stopped', async () => {
  const manager = await app.signIn('service_manager');
  const { url } = app.index.pages.find(({ route, role }) => route === 'guest' && role === 'hospital_guest');
  assert.equal(new URL(url).pathname, '/guest');
  // Today's meeting of the office, by the list of meetings.
  await manager.goto('/meetings?which=open');
  await manager.page.locator('main a[href^="/meetings/"]').first().waitFor();
  const links = await manager.page.locator('main a[href^="/meetings/"]:not([href*=".csv"])').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  let meeting = null;
  for (const link of links) {
    await manager.goto(link);
    if (await manager.page.getByText('三輪 早苗').count() > 0) { meeting = link; break; }
  }
  assert.ok(meeting, 'a meeting with a guest');

  // The demonstration gave a link already; a new one takes its place.
  const seat = manager.page.locator('li.seat').filter({ hasText: '三輪 早苗' });
  await seat.locator('details').last().locator('summary').click();
  await seat.getByRole('button', { name: /新しいリンクに替える/ }).click();
  const address = await manager.page.locator('#address').inputValue();
  assert.match(address, /\/guest\/in\/[\w-]{43}$/);

  const teacher = await app.anonymous({ js: false });
  for (let look = 0; look < 3; look += 1) {
    await teacher.goto(address);
    await teacher.page.getByText('三輪 早苗').first().waitFor();
  }
  await teacher.page.getByRole('button', { name: 'つづける' }).click();
  await teacher.page.locator('input[name="attendance"][value="part"]').check();
  await teacher.page.locator('form[action="/guest/attendance"] [name="note"]').fill('15時半まで');
  await teacher.page.locator('form[action="/guest/attendance"] button[type=submit]').click();
  await teacher.page.getByText('保存しました').first().waitFor();
  await teacher.page.locator('[name="changed"]').fill(FACT);
  await teacher.page.locator('form[action="/guest/facts"] button[type=submit]').click();
  await teacher.page.getByText('保存しました').first().waitFor();
  assert.equal(await teacher.page.locator('[name="changed"]').inputValue(), FACT);
  assert.equal(await teacher.page.locator('a[href^="/sign-in"]').count(), 0);

  await manager.goto(meeting);
  await seat.getByText(FACT).waitFor();
  await seat.getByText('15時半まで').first().waitFor();
  await seat.locator('summary', { hasText: 'リンクを替える' }).click();
  await seat.getByRole('button', { name: /リンクを止める/ }).click();
  await manager.page.getByText('保存しました').first().waitFor();

  teacher.problems.expect(/status of 404/);
  const out = await teacher.page.goto(app.url('/guest'));
  assert.equal(out.status(), 404);
  await teacher.page.getByText('事業所に電話して').waitFor();
  teacher.problems.assertNone();
  manager.problems.assertNone();
  await teacher.close();
  await manager.close();
});

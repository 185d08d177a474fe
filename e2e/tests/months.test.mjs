// What takes months in story A: a need that the mother asks not to send, and changes her mind about;
// and an answer of the council that comes in the spring, after one that only says they have begun.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp } from '../lib/app.mjs';
import { close, decide, inDays, date, open, pathOf, report, send, signIn, withoutReadings } from '../lib/story-a.mjs';
import { openReport } from '../lib/story-b.mjs';

const NEED = '夜に子どもを預けて休めるところが、車で一時間のうちにない。';
const MOTHERS_WORDS = '近所にうちのことだとわかるのは、いまはつらい。';
const COULD_NOT = '呼吸器を使う子どもの夜を受けるところが見つからなかった。';
const BEGUN = '夜に休めるところを、さがしはじめました。';
const FOUND = '春から、となりの市で月に二日とまれます。';

let app;
before(async () => { app = await startApp({ people: 12, today: '2026-11-23' }); });
after(async () => { await app?.stop(); });

/** The child of the mother who can sign in. */
async function herChild() {
  const mother = await signIn(app, 'mother', {});
  await mother.goto('/me');
  const href = await mother.page.locator('main a[href*="/people/"]').first().getAttribute('href');
  await mother.close();
  return href.match(/\/people\/([0-9a-f-]{36})/)[1];
}

/** The office's own meeting finds what the region does not have. Gives the path of the need. */
async function found(manager, child) {
  const { page, hand } = manager;
  await manager.goto(`/people/${child}/call`);
  const form = page.locator('form[action$="/meetings"]');
  await hand.fill(form.locator('[name="must_decide"]'), 'お母さんが夜に休める日を、どうつくるか。');
  await date(hand, form, 'day1', inDays(manager, 9));
  await hand.fill(form.locator('[name="time1"]'), '16時');
  await hand.fill(form.locator('[name="place"]'), '相談室');
  await send(hand, form);
  const meeting = pathOf(page);
  await send(hand, page.locator('form[action$="/fix"]').first());
  await decide(manager, meeting, {
    text: NEED, outcome: 'cannot_now', level: 'region', reason: 'no_resource',
    until_then: '訪問看護が、金曜の夜に長くいる。', shared_with: '母',
  });
  await close(manager, meeting, NEED);
  await manager.goto(meeting);
  await hand.click(page.locator('main a[href^="/needs/"]').first());
  return pathOf(page);
}

/** Kept back with her words; then open again, because she asked so. */
async function keptBack(manager, need) {
  const { page, hand } = manager;
  await manager.goto(need);
  const keep = page.locator('form[action$="/keep"]');
  await open(hand, keep.locator('xpath=ancestor::details[1]/summary'));
  await hand.fill(keep.locator('[name="reason"]'), MOTHERS_WORDS);
  await send(hand, keep);
  assert.equal(await page.locator(`a[href="${need}/report"]`).count(), 0, 'there is no way to send it');
  // The form behind it is closed too, and the list of what was asked not to be sent shows it.
  await manager.goto(`${need}/report`);
  assert.equal(await page.locator('form[action$="/report"]').count(), 0);
  await manager.goto('/needs?which=not_reported');
  await page.getByText(NEED).first().waitFor();

  const mother = await signIn(app, 'mother', {});
  await mother.goto(need);
  assert.ok((await withoutReadings(mother.page)).includes(MOTHERS_WORDS), 'her words stand there as she said them');
  await mother.close();
  const council = await signIn(app, 'council_secretariat', {});
  await council.goto('/council');
  assert.equal(await council.page.getByText(NEED.slice(0, 12)).count(), 0);
  await council.close();
}

async function sendAfterAll(manager, need) {
  await manager.goto(need);
  await send(manager.hand, manager.page.locator('form[action$="/undo-keep"]'));
  await report(manager, need, COULD_NOT);
}

/** An issue of its own, with an answer of a kind. Gives the path of the issue. */
async function named(council) {
  const { page, hand } = council;
  await openReport(council, COULD_NOT);
  await hand.click(page.locator('main a[href^="/council/issues/new"]').first());
  const form = page.locator('form[action="/council/issues"]');
  await hand.fill(form.locator('[name="title"]'), '医療的ケアのある子の夜の預かり');
  await hand.fill(form.locator('[name="text"]'), '呼吸器を使う子どもが夜に泊まれるところが足りない。');
  await send(hand, form);
  return pathOf(page);
}

async function answer(council, issue, kind, easy) {
  const { page, hand } = council;
  await council.goto(issue);
  const form = page.locator('form[action$="/answers"]');
  await open(hand, form.locator('xpath=ancestor::details[1]/summary'));
  await hand.check(form.locator(`input[name="kind"][value="${kind}"]`));
  await hand.fill(form.locator('[name="text"]'), `${easy}（くわしくは事務局へ）`);
  await hand.fill(form.locator('[name="easy"]'), easy);
  await send(hand, form);
}

test('a need is kept back as long as the mother wants, and the answer comes in the spring', async () => {
  const child = await herChild();
  let manager = await signIn(app, 'child_support_manager', {});
  const need = await found(manager, child);
  await keptBack(manager, need);
  await sendAfterAll(manager, need);
  await manager.close();
  let council = await signIn(app, 'council_secretariat', {});
  const issue = await named(council);
  await answer(council, issue, 'interim', BEGUN);
  await council.close();

  await app.later('2027-03-29');
  council = await signIn(app, 'council_secretariat', {});
  await answer(council, issue, 'final', FOUND);
  await council.close();

  const mother = await signIn(app, 'mother', {});
  await mother.goto('/me');
  const told = await withoutReadings(mother.page);
  const [last, first] = [told.indexOf(FOUND), told.indexOf(BEGUN)];
  assert.ok(last >= 0 && first > last, 'both answers, the newest first');
  await mother.close();
  manager = await signIn(app, 'child_support_manager', {});
  await manager.goto('/home');
  await manager.page.locator('main li').filter({ hasText: FOUND }).first().waitFor();
  await manager.goto(need);
  for (const day of ['令和8年', '令和9年']) await manager.page.getByText(day).first().waitFor();
  await manager.close();
});

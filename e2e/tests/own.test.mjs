// The person's own pages: saying something by cards, the easy plan, sharing and stopping it,
// hearing the page read; and the guided walk of the demonstration.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NARROW, startApp } from '../lib/app.mjs';
import { axe, overflow } from '../lib/checks.mjs';
import { keyboard, press } from '../lib/hands.mjs';
import { describe, lint } from '../lib/lints.mjs';
import { close, date, decide, inDays, ownPerson, pathOf, send, signIn, withoutReadings } from '../lib/story-a.mjs';

let app;
before(async () => { app = await startApp({ people: 60, today: '2026-11-23' }); });
after(async () => { await app?.stop(); });

/** Nothing wrong with the page for those who see, hear or type it, wide and narrow. */
async function sound(session) {
  const { page } = session;
  assert.deepEqual(await axe(page), []);
  assert.equal(describe(await lint(page)), '');
  const size = page.viewportSize();
  await page.setViewportSize(NARROW);
  assert.deepEqual(await overflow(page), []);
  await page.setViewportSize(size);
  session.problems.assertNone();
}

const door = (page, path) => page.locator(`main a.tile[href*="${path}"]`).first();

test('the person says something with cards, without scripts', async () => {
  const own = await app.signIn('person', { js: false });
  const { page } = own;
  await own.goto('/me');
  await page.locator('main a[href$="/voices/new"]').first().click();
  // Nothing chosen: the page says what is enough.
  own.problems.expect(/status of 422/);
  await page.locator('main form button[type=submit]').click();
  await page.locator('#error-summary').waitFor();
  await page.locator('.ways details:not([open]) > summary').first().click();
  await page.locator('input[value="money"]').check();
  await page.locator('input[value="bad"]').check();
  await page.locator('.ways details:not([open]) > summary').first().click();
  await page.locator('input[name="teller"]').nth(1).check();
  await page.locator('main form button[type=submit]').click();
  assert.equal(new URL(page.url()).pathname, '/me');
  const sent = page.locator('main .card', { hasText: 'まだ' }).first();
  await sent.getByText(/カード/).first().waitFor();
  await own.close();
});

test('the own page, the easy plan and the one page are sound, and lead to each other', async () => {
  const own = await app.signIn('person');
  const { page } = own;
  await own.goto('/me');
  await sound(own);
  for (const tile of await page.locator('main a.tile').all()) {
    assert.ok((await tile.boundingBox()).height >= 64, 'a large target');
  }
  await press(page, door(page, '/easy'));
  await page.waitForURL(/\/easy$/);
  await page.locator('.easy-goals h3').first().waitFor();
  assert.ok(await page.locator('.easy-answer').count() > 0);
  await sound(own);
  await page.locator('main .page-head a[href^="/plans/"]').click();
  await page.waitForURL((url) => /^\/plans\/[0-9a-f-]+$/.test(url.pathname));
  await page.locator('main a[href$="/easy"]').click();
  await own.goto('/me');
  await door(page, '/profile/sheet').click();
  assert.equal(await page.locator('.one-page').count(), 3);
  await sound(own);
  await own.close();
});

const DECIDED = '雨の日は、車で図書館へ行く。';

/** The office talks with the person and closes the meeting without having asked. */
async function talk(person) {
  const manager = await signIn(app, 'service_manager', {});
  const { page, hand } = manager;
  await manager.goto(`/people/${person}/call`);
  const form = page.locator('form[action$="/meetings"]');
  await hand.fill(form.locator('[name="must_decide"]'), '雨の日をどうするか。');
  await date(hand, form, 'day1', inDays(manager, 3));
  await hand.fill(form.locator('[name="time1"]'), '10時');
  await hand.fill(form.locator('[name="place"]'), '相談室');
  await send(hand, form);
  const meeting = pathOf(page);
  await send(hand, page.locator('form[action$="/fix"]').first());
  await decide(manager, meeting, { text: DECIDED, outcome: 'now' });
  await close(manager, meeting, DECIDED);
  await manager.close();
}

test('what a meeting decided is answered from the own page in two steps, without scripts', async () => {
  const person = await ownPerson(app, {});
  await talk(person);
  const own = await app.signIn('person', { js: false });
  const { page } = own;
  await own.goto('/me');
  const ask = page.locator('main a[href*="/me/answers/ask?decision="]').first();
  assert.ok((await withoutReadings(page)).includes(DECIDED));
  await press(page, ask);
  await page.waitForURL(/\/me\/answers\/ask\?/);
  for (const kind of ['yes', 'no', 'not_yet', 'other']) {
    assert.equal(await page.locator(`main button[value="${kind}"]`).count(), 1, kind);
  }
  await page.locator('main button[value="not_yet"]').click();
  assert.equal(pathOf(page), '/me/answers');
  assert.ok((await withoutReadings(page)).includes(DECIDED), 'the answer stands there');
  await own.goto('/me');
  assert.equal(await ask.count(), 0, 'a まだ is left in peace');
  await own.close();
});

test('who looked is a short answer, and every day unfolds and is printed', async () => {
  const own = await app.signIn('person');
  const { page } = own;
  await own.goto('/me');
  await door(page, '/looks').click();
  const first = page.locator('.log-day').first();
  const line = first.locator('.log > li').first();
  assert.equal(await line.isVisible(), false);
  await sound(own);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await line.isVisible(), 'paper shows what is folded');
  await page.emulateMedia({ media: 'screen' });
  await first.locator('summary').click();
  assert.ok(await line.isVisible());
  await sound(own);
  await own.close();
});

test('what is shared is read in one look, and stopped in one tap and a question', async () => {
  const own = await app.signIn('person');
  const { page } = own;
  await own.goto('/me');
  await door(page, '/consents').click();
  const stop = page.locator('main a[href$="/withdraw"]');
  const before = await stop.count();
  assert.ok(before > 0);
  await sound(own);
  // All of it lies on the table as one sheet of paper.
  const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  assert.equal(paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length, 1);
  await press(page, stop.first());
  await page.waitForURL(/\/withdraw$/);
  await sound(own);
  await page.locator('main form button[type=submit]').click();
  await page.locator('[data-saved]').waitFor();
  assert.equal(await stop.count(), before - 1);
  await own.close();
});

/** Stands in for the voices of a machine; speaks when the test says so. */
function voices(lang) {
  const spoken = [];
  let current = null;
  const speech = {
    getVoices: () => [{ lang, name: 'test' }],
    speak: (one) => { current = one; spoken.push(one.text); },
    cancel: () => { current = null; },
    addEventListener() {},
  };
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.spoken = spoken;
  window.finishSentence = () => current?.onend();
}

test('the page is read sentence by sentence, each marked while it is read', async () => {
  const own = await app.signIn('person');
  const { page } = own;
  await own.context.addInitScript(voices, 'ja-JP');
  await own.goto('/me/answers');
  const listen = page.locator('[data-read-aloud]');
  await listen.click();
  const marked = () => page.evaluate(() => {
    const [range] = CSS.highlights.get('reading') ?? [];
    if (!range) return null;
    const part = range.cloneContents();
    part.querySelectorAll('rt, rp').forEach((one) => one.remove());
    return part.textContent.replace(/\s+/g, ' ').trim();
  });
  const heard = [];
  for (let sentence = 0; sentence < 5; sentence += 1) {
    const said = await page.evaluate(() => window.spoken.at(-1));
    assert.equal(await marked(), said, 'what is read is marked');
    heard.push(said);
    await page.evaluate(() => window.finishSentence());
  }
  // The way back, the heading, then the sentences of one paragraph, without their readings.
  assert.deepEqual(heard, ['わたしのページ', 'わたしの答え', 'あなたの答えです。', 'いつでもかえられます。', '取りけすこともできます。']);
  await listen.click();
  assert.equal(await marked(), null, 'stopped');
  await own.close();
});

test('without a Japanese voice nothing offers to read', async () => {
  const own = await app.signIn('person');
  await own.context.addInitScript(voices, 'en-US');
  await own.goto('/me');
  assert.equal(await own.page.locator('[data-read-aloud]').isVisible(), false);
  await own.close();
});

/** The strip of the walk: its one line in sight, whatever part of the page the step led to. */
async function strip(page, step, of) {
  const aside = page.locator('aside.walk');
  assert.match(await aside.innerText(), new RegExp(`${step} / ${of}`));
  const { y, height } = await aside.boundingBox();
  // One button high: 64 px for the person, 44 px for the others, and its frame.
  const line = await page.locator('body.easy').count() > 0 ? 100 : 72;
  assert.ok(y >= 0 && height <= line, `step ${step}: one line in sight, not ${height} px at ${y}`);
  assert.deepEqual(await overflow(page), []);
}

/** The way on, in the line itself. */
const on = (page, step) => page.locator(`aside.walk > div > a[href="/walk/go?step=${step}"]`);

/** Opens the first page of a walk and goes on to the last; gives back where each step led. */
async function wander(page, of) {
  const go = (step) => keyboard(page).click(on(page, step));
  await strip(page, 1, of);
  await go(1);
  const led = [];
  let elsewhere = 0;
  for (let step = 1; step <= of; step += 1) {
    await strip(page, step, of);
    led.push(page.url());
    // A second sentence under the step says that this page is about another person.
    if (await page.locator('.walk-why').count() > 1) elsewhere += 1;
    // Nothing offers the page one is on.
    assert.equal(await page.locator(`aside.walk a[href="/walk/go?step=${step}"]`).count(), 0);
    if (step < of) await go(step + 1);
  }
  return { led, elsewhere };
}

test('a walk begins with the first sign-in, can be left, and is taken up again from help', async () => {
  const session = await app.anonymous({ js: false, viewport: NARROW });
  const { page } = session;
  // A link of its own: it works once, and this is the first use of it.
  const { url } = app.links.find(({ role }) => role === 'core_centre');
  await session.goto(url);
  await page.locator('main form button[type=submit]').first().click();
  const aside = page.locator('aside.walk');
  await strip(page, 1, 3);
  const hand = keyboard(page);
  for (const step of [1, 2]) await hand.click(on(page, step));
  const second = page.url();
  await session.goto('/council');
  // What is folded leads back to the page of the step, and out of the walk.
  await press(page, aside.locator('summary'));
  assert.deepEqual(await overflow(page), []);
  await hand.click(aside.locator('a[href="/walk/go?step=2"]'));
  assert.equal(page.url(), second);
  await press(page, aside.locator('summary'));
  await hand.click(aside.locator('a[href="/walk/go?step=over"]'));
  await page.waitForURL(/\/home$/);
  assert.equal(await aside.count(), 0);
  await session.goto('/council');
  assert.equal(await aside.count(), 0);
  await session.goto('/help');
  await page.locator('main a[href="/walk/go?step=2"]').click();
  assert.equal(page.url(), second);
  await strip(page, 2, 3);
  await session.goto('/walk/go?step=3');
  await hand.click(on(page, 'over'));
  // Who is through begins anew.
  await session.goto('/help');
  assert.equal(await page.locator('main a[href^="/walk/go"]').count(), 1);
  await page.locator('main a[href="/walk/go?step=1"]').click();
  await strip(page, 1, 3);
  await session.close();
});

const WALKS = { child_support_manager: 10, service_manager: 10, specialist: 6, council_secretariat: 3, person: 5 };
for (const [role, of] of Object.entries(WALKS)) {
  for (const narrow of [true, false]) {
    const how = narrow ? 'narrow, without scripts' : 'wide';
    test(`the walk of ${role} leads through the product, by keyboard, ${how}`, async () => {
      const session = await app.signIn(role, narrow ? { js: false, viewport: NARROW } : {});
      await session.context.addCookies([{ name: 'tsumugi-walk', value: '1~~~', url: app.baseUrl }]);
      await session.goto('/');
      const { led, elsewhere } = await wander(session.page, of);
      assert.equal(new Set(led).size, of, `each step has its page: ${led}`);
      const people = led.map((url) => url.match(/\/people\/([0-9a-f-]+)/)?.[1]).filter(Boolean);
      assert.ok(new Set(people).size <= 1, `the walk follows one person: ${led}`);
      assert.ok(elsewhere <= 1, `${elsewhere} steps show somebody else`);
      await session.close();
    });
  }
}

test('a page with the strip is sound', async () => {
  const manager = await app.signIn('service_manager');
  await manager.goto('/walk/go?step=5');
  await manager.page.locator('aside.walk').waitFor();
  await sound(manager);
  await manager.close();
});

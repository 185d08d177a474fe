// What must hold while somebody types, follows a link or looks around: nothing typed is lost, nobody
// overwrites unseen words, a link is not used up by looking at it, a guest sees one meeting only.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp } from '../lib/app.mjs';

let app;
let person;
before(async () => {
  app = await startApp({ people: 12, today: '2026-11-23' });
  person = app.index.pages.find(({ route, role }) => route === 'person' && role === 'child_support_manager').url;
});
after(async () => { await app?.stop(); });

const WORDS = '帰り道で「あした、川へ行く」と三回言った。';

/** A window in which somebody has written down what the person said, and not sent it. */
async function typing(js) {
  const session = await app.signIn('child_support_manager', { js });
  await session.goto(`${person}/voices/new`);
  const form = session.page.locator('form[action$="/voices"]');
  await form.locator('[name="text"]').fill(WORDS);
  return { session, form, cookies: await session.context.cookies() };
}

test('who is signed out while typing finds the words again after signing in', async () => {
  const { session, form, cookies } = await typing(true);
  await session.context.clearCookies();
  session.problems.expect(/status of 401/);
  await form.locator('button[type=submit]').first().click();
  await session.page.getByText(WORDS).first().waitFor();
  await session.page.locator('main a[href^="/sign-in"]').first().waitFor();
  await session.context.addCookies(cookies);
  await session.goto(`${person}/voices/new`);
  assert.equal(await form.locator('[name="text"]').inputValue(), WORDS);
  await session.page.locator('.draft-note').waitFor();
  await session.close();
});

test('what was typed in one form is still there after another form of the page was sent', async () => {
  const session = await app.signIn('child_support_manager');
  await session.goto(person);
  const concern = session.page.locator('form[action$="/concerns"] [name="text"]');
  await concern.fill(WORDS);
  await session.page.locator('form[action$="/finish"] button[type=submit]').first().click();
  await session.page.waitForURL(/done=task/);
  assert.equal(await concern.inputValue(), WORDS);
  await session.page.locator('form[action$="/concerns"] .draft-note').waitFor();
  await session.close();
});

test('agreeing to a plan asks first while other words of its page are not sent', async () => {
  const plan = app.index.pages.find(({ route, role }) => route === 'plan' && role === 'child_support_manager');
  const session = await app.signIn('child_support_manager');
  const { page } = session;
  await session.goto(plan.url);
  const revise = page.locator('form[action$="/revise"]').first();
  await revise.locator('xpath=ancestor::details[1]/summary').click();
  await revise.locator('button[type=submit]').click();
  await page.waitForURL(/\/edit/);
  const agree = page.locator('form[action$="/agree"] button[type=submit]');
  const wish = page.locator('form [name="person_wish"]');
  await wish.fill(WORDS);
  const asked = page.waitForEvent('dialog');
  await Promise.all([asked.then((dialog) => dialog.dismiss()), agree.click({ noWaitAfter: true })]);
  assert.equal((await asked).type(), 'beforeunload');
  assert.equal(await wish.inputValue(), WORDS);
  // Sent, the words are no longer in the way.
  await page.locator('form:has([name="person_wish"]) button[type=submit]').first().click();
  await page.waitForURL(/done=/);
  await agree.click();
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await session.close();
});

test('without scripts the words stand on the page that asks to sign in', async () => {
  const { session, form } = await typing(false);
  await session.context.clearCookies();
  session.problems.expect(/status of 401/);
  await form.locator('button[type=submit]').first().click();
  await session.page.getByText(WORDS).first().waitFor();
  await session.close();
});

test('two windows: who did not see the other’s words is told and loses nothing', async () => {
  const one = await app.signIn('child_support_manager');
  const other = await app.signIn('child_support_manager');
  const phone = (session) => session.page.locator('main form [name="phone"]');
  const save = (session) => session.page.locator('main form:has([name="phone"]) button[type=submit]').first().click();
  await one.goto(`${person}/edit`);
  await other.goto(`${person}/edit`);
  await phone(one).fill('079-000-1111');
  await save(one);
  await one.page.getByText('079-000-1111').first().waitFor();
  await phone(other).fill('079-000-2222');
  other.problems.expect(/status of 409/);
  await save(other);
  await other.page.locator('.kept', { hasText: '079-000-2222' }).waitFor();
  await one.goto(`${person}/edit`);
  assert.equal(await phone(one).inputValue(), '079-000-1111');
  await one.close();
  await other.close();
});

test('looking at a sign-in link uses nothing up, and a used one says how to get another', async () => {
  const link = app.links.find(({ role }) => role === 'municipal_officer').url;
  for (const method of ['GET', 'GET', 'GET', 'GET', 'GET', 'HEAD']) {
    assert.equal((await fetch(link, { method })).status, 200);
  }
  const officer = await app.signIn('municipal_officer');
  await officer.goto('/home');
  assert.equal(new URL(officer.page.url()).pathname, '/home');
  await officer.close();
  const late = await app.anonymous();
  late.problems.expect(/status of 404/);
  const answer = await late.goto(link);
  assert.equal(answer.status(), 404);
  await late.page.getByText('もう一度はじめから動かすと、新しいリンクが出ます').waitFor();
  await late.page.locator('main a[href="/sign-in"]').waitFor();
  await late.close();
});

/** The names of everybody whom the offices of the region know. */
async function everybody() {
  const names = new Set();
  for (const role of ['service_manager', 'child_support_manager', 'specialist']) {
    const session = await app.signIn(role);
    await session.goto('/people');
    for (const name of await session.page.locator('main a[href^="/people/"]').allTextContents()) {
      if (/^\S+ \S+$/.test(name.trim())) names.add(name.trim());
    }
    await session.close();
  }
  return names;
}

test('a guest who follows every link finds no way in and nobody else', async (t) => {
  const names = await everybody();
  assert.ok(names.size >= 5, [...names].join());
  for (const role of app.roles.filter((name) => name.endsWith('_guest'))) {
    await t.test(role, async () => {
      const guest = await app.signIn(role);
      await guest.goto('/guest');
      // Whom the meeting is about stands in its heading.
      const about = await guest.page.locator('h1').textContent();
      const others = [...names].filter((name) => !about.includes(name));
      const seen = new Set(['/guest']);
      for (const path of seen) {
        const answer = await guest.goto(path);
        assert.equal(answer.status(), 200, path);
        const html = await answer.text();
        assert.doesNotMatch(html, /href="\/(sign-in|people|meetings|home|me)\b/, path);
        assert.deepEqual(others.filter((name) => html.includes(name)), [], path);
        const links = await guest.page.locator('a[href^="/"]').evaluateAll((all) => all.map((one) => one.pathname));
        // Hiding the screen leads away from the meeting on purpose.
        links.filter((link) => link !== '/hidden').forEach((link) => seen.add(link));
      }
      assert.ok(seen.has('/help'), [...seen].join());
      await guest.close();
    });
  }
});

// An installation from nothing: nobody is there, and at the end one person has been once around the
// whole loop. Everything goes through the pages.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { NARROW, WIDE, startInstallation } from '../lib/app.mjs';
import { axe, overflow } from '../lib/checks.mjs';
import { describe, lint } from '../lib/lints.mjs';
import { clipped, targets, unfold } from '../lib/modes.mjs';
import { agree, date, walk } from '../lib/story-a.mjs';
import { mouse } from '../lib/hands.mjs';

let app;
before(async () => { app = await startInstallation(); });
after(async () => { await app?.stop(); });

/** The code that an authenticator shows now for a secret in base32. */
function code(secret) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function send(form) {
  await form.locator('button[type=submit]').first().click();
}

/** Somebody opens the link that they were given, and is signed in from then on. */
async function setUp(role, link) {
  const session = await app.anonymous();
  const { page } = session;
  await session.goto(link);
  const form = page.locator('form[action^="/set-up/"]');
  await form.locator('[name="login"]').fill(`${role}-hidamari`);
  await form.locator('[name="password"]').fill(`ひだまりの 朝の散歩と コーヒー ${role}`);
  // The person and the family sign in with a password alone.
  if (await form.locator('[name="code"]').count()) {
    const secret = await page.locator('dd').filter({ hasText: /^[A-Z2-7 ]{32,}$/ }).first().textContent();
    await form.locator('[name="code"]').fill(code(secret.replace(/\s/g, '')));
  }
  await send(form);
  assert.ok(!page.url().includes('/set-up/'), await page.locator('main').textContent());
  await app.keep(role, session);
  await session.close();
}

/** The link that the page shows once. */
async function shownLink(page) {
  const text = await page.locator('main').evaluate((main) => [
    main.textContent, ...[...main.querySelectorAll('input')].map((input) => input.value)].join(' '));
  return text.match(/\/set-up\/[A-Za-z0-9_-]+/)[0];
}

async function addOrg(session, kind, name) {
  const { page } = session;
  await session.goto('/orgs');
  const form = page.locator('form[action="/orgs/add"]');
  await form.locator('[name="name"]').fill(name);
  await form.locator('[name="kind"]').selectOption(kind);
  await form.locator('[name="phone"]').fill('079-000-0300');
  await send(form);
  const path = new URL(page.url()).pathname;
  assert.match(path, /^\/orgs\/[0-9a-f-]{36}\/staff$/);
  return path;
}

async function addWorker(session, staff, role, name) {
  const { page } = session;
  await session.goto(staff);
  const form = page.locator('form[action$="/staff/add"]');
  await form.locator('[name="name"]').fill(name);
  await form.locator('[name="role"]').selectOption(role);
  await send(form);
  return shownLink(page);
}

/** Organisations, the council and everybody who works. */
async function makeTheRegion() {
  await setUp('system_admin', app.setUpLink);
  const system = await app.signIn('system_admin');
  const { page } = system;
  const office = await addOrg(system, 'office', '生活介護 ひだまり');
  const consultation = await addOrg(system, 'consultation', '相談支援センター いろは');
  const core = await addOrg(system, 'core_centre', '基幹相談支援センター つばさ');

  await system.goto('/orgs');
  await page.locator('main a[href="/orgs/council"]').first().click();
  const council = page.locator('form[action="/orgs/council/make"]');
  await council.locator('[name="name"]').fill('ひだまり市 自立支援協議会');
  await council.locator('[name="secretariat"]').selectOption({ label: '基幹相談支援センター つばさ' });
  await council.locator('[name="body_0"]').fill('くらし部会');
  await send(council);
  await page.getByText('くらし部会').first().waitFor();

  const administrator = await addWorker(system, office, 'office_admin', '大野 恵');
  const specialist = await addWorker(system, consultation, 'specialist', '相沢 学');
  const secretary = await addWorker(system, core, 'council_secretariat', '北条 栞');
  await system.close();
  await setUp('office_admin', administrator);
  await setUp('specialist', specialist);
  await setUp('council_secretariat', secretary);

  const admin = await app.signIn('office_admin');
  const manager = await addWorker(admin, '/staff', 'service_manager', '三木 徹');
  const support = await addWorker(admin, '/staff', 'support_worker', '河合 葵');
  await admin.close();
  await setUp('service_manager', manager);
  await setUp('support_worker', support);
}

/** A grown-up person with an address that nobody may learn. Gives the path of the page. */
async function register(manager) {
  const { page } = manager;
  await manager.goto('/people/new');
  const form = page.locator('form[action="/people"]');
  for (const [name, text] of Object.entries({
    family: '森', given: '光', family_kana: 'もり', given_kana: 'ひかる', postal_code: '675-0000', address: 'ひだまり市 みなみ町 3-2',
  })) await form.locator(`[name="${name}"]`).fill(text);
  await date(mouse, form, 'birth', ['H10', '4', '5']);
  await send(form);
  const path = new URL(page.url()).pathname;
  assert.match(path, /^\/people\/[0-9a-f-]{36}$/);
  return path;
}

/** The specialist's office with consent, and the support worker, stand in the team. */
async function makeTheTeam(manager, person) {
  const { page } = manager;
  await manager.goto(`${person}/team`);
  const forms = page.locator('form[action$="/team/add"]');
  const open = (words) => page.locator('#add summary', { hasText: words }).click();
  await open('ほかの機関の人を加える');
  const other = forms.filter({ has: page.locator('[name="role"]') });
  await other.locator('[name="role"]').selectOption('specialist');
  await other.locator('[name="name"]').fill('相沢 学');
  await other.locator('[name="org"]').selectOption({ label: '相談支援センター いろは' });
  await send(other);
  await open('職員をチームに加える');
  const ours = forms.filter({ has: page.locator('[name="worker"]') });
  const worker = ours.locator('[name="worker"]');
  const value = await worker.locator('option').filter({ hasText: '河合 葵' }).getAttribute('value');
  await worker.selectOption(value);
  await send(ours);
  await page.getByText('河合 葵').first().waitFor();

  await manager.goto(`${person}/consents`);
  const ask = page.locator('form[action$="/consents/ask"]');
  await ask.getByRole('radio', { name: '相談支援センター いろは' }).check();
  for (const box of await ask.locator('input[name="classes"]').all()) await box.check();
  await send(ask);
  const answer = page.locator('form[action$="/answer"]').first();
  await answer.locator('input[name="answer"][value="yes"]').check();
  await answer.locator('input[name="giver"][value="person"]').check();
  await answer.locator('[name="giver_name"]').fill('森 光');
  await answer.locator('[name="how"]').fill('文をいっしょに読んだ');
  if (await answer.locator('[name="family"]').count()) await answer.locator('[name="family"]').fill('森 恵子');
  await send(answer);
}

/** The first plan, with one goal to which the person says yes. */
async function firstPlan(manager, person) {
  const { page } = manager;
  await manager.goto(`${person}/plans/new`);
  const start = page.locator('form[action$="/plans"]').first();
  const kind = start.locator('input[type="radio"][name="kind"][value="individual"]');
  if (await kind.count()) await kind.check();
  await send(start);
  const plan = new URL(page.url()).pathname.replace(/\/edit$/, '');
  await manager.goto(`${plan}/goals/new`);
  const goal = page.locator('form[action$="/goals"]');
  await goal.locator('[name="text"]').fill('朝、自分で決めた服を着る。');
  await goal.locator('input[name="horizon"][value="short"]').check();
  await goal.locator('input[name="idea"][value="person"]').check();
  await send(goal);
  manager.hand = mouse;
  await agree(manager, plan);
}

/** Pages without anything on them are as good as full ones, wide and narrow. */
async function lookAt(session, paths) {
  const { page } = session;
  for (const path of paths) {
    await session.goto(path);
    await unfold(page);
    const found = [describe(await lint(page)), ...await axe(page)].filter(Boolean);
    await page.setViewportSize(NARROW);
    found.push(...await overflow(page), ...await clipped(page), ...await targets(page));
    await page.setViewportSize(WIDE);
    assert.ok(found.length === 0, `${path} with nothing on it:\n  ${found.join('\n  ')}`);
  }
}

/** Everybody looks at the region before anything has happened in it. */
async function lookAtNothing() {
  let looked = 0;
  for (const role of ['system_admin', 'office_admin', 'council_secretariat', 'specialist', 'service_manager', 'support_worker']) {
    const session = await app.signIn(role);
    await session.goto('/');
    const paths = await session.page.locator('.nav a').evaluateAll((links) => links.map((link) => link.pathname));
    looked += paths.length;
    await lookAt(session, paths);
    await session.close();
  }
  assert.ok(looked >= 15, `${looked} pages`);
}

/** The pages that a person's page leads to, before anybody wrote on them. */
async function lookAtNewPerson(manager, person) {
  await manager.goto(person);
  const links = await manager.page.locator(`main a[href^="${person}/"]`).evaluateAll((all) => all.map((link) => link.pathname));
  const paths = [...new Set(links)];
  assert.ok(paths.length >= 5, paths.join());
  await lookAt(manager, [person, ...paths]);
}

test('from nothing, once around the whole loop', async () => {
  await makeTheRegion();
  await lookAtNothing();
  const manager = await app.signIn('service_manager');
  const person = await register(manager);
  await lookAtNewPerson(manager, person);
  await makeTheTeam(manager, person);
  await firstPlan(manager, person);

  await manager.goto(`${person}/accounts`);
  await send(manager.page.locator('form[action$="/accounts/own"]'));
  await setUp('person', await shownLink(manager.page));
  await manager.close();
  await walk(app);

  const support = await app.signIn('support_worker');
  await support.goto('/people');
  await support.page.locator(`main a[href="${person}"]`).waitFor();
  await support.close();
});

test('a concealed address is seen by nobody who works, until two agree', async () => {
  const manager = await app.signIn('service_manager');
  await manager.goto('/people');
  const person = await manager.page.locator('main a[href^="/people/"]').filter({ hasText: '森 光' }).getAttribute('href');
  await manager.goto(person);
  await manager.page.getByText('みなみ町').first().waitFor();
  await manager.goto(`${person}/address`);
  const conceal = manager.page.locator('form[action$="/address/conceal"]');
  await conceal.locator('[name="reason"]').fill('本人の願い。さがしている人がいる。');
  await send(conceal);
  await manager.goto(person);
  assert.equal(await manager.page.getByText('みなみ町').count(), 0);
  await manager.goto(`${person}/address`);
  await send(manager.page.locator('form[action$="/address/ask"]'));
  assert.equal(await manager.page.locator('form[action$="/address/reveal"]').count(), 0, 'not by the same');
  await manager.close();

  const specialist = await app.signIn('specialist');
  await specialist.goto(`${person}/address`);
  await send(specialist.page.locator('form[action$="/address/reveal"]'));
  await specialist.close();
  const again = await app.signIn('service_manager');
  await again.goto(person);
  await again.page.getByText('みなみ町').first().waitFor();
  await again.close();
});

// Story A, lean: one person once around the whole loop, each step by the role whose step it is.
// Everything goes through the pages as a reader uses them; nothing is set up behind their back.

import assert from 'node:assert/strict';
import { keyboard, mouse } from './hands.mjs';

/** The person of the `person` account: the one who will read the council's answer. */
export async function ownPerson(app, options) {
  const session = await app.signIn('person', options);
  await session.goto('/me');
  const href = await session.page.locator('main a[href*="/people/"]').first().getAttribute('href');
  await session.close();
  return href.match(/\/people\/([0-9a-f-]{36})/)[1];
}

/** A window of a role with the hand that acts in it: `options.keyboard` leaves the mouse aside. */
export async function signIn(app, role, options) {
  const session = await app.signIn(role, options);
  session.js = options.js ?? true;
  session.hand = options.keyboard ? keyboard(session.page) : mouse;
  return session;
}

/** What a page says, without the readings above the words. */
export function withoutReadings(page) {
  return page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true);
    copy.querySelectorAll('rt, rp').forEach((reading) => reading.remove());
    return copy.textContent;
  });
}

export const pathOf = (page) => new URL(page.url()).pathname;

/** Sends a form by its first button. */
export async function send(hand, form) {
  await hand.click(form.locator('button[type=submit]').first());
}

/** A day counted from the app's today, as people write it: `['R8', '12', '4']`. */
export function inDays(session, days) {
  const day = new Date(`${session.today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return [`R${day.getUTCFullYear() - 2018}`, String(day.getUTCMonth() + 1), String(day.getUTCDate())];
}

export async function date(hand, scope, name, [year, month, day]) {
  await hand.fill(scope.locator(`[name="${name}_year"]`), year);
  await hand.fill(scope.locator(`[name="${name}_month"]`), month);
  await hand.fill(scope.locator(`[name="${name}_day"]`), day);
}

/** When the talk really was: its planned day is still to come. */
export async function held(session, form) {
  await date(session.hand, form, 'day', inDays(session, 0));
  await session.hand.fill(form.locator('[name="time"]'), '0:00');
}

export async function open(hand, summary) {
  if ((await summary.locator('xpath=..').getAttribute('open')) === null) await hand.press(summary);
}

/** Monitoring finds a reason to meet. Gives the path of the monitoring. */
export async function monitor(session, person) {
  const { page, hand } = session;
  await session.goto(`/people/${person}/monitorings/new?kind=individual`);
  const form = page.locator('form[action$="/monitorings"]');
  await hand.fill(form.locator('[name="own_words"]'), 'バスにのって、ひとりで行ってみたい。');
  await hand.check(form.locator('input[name="how"][value="speech"]'));
  await hand.fill(form.locator('[name="prompt_values"]'), '朝のバスの運転手さんとのあいさつ。');
  await hand.fill(form.locator('[name="prompt_own_motive"]'), '自分から「ひとりで」と言った。');
  for (const radio of await form.locator('input[name$="_attainment"][value="closer"]').all()) {
    await hand.check(radio);
  }
  await hand.check(form.locator('input[name="outcome"][value="meet"]'));
  await hand.fill(form.locator('[name="reason"]'), 'ひとりで乗る練習を、だれとどう始めるか決めたい。');
  await send(hand, form);
  assert.match(pathOf(page), /^\/monitorings\//);
  return pathOf(page);
}

/** The office calls its own meeting because of the monitoring. Gives the path of the meeting. */
export async function call(session) {
  const { page, hand } = session;
  await hand.click(page.locator('a[href*="/call?monitoring="]'));
  const form = page.locator('form[action$="/meetings"]');
  await hand.fill(form.locator('[name="must_decide"]'), 'バスの練習を始めるかどうか、始めるならだれとするか。');
  await date(hand, form, 'day1', inDays(session, 11));
  await hand.fill(form.locator('[name="time1"]'), '15時30分');
  await hand.fill(form.locator('[name="place"]'), '事業所の相談室');
  await send(hand, form);
  assert.match(pathOf(page), /^\/meetings\/[0-9a-f-]{36}$/);
  return pathOf(page);
}

/** Writes a decision down, in one of the three ways it can end. */
export async function decide(session, meeting, fields) {
  const { page, hand } = session;
  await session.goto(`${meeting}/decisions/new`);
  const form = page.locator('form[action$="/decisions"]');
  await hand.fill(form.locator('[name="text"]'), fields.text);
  await hand.check(form.locator(`input[name="outcome"][value="${fields.outcome}"]`));
  if (fields.owner) await hand.select(form.locator('[name="owner"]'), { index: 1 });
  if (fields.due) await date(hand, form, 'due', fields.due);
  for (const name of ['known_by', 'first_step', 'until_then', 'shared_with']) {
    if (fields[name]) await hand.fill(form.locator(`[name="${name}"]`), fields[name]);
  }
  if (fields.level) await hand.check(form.locator(`input[name="level"][value="${fields.level}"]`));
  if (fields.reason) await hand.select(form.locator('[name="reason"]'), fields.reason);
  await send(hand, form);
  assert.equal(pathOf(page), meeting);
}

/** Fixes a day, confers, decides in the three ways, and writes down the person's answers. */
export async function confer(session, meeting) {
  const { page, hand } = session;
  await session.goto(meeting);
  await send(hand, page.locator('form[action$="/fix"]').first());
  await session.goto(`${meeting}/invitations`);
  await hand.click(page.locator('main ul a').first());
  await page.locator('.paper').waitFor();
  await session.goto(meeting);
  const person = page.locator('form[action$="/viewpoints"]').filter({
    has: page.locator('input[name="view"][value="person"]'),
  });
  await open(hand, person.locator('xpath=ancestor::details[1]/summary'));
  await hand.fill(person.locator('[name="text"]'), 'ひとりで乗れたら、図書館にも行きたい。');
  await send(hand, person);

  await decide(session, meeting, {
    text: '朝のバスに、支援員といっしょに乗る練習をする。',
    outcome: 'now', owner: true, due: inDays(session, 25), known_by: '3回いっしょに乗った記録',
  });
  await decide(session, meeting, {
    text: 'ひとりで乗る日を、春までに決める。',
    outcome: 'takes_time', owner: true, due: inDays(session, 53), first_step: 'バス会社に相談する',
  });
  await decide(session, meeting, {
    text: '帰りがおそくなる日に、夕方あずかれる場所がない。',
    outcome: 'cannot_now', level: 'region', reason: 'not_enough',
    until_then: 'その日は事業所が1時間のばす。', shared_with: '本人、母、相談支援専門員',
  });

  const asks = await page.locator('a[href*="/answers?decision="]').evaluateAll(
    (links) => links.map((link) => link.getAttribute('href')));
  // The next step of the page leads to one of them too.
  const each = [...new Set(asks)];
  assert.equal(each.length, 3);
  for (const [at, ask] of each.sort((a, b) => asks.lastIndexOf(a) - asks.lastIndexOf(b)).entries()) {
    await session.goto(ask);
    const form = page.locator('form[action$="/answers"]');
    await hand.check(form.locator(`input[name="kind"][value="${at === 1 ? 'not_yet' : 'yes'}"]`));
    await hand.check(form.locator('input[name="how"][value="speech"]'));
    await hand.fill(form.locator('[name="words"]'), at === 1 ? 'まだ、わからない。' : 'うん。');
    await send(hand, form);
    assert.equal(pathOf(page), meeting);
  }
}

/** Closing waits for all five points, keeps what was typed, and accepts a まだ with a reason. */
export async function close(session, meeting, decided = '朝のバスに、支援員といっしょに乗る練習をする。') {
  const { page, hand } = session;
  // The page that shows what is missing is an answer 422, which the console notes.
  session.problems.expect(/status of 422/);
  await session.goto(`${meeting}/close`);
  const form = page.locator('form[action$="/close"]');
  await hand.check(form.locator('input[name="people_state"][value="confirmed"]'));
  await hand.fill(form.locator('[name="people_text"]'), '必要な人がそろった。');
  await send(hand, form);
  await page.locator('#error-summary').waitFor();
  assert.equal(await form.locator('[name="people_text"]').inputValue(), '必要な人がそろった。');
  for (const point of ['needs', 'horizons', 'roles', 'cannot_now']) {
    const state = point === 'horizons' ? 'not_yet' : 'confirmed';
    await hand.check(form.locator(`input[name="${point}_state"][value="${state}"]`));
    if (state === 'confirmed') await hand.fill(form.locator(`[name="${point}_text"]`), 'みんなで確かめた。');
  }
  await held(session, form);
  await hand.select(form.locator('[name="horizons_reason"]'), 'next_meeting');
  await send(hand, form);
  assert.equal(pathOf(page), `${meeting}/minutes`);
  await page.getByText(decided).first().waitFor();
  await send(hand, page.locator('form[action$="/minutes/confirm"]'));
  assert.equal(await page.locator('form[action$="/minutes/confirm"]').count(), 0);
}

/** The person says yes to each goal of the draft, and the draft counts from today. */
export async function agree(session, path) {
  const { page, hand } = session;
  await session.goto(`${path}/answers`);
  const asks = await page.locator('main a[href*="/answers?goal="]').evaluateAll(
    (links) => links.map((link) => link.getAttribute('href')));
  for (const ask of asks) {
    await session.goto(ask);
    const form = page.locator('form[action$="/answers"]');
    await hand.check(form.locator('input[name="kind"][value="yes"]'));
    await hand.check(form.locator('input[name="how"][value="speech"]'));
    await send(hand, form);
  }
  await session.goto(`${path}/edit`);
  await send(hand, page.locator('form[action$="/agree"]'));
}

/** A new version of the plan comes from the meeting, is agreed goal by goal, and is delivered. */
export async function plan(session, meeting) {
  const { page, hand } = session;
  await session.goto(meeting);
  const revise = page.locator('form[action$="/revise"]').first();
  const path = (await revise.getAttribute('action')).replace(/\/revise$/, '');
  await send(hand, revise);
  assert.equal(pathOf(page), `${path}/edit`);
  await session.goto(`${path}/goals/new`);
  const goal = page.locator('form[action$="/goals"]');
  await hand.fill(goal.locator('[name="text"]'), 'ひとりでバスに乗って、図書館へ行く。');
  await hand.check(goal.locator('input[name="horizon"][value="short"]'));
  await hand.check(goal.locator('input[name="idea"][value="person"]'));
  await hand.fill(goal.locator('[name="own_words"]'), 'ひとりで行ってみたい。');
  await hand.fill(goal.locator('[name="grounds"]'), 'モニタリングで本人が自分から話した。');
  await hand.fill(goal.locator('[name="support"]'), '週2回、朝のバスにいっしょに乗る。');
  await send(hand, goal);
  await agree(session, path);
  await session.goto(path);
  await page.getByText('ひとりでバスに乗って、図書館へ行く。').first().waitFor();
  const deliver = page.locator('form[action$="/deliver"]').first();
  await open(hand, deliver.locator('xpath=ancestor::details[1]/summary'));
  await hand.fill(deliver.locator('[name="name"]'), '本人');
  await hand.check(deliver.locator('[name="to"][value="person"]'));
  await date(hand, deliver, 'on', inDays(session, 0));
  await send(hand, deliver);
  return path;
}

/** What cannot be done now is reported without names; a name left in it is pointed at. */
export async function report(session, need, couldNot) {
  const { page, hand } = session;
  await session.goto(`${need}/report`);
  const form = page.locator('form[action$="/report"]');
  await hand.fill(form.locator('[name="wish"]'), '自分の行きたい所へ、自分で行く。');
  await hand.fill(form.locator('[name="facts"]'), '夕方に安心して過ごせる場所が、地域に足りない。');
  await hand.fill(form.locator('[name="tried"]'), '事業所が時間をのばした。');
  await hand.fill(form.locator('[name="could_not"]'), couldNot);
  await hand.fill(form.locator('[name="similar"]'), '2');
  await hand.check(form.locator('input[name="checked"]'));
  await send(hand, form);
  assert.equal(pathOf(page), need);
  return need;
}

/** The council names an issue, puts it on a body's table and answers in easy words too. */
export async function council(session, couldNot, easy) {
  const { page, hand } = session;
  await session.goto('/council');
  const received = await page.locator('main a[href^="/council/reports/"]').evaluateAll(
    (links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  for (const report of received) {
    await session.goto(report);
    if (await page.getByText(couldNot).count() > 0) break;
  }
  await hand.click(page.locator('main a[href^="/council/issues/new"]').first());
  const name = page.locator('form[action="/council/issues"]');
  await hand.fill(name.locator('[name="title"]'), '夕方に過ごせる場所が足りない');
  await hand.fill(name.locator('[name="text"]'), '帰りがおそくなる日の居場所が、地域に足りない。');
  await send(hand, name);
  assert.match(pathOf(page), /^\/council\/issues\/[0-9a-f-]{36}$/);
  const issue = pathOf(page);
  const agenda = page.locator('form[action$="/agenda"]');
  await open(hand, agenda.locator('xpath=ancestor::details[1]/summary'));
  const bodies = agenda.locator('[name="body"]');
  if ((await bodies.first().evaluate((field) => field.tagName)) === 'SELECT') {
    await hand.select(bodies, { index: 0 });
  } else {
    await hand.check(bodies.first());
  }
  await date(hand, agenda, 'session_on', inDays(session, 17));
  await send(hand, agenda);
  await session.goto(issue);
  const answer = page.locator('form[action$="/answers"]');
  if (await answer.locator('xpath=ancestor::details[1]').count()) {
    await open(hand, answer.locator('xpath=ancestor::details[1]/summary'));
  }
  await hand.check(answer.locator('input[name="kind"][value="interim"]'));
  await hand.fill(answer.locator('[name="text"]'), '子ども部会で、夕方の居場所を調べはじめました。');
  await hand.fill(answer.locator('[name="easy"]'), easy);
  await send(hand, answer);
  await session.goto(`${issue}/sheet`);
  await page.locator('.paper').waitFor();
}

/** Sends a form too early: the page keeps what is typed and leads from its summary to what is missing. */
async function sendTooEarly(session, form, missing, typed) {
  const { page, hand } = session;
  // Such an answer is a 422, which the console notes.
  session.problems.expect(/status of 422/);
  await send(hand, form);
  const summary = page.locator('#error-summary');
  await summary.getByText('入力を確かめてください').waitFor();
  if (session.js) {
    assert.ok(await summary.evaluate((element) => element.contains(document.activeElement)), 'the summary has focus');
  }
  for (const [name, text] of Object.entries(typed)) {
    assert.equal(await form.locator(`[name="${name}"]`).inputValue(), text);
  }
  const field = form.locator(`[name="${missing}"]`);
  await hand.press(summary.locator(`a[href="#${await field.getAttribute('id')}"]`));
  await page.waitForFunction((id) => document.activeElement?.id === id, await field.getAttribute('id'));
}

const WHY_NOW = '月末で送りむかえの人が変わる。';

/** The office asks the specialist for a サービス担当者会議. Gives the path of the request. */
export async function ask(session, person, question) {
  const { page, hand } = session;
  await session.goto(`/people/${person}/call`);
  const form = page.locator('form[action$="/requests"]');
  await hand.check(form.locator('input[name="asked"]').first());
  await hand.fill(form.locator('[name="reason"]'), WHY_NOW);
  await sendTooEarly(session, form, 'ask_must_decide', { reason: WHY_NOW });
  await hand.fill(form.locator('[name="ask_must_decide"]'), question);
  await send(hand, form);
  await page.getByText('会議を依頼しました').first().waitFor();
  await page.getByText('返事を待っています').first().waitFor();
  assert.match(pathOf(page), /^\/requests\/[0-9a-f-]{36}$/);
  return pathOf(page);
}

/** The specialist finds the request on the own home and reads what it is about. */
async function readRequest(session, request, question) {
  const { page, hand } = session;
  await session.goto('/home');
  await page.getByText('さんの会議を頼まれています').waitFor();
  await hand.click(page.locator('main li').filter({ hasText: question }).locator(`a[href="${request}"]`));
  for (const text of ['返事待ち', question, WHY_NOW]) await page.getByText(text).first().waitFor();
}

/** The specialist convenes what was asked for; the question comes along. Gives the path of the meeting. */
export async function accept(session, request, question) {
  const { page, hand } = session;
  await readRequest(session, request, question);
  await hand.click(page.getByRole('link', { name: 'この依頼で会議を招集する' }));
  const form = page.locator('form[action$="/meetings"]');
  assert.equal(await form.locator('[name="must_decide"]').inputValue(), question);
  await date(hand, form, 'day1', inDays(session, 15));
  await hand.fill(form.locator('[name="time1"]'), '10時');
  await hand.fill(form.locator('[name="place"]'), '相談支援センターの会議室');
  await send(hand, form);
  assert.match(pathOf(page), /^\/meetings\/[0-9a-f-]{36}$/);
  await page.getByText(question).first().waitFor();
  return pathOf(page);
}

/** The specialist cannot convene and says why; without a reason the page does not let go. */
export async function decline(session, request, question, reason) {
  const { page, hand } = session;
  await readRequest(session, request, question);
  const form = page.locator('form[action$="/decline"]');
  await sendTooEarly(session, form, 'reason', {});
  await hand.fill(form.locator('[name="reason"]'), reason);
  await send(hand, form);
  await page.getByText('理由を添えて断りました').first().waitFor();
  await page.getByText(`断った理由：${reason}`).waitFor();
}

/** A request and its yes: whoever asked comes from the request to the meeting. */
async function requested(app, manager, person, options) {
  const question = `夕方の見守りを、どの事業所が何曜日に持つか（${options.mark ?? 'いつもの窓'}）。`;
  const request = await ask(manager, person, question);
  const specialist = await signIn(app, 'specialist', options);
  const meeting = await accept(specialist, request, question);
  await specialist.close();
  await manager.goto(request);
  await manager.page.getByText('会議が招集されました').waitFor();
  await manager.hand.click(manager.page.getByRole('link', { name: '会議のページへ' }));
  assert.equal(pathOf(manager.page), meeting);
  return meeting;
}

/** A request and its no: whoever asked reads why on the way from home, and goes on without it. */
export async function walkDeclined(app, options = {}) {
  const person = await ownPerson(app, options);
  const manager = await signIn(app, 'service_manager', options);
  const { page, hand } = manager;
  const question = '冬のあいだ、だれが通院につきそうか。';
  const reason = '今月は予定の会議が三つあり、来月の会議でいっしょに話したい。';
  const request = await ask(manager, person, question);
  const specialist = await signIn(app, 'specialist', options);
  await decline(specialist, request, question, reason);
  await specialist.close();

  await manager.goto('/home');
  const line = page.locator('main li').filter({ has: page.locator(`a[href="${request}"]`) });
  for (const text of [question, '断られました']) await line.getByText(text).last().waitFor();
  await hand.click(line.locator('a'));
  await page.getByText(`断った理由：${reason}`).waitFor();
  await page.getByText('事業所の個別支援会議をひらく').waitFor();
  await hand.click(page.getByRole('link', { name: '個別支援会議をよびかける' }));
  const form = page.locator('form[action$="/meetings"]');
  assert.equal(await form.locator('[name="must_decide"]').inputValue(), question);
  await manager.close();
}

/** Everything together; gives what a test wants to look at afterwards. */
export async function walk(app, options = {}) {
  const person = await ownPerson(app, options);
  const manager = await signIn(app, 'service_manager', options);
  await monitor(manager, person);
  const meeting = await call(manager);
  await confer(manager, meeting);
  await close(manager, meeting);
  await plan(manager, meeting);
  const couldNot = `夕方あずかれる場所が見つからなかった（${options.mark ?? 'いつもの窓'}）。`;
  await manager.goto(meeting);
  await manager.hand.click(manager.page.locator('main a[href^="/needs/"]').first());
  const need = await report(manager, pathOf(manager.page), couldNot);
  const everybody = await requested(app, manager, person, options);

  const secretariat = await signIn(app, 'council_secretariat', options);
  const easy = `夕方にすごせる場所を、みんなでさがしています（${options.mark ?? '1'}）。`;
  await council(secretariat, couldNot, easy);
  // The council sees issues, never people: for it the person does not exist.
  const hidden = await secretariat.context.request.get(`${app.baseUrl}/people/${person}`);
  assert.equal(hidden.status(), 404);
  await secretariat.close();

  const own = await signIn(app, 'person', options);
  await own.goto('/me');
  assert.ok((await withoutReadings(own.page)).includes(easy), 'the answer comes back to the person');
  await own.close();

  await manager.goto(`/people/${person}/thread`);
  for (const link of ['/monitorings/', meeting, '/plans/', need, everybody]) {
    assert.ok(await manager.page.locator(`main a[href*="${link}"]`).count() > 0, link);
  }
  await manager.close();
  return { person, meeting, need };
}

// Story A, lean: one person once around the whole loop, each step by the role whose step it is.
// Everything goes through the pages as a reader uses them; nothing is set up behind their back.

import assert from 'node:assert/strict';

/** The person of the `person` account: the one who will read the council's answer. */
export async function ownPerson(app, options) {
  const session = await app.signIn('person', options);
  await session.goto('/me');
  const href = await session.page.locator('main a[href*="/people/"]').first().getAttribute('href');
  await session.close();
  return href.match(/\/people\/([0-9a-f-]{36})/)[1];
}

const pathOf = (page) => new URL(page.url()).pathname;

async function send(form) {
  await form.locator('button[type=submit]').first().click();
}

async function date(scope, name, [year, month, day]) {
  await scope.locator(`[name="${name}_year"]`).fill(year);
  await scope.locator(`[name="${name}_month"]`).fill(month);
  await scope.locator(`[name="${name}_day"]`).fill(day);
}

async function open(page, summary) {
  if ((await summary.locator('xpath=..').getAttribute('open')) === null) await summary.click();
}

/** Monitoring finds a reason to meet. Gives the path of the monitoring. */
export async function monitor(session, person) {
  const { page } = session;
  await session.goto(`/people/${person}/monitorings/new?kind=individual`);
  const form = page.locator('form[action$="/monitorings"]');
  await form.locator('[name="own_words"]').fill('バスにのって、ひとりで行ってみたい。');
  await form.locator('[name="prompt_values"]').fill('朝のバスの運転手さんとのあいさつ。');
  await form.locator('[name="prompt_own_motive"]').fill('自分から「ひとりで」と言った。');
  for (const radio of await form.locator('input[name$="_attainment"][value="closer"]').all()) {
    await radio.check();
  }
  await form.locator('input[name="outcome"][value="meet"]').check();
  await form.locator('[name="reason"]').fill('ひとりで乗る練習を、だれとどう始めるか決めたい。');
  await send(form);
  assert.match(pathOf(page), /^\/monitorings\//);
  return pathOf(page);
}

/** The office calls its own meeting because of the monitoring. Gives the path of the meeting. */
export async function call(session) {
  const { page } = session;
  await page.locator('a[href*="/call?monitoring="]').click();
  const form = page.locator('form[action$="/meetings"]');
  await form.locator('[name="must_decide"]').fill('バスの練習を始めるかどうか、始めるならだれとするか。');
  await date(form, 'day1', ['R8', '12', '4']);
  await form.locator('[name="time1"]').fill('15時30分');
  await form.locator('[name="place"]').fill('事業所の相談室');
  await send(form);
  assert.match(pathOf(page), /^\/meetings\/[0-9a-f-]{36}$/);
  return pathOf(page);
}

async function decide(session, meeting, fields) {
  const { page } = session;
  await session.goto(`${meeting}/decisions/new`);
  const form = page.locator('form[action$="/decisions"]');
  await form.locator('[name="text"]').fill(fields.text);
  await form.locator(`input[name="outcome"][value="${fields.outcome}"]`).check();
  if (fields.owner) await form.locator('[name="owner"]').selectOption({ index: 1 });
  if (fields.due) await date(form, 'due', fields.due);
  for (const name of ['known_by', 'first_step', 'until_then', 'shared_with']) {
    if (fields[name]) await form.locator(`[name="${name}"]`).fill(fields[name]);
  }
  if (fields.level) await form.locator(`input[name="level"][value="${fields.level}"]`).check();
  if (fields.reason) await form.locator('[name="reason"]').selectOption(fields.reason);
  await send(form);
  assert.equal(pathOf(page), meeting);
}

/** Fixes a day, confers, decides in the three ways, and writes down the person's answers. */
export async function confer(session, meeting) {
  const { page } = session;
  await session.goto(meeting);
  await send(page.locator('form[action$="/fix"]').first());
  await session.goto(`${meeting}/invitations`);
  await page.locator('main ul a').first().click();
  await page.locator('.paper').waitFor();
  await session.goto(meeting);
  const person = page.locator('form[action$="/viewpoints"]').filter({
    has: page.locator('input[name="view"][value="person"]'),
  });
  await open(page, person.locator('xpath=ancestor::details[1]/summary'));
  await person.locator('[name="text"]').fill('ひとりで乗れたら、図書館にも行きたい。');
  await send(person);

  await decide(session, meeting, {
    text: '朝のバスに、支援員といっしょに乗る練習をする。',
    outcome: 'now', owner: true, due: ['R8', '12', '18'], known_by: '3回いっしょに乗った記録',
  });
  await decide(session, meeting, {
    text: 'ひとりで乗る日を、春までに決める。',
    outcome: 'takes_time', owner: true, due: ['R9', '1', '15'], first_step: 'バス会社に相談する',
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
    await form.locator(`input[name="kind"][value="${at === 1 ? 'not_yet' : 'yes'}"]`).check();
    await form.locator('input[name="how"][value="speech"]').check();
    await form.locator('[name="words"]').fill(at === 1 ? 'まだ、わからない。' : 'うん。');
    await send(form);
    assert.equal(pathOf(page), meeting);
  }
}

/** Closing waits for all five points, keeps what was typed, and accepts a まだ with a reason. */
export async function close(session, meeting) {
  const { page } = session;
  // The page that shows what is missing is an answer 422, which the console notes.
  session.problems.expect(/status of 422/);
  await session.goto(`${meeting}/close`);
  const form = page.locator('form[action$="/close"]');
  await form.locator('input[name="people_state"][value="confirmed"]').check();
  await form.locator('[name="people_text"]').fill('必要な人がそろった。');
  await send(form);
  await page.locator('#error-summary').waitFor();
  assert.equal(await form.locator('[name="people_text"]').inputValue(), '必要な人がそろった。');
  for (const point of ['needs', 'horizons', 'roles', 'cannot_now']) {
    const state = point === 'horizons' ? 'not_yet' : 'confirmed';
    await form.locator(`input[name="${point}_state"][value="${state}"]`).check();
    if (state === 'confirmed') await form.locator(`[name="${point}_text"]`).fill('みんなで確かめた。');
  }
  await form.locator('[name="horizons_reason"]').selectOption('next_meeting');
  await send(form);
  assert.equal(pathOf(page), `${meeting}/minutes`);
  await page.getByText('朝のバスに、支援員といっしょに乗る練習をする。').first().waitFor();
  await send(page.locator('form[action$="/minutes/confirm"]'));
  assert.equal(await page.locator('form[action$="/minutes/confirm"]').count(), 0);
}

/** A new version of the plan comes from the meeting, is agreed goal by goal, and is delivered. */
export async function plan(session, meeting) {
  const { page } = session;
  await session.goto(meeting);
  const revise = page.locator('form[action$="/revise"]').first();
  const path = (await revise.getAttribute('action')).replace(/\/revise$/, '');
  await send(revise);
  assert.equal(pathOf(page), `${path}/edit`);
  await session.goto(`${path}/goals/new`);
  const goal = page.locator('form[action$="/goals"]');
  await goal.locator('[name="text"]').fill('ひとりでバスに乗って、図書館へ行く。');
  await goal.locator('input[name="horizon"][value="short"]').check();
  await goal.locator('input[name="idea"][value="person"]').check();
  await goal.locator('[name="own_words"]').fill('ひとりで行ってみたい。');
  await goal.locator('[name="grounds"]').fill('モニタリングで本人が自分から話した。');
  await goal.locator('[name="support"]').fill('週2回、朝のバスにいっしょに乗る。');
  await send(goal);
  await session.goto(`${path}/answers`);
  const asks = await page.locator('main a[href*="/answers?goal="]').evaluateAll(
    (links) => links.map((link) => link.getAttribute('href')));
  for (const ask of asks) {
    await session.goto(ask);
    const form = page.locator('form[action$="/answers"]');
    await form.locator('input[name="kind"][value="yes"]').check();
    await form.locator('input[name="how"][value="speech"]').check();
    await send(form);
  }
  await session.goto(`${path}/edit`);
  await send(page.locator('form[action$="/agree"]'));
  await session.goto(path);
  await page.getByText('ひとりでバスに乗って、図書館へ行く。').first().waitFor();
  const deliver = page.locator('form[action$="/deliver"]').first();
  await open(page, deliver.locator('xpath=ancestor::details[1]/summary'));
  await deliver.locator('[name="name"]').fill('本人');
  await deliver.locator('[name="to"][value="person"]').check();
  await date(deliver, 'on', ['R8', '11', '23']);
  await send(deliver);
  return path;
}

/** What cannot be done now is reported without names; a name left in it is pointed at. */
export async function report(session, meeting, couldNot) {
  const { page } = session;
  await session.goto(meeting);
  await page.locator('main a[href^="/needs/"]').first().click();
  const need = pathOf(page);
  await session.goto(`${need}/report`);
  const form = page.locator('form[action$="/report"]');
  await form.locator('[name="wish"]').fill('自分の行きたい所へ、自分で行く。');
  await form.locator('[name="facts"]').fill('夕方に安心して過ごせる場所が、地域に足りない。');
  await form.locator('[name="tried"]').fill('事業所が時間をのばした。');
  await form.locator('[name="could_not"]').fill(couldNot);
  await form.locator('[name="similar"]').fill('2');
  await form.locator('input[name="checked"]').check();
  await send(form);
  assert.equal(pathOf(page), need);
  return need;
}

/** The council names an issue, puts it on a body's table and answers in easy words too. */
export async function council(session, couldNot, easy) {
  const { page } = session;
  await session.goto('/council');
  const received = await page.locator('main a[href^="/council/reports/"]').evaluateAll(
    (links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  for (const report of received) {
    await session.goto(report);
    if (await page.getByText(couldNot).count() > 0) break;
  }
  await page.locator('main a[href^="/council/issues/new"]').first().click();
  const name = page.locator('form[action="/council/issues"]');
  await name.locator('[name="title"]').fill('夕方に過ごせる場所が足りない');
  await name.locator('[name="text"]').fill('帰りがおそくなる日の居場所が、地域に足りない。');
  await send(name);
  assert.match(pathOf(page), /^\/council\/issues\/[0-9a-f-]{36}$/);
  const issue = pathOf(page);
  const agenda = page.locator('form[action$="/agenda"]');
  await open(page, agenda.locator('xpath=ancestor::details[1]/summary'));
  const bodies = agenda.locator('[name="body"]');
  if ((await bodies.first().evaluate((field) => field.tagName)) === 'SELECT') {
    await bodies.selectOption({ index: 0 });
  } else {
    await bodies.first().check();
  }
  await date(agenda, 'session_on', ['R8', '12', '10']);
  await send(agenda);
  await session.goto(issue);
  const answer = page.locator('form[action$="/answers"]');
  if (await answer.locator('xpath=ancestor::details[1]').count()) {
    await open(page, answer.locator('xpath=ancestor::details[1]/summary'));
  }
  await answer.locator('input[name="kind"][value="interim"]').check();
  await answer.locator('[name="text"]').fill('子ども部会で、夕方の居場所を調べはじめました。');
  await answer.locator('[name="easy"]').fill(easy);
  await send(answer);
  await session.goto(`${issue}/sheet`);
  await page.locator('.paper').waitFor();
}

/** Everything together; gives what a test wants to look at afterwards. */
export async function walk(app, options = {}) {
  const person = await ownPerson(app, options);
  const manager = await app.signIn('service_manager', options);
  await monitor(manager, person);
  const meeting = await call(manager);
  await confer(manager, meeting);
  await close(manager, meeting);
  await plan(manager, meeting);
  const couldNot = `夕方あずかれる場所が見つからなかった（${options.mark ?? 'いつもの窓'}）。`;
  const need = await report(manager, meeting, couldNot);

  const secretariat = await app.signIn('council_secretariat', options);
  const easy = `夕方にすごせる場所を、みんなでさがしています（${options.mark ?? '1'}）。`;
  await council(secretariat, couldNot, easy);
  // The council sees issues, never people: for it the person does not exist.
  const hidden = await secretariat.context.request.get(`${app.baseUrl}/people/${person}`);
  assert.equal(hidden.status(), 404);
  await secretariat.close();

  const own = await app.signIn('person', options);
  await own.goto('/me');
  await own.page.getByText(easy).first().waitFor();
  await own.close();

  await manager.goto(`/people/${person}/thread`);
  for (const link of ['/monitorings/', meeting, '/plans/', need]) {
    assert.ok(await manager.page.locator(`main a[href*="${link}"]`).count() > 0, link);
  }
  await manager.close();
  return { person, meeting, need };
}

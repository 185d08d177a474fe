// The main jobs of each role, from its home in at most three activations. Typing and choosing in a
// form are not counted; links, buttons and disclosures are. One region, in the order of a week:
// what one role does is what the next one finds on its home. The week is walked twice: by keyboard
// alone, counted; and without scripts.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp } from '../lib/app.mjs';
import { countActivations, keyboard, mouse } from '../lib/hands.mjs';
import { date, decide, held, inDays, open, ownPerson, pathOf, send, signIn, withoutReadings } from '../lib/story-a.mjs';

const MOST = 3;
const OPINION = 'バスの窓がわの席がいい。';
const ISSUE = '土曜日に行けるところが足りない';

for (const js of [true, false]) {
  describe(js ? 'by keyboard' : 'without scripts', () => week(js));
}

function week(js) {
  let app;
  let person;
  before(async () => {
    app = await startApp({ people: 60, today: '2026-11-23' });
    person = await ownPerson(app, {});
  });
  after(async () => { await app?.stop(); });

  /** What was left behind for the next role. */
  const left = {};

  /** Walks from a page on; scripts count what is activated. */
  async function counted(session, start, walk, most) {
    session.hand = js ? keyboard(session.page) : mouse;
    const counter = js ? await countActivations(session.context) : { activations: 0 };
    await session.goto(start);
    await walk(session);
    assert.ok(counter.activations <= most, `${counter.activations} activations, at most ${most}`);
    await session.close();
  }

  /** A job: starts at the role's home, and says what was activated. */
  function job(role, name, walk, { home = '/home', most = MOST } = {}) {
    test(`${role}: ${name}`, async () => {
      await counted(await app.signIn(role, { js }), typeof home === 'string' ? home : home(), walk, most);
    });
  }

  /** Prepares what a job starts from; nothing of it is counted. */
  async function prepare(role, work) {
    const session = await signIn(app, role, {});
    await work(session);
    await session.close();
  }

  const link = ({ page }, selector) => page.locator(`main ${selector}`).first();
  /** Follows a link, out of its fold when it lies in one: that is an activation too. */
  async function follow(session, selector) {
    const target = link(session, selector);
    const fold = target.locator('xpath=ancestor::details[1]/summary');
    if (await fold.count() > 0) await open(session.hand, fold);
    await session.hand.click(target);
  }

  const posts = ({ page }, end) => page.locator(`form[action$="${end}"]`).first();
  const said = (session, text) => session.page.getByText(text).first().waitFor();

  job('person', 'says what they want to say', async (session) => {
    await follow(session, 'a[href$="/voices/new"]');
    const form = posts(session, '/voices');
    await session.hand.fill(form.locator('[name="text"]'), OPINION);
    await send(session.hand, form);
    assert.match(pathOf(session.page), /^\/me/);
    assert.ok((await withoutReadings(session.page)).includes(OPINION), await withoutReadings(session.page));
  }, { home: '/me' });

  job('person', 'answers まだ to a goal', async (session) => {
    await follow(session, 'a[href="/me/answers"]');
    await follow(session, 'a[href^="/me/answers/ask"]');
    await session.hand.click(posts(session, '/me/answers').locator('button[value="not_yet"]'));
    assert.equal(pathOf(session.page), '/me/answers');
  }, { home: '/me' });

  job('person', 'takes a はい back', async (session) => {
    const back = 'a[href^="/me/answers/"][href$="/withdraw"]';
    await follow(session, 'a[href="/me/answers"]');
    const before = await session.page.locator(back).count();
    await follow(session, back);
    await send(session.hand, posts(session, '/withdraw'));
    assert.equal(await session.page.locator(back).count(), before - 1);
  }, { home: '/me' });

  job('mother', 'sees who looked', async (session) => {
    await follow(session, 'a[href$="/looks"]');
    assert.match(pathOf(session.page), /\/looks$/);
  }, { home: '/me' });

  job('support_worker', 'writes down what gives cause for concern', async (session) => {
    const text = '土曜日の朝、行くところがないと話していた。';
    await follow(session, 'a[href="/people"]');
    await follow(session, `a[href="/people/${person}"]`);
    const form = posts(session, '/concerns');
    await session.hand.fill(form.locator('[name="text"]'), text);
    await send(session.hand, form);
    await said(session, text);
  });

  job('service_manager', 'calls a meeting', async (session) => {
    const { page, hand } = session;
    await follow(session, `a[href^="/people/${person}/call"], a[href="/people/${person}#concerns"]`);
    if (!pathOf(page).endsWith('/call')) await follow(session, 'a[href*="/call?concern="]');
    const form = posts(session, '/meetings');
    await hand.fill(form.locator('[name="must_decide"]'), '土曜日の朝を、どこでだれと過ごすか。');
    await date(hand, form, 'day1', inDays(session, 9));
    await hand.fill(form.locator('[name="time1"]'), '16時');
    await hand.fill(form.locator('[name="place"]'), '事業所の相談室');
    await send(hand, form);
    left.meeting = pathOf(page);
    assert.match(left.meeting, /^\/meetings\/[0-9a-f-]{36}$/);
  });

  test('between: what the mother told is written down', () => prepare('mother', async (session) => {
    await session.goto('/me');
    const href = await session.page.locator('main a[href*="/people/"]').first().getAttribute('href');
    left.child = href.match(/\/people\/([0-9a-f-]{36})/)[1];
    const manager = await signIn(app, 'child_support_manager', {});
    await manager.goto(`/people/${left.child}`);
    const form = posts(manager, '/concerns');
    await manager.hand.fill(form.locator('[name="text"]'), 'お母さんが、夜に眠れていないと話した。');
    await send(manager.hand, form);
    await manager.close();
  }));

  job('child_support_manager', 'asks the specialist for a meeting', async (session) => {
    const { page, hand } = session;
    await follow(session, `a[href^="/people/${left.child}/call"], a[href="/people/${left.child}#concerns"]`);
    if (!pathOf(page).endsWith('/call')) await follow(session, 'a[href*="/call?concern="]');
    const form = posts(session, '/requests');
    await hand.fill(form.locator('[name="ask_must_decide"]'), '夜の見守りを、だれが手伝えるか。');
    await hand.fill(form.locator('[name="reason"]'), '家族が、先月から眠れていない。');
    await send(hand, form);
    left.request = pathOf(page);
    assert.match(left.request, /^\/requests\/[0-9a-f-]{36}$/);
  });

  job('specialist', 'answers what was asked first', async (session) => {
    await follow(session, 'a[href^="/requests/"]');
    assert.match(pathOf(session.page), /^\/requests\//);
    await follow(session, 'a[href*="/call?request="]');
    await posts(session, '/meetings').waitFor();
  });

  job('person', 'says when they can come', async (session) => {
    await follow(session, `a[href^="${left.meeting}"]`);
    const form = posts(session, '/replies');
    for (const can of await form.locator('input[type="radio"][value="yes"]').all()) await session.hand.check(can);
    await send(session.hand, form);
    await said(session, '○');
  }, { home: '/me' });

  test('between: the day is fixed and the meeting decides', () => prepare('service_manager', async (session) => {
    await session.goto(left.meeting);
    await send(session.hand, posts(session, '/fix'));
    await decide(session, left.meeting, {
      text: '土曜日の朝に行ける場所が、近くにない。', outcome: 'cannot_now', level: 'region', reason: 'not_enough',
      until_then: '第一土曜日は事業所を開ける。', shared_with: '本人、母',
    });
    await decide(session, left.meeting, {
      text: '第一土曜日に、図書館へ行く。', outcome: 'now', owner: true, due: inDays(session, 20), known_by: '写真をとる。',
    });
  }));

  job('person', 'knows the next talk', async (session) => {
    await follow(session, `a[href^="${left.meeting}"]`);
    await said(session, '相談室');
  }, { home: '/me' });

  job('service_manager', 'closes the meeting', async (session) => {
    const { page, hand } = session;
    await follow(session, `a[href="${left.meeting}"]`);
    await follow(session, 'a[href$="/close"]');
    const form = posts(session, '/close');
    for (const point of ['people', 'needs', 'horizons', 'roles', 'cannot_now']) {
      await hand.check(form.locator(`input[name="${point}_state"][value="confirmed"]`));
      await hand.fill(form.locator(`[name="${point}_text"]`), 'みんなで確かめた。');
    }
    await held(session, form);
    await send(hand, form);
    assert.equal(pathOf(page), `${left.meeting}/minutes`);
  });

  job('service_manager', 'confirms the minutes', async (session) => {
    await follow(session, `a[href="${left.meeting}/minutes"]`);
    await send(session.hand, posts(session, '/minutes/confirm'));
    assert.equal(await posts(session, '/minutes/confirm').count(), 0);
  });

  job('service_manager', 'has a sheet for whoever gets no mail', async (session) => {
    const { page } = session;
    await follow(session, `a[href="${left.meeting}"]`);
    await follow(session, `a[href="${left.meeting}/invitations"]`);
    const sheet = page.locator('.paper-sheet:not(.paper-easy)').first();
    await sheet.getByText('決まったこと').first().waitFor();
    await sheet.getByText('土曜日の朝に行ける場所が、近くにない。').first().waitFor();
  });

  job('service_manager', 'finds a word of two characters in the records', async (session) => {
    await follow(session, 'a[href="/people"]');
    await follow(session, 'a[href="/search"]');
    await session.hand.fill(posts(session, '/search').locator('[name="search"]'), '土曜');
    await send(session.hand, posts(session, '/search'));
    // Nothing of it stands in the address.
    assert.equal(new URL(session.page.url()).search, '?done=searched');
    await said(session, '土曜日の朝に行ける場所が、近くにない。');
  });

  test('between: a new version of the plan is begun', () => prepare('service_manager', async (session) => {
    await session.goto(left.meeting);
    await send(session.hand, posts(session, '/revise'));
    left.plan = pathOf(session.page).replace(/\/edit$/, '');
  }));

  job('service_manager', 'mends a line of the plan, to be asked about again', async (session) => {
    await follow(session, `a[href^="${left.plan}"]`);
    await follow(session, `a[href^="${left.plan}/goals/"]:not([href$="/new"])`);
    const form = posts(session, '/goals');
    await session.hand.fill(form.locator('[name="support"]'), '月に一度、土曜日に職員がいっしょに行く。');
    await send(session.hand, form);
    await said(session, '土曜日に職員がいっしょに行く');
  }, { home: () => `/people/${person}` });

  job('service_manager', 'reports what cannot be done, without names', async (session) => {
    const { page, hand } = session;
    await follow(session, 'a[href^="/needs/"][href$="/report"]');
    const form = posts(session, '/report');
    for (const [name, text] of Object.entries({
      wish: '土曜日の朝も、人に会いたい。',
      facts: '土曜日の午前に開いている場所が、近くにない。',
      tried: '三つの事業所に聞いた。',
      could_not: '人手が足りず、断られた。',
      similar: '2',
    })) await hand.fill(form.locator(`[name="${name}"]`), text);
    await hand.check(form.locator('input[name="checked"]'));
    await send(hand, form);
    assert.match(pathOf(page), /^\/needs\//);
  });

  job('specialist', 'writes down a visit', async (session) => {
    const { page, hand } = session;
    await follow(session, 'a[href*="/monitorings/new"]');
    const form = posts(session, '/monitorings');
    await hand.fill(form.locator('[name="own_words"]'), 'このままがいい。');
    await hand.check(form.locator('input[name="how"]').first());
    await hand.fill(form.locator('[name="prompt_values"]'), '朝の散歩。');
    for (const kept of await form.locator('input[name$="_attainment"][value="closer"]').all()) await hand.check(kept);
    await hand.check(form.locator('input[name="outcome"][value="continue"]'));
    await hand.fill(form.locator('[name="reason"]'), '本人が、このままでよいと話した。');
    await send(hand, form);
    assert.match(pathOf(page), /^\/monitorings\/[0-9a-f-]{36}$/);
  });

  job('specialist', 'reads how one thing led to another', async (session) => {
    await follow(session, 'a[href="/people"]');
    await follow(session, `a[href="/people/${person}"]`);
    await follow(session, `a[href="/people/${person}/thread"]`);
    assert.match(pathOf(session.page), /\/thread$/);
  });

  job('council_secretariat', 'names an issue from a report', async (session) => {
    const { page, hand } = session;
    await follow(session, 'a[href^="/council/reports/"]');
    await follow(session, 'a[href^="/council/issues/new"]');
    const form = posts(session, '/council/issues');
    await hand.fill(form.locator('[name="title"]'), ISSUE);
    await hand.fill(form.locator('[name="text"]'), '土曜日の午前に開いている場所が、地域に足りない。');
    await send(hand, form);
    left.issue = pathOf(page);
    assert.match(left.issue, /^\/council\/issues\/[0-9a-f-]{36}$/);
  });

  job('council_secretariat', 'puts an issue on the table of a session', async (session) => {
    const { page, hand } = session;
    await follow(session, `a[href="${left.issue}"]`);
    const form = posts(session, '/agenda');
    await open(hand, form.locator('xpath=ancestor::details[1]/summary'));
    await hand.check(form.locator('input[name="body"]').first());
    await date(hand, form, 'session_on', inDays(session, 17));
    await send(hand, form);
    assert.equal(pathOf(page), left.issue);
  });

  job('core_centre', 'writes an answer that comes back to the people', async (session) => {
    const { page, hand } = session;
    await follow(session, `a[href="${left.issue}"]`);
    const form = posts(session, '/answers');
    await open(hand, form.locator('xpath=ancestor::details[1]/summary'));
    await hand.check(form.locator('input[name="kind"][value="interim"]'));
    await hand.fill(form.locator('[name="text"]'), '土曜日に開けられる場所を調べはじめました。');
    await hand.fill(form.locator('[name="easy"]'), '土曜日に行けるところを、さがしています。');
    await send(hand, form);
    assert.equal(pathOf(page), left.issue);
  });

  job('council_member', 'reads what the next session talks about', async (session) => {
    await follow(session, 'a[href^="/council/issues/"]');
    assert.match(pathOf(session.page), /^\/council\/issues\//);
  });

  job('municipal_officer', 'reads the page of somebody who agreed to it', async (session) => {
    await follow(session, 'a[href="/people"]');
    await follow(session, 'li a[href^="/people/"], td a[href^="/people/"], th a[href^="/people/"]');
    assert.match(pathOf(session.page), /^\/people\/[0-9a-f-]{36}$/);
  });

  job('office_admin', 'adds a worker', async (session) => {
    const { hand } = session;
    await follow(session, 'a[href="/staff"]');
    const form = posts(session, '/staff/add');
    await hand.fill(form.locator('[name="name"]'), '新田 あおい');
    await hand.fill(form.locator('[name="kana"]'), 'にった あおい');
    await send(hand, form);
    await said(session, '新田 あおい');
  });

  job('office_admin', 'corrects the name of a worker', async (session) => {
    const { page, hand } = session;
    await follow(session, 'a[href="/staff"]');
    const row = page.locator('main tr').filter({ hasText: '新田 あおい' });
    await hand.click(row.locator('a[href$="/edit"]'));
    const form = posts(session, '/edit');
    await hand.fill(form.locator('[name="name"]'), '新田 葵');
    await send(hand, form);
    await said(session, '保存しました');
    await said(session, '新田 葵');
  });

  job('system_admin', 'adds an organisation', async (session) => {
    const { hand } = session;
    await follow(session, 'a[href="/orgs"]');
    const form = posts(session, '/orgs/add');
    await hand.fill(form.locator('[name="name"]'), '相談支援センター つばさ');
    await hand.fill(form.locator('[name="phone"]'), '079-000-0000');
    await send(hand, form);
    await said(session, '相談支援センター つばさ');
  });

  job('system_admin', 'corrects an organisation', async (session) => {
    const { page, hand } = session;
    await follow(session, 'a[href="/orgs"]');
    const row = page.locator('main tr').filter({ hasText: '相談支援センター つばさ' });
    await hand.click(row.locator('a[href$="/edit"]'));
    const form = posts(session, '/edit');
    await hand.fill(form.locator('[name="phone"]'), '079-000-0001');
    await send(hand, form);
    await said(session, '保存しました');
    await said(session, '079-000-0001');
  });

  /** A guest's window: not signed in, led by the link that the region announces. */
  function asGuest(role, name, walk) {
    test(`${role}: ${name}`, async () => {
      const { url } = app.index.pages.find((page) => page.route === 'guest_entrance' && page.role === role);
      await counted(await app.anonymous({ js }), url, async (session) => {
        await session.hand.click(session.page.locator('main form button[type=submit]').first());
        await walk(session);
      }, MOST);
    });
  }

  const choose = async ({ page, hand }, selector) => {
    for (const one of await page.locator(selector).all()) await hand.check(one);
  };

  asGuest('school_guest', 'says when they can come', async (session) => {
    await choose(session, 'form[action="/guest/reply"] input[type="radio"][value="yes"]');
    await send(session.hand, posts(session, '/guest/reply'));
    await said(session, '保存しました');
  });

  asGuest('hospital_guest', 'says whether they come', async (session) => {
    await choose(session, 'form[action="/guest/attendance"] input[type="radio"][value="present"], form[action="/guest/attendance"] input[type="radio"][value="yes"]');
    await send(session.hand, posts(session, '/guest/attendance'));
    await said(session, '保存しました');
  });

  asGuest('employer_guest', 'says that their task is done', async (session) => {
    await session.hand.click(session.page.locator('main form[action^="/guest/tasks/"] button[type=submit]').first());
    await said(session, '保存しました');
    // It stays to be seen, and to be taken back.
    await session.page.locator('#tasks .chip', { hasText: 'できた' }).waitFor();
    assert.equal(await session.page.locator('form[action$="/reopen"]').count(), 1);
  });

  asGuest('employer_guest', 'tells what went well', async (session) => {
    const form = posts(session, '/guest/facts');
    await session.hand.fill(form.locator('[name="went_well"]'), 'たたむ仕事を、自分から始めた。');
    await send(session.hand, form);
    await said(session, '保存しました');
  });
}

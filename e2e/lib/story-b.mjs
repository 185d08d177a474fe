// Story B, lean: a man of 44 who lives with his mother of 76. Two wishes that do not agree and both
// stay, a いや that counts, a request that is declined and made again, and a council that sends one
// report back and closes another without action.

import assert from 'node:assert/strict';
import {
  accept, ask, close, date, decide, decline, inDays, ownPerson, pathOf, report, send, signIn, withoutReadings,
} from './story-a.mjs';

const BUS = 'バス';
const MOTHERS_WISH = 'わたしが元気なうちに、グループホームに慣れてほしい。';
const VISIT = 'グループホームを見学に行く。';
const READY = '地域生活支援拠点に、緊急のときの登録をする。';

/** What the mother wishes stands beside what he wishes, under its own name. */
async function mothersWish(manager, person) {
  const { page, hand } = manager;
  await manager.goto(`/people/${person}/voices/new`);
  const form = page.locator('form[action$="/voices"]');
  await hand.check(form.locator('input[name="speaker"][value="family"]'));
  await hand.fill(form.locator('[name="text"]'), MOTHERS_WISH);
  await hand.check(form.locator('input[name="how"][value="speech"]'));
  await send(hand, form);
  await manager.goto(`/people/${person}`);
  const main = await withoutReadings(page);
  assert.ok(main.indexOf(BUS) < main.indexOf(MOTHERS_WISH), 'his own words stand above hers');
  const hers = page.locator('.voice-family', { hasText: MOTHERS_WISH });
  await hers.getByText('家族').first().waitFor();
}

/** Declined at first; the office holds its own meeting meanwhile, and asks again. */
async function askTwice(app, manager, person, options) {
  const { page, hand } = manager;
  const question = '受診にだれが付きそうか、お母さんが休めないときはどうするか。';
  const reason = '今月は日がとれません。急ぐことは、先に事業所で話してください。';
  const first = await ask(manager, person, question);
  let specialist = await signIn(app, 'specialist', options);
  await decline(specialist, first, question, reason);
  await specialist.close();

  await manager.goto(first);
  await page.getByText(`断った理由：${reason}`).waitFor();
  await hand.click(page.getByRole('link', { name: '個別支援会議をよびかける' }));
  const call = page.locator('form[action$="/meetings"]');
  await date(hand, call, 'day1', inDays(manager, 3));
  await hand.fill(call.locator('[name="time1"]'), '16時');
  await hand.fill(call.locator('[name="place"]'), 'みなもの家');
  await send(hand, call);
  const own = pathOf(page);
  await send(hand, page.locator('form[action$="/fix"]').first());
  await decide(manager, own, {
    text: '次の受診は、職員がいっしょに行く。',
    outcome: 'now', owner: true, due: inDays(manager, 10), known_by: '受診の記録',
  });
  await close(manager, own, '次の受診は、職員がいっしょに行く。');

  const again = await ask(manager, person, `${question}（もう一度）`);
  specialist = await signIn(app, 'specialist', options);
  const meeting = await accept(specialist, again, `${question}（もう一度）`);
  return { specialist, meeting };
}

/** Writes down what he answered, in his own words. */
async function answered(session, meeting, decision, kind, words) {
  const { page, hand } = session;
  await session.goto(meeting);
  // Cards have no ids of their own: the link says which decision it asks about.
  const card = page.locator('.card', { hasText: decision }).last();
  await hand.click(card.locator('a[href*="/answers?decision="]').first());
  const form = page.locator('form[action$="/answers"]');
  await hand.check(form.locator(`input[name="kind"][value="${kind}"]`));
  await hand.check(form.locator('input[name="how"][value="speech"]'));
  await hand.fill(form.locator('[name="words"]'), words);
  await send(hand, form);
  assert.equal(pathOf(page), meeting);
}

/** At the table: what can be done at once, what he says いや to, what the region does not have. */
async function confer(specialist, meeting, needs) {
  const { page, hand } = specialist;
  await specialist.goto(meeting);
  await send(hand, page.locator('form[action$="/fix"]').first());
  await decide(specialist, meeting, {
    text: READY, outcome: 'now', owner: true, due: inDays(specialist, 20), known_by: '登録の控え',
  });
  await decide(specialist, meeting, {
    text: VISIT, outcome: 'now', owner: true, due: inDays(specialist, 30), known_by: '見学した日の話',
  });
  for (const text of needs) {
    await decide(specialist, meeting, {
      text, outcome: 'cannot_now', level: 'region', reason: 'no_resource',
      until_then: 'お母さんの具合がわるい夜は、短期入所に電話する。', shared_with: '本人、母',
    });
  }
  await answered(specialist, meeting, READY, 'yes', 'それは、しとく。');
  await answered(specialist, meeting, VISIT, 'no', 'いやや。ぼくの家やもん。');
  await close(specialist, meeting, VISIT);
}

/** His いや counts: nobody sets to work on it, and it waits to be talked over. */
async function noCounts(manager, person) {
  const { page } = manager;
  await manager.goto(`/people/${person}`);
  const tasks = await page.locator('#tasks').innerText();
  assert.ok(tasks.includes(READY) && !tasks.includes(VISIT), tasks);
}

/** The report comes back as a matter of his own team, with a kind sentence. */
async function sentBack(app, manager, need, couldNot, sentence, options) {
  const council = await signIn(app, 'council_secretariat', options);
  await openReport(council, couldNot);
  const form = council.page.locator('form[action$="/send-back"]');
  const details = form.locator('xpath=ancestor::details[1]');
  if (await details.count() && (await details.getAttribute('open')) === null) {
    await council.hand.press(details.locator('summary').first());
  }
  await council.hand.fill(form.locator('textarea, input[type=text]').first(), sentence);
  await send(council.hand, form);
  await council.close();
  await manager.goto(need);
  await manager.page.getByText(sentence).first().waitFor();
}

export async function openReport(council, couldNot) {
  await council.goto('/council');
  const received = await council.page.locator('main a[href^="/council/reports/"]').evaluateAll(
    (links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  for (const path of received) {
    await council.goto(path);
    if (await council.page.getByText(couldNot).count() > 0) return;
  }
  assert.fail(`no report says: ${couldNot}`);
}

/** Named as an issue, and closed without action: the reason reaches him in easy words. */
async function closedWithoutAction(app, couldNot, easy, options) {
  const council = await signIn(app, 'council_secretariat', options);
  const { page, hand } = council;
  await openReport(council, couldNot);
  await hand.click(page.locator('main a[href^="/council/issues/new"]').first());
  const name = page.locator('form[action="/council/issues"]');
  await hand.fill(name.locator('[name="title"]'), 'グループホームを試しに使えるところ');
  await hand.fill(name.locator('[name="text"]'), '試しに泊まれるグループホームが地域にない。');
  await send(hand, name);
  const answer = page.locator('form[action$="/answers"]');
  const details = answer.locator('xpath=ancestor::details[1]');
  if (await details.count() && (await details.getAttribute('open')) === null) {
    await hand.press(details.locator('summary').first());
  }
  await hand.check(answer.locator('input[name="kind"][value="no_action"]'));
  await hand.fill(answer.locator('[name="text"]'), '来年度に新しいホームの計画があるため、今は取り組みません。');
  await hand.fill(answer.locator('[name="easy"]'), easy);
  await send(hand, answer);
  await council.close();

  const own = await signIn(app, 'person', options);
  await own.goto('/me');
  assert.ok((await withoutReadings(own.page)).includes(easy), 'the answer comes back to him');
  await own.close();
}

/** The whole of it. */
export async function walkB(app, options = {}) {
  const mark = options.mark ?? 'いつもの窓';
  const person = await ownPerson(app, options);
  const manager = await signIn(app, 'service_manager', options);
  await mothersWish(manager, person);
  const { specialist, meeting } = await askTwice(app, manager, person, options);
  const trial = `グループホームに試しに泊まれるところがない（${mark}）。`;
  const bench = `バス停に座るところがない（${mark}）。`;
  await confer(specialist, meeting, [trial, bench]);
  await specialist.close();
  await noCounts(manager, person);

  for (const text of [bench, trial]) {
    await manager.goto(meeting);
    await manager.hand.click(manager.page.locator('.card', { hasText: text }).last().locator('a[href^="/needs/"]'));
    const need = await report(manager, pathOf(manager.page), text);
    if (text === bench) {
      const sentence = '市の道路の係に、事業所から直接たのめます。電話は基幹相談支援センターから。';
      await sentBack(app, manager, need, bench, sentence, options);
    }
  }
  await closedWithoutAction(app, trial, `あたらしい家ができるのを、まちます（${mark}）。`, options);
  await manager.close();
}

// Plants every defect that the lints and helpers look for, and sees it found. Needs no server of ours.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../lib/app.mjs';
import { axe, invalidHtml, overflow } from '../lib/checks.mjs';
import { choose, countActivations, press, tabTo, tick, type } from '../lib/hands.mjs';
import { describe, lint, untold } from '../lib/lints.mjs';
import { clipped, colours, focusShown, forcedColours, largeText, lengthen, motion, targets, unfold, weight } from '../lib/modes.mjs';
import { watchAnswers, watchProblems } from '../lib/problems.mjs';

const GOOD = `<!DOCTYPE html>
<html lang="ja" data-furigana="hard">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>エラー：計画 — 山田さん — つむぎ</title><style>li{margin:1em}</style></head>
<body class="easy">
<header><a href="/">つむぎ</a></header>
<aside class="context" aria-label="だれのページか">山田さん</aside>
<nav aria-label="おもな画面"><ul><li><a href="/home">きょう</a></li></ul></nav>
<main>
<div role="status"></div>
<div id="error-summary" role="alert"><h2>直すところがあります</h2><ul><li><a href="#wish">願いを書いてください</a></li></ul></div>
<h1>計画</h1>
<p><ruby>会議<rp>（</rp><rt>かいぎ</rt><rp>）</rp></ruby>の日を決めます。</p>
<form action="/plan" method="post">
<p><label for="wish">願い</label> <span id="wish-error">書いてください</span> <span id="wish-hint">例：船に乗りたい</span>
<input id="wish" name="wish" placeholder="船" aria-invalid="true" aria-describedby="wish-error wish-hint"></p>
<fieldset><legend>いつ</legend><label><input type="radio" name="when" value="1"> 今月</label> <label><input type="radio" name="when" value="2"> 来月</label></fieldset>
<fieldset><legend>生年月日</legend><label>年 <input name="birth_year"></label> <label>月 <input name="birth_month"></label></fieldset>
<p><label><input type="checkbox" name="agree" value="1"> 見ました</label></p>
<button type="submit">しまう</button>
</form>
<h2>仲間</h2>
<table><caption>仲間のひょう</caption><thead><tr><th scope="col">名前</th><th scope="col">役</th></tr></thead><tbody><tr><th scope="row">佐藤</th><td>世話人</td></tr></tbody></table>
<ul><li><a href="/p/1">ひらく：山田さん</a></li><li><a href="/p/2">ひらく：佐藤さん</a></li></ul>
<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="船の絵"> <svg aria-hidden="true" width="9" height="9"></svg></p>
<figure><svg role="img" width="9" height="9"><title>回数</title></svg><table><caption>回数</caption><tr><th scope="row">今月</th><td>2</td></tr></table></figure>
<p class="who-can-see">この内容を見られる人：本人と、チームの人</p>
</main>
</body>
</html>`;

/** Rule, what stands in the good page, what stands there instead. */
const DEFECTS = [
  ['fieldLabel', '<label for="wish">願い</label>', '<span>願い</span>'],
  ['fieldLabel', 'placeholder="船"', 'placeholder="願い"'],
  ['fieldLabel', '<input name="birth_year">', '<input name="birth_year" placeholder="2020">'],
  ['errorSummary', '<title>エラー：', '<title>'],
  ['errorSummary', '<div role="status"></div>', '<p>先に読まれる文</p>'],
  ['errorSummary', 'href="#wish"', 'href="#nowhere"'],
  ['errorSummary', 'aria-invalid="true"', ''],
  ['errorSummary', 'aria-describedby="wish-error wish-hint"', ''],
  ['errorSummary', 'id="error-summary"', 'id="summary"'],
  ['errorSummary', '<a href="#wish">願いを書いてください</a>', '願いを書いてください'],
  ['groupLegend', '<legend>いつ</legend>', ''],
  ['groupLegend', '<legend>生年月日</legend>', '<p>生年月日</p>'],
  ['clickable', '<h2>仲間</h2>', '<h2>仲間</h2><div onclick="1">ひらく</div>'],
  ['clickable', '<h2>仲間</h2>', '<h2>仲間</h2><div role="button">ひらく</div>'],
  ['clickable', '<h2>仲間</h2>', '<h2>仲間</h2><div tabindex="0">ひらく</div>'],
  ['clickable', '<a href="/p/1">', '<a href="/p/1" tabindex="3">'],
  ['clickable', '<h2>仲間</h2>', '<style>.c{cursor:pointer}</style><h2>仲間</h2><div class="c">ひらく</div>'],
  ['buttonType', '<button type="submit">しまう</button>', '<button>しまう</button>'],
  ['buttonType', '<a href="/p/2">ひらく：佐藤さん</a>', '<a>ひらく：佐藤さん</a>'],
  ['formSubmit', '<button type="submit">しまう</button>', '<button type="button">しまう</button>'],
  ['linkText', 'ひらく：山田さん', 'こちら'],
  ['linkText', 'ひらく：山田さん', '<span aria-hidden="true">▶</span>'],
  ['linkText', 'ひらく：山田さん', '詳細 →'],
  ['uniqueNames', 'ひらく：佐藤さん', 'ひらく：山田さん'],
  ['uniqueNames', '<h2>仲間</h2>', '<form action="/other" method="post"><button type="submit">しまう</button></form><h2>仲間</h2>'],
  ['pictures', ' alt="船の絵"', ''],
  ['pictures', 'alt="船の絵"', 'alt="画像"'],
  ['pictures', '<svg aria-hidden="true" width="9"', '<svg width="9"'],
  ['pictures', '<title>回数</title>', ''],
  ['tables', '<caption>仲間のひょう</caption>', ''],
  ['tables', '<th scope="col">', '<th>'],
  ['tables', '<table><caption>回数</caption><tr><th scope="row">今月</th><td>2</td></tr></table>', ''],
  ['tables', '<th scope="row">今月</th><td>2</td>', '<td>今月</td><td>2</td>'],
  ['documentFrame', '<html lang="ja"', '<html'],
  ['documentFrame', 'エラー：計画 — 山田さん — つむぎ', 'エラー：つむぎ'],
  ['documentFrame', '<h1>計画</h1>', '<p>計画</p>'],
  ['documentFrame', '<h2>仲間</h2>', '<h1>仲間</h1>'],
  ['documentFrame', '<h2>仲間</h2>', '<h4>仲間</h4>'],
  ['documentFrame', '<nav aria-label="おもな画面">', '<div>'],
  ['documentFrame', '<header>', '<div>'],
  ['uniqueIds', '<h2>仲間</h2>', '<h2 id="wish-hint">仲間</h2>'],
  ['uniqueIds', 'aria-describedby="wish-error wish-hint"', 'aria-describedby="wish-error wish-gone"'],
  ['ruby', '<rt>かいぎ</rt>', '<rt>会議</rt>'],
  ['ruby', '<rp>（</rp><rt>かいぎ</rt><rp>）</rp>', '<rt>かいぎ</rt>'],
  ['ruby', '<rt>かいぎ</rt>', '<rt>かい</rt><rt>ぎ</rt>'],
  ['ruby', 'data-furigana="hard"', 'data-furigana="off"'],
  ['whoCanSee', '<p class="who-can-see">この内容を見られる人：本人と、チームの人</p>', ''],
  ['whoCanSee', 'この内容を見られる人：本人と、チームの人', 'この内容を見られる人'],
  ['statusRegion', '<div role="status"></div>', ''],
  ['statusRegion', '<div role="status"></div>', '<div role="status" hidden></div>'],
];

/** What the little server of this test answers. */
const SERVED = {
  '/styled': '<p style="color:red">x</p>',
  '/post': '<form action="/silent" method="post"><button type="submit">go</button></form>',
  '/heavy': `<p>${'x'.repeat(50_000)}</p>`,
  '/form': `<a href="#a">a</a><details><summary>s</summary>x</details>
    <form action="/done"><label>x <input name="x" id="x"></label>
    <input type="checkbox" aria-label="c"><button type="submit">go</button></form>`,
};

let browser;
let server;
let origin;

before(async () => {
  browser = await launchBrowser();
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', "default-src 'none'; img-src data:; style-src 'self'");
    if (request.url === '/icon') response.writeHead(404);
    response.end(`<!DOCTYPE html><title>t</title><link rel="icon" href="data:,">${SERVED[request.url] ?? ''}`);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await browser.close();
  server.close();
});

async function open(html, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.setContent(html);
  return page;
}

test('a good page has no findings', async () => {
  const page = await open(GOOD);
  const found = await lint(page);
  assert.deepEqual(found, [], describe(found));
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await invalidHtml(GOOD), []);
  await page.context().close();
});

test('lints work with scripts switched off', async () => {
  const page = await open(GOOD.replace('<h1>計画</h1>', ''), { javaScriptEnabled: false });
  assert.match(describe(await lint(page)), /documentFrame: has 0 h1/);
  await page.context().close();
});

test('every planted defect is found', async (t) => {
  const page = await open(GOOD);
  for (const [rule, good, bad] of DEFECTS) {
    await t.test(`${rule}: ${bad || `without ${good}`}`, async () => {
      assert.ok(GOOD.includes(good), 'the good page has the place');
      await page.setContent(GOOD.replace(good, bad));
      const found = await lint(page);
      assert.ok(found.some((finding) => finding.rule === rule), `found only: ${describe(found)}`);
    });
  }
  await page.context().close();
});

test('with all readings on, our own words need readings and the words of people do not', async () => {
  const page = await open('<html lang="ja" data-furigana="all"><body class="easy"><button type="button">仲間</button><blockquote>水の音</blockquote></body></html>');
  const found = (await lint(page)).filter(({ rule }) => rule === 'ruby');
  assert.deepEqual(found.map(({ where }) => where), ['<button type="button">']);
  await page.context().close();
});

test('a page without navigation is allowed only where it is said', async () => {
  const page = await open(GOOD.replace(/<nav.*<\/nav>/, ''));
  assert.equal((await lint(page)).length, 1);
  assert.deepEqual(await lint(page, { nav: false }), []);
  await page.context().close();
});

test('an answer to a form that tells nothing is found', () => {
  const answer = (title, status, rest) => `<title>${title}</title><div class="status" id="result" role="status">${status}</div>${rest}`;
  const said = '<p class="status-text"><svg>x</svg>残しました</p>';
  const other = { same: false };
  assert.deepEqual(untold(answer('残しました — 計画 — つむぎ', said, '<h1>計画</h1>'), { same: true }), []);
  assert.deepEqual(untold(answer('計画 — つむぎ', '', '<h1>計画</h1>'), other), []);
  assert.deepEqual(untold(answer('エラー：計画 — つむぎ', '', '<div id="error-summary"></div>'), { same: true }), []);
  assert.match(untold(answer('計画 — つむぎ', said, '<h1>計画</h1>'), other)[0], /残しました/);
  assert.match(untold(answer('計画 — つむぎ', '', '<h1>計画</h1>'), { same: true })[0], /says nothing/);
  assert.match(untold(answer('計画 — つむぎ', '', '<div id="error-summary"></div>'), other)[0], /error/);
  assert.match(untold(answer('計画 — つむぎ', '', ''), other)[0], /neither/);
});

test('every answer to a form in a window is read', async () => {
  const context = await browser.newContext();
  const problems = watchProblems(context);
  const read = watchAnswers(context, problems);
  const page = await context.newPage();
  await page.goto(`${origin}/post`);
  await page.getByRole('button').click();
  await page.waitForURL(/silent/);
  await read();
  assert.throws(() => problems.assertNone(), /after sending \/silent: neither/);
  await context.close();
});

/** A page in which one thing is wrong, and the check that sees it. */
const MODES = [
  ['a small target', targets, '<p><a class="s" href="/x">x</a></p><style>.s{display:inline-block}</style>', /class="s".* px, not 44/],
  ['a low line around a link', targets, '<p class="l">ここから <a href="/x">計画へ</a> 行きます</p><style>.l{line-height:15px}</style>', /not 24/],
  ['text that is cut off', clipped, '<p class="c">ながいことば</p><style>.c{overflow:hidden;height:8px}</style>', /class="c"/],
  ['text that sticks out of its box', clipped, '<p class="c">ながいことばが出る</p><style>.c{border:1px solid;width:3em;white-space:nowrap}</style>', /class="c"/],
  ['no contrast in one theme', colours, '<p class="k">うすい字</p><style>[data-theme=black] .k{color:#ddd}</style>', /^black: .*class="k"/],
  ['a button without an edge in forced colours', forcedColours, '<button type="button" class="b">x</button><style>.b{border:0;background:#00f;forced-color-adjust:none}</style>', /class="b".*no edge/],
  ['a height that does not grow with the text', largeText, '<p class="h">ことば</p><style>.h{height:20px;overflow:hidden;line-height:20px;font-size:1rem}</style>', /text at 200%.*class="h"/],
  ['no room for spacing', largeText, '<p class="h">一二三四五六七八</p><style>.h{width:8em;margin:0;overflow:hidden;white-space:nowrap}</style>', /wide spacing.*class="h"/],
  ['focus that cannot be seen', focusShown, '<a class="f" href="/x">x</a><style>.f:focus{outline:0}</style>', /class="f".*shows no focus/],
  ['focus under a bar', focusShown, '<div class="bar"></div><a class="f" href="/x">x</a><style>.bar{position:fixed;inset:0}</style>', /is covered by .*bar/],
  ['something that moves', motion, '<p class="m">x</p><style>@keyframes k{to{opacity:0}}.m{animation:k 9s infinite}</style>', /class="m".*moves/],
  ['something that would move', motion, '<p class="m">x</p><style>.m{transition:color 1s}</style>', /class="m".*would move/],
];

test('what a page cannot bear is found', async (t) => {
  const calm = 'body{line-height:1.6}a:not(.f):not(.s):not(p a),button:not(.b),summary{display:inline-block;min-width:44px;min-height:44px}';
  const page = await open('<p>x</p>', { reducedMotion: 'reduce' });
  const body = (inner) => `<!DOCTYPE html><html lang="ja" data-theme="white"><title>t</title><style>${calm}</style><body><main><h1>題</h1>${inner}</main></body></html>`;
  const look = async (check, inner) => {
    await page.setContent(body(inner));
    await axe(page);
    return (await check(page)).join('\n');
  };
  for (const check of [targets, clipped, colours, forcedColours, largeText, focusShown, motion]) {
    assert.equal(await look(check, '<p>よい <a href="/x">計画</a> です</p>'), '', check.name);
  }
  for (const [name, check, inner, pattern] of MODES) {
    await t.test(name, async () => assert.match(await look(check, inner), pattern));
  }
  await page.context().close();
});

test('very long words break a page that gives them no room', async () => {
  const page = await open('<!DOCTYPE html><title>t</title><table><tr><td>水野</td></tr></table><details><summary>s</summary><p>x</p></details>', { viewport: { width: 320, height: 600 } });
  assert.deepEqual(await overflow(page), []);
  await lengthen(page);
  assert.match((await overflow(page)).join(), /Donau/);
  await unfold(page);
  assert.ok(await page.locator('details p').isVisible());
  await page.context().close();
});

test('the weight of a page is counted with what it loads', async () => {
  const page = await open('<p>x</p>');
  await page.goto(`${origin}/heavy`);
  assert.ok(await weight(page) > 50_000);
  await page.context().close();
});

test('the same name under two headings is allowed', async () => {
  const row = (head, href) => `<section><h2>${head}</h2><a href="${href}">高橋さん</a></section>`;
  const page = await open(GOOD.replace('<h2>仲間</h2>', row('会議', '/m/1') + row('しごと', '/t/1')));
  assert.deepEqual(await lint(page), []);
  await page.setContent(GOOD.replace('<h2>仲間</h2>', row('会議', '/m/1') + row('会議', '/t/1')));
  assert.deepEqual((await lint(page)).map(({ rule }) => rule), ['uniqueNames']);
  await page.context().close();
});

test('axe finds a missing label and too little contrast', async () => {
  const page = await open(GOOD.replace('<label for="wish">願い</label>', '').replace('<h1>', '<h1 style="color:#aaa">'));
  const rules = (await axe(page)).map((line) => line.split(':')[0]);
  assert.ok(rules.includes('color-contrast'), rules.join());
  await page.context().close();
});

test('a label is compared with the text without its readings', async () => {
  const link = '<a href="/p/3" aria-label="NAME：山田さん"><ruby>本人<rp>（</rp><rt>ほんにん</rt><rp>）</rp></ruby>に聞く</a>';
  const page = await open(GOOD.replace('<h2>仲間</h2>', link.replace('NAME', '本人に聞く')));
  assert.deepEqual(await axe(page), []);
  await page.setContent(GOOD.replace('<h2>仲間</h2>', link.replace('NAME', '別の名前')));
  assert.match((await axe(page)).join(), /label-content-name-mismatch/);
  await page.context().close();
});

test('invalid HTML is found', async () => {
  for (const [rule, bad] of [
    ['no-inline-style', '<p style="color:red">x</p>'],
    ['no-implicit-button-type', '<button>x</button>'],
    ['element-permitted-content', '<ul><p>x</p></ul>'],
    ['close-order', '<p><b>x</p></b>'],
  ]) {
    const found = await invalidHtml(GOOD.replace('<h2>仲間</h2>', bad));
    assert.ok(found.some((line) => line.startsWith(rule)), `${rule} not in ${found.join('\n')}`);
  }
});

test('sideways scrolling is found with its cause', async () => {
  const wide = GOOD.replace('<h2>仲間</h2>', '<div class="w">x</div><style>.w{width:500px}</style>');
  const page = await open(wide, { viewport: { width: 320, height: 600 } });
  const found = await overflow(page);
  assert.match(found.join('\n'), /500 px|508 px/);
  assert.match(found.join('\n'), /class="w"/);
  await page.setContent(GOOD.replace(/<figure>.*<\/figure>/, ''));
  assert.deepEqual(await overflow(page), []);
  await page.context().close();
});

for (const js of [true, false]) {
  test(`a breach of the content security policy fails the window (scripts ${js ? 'on' : 'off'})`, async () => {
    const context = await browser.newContext({ javaScriptEnabled: js });
    const problems = watchProblems(context);
    const page = await context.newPage();
    await page.goto(`${origin}/clean`);
    assert.doesNotThrow(() => problems.assertNone());
    await page.goto(`${origin}/styled`);
    await page.goto(`${origin}/clean`);
    assert.throws(() => problems.assertNone(), /Content Security Policy/);
    problems.expect(/404/);
    await page.goto(`${origin}/icon`);
    assert.ok(problems.take().every(({ text }) => /Content Security Policy/.test(text)));
    await context.close();
  });
}

test('an uncaught exception fails the window', async () => {
  const context = await browser.newContext();
  const problems = watchProblems(context);
  const page = await context.newPage();
  await page.setContent('<script>setTimeout(() => { throw new Error("planted"); })</script>');
  await page.waitForTimeout(50);
  assert.throws(() => problems.assertNone(), /planted/);
  await context.close();
});

test('activations are counted once each, by mouse and by key', async () => {
  const context = await browser.newContext();
  const counter = await countActivations(context);
  const page = await context.newPage();
  await page.goto(`${origin}/form`);
  await page.getByText('a', { exact: true }).click();
  await page.getByText('s', { exact: true }).click();
  await page.getByLabel('c').click();
  assert.deepEqual(counter, { activations: 2, submits: 0 });
  await page.locator('#x').press('Enter');
  await page.waitForURL(/done/);
  assert.deepEqual(counter, { activations: 3, submits: 1 });
  await context.close();
});

test('the keyboard helpers reach controls and complain about hidden focus', async () => {
  const page = await open(GOOD);
  await tabTo(page, page.getByLabel('願い'));
  await type(page, page.getByLabel('願い'), '船に乗る');
  assert.equal(await page.getByLabel('願い').inputValue(), '船に乗る');
  await choose(page, page.getByLabel('来月'));
  await tick(page, page.getByLabel('見ました'));
  assert.ok(await page.getByLabel('来月').isChecked());
  assert.ok(await page.getByLabel('見ました').isChecked());
  await page.setContent(GOOD.replace('</head>', '<style>button:focus{outline:0}</style></head>'));
  await assert.rejects(press(page, page.getByRole('button')), /shows no focus/);
  await page.setContent(GOOD.replace('</header>', '<div class="over"></div></header><style>.over{position:fixed;inset:0}</style>'));
  await assert.rejects(press(page, page.getByRole('button')), /covered/);
  await page.setContent(GOOD.replace('<button type="submit">', '<button type="submit" tabindex="-1">'));
  await assert.rejects(tabTo(page, page.getByRole('button'), { limit: 20 }), /did not get focus/);
  await page.context().close();
});

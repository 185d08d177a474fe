// Pictures of every page of a running demonstration region: `node screenshots.mjs --demo FILE --out DIR`.
// `cargo xtask screenshots` starts the region and calls this.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NARROW, Session, WIDE, launchBrowser } from './lib/app.mjs';
import { overflow } from './lib/checks.mjs';
import { watchProblems } from './lib/problems.mjs';

const { values: options } = parseArgs({
  options: {
    demo: { type: 'string' },
    out: { type: 'string', default: 'out/screenshots' },
    // Display layer: standard, easy or english; without it each role keeps its own.
    layer: { type: 'string' },
    // Only routes whose name contains this.
    only: { type: 'string', default: '' },
  },
});

const WINDOWS = { 1280: WIDE, 320: NARROW };

async function main() {
  if (!options.demo) throw new Error('--demo FILE is missing: the demo.json of a running region');
  const index = JSON.parse(await readFile(options.demo, 'utf8'));
  const pages = pagesOf(index);
  if (pages.length === 0) throw new Error(`${options.demo} names no page`);
  await mkdir(options.out, { recursive: true });
  const browser = await launchBrowser();
  const shots = [];
  try {
    for (const role of new Set(pages.map((page) => page.role))) {
      // One link works once: one window per role.
      const session = await openAs(browser, index, role, shots);
      for (const page of pages.filter((candidate) => candidate.role === role)) {
        shots.push(...await shoot(session, page));
      }
      await session.context.close();
    }
  } finally {
    await browser.close();
  }
  await writeFile(path.join(options.out, 'index.html'), contactSheet(shots));
  const bad = shots.filter(({ problems }) => problems.length > 0);
  for (const { name, url, problems } of bad) console.log(`${name} ${url}\n  ${problems.join('\n  ')}`);
  console.log(`${shots.length} pictures in ${options.out}, ${bad.length} with problems`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}

/** Complete entries with distinct names; what is broken is said and left out. */
function pagesOf(index) {
  const used = new Map();
  return (index.pages ?? []).filter((page, at) => {
    if (typeof page?.url === 'string' && page.url) return true;
    console.log(`pages[${at}] has no url and is left out`);
    return false;
  }).map(({ route, role, url }) => {
    const plain = [route || 'page', role || 'anonymous']
      .map((part) => String(part).replace(/[^\p{L}\p{N}_.]+/gu, '_')).join('-');
    const count = (used.get(plain) ?? 0) + 1;
    used.set(plain, count);
    return { role: role || 'anonymous', url: new URL(url, index.base_url).href, name: count > 1 ? `${plain}.${count}` : plain };
  }).filter(({ name }) => name.includes(options.only));
}

async function openAs(browser, index, role, shots) {
  const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce', viewport: WIDE });
  context.setDefaultTimeout(20_000);
  const problems = watchProblems(context);
  const page = await context.newPage();
  const session = new Session({ context, page, problems, baseUrl: index.base_url });
  const link = (index.sign_in ?? []).find((candidate) => candidate.role === role);
  try {
    if (link) {
      await session.goto(link.url);
      await page.locator('main form button[type=submit]').first().click();
      await page.waitForLoadState();
      await context.clearCookies({ name: 'tsumugi-walk' });
    }
    if (options.layer) {
      if (!link) await session.goto('/');
      await session.display({ layer: options.layer });
    }
  } catch (error) {
    shots.push({ name: `sign-in-${role}`, url: link?.url ?? '', problems: [error.message] });
  }
  problems.take();
  return session;
}

async function shoot(session, { name, url }) {
  const shots = [];
  for (const [width, size] of Object.entries(WINDOWS)) {
    const shot = { name: `${name}-${width}`, url, problems: [] };
    try {
      await session.page.setViewportSize(size);
      const response = await session.page.goto(url);
      if (response?.status() !== 200) shot.problems.push(`answers ${response?.status()}`);
      if (session.page.url() !== url) shot.problems.push(`leads to ${session.page.url()}`);
      await session.page.evaluate(() => document.fonts.ready);
      shot.file = `${shot.name}.png`;
      await session.page.screenshot({ path: path.join(options.out, shot.file), fullPage: true });
      shot.problems.push(...await overflow(session.page));
    } catch (error) {
      shot.problems.push(error.message);
    }
    shot.problems.push(...session.problems.take().map(({ text }) => text));
    shots.push(shot);
  }
  return shots;
}

function contactSheet(shots) {
  const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const cards = shots.map(({ name, url, file, problems }) => `<section id="${escape(name)}">
<h2>${escape(name)}</h2><p>${escape(url)}</p>
${problems.length > 0 ? `<ul>${problems.map((problem) => `<li>${escape(problem)}</li>`).join('')}</ul>` : ''}
${file ? `<a href="${encodeURIComponent(file)}"><img loading="lazy" src="${encodeURIComponent(file)}" alt=""></a>` : ''}
</section>`);
  return `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Pages</title>
<style>body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px}section{width:340px;border:1px solid #ccc;padding:8px;overflow-wrap:anywhere}img{max-width:100%;max-height:600px;border:1px solid #eee}h2{font-size:14px}li{color:#b00}</style>
${cards.join('\n')}
</html>
`;
}

await main();

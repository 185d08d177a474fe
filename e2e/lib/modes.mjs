// Checks of one open page in the ways people change it: text size, spacing, colours, length of what
// was written, the keyboard. Each switches the open page instead of loading it again, and leaves it
// as it was unless it says otherwise. Numbers are those of docs/guides/acceptance.md.

import { contrast, overflow } from './checks.mjs';

/** Smallest side of what is pressed, in CSS pixels: for everybody, and on pages in large type. */
const TARGET = 44;
const TARGET_EASY = 64;
/** Least height of a link inside a sentence (WCAG 2.5.8). */
const TARGET_INLINE = 24;

/** Opens every part that can be unfolded, except the display settings, which lie over the page. */
export async function unfold(page) {
  await page.evaluate(() => {
    document.querySelectorAll('details:not(.settings)').forEach((part) => { part.open = true; });
  });
}

/** 14: what is too small to hit, one line each. */
export async function targets(page) {
  return page.evaluate(({ least, easy, inline }) => {
    const wanted = document.body.classList.contains('easy') ? easy : least;
    const found = [];
    // Half a pixel is lost in rounding.
    const tell = (element, [width, height], size) => found.push(
      `${element.cloneNode(false).outerHTML.slice(0, 140)} in ${element.parentElement.cloneNode(false).outerHTML.slice(0, 60)} is ${Math.round(width)} × ${Math.round(height)} px, not ${size}`);
    const controls = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
    for (const element of document.querySelectorAll(controls)) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const choice = element.matches('[type=radio], [type=checkbox]');
      const boxes = [element, ...(choice ? element.labels : [])].map((one) => one.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      const style = getComputedStyle(element);
      if (element.tagName === 'A' && style.display === 'inline') {
        // A link inside a sentence is as high as its line.
        const block = element.closest('p, li, dd, dt, td, th, blockquote, figcaption, summary, div');
        const links = [...block.querySelectorAll('a[href]')].map((link) => link.textContent).join('');
        const line = Math.max(parseFloat(style.lineHeight) || 0, element.getClientRects()[0]?.height ?? 0);
        if (block.textContent.replace(/\s/g, '') !== links.replace(/\s/g, '')) {
          if (line < inline - 0.5) tell(element, [width, line], inline);
          continue;
        }
      }
      if (width < wanted - 0.5 || height < wanted - 0.5) tell(element, [width, height], wanted);
    }
    return found;
  }, { least: TARGET, easy: TARGET_EASY, inline: TARGET_INLINE });
}

/** 15: text that is cut off, or that sticks out of the box it stands in, one line each. */
export async function clipped(page) {
  return page.evaluate(() => {
    const found = [];
    const unseen = (element) => {
      if (element.closest('.skip, svg, option, select, textarea')) return true;
      for (let box = element; box; box = box.parentElement) if (getComputedStyle(box).clipPath !== 'none') return true;
      return false;
    };
    const boxed = (style) => ['Top', 'Right', 'Bottom', 'Left']
      .some((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none')
      || !/^rgba\(0, 0, 0, 0\)$|^transparent$/.test(style.backgroundColor);
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const told = new Set();
    while (words.nextNode()) {
      const text = words.currentNode;
      const parent = text.parentElement;
      if (!text.data.trim() || unseen(parent) || !parent.checkVisibility()) continue;
      range.selectNodeContents(text);
      const lines = [...range.getClientRects()].filter((line) => line.width > 0);
      if (lines.length === 0) continue;
      const left = Math.min(...lines.map((line) => line.left));
      const right = Math.max(...lines.map((line) => line.right));
      const bottom = Math.max(...lines.map((line) => line.bottom));
      for (let box = parent; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const cuts = style.overflowX !== 'visible';
        const scrolls = ['auto', 'scroll'].includes(style.overflowX);
        if (scrolls) break;
        if (!cuts && !boxed(style)) continue;
        const edge = box.getBoundingClientRect();
        const out = Math.max(right - edge.right, edge.left - left, cuts ? bottom - edge.bottom : 0);
        // A wide space at the end of a line hangs out of it and shows nothing.
        const spare = text.data.includes('　') ? 1.5 * parseFloat(style.fontSize) : 1.5;
        if (out <= spare || told.has(box)) continue;
        told.add(box);
        found.push(`"${text.data.trim().slice(0, 30)}" sticks ${Math.round(out)} px out of ${box.cloneNode(false).outerHTML.slice(0, 120)}`);
      }
    }
    return found;
  });
}

/** 1 and 15: what people wrote becomes very long, in one word and in many sentences. Stays so. */
export async function lengthen(page) {
  await page.evaluate(() => {
    const word = 'Donaudampfschifffahrtsgesellschaft'.repeat(6);
    const speech = 'きょうは川まで歩いて、橋の上から魚を見た。'.repeat(12);
    const theirs = 'bdi, blockquote, .voice-text, dd, td, h1, .lead, .kept, .seat-name, .task-title, .thread-title, .panel-answer, .must-decide, .context strong, [data-reader] .sign-out strong, tbody th, .next-what, .tile-note, .paper-own, .log li';
    const ours = '.chip, .state, .day, .nowrap, ruby, rp, button, label, legend, summary, .btn, svg';
    for (const element of document.querySelectorAll(theirs)) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) {
        if (texts.currentNode.data.trim() && !texts.currentNode.parentElement.closest(ours)) found.push(texts.currentNode);
      }
      found.slice(0, 2).forEach((text, at) => { if (!text.data.includes(word)) text.data += at ? speech : word; });
    }
    document.querySelectorAll('textarea').forEach((field) => { field.value = word + speech; });
    document.querySelectorAll('main input[type=text], main input:not([type])').forEach((field) => { field.value = word; });
  });
}

/** 1 and 13: too little contrast in the colours that a reader may choose. */
export async function colours(page) {
  const before = await page.evaluate(() => document.documentElement.dataset.theme);
  const found = [];
  for (const theme of ['white', 'black', 'cream'].filter((theme) => theme !== before)) {
    await page.evaluate((name) => { document.documentElement.dataset.theme = name; }, theme);
    found.push(...(await contrast(page)).map((line) => `${theme}: ${line}`));
  }
  await page.evaluate((name) => { document.documentElement.dataset.theme = name; }, before);
  return found;
}

/** 13: with the colours of the system, what can be pressed or filled in keeps an edge or a line. */
export async function forcedColours(page) {
  await page.emulateMedia({ forcedColors: 'active' });
  const found = await page.evaluate(() => {
    const clear = (colour) => /^rgba\(.*, 0\)$|^transparent$/.test(colour);
    const edged = (element) => {
      const style = getComputedStyle(element);
      const edge = ['Top', 'Bottom'].some((side) => parseFloat(style[`border${side}Width`]) >= 1
        && !['none', 'hidden'].includes(style[`border${side}Style`]) && !clear(style[`border${side}Color`])
        && style[`border${side}Color`] !== style.backgroundColor);
      return edge || style.textDecorationLine.includes('underline');
    };
    const found = [];
    for (const element of document.querySelectorAll('main :is(button, .btn, input, select, textarea, .choice > label, .chip, .state, a[href]), .tool')) {
      if (!element.checkVisibility() || element.matches('[type=hidden], [type=radio], [type=checkbox], [type=file]')) continue;
      // A tile or a card that is one link shows its edge around the link.
      if (edged(element) || [...element.querySelectorAll('*')].some(edged)) continue;
      found.push(`${element.cloneNode(false).outerHTML.slice(0, 140)} has no edge in forced colours`);
    }
    const current = document.querySelector('.nav a[aria-current]');
    const other = document.querySelector('.nav a:not([aria-current])');
    if (current && other && getComputedStyle(current).borderBottomColor === getComputedStyle(other).borderBottomColor
      && getComputedStyle(current).fontWeight === getComputedStyle(other).fontWeight) {
      found.push('the current part of the navigation looks like the others in forced colours');
    }
    return found;
  });
  found.push(...(await contrast(page)).map((line) => `forced colours: ${line}`));
  await page.emulateMedia({ forcedColors: 'none' });
  return found;
}

/** 15: with the spacing of WCAG 1.4.12, and with text twice as large, nothing is cut off. */
export async function largeText(page, { sizes = ['200%'] } = {}) {
  const found = [];
  const look = async (name) => {
    for (const line of [...await overflow(page), ...await clipped(page)]) found.push(`${name}: ${line}`);
  };
  for (const size of sizes) {
    await page.evaluate((to) => { document.documentElement.style.fontSize = to; }, size);
    await look(`text at ${size}`);
  }
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
    document.adoptedStyleSheets = [sheet];
  });
  await look('wide spacing');
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
  return found;
}

/**
 * 16: everything that takes focus shows it and is not covered when it has it.
 * The keyboard is used once, so that the browser shows focus as for people without a mouse.
 */
export async function focusShown(page) {
  await page.keyboard.press('Tab');
  const found = await page.evaluate(() => {
    const found = [];
    const look = (element) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
      return [outlineStyle === 'none' ? '' : `${outlineWidth} ${outlineColor}`, boxShadow, borderColor, backgroundColor].join('|');
    };
    const controls = 'a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex="0"]';
    for (const element of document.querySelectorAll(controls)) {
      if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
      const opening = element.cloneNode(false).outerHTML.slice(0, 140);
      // A choice shows its focus on its label.
      const shown = element.matches('.choice > input') ? element.labels[0] : element;
      if (document.activeElement === element) element.blur();
      const before = look(shown);
      element.focus();
      if (document.activeElement !== element) {
        found.push(`${opening} takes no focus`);
        continue;
      }
      if (look(shown) === before) found.push(`${opening} shows no focus`);
      const box = element.getClientRects()[0];
      if (!box) continue;
      const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
      const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
      if (left >= right || top >= bottom) {
        found.push(`${opening} has focus outside the window`);
        continue;
      }
      const there = document.elementFromPoint((left + right) / 2, (top + Math.min(bottom, top + 40)) / 2);
      const labels = [...element.labels ?? []];
      if (there && !element.contains(there) && !there.contains(element) && !labels.some((label) => label.contains(there))) {
        found.push(`${opening} is covered by ${there.cloneNode(false).outerHTML.slice(0, 80)}`);
      }
    }
    document.activeElement.blur();
    scrollTo(0, 0);
    return found;
  });
  return found;
}

/** 17: what moves although its reader asked for rest. */
export async function motion(page) {
  return page.evaluate(() => {
    const moving = document.getAnimations().map((one) => `${one.effect?.target?.cloneNode(false).outerHTML ?? 'something'} moves`);
    const lazy = [...document.querySelectorAll('body, body *')]
      .filter((element) => getComputedStyle(element).transitionDuration.split(', ').some((time) => parseFloat(time) > 0))
      .map((element) => `${element.cloneNode(false).outerHTML.slice(0, 120)} would move`);
    return [...moving, ...lazy];
  });
}

/** 26: bytes of the page with everything it loads except fonts. */
export async function weight(page) {
  return page.evaluate(() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    // The fonts and the sheet that says which of their files hold which letters.
    .filter(({ name }) => !name.endsWith('.woff2') && !name.includes('/biz-udpgothic/'))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0));
}

// Checks on one open page: axe, sideways scrolling, valid HTML.

import axeCore from 'axe-core';
import { HtmlValidate } from 'html-validate';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe cannot decide by itself and a person has looked at: rule, what it stumbles over, why it
 * is right. Whatever else it cannot decide is a finding until somebody has looked.
 */
const LOOKED_AT = [
  // Shapes beside a word: they are black on white or have the colour of the word.
  ['color-contrast', /only non-text characters/],
  // A reading of one letter; it is as dark as every other reading.
  ['color-contrast', /too short to determine/],
  // The bar that says whose page it is stays on top; the text below it scrolls out again.
  ['color-contrast', /overlapped by another element/],
  // Small words under a link whose target reaches beyond its line: both stand on the plain card.
  ['color-contrast', /partially overlaps other elements/],
  // The browser paints the button of a file field, and the name of the file is told beside it.
  ['color-contrast', /type="file"/],
  // The question and the button that opens the files, in this order: both belong to the name.
  ['form-field-multiple-labels', /type="file"/],
];

/**
 * What axe finds, and what it cannot decide and nobody has looked at, one line each; an empty list
 * is the goal. Needs a window with scripts, because axe waits on timers inside the page.
 */
export async function axe(page) {
  await page.evaluate(axeCore.source);
  // What passed is not gathered: on most pages it is all there is, and takes as long as the rules.
  const { violations, incomplete } = await page.evaluate(async (tags) => {
    const found = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations', 'incomplete'] });
    return { violations: found.violations, incomplete: found.incomplete };
  }, TAGS);
  const lines = [];
  for (const { id, help, nodes } of violations) {
    for (const node of nodes) {
      if (id === 'label-content-name-mismatch' && await matchesWithoutReadings(page, node.target[0])) continue;
      lines.push(`${id}: ${help}\n      ${node.html.slice(0, 200)}`);
    }
  }
  for (const { id, nodes } of incomplete) {
    for (const { html, any, all, none } of nodes) {
      const why = [...any, ...all, ...none][0]?.message ?? '';
      if (LOOKED_AT.some(([rule, what]) => rule === id && what.test(`${why} ${html}`))) continue;
      lines.push(`${id} is undecided: ${why}\n      ${html.slice(0, 200)}`);
    }
  }
  return lines;
}

/** Too little contrast on the page as it looks now. `axe` must have been asked on this page before. */
export async function contrast(page) {
  const nodes = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: ['color-contrast'], resultTypes: ['violations'] });
    return violations.flatMap(({ nodes }) => nodes.map(({ html, any }) => `${html.slice(0, 160)}: ${any[0]?.message ?? ''}`));
  });
  return nodes;
}

/** axe takes readings for part of the visible label; people say the words without them. */
function matchesWithoutReadings(page, selector) {
  return page.locator(selector).first().evaluate((element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('rt, rp, [aria-hidden="true"]').forEach((part) => part.remove());
    const squeeze = (text) => text.replace(/\s+/g, '');
    const label = element.getAttribute('aria-label');
    return label !== null && squeeze(label).includes(squeeze(copy.textContent));
  });
}

/** What makes the page scroll sideways, one line each; nothing if it fits its window. */
export async function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const needed = document.documentElement.scrollWidth;
    if (needed <= width) return [];
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      // The innermost wide things are the cause.
      .filter((element, _, all) => !all.some((other) => other !== element && element.contains(other)))
      .slice(0, 5);
    return [`the page is ${needed} px wide in a window of ${width} px`,
      ...wide.map((element) => `${element.outerHTML.slice(0, 120)} reaches ${Math.round(element.getBoundingClientRect().right)} px`)];
  });
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Matters of taste of the writer of the tool, not of readers of the page.
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-implicit-input-type': 'off',
    'no-trailing-whitespace': 'off',
    'prefer-tbody': 'off',
    'void-style': 'off',
    // Japanese titles say page, person and application.
    'long-title': 'off',
    // A <dl> may hold <div> groups, and a role=list keeps list meaning in Safari without bullets.
    'no-redundant-role': 'off',
    // Telephone numbers are kept together by CSS.
    'tel-non-breaking': 'off',
    // A group of checkboxes shares its name like a group of radio buttons.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    'no-inline-style': 'error',
    'no-implicit-button-type': 'error',
  },
});

/** What is wrong with the HTML text as the server sent it, one line each. */
export async function invalidHtml(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) => messages)
    .filter(({ severity }) => severity === 2)
    .map(({ ruleId, message, line, column }) => {
      const context = html.split('\n')[line - 1]?.slice(Math.max(0, column - 40), column + 120).trim() ?? '';
      return `${ruleId} at ${line}:${column}: ${message}\n      ${context}`;
    });
}

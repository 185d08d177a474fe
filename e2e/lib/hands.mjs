// How people act: counted activations, and the keyboard alone.

/**
 * Counts what a person must activate on the way to a result: links, buttons and disclosures.
 * Typing and choosing in a form is not counted. Counts across page loads in this context;
 * needs scripts.
 */
export async function countActivations(context) {
  const counter = { activations: 0, submits: 0 };
  await context.exposeBinding('tsumugiActivated', (_, kind) => {
    counter[kind] += 1;
  });
  await context.addInitScript(() => {
    const tell = (kind) => window.tsumugiActivated(kind);
    addEventListener('click', (event) => {
      // Enter in a field makes an untrusted-looking click on the submit button: it is one activation.
      if (event.target.closest?.('a[href], button, summary, input[type=submit]')) tell('activations');
    }, { capture: true });
    addEventListener('submit', () => tell('submits'), { capture: true });
  });
  return counter;
}

/**
 * Presses Tab until `locator` has focus. At every stop the focus must be visible and not covered.
 * Fails after `limit` stops.
 */
export async function tabTo(page, locator, { limit = 300, key = 'Tab' } = {}) {
  for (let stop = 0; stop < limit; stop += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return stop;
    await page.keyboard.press(key);
    const problem = await focusProblem(page);
    if (problem) throw new Error(`keyboard stop ${stop + 1}: ${problem}`);
  }
  throw new Error(`${locator} did not get focus in ${limit} stops`);
}

/** Tabs to `locator` and activates it with Enter (links, buttons). */
export async function press(page, locator, options) {
  await tabTo(page, locator, options);
  await page.keyboard.press('Enter');
}

/** Tabs to `locator` and presses Space (checkboxes, radio buttons). */
export async function tick(page, locator, options) {
  await tabTo(page, locator, options);
  await page.keyboard.press('Space');
}

/** Tabs to the radio group of `locator` and moves with the arrow keys until it is chosen. */
export async function choose(page, locator, options) {
  const group = locator.locator('xpath=ancestor::fieldset[1]').locator('input[type=radio]');
  for (let stop = 0; stop < (options?.limit ?? 300); stop += 1) {
    if (await group.evaluateAll((all) => all.includes(document.activeElement))) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  for (let step = await group.count(); step > 0 && !(await locator.isChecked()); step -= 1) {
    await page.keyboard.press('ArrowDown');
  }
  if (!(await locator.isChecked())) throw new Error(`${locator} could not be chosen by keyboard`);
}

/** Tabs to a field, replaces what stands in it and types. */
export async function type(page, locator, text, options) {
  await tabTo(page, locator, options);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** The usual hand: clicks, fills, chooses. */
export const mouse = {
  click: (locator) => locator.click(),
  open: (summary) => summary.click(),
  fill: (locator, text) => locator.fill(text),
  check: (locator) => locator.check(),
  select: (locator, choice) => locator.selectOption(choice),
};

/** The hand of somebody who uses no mouse: everything is reached by Tab and seen when reached. */
export function keyboard(page) {
  return {
    async click(locator) {
      await tabTo(page, locator);
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    },
    open: (summary) => press(page, summary),
    fill: (locator, text) => type(page, locator, text),
    async check(locator) {
      if (await locator.isChecked()) return;
      const radio = (await locator.getAttribute('type')) === 'radio';
      await (radio ? choose : tick)(page, locator);
    },
    async select(locator, choice) {
      const wanted = choice.index ?? await locator.evaluate(
        (select, value) => [...select.options].findIndex((option) => option.value === value), choice);
      await tabTo(page, locator);
      await page.keyboard.press('Home');
      for (let step = 0; step < wanted; step += 1) await page.keyboard.press('ArrowDown');
      const chosen = await locator.evaluate((select) => select.selectedIndex);
      if (chosen !== wanted) throw new Error(`${locator} stands at ${chosen}, not at ${wanted}`);
    },
  };
}

/** Why the element with focus cannot be seen by a person, or null. */
function focusProblem(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const ringed = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    const opening = element.cloneNode(false).outerHTML.slice(0, 120);
    if (!ringed) return `${opening} shows no focus`;
    const box = element.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) return `${opening} has focus but no size`;
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    if (!top) return `${opening} has focus outside the window`;
    const label = element.labels?.[0];
    const seen = element.contains(top) || top.contains(element) || label?.contains(top);
    return seen ? null : `${opening} is covered by ${top.cloneNode(false).outerHTML.slice(0, 80)}`;
  });
}

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
      // The skip link moves about on a page and does nothing, like Tab.
      if (event.target.closest?.('a[href]:not(.skip), button, summary, input[type=submit]')) tell('activations');
    }, { capture: true });
    addEventListener('submit', () => tell('submits'), { capture: true });
  });
  return counter;
}

/**
 * Presses Tab until `locator` has focus, backwards when it lies behind; from the top of a page
 * over the skip link. At every stop the focus must be visible and not covered.
 * Fails after `limit` stops.
 */
export async function tabTo(page, locator, { limit = 300, key, group = false } = {}) {
  await skip(page, locator);
  for (let stop = 0; stop < limit; stop += 1) {
    const way = await locator.evaluate(wayTo, group);
    if (way === null) return stop;
    await page.keyboard.press(key ?? way);
    const problem = await focusProblem(page);
    if (problem) throw new Error(`keyboard stop ${stop + 1} on the way to ${locator}: ${problem}`);
  }
  throw new Error(`${locator} did not get focus in ${limit} stops`);
}

/** Runs in the page: the key that leads to `element`, or to its group of radio buttons; null when there. */
function wayTo(element, group) {
  const { activeElement } = document;
  const mate = group && activeElement.form === element.form && activeElement.name === element.name;
  if (activeElement === element || mate) return null;
  const behind = activeElement !== document.body
    && activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  return behind ? 'Shift+Tab' : 'Tab';
}

/** The short way into the main content, as somebody takes who knows the page's head. */
async function skip(page, locator) {
  const link = page.locator('a.skip');
  // After a jump to a part of the page the keyboard starts from that part.
  const useful = await locator.evaluate((element) => document.activeElement === document.body
    && !location.hash && Boolean(element.closest('main')));
  if (!useful || await link.count() === 0) return;
  await page.keyboard.press('Tab');
  if (!(await link.evaluate((element) => element === document.activeElement))) {
    throw new Error('the skip link is not the first keyboard stop');
  }
  await page.keyboard.press('Enter');
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
  await tabTo(page, locator, { ...options, group: true });
  await page.keyboard.press('Space');
  const count = await locator.evaluate(({ form, name }) => form.elements[name].length ?? 1);
  for (let step = count; step > 0 && !(await locator.isChecked()); step -= 1) {
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

/** The usual hand: `click` leads to another page, `press` stays on this one. */
export const mouse = {
  click: (locator) => locator.click(),
  press: (locator) => locator.click(),
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
    press: (locator) => press(page, locator),
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
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const opening = element.cloneNode(false).outerHTML.slice(0, 120);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) === 0) return `${opening} shows no focus`;
    // A link may run over two lines: its first piece stands for it.
    const box = element.getClientRects()[0];
    if (!box || box.width < 1 || box.height < 1) return `${opening} has focus but no size`;
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
    const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
    if (left >= right || top >= bottom) return `${opening} has focus outside the window`;
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const labels = [...element.labels ?? []];
    if (element.contains(there) || labels.some((label) => label.contains(there))) return null;
    return `${opening} is covered by ${there?.cloneNode(false).outerHTML.slice(0, 80)}`;
  });
}

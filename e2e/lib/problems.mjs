// What a browser complains about while a test runs.

import { untold } from './lints.mjs';

/**
 * Collects console errors, breaches of the content security policy and uncaught exceptions
 * of every page in `context`. Works with scripts switched off too.
 */
export function watchProblems(context) {
  const problems = new Problems();
  context.on('console', (message) => {
    if (message.type() === 'error') problems.add(message.text(), message.page()?.url() ?? '');
  });
  context.on('weberror', (error) => problems.add(String(error.error()), error.page()?.url() ?? ''));
  return problems;
}

/**
 * Reads every page that answers a sent form in `context`, whatever the test is about: its reader
 * must be told the result. What a page goes on from at once cannot be read and is left out.
 */
export function watchAnswers(context, problems) {
  const open = new Set();
  context.on('response', (response) => {
    const request = response.request();
    if (!request.isNavigationRequest() || (response.status() >= 300 && response.status() < 400)) return;
    let sent = request;
    while (sent && sent.method() !== 'POST') sent = sent.redirectedFrom();
    // Who signs in is led home; that the home is there is the result.
    if (!sent || /^\/(link|sign-in|set-up)\b/.test(new URL(sent.url()).pathname)) return;
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) return;
    // The old page is still there while the answer arrives. What was refused has a page of its own.
    const same = response.ok() && new URL(request.frame().url(), response.url()).pathname === new URL(response.url()).pathname;
    const look = response.text().then(
      (html) => untold(html, { same }).forEach((text) => problems.add(`after sending ${new URL(sent.url()).pathname}: ${text}`, response.url())),
      () => {},
    ).finally(() => open.delete(look));
    open.add(look);
  });
  return () => Promise.all(open);
}

class Problems {
  #expected = [];
  #seen = [];

  /** A problem that this test means to cause, such as the log line of an answer 404. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  add(text, url) {
    this.#seen.push({ text, url });
  }

  /** Everything seen and not expected, as `{ text, url }`; starts again from nothing. */
  take() {
    const seen = this.#seen.filter(({ text }) => !this.#expected.some((pattern) => pattern.test(text)));
    this.#seen = [];
    return seen;
  }

  assertNone() {
    const seen = this.take();
    if (seen.length === 0) return;
    throw new Error(`the browser complained:\n${seen.map(({ text, url }) => `  ${url}: ${text}`).join('\n')}`);
  }
}

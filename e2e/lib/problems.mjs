// What a browser complains about while a test runs.

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

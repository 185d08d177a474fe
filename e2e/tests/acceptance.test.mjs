// The table of what every page must keep names tests that exist.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** Numbers of the table's rows and the tests they name, as `{ number, file, name }`. */
function read(table) {
  const rows = [...table.matchAll(/^\| ([\d–]+) \| [^|]* \| ([^|]*) \|$/gm)];
  const numbers = rows.flatMap(([, number]) => {
    const [first, last = first] = number.split('–').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
  const tests = rows.flatMap(([, number, where]) => [...where.matchAll(/`([^`]+)` › (.*?)(?=\. `|\s*$)/g)]
    .flatMap(([, file, names]) => names.split('; ').map((name) => ({ number, file, name: name.trim() }))));
  return { numbers, tests };
}

/** Whether a file has a test of this name: a Rust function, or words at the start of a string. */
const has = (source, name) => new RegExp(`(fn |['\`])${name.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&')}`).test(source);

test('every row of the acceptance table names tests that exist', async () => {
  const table = await readFile(new URL('docs/guides/acceptance.md', ROOT), 'utf8');
  const { numbers, tests } = read(table);
  assert.deepEqual(numbers, Array.from({ length: 26 }, (_, at) => at + 1));
  assert.ok(tests.length > 40, `${tests.length} tests`);
  const missing = [];
  for (const { number, file, name } of tests) {
    const source = await readFile(fileURLToPath(new URL(file, ROOT)), 'utf8').catch(() => '');
    if (!has(source, name)) missing.push(`${number}: ${file} has no "${name}"`);
  }
  assert.deepEqual(missing, []);
});

test('a test that is gone is missed', () => {
  assert.ok(has("test('a page is whole', async", 'a page is whole'));
  assert.ok(has('fn a_page_is_whole() {', 'a_page_is_whole'));
  assert.ok(!has("test('a page is whole', async", 'a page is half'));
  const { numbers, tests } = read('| 3–4 | x | `a.rs` › one; two. `b.mjs` › a, b |\n| 5 | x | not built yet |\n');
  assert.deepEqual(numbers, [3, 4, 5]);
  assert.deepEqual(tests.map(({ file, name }) => `${file} ${name}`), ['a.rs one', 'a.rs two', 'b.mjs a, b']);
});

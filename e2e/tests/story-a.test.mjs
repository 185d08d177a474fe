import { after, before, test } from 'node:test';
import { startApp } from '../lib/app.mjs';
import { walk, walkDeclined } from '../lib/story-a.mjs';

let app;
before(async () => { app = await startApp({ people: 12, today: '2026-11-23' }); });
after(async () => { await app?.stop(); });

test('story A: once around the whole loop', async () => {
  await walk(app);
});

test('story A with scripts switched off', async () => {
  await walk(app, { js: false, mark: 'スクリプトなし' });
});

test('story A by keyboard alone', async () => {
  await walk(app, { keyboard: true, mark: '手もとのキー' });
});

test('a declined request comes back with its reason and a way on, by keyboard alone', async () => {
  await walkDeclined(app, { keyboard: true });
});

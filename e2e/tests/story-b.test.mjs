import { after, before, test } from 'node:test';
import { startApp } from '../lib/app.mjs';
import { walkB } from '../lib/story-b.mjs';

let app;
before(async () => { app = await startApp({ people: 12, today: '2026-11-23' }); });
after(async () => { await app?.stop(); });

test('story B: two wishes, a no that counts, a request made twice, and two ends at the council', async () => {
  await walkB(app);
});

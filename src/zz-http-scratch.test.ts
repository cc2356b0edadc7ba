import { test } from 'node:test';
import { testApp } from './test-app.ts';
import { withBrowser } from './test-browser.ts';
test('x', async () => {
  const app = await testApp({});
  await withBrowser(async (b) => {
    await app.open(b, { width: 1280 }, async (page) => {
      await page.goto('/services');
      await page.screenshot({ path: `/tmp/http/services-1280.png`, clip: { x: 0, y: 0, width: 1280, height: 160 } });
    });
  });
});

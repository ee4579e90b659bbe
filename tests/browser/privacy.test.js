// Nobody but the site learns that a page is read, and nothing runs on it that is not the site's own.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.js';
import { preview } from './support/preview.js';
import { serve } from './support/server.js';
import { builtExample, files } from './support/site.js';

/** How many pages are open at once. */
const TABS = 4;

describe('the privacy of readers', () => {
  let browser, server, pages;
  before(async () => {
    const folder = builtExample(after);
    server = await serve(folder);
    pages = files(folder).filter((path) => path.endsWith('.html'));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test('no page asks another site for anything, or breaks its own policy', async () => {
    const faults = [];
    const waiting = [...pages];
    const context = await guardedContext(browser, server.origin, faults);
    await Promise.all(
      Array.from({ length: TABS }, async () => {
        const page = await context.newPage();
        page.on('console', (message) => {
          if (message.type() === 'error' && !/404 \(/.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
        });
        for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
          const response = await page.goto(`${server.origin}/${path.replaceAll('\\', '/')}`, { waitUntil: 'load' });
          assert.match(response.headers()['content-security-policy'], /frame-ancestors 'none'/);
        }
      }),
    );
    await context.close();
    assert.deepEqual(faults, []);
    assert.ok(pages.length > 50);
  });

  test('what a policy does not name is blocked', async () => {
    const faults = [];
    const context = await guardedContext(browser, server.origin, faults);
    const page = await context.newPage();
    await page.goto(`${server.origin}/`);
    const outside = page.waitForEvent('console', (message) => /violates/.test(message.text()));
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<img src="https://elsewhere.example/a.png" alt="">');
    });
    assert.match((await outside).text(), /img-src 'self' data:/);
    const inline = page.waitForEvent('console', (message) => /violates/.test(message.text()));
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
    });
    assert.match((await inline).text(), /script-src 'self'/);
    assert.equal(await page.evaluate(() => window.ran), undefined);
    await context.close();
    assert.ok(!faults.some((fault) => fault.startsWith('asks')), faults.join('\n'));
  });

  test('the preview runs beside the policy of a page', async (scope) => {
    const shown = await preview((end) => scope.after(end));
    const faults = [];
    const context = await guardedContext(browser, shown.origin, faults);
    const page = await context.newPage();
    await page.goto(`${shown.origin}/`, { waitUntil: 'load' });
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy, /script-src 'self' 'nonce-[0-9a-f]{32}'/);
    assert.equal(await page.locator('script[src$="preview.js"]').count(), 1);
    await context.close();
    assert.deepEqual(faults, []);
  });
});

/** A window in which every request to another site, and every breach of a policy, is written down. */
async function guardedContext(browser, origin, faults) {
  const context = await browser.newContext();
  await context.exposeFunction('breached', (told) => faults.push(told));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
      window.breached(`${location.pathname}: ${violatedDirective} blocks ${blockedURI} (${sourceFile}:${lineNumber})`);
    });
  });
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (new URL(url).origin === origin) return route.continue();
    faults.push(`asks ${url}`);
    return route.abort();
  });
  return context;
}

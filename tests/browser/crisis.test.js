// Help in a crisis in a browser: without a network, from a file, and where everybody finds it.

import assert from 'node:assert/strict';
import { copyFileSync, rmSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { LOOKS, launch } from './support/browser.js';
import { audit, open, tooWide } from './support/looking.js';
import { nothing } from './support/nothing.js';
import { serve } from './support/server.js';
import { builtExample } from './support/site.js';

const site = builtExample(after);
const NUMBER = 'a[href="tel:+448081570142"]';
let server, browser;

before(async () => {
  server = await serve(site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

describe('the page of help in a crisis', () => {
  for (const look of LOOKS) {
    for (const path of ['/crisis/', '/ar/crisis/']) {
      test(`${path}, ${look.name}`, async () => {
        const context = await browser.newContext({ ...look, serviceWorkers: 'block' });
        const { page, faults } = await open(context, server.origin + path);
        nothing(faults.filter((fault) => !fault.includes('Service Worker')), 'faults');
        const { law, advice } = await audit(page);
        nothing([...law, ...advice], 'against accessibility');
        nothing(await tooWide(page), 'it scrolls sideways');
        const small = await page.locator('a, summary').evaluateAll((targets) =>
          targets.filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.textContent),
        );
        nothing(small, 'targets that are too small');
        await context.close();
      });
    }
  }

  test('it is there without a network after one visit', async () => {
    const own = await serve(site);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${own.origin}/crisis/`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await own.close();
    await page.goto(`${own.origin}/crisis/`);
    assert.equal(await page.locator(NUMBER).isVisible(), true);
    await page.keyboard.press('Shift');
    assert.equal(await page.locator('.exit-lights .on').count(), 1, 'its way out is kept with it');
    // Nothing else is kept.
    const other = await context.newPage();
    await assert.rejects(other.goto(`${own.origin}/articles/`));
    await page.goto(`${own.origin}/crisis/`);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const lists = names.map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url));
      return (await Promise.all(lists)).flat();
    });
    assert.deepEqual(kept, [`${own.origin}/crisis/`]);
    await context.close();
  });

  test('no other page leaves a worker on the device', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    for (const path of ['/', '/articles/asking-the-question/', '/resources/night-line/']) {
      await page.goto(server.origin + path, { waitUntil: 'networkidle' });
      const workers = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
      assert.equal(workers, 0, path);
    }
    await context.close();
  });

  test('it works as one file, and without scripts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waypost-crisis-'));
    after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'help.html');
    copyFileSync(join(site, 'crisis', 'crisis-help.html'), file);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    assert.equal(await page.locator(NUMBER).isVisible(), true);
    assert.deepEqual(asked.filter((url) => !url.startsWith('data:')), [pathToFileURL(file).href]);
    await context.close();
  });

  test('the file is offered for download', async () => {
    const context = await browser.newContext({ acceptDownloads: true });
    const page = await context.newPage();
    await page.goto(`${server.origin}/crisis/`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')]);
    assert.equal(download.suggestedFilename(), 'crisis-help.html');
    for (const path of ['crisis', 'ar/crisis']) {
      const bytes = readFileSync(join(site, path, 'index.html')).length;
      assert.ok(bytes < 14 * 1024, `${path}: ${bytes} bytes`);
    }
    await context.close();
  });
});

describe('the bar', () => {
  for (const look of LOOKS) {
    test(`it stands in the same place on every page, ${look.name}`, async () => {
      const context = await browser.newContext(look);
      const page = await context.newPage();
      const places = [];
      for (const path of ['/', '/articles/', '/articles/asking-the-question/', '/resources/night-line/', '/topics/', '/search/', '/404.html']) {
        await page.goto(server.origin + path);
        const { x, width, height } = await page.locator('.crisis-bar').boundingBox();
        const before = await page.evaluate(() => {
          const bar = document.querySelector('.crisis-bar');
          const header = document.querySelector('header');
          return Boolean(bar.compareDocumentPosition(header) & Node.DOCUMENT_POSITION_FOLLOWING);
        });
        places.push(JSON.stringify({ x, width, height, before }));
      }
      assert.equal(new Set(places).size, 1, places.join('\n'));
      await context.close();
    });
  }
});

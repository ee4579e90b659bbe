// The other themes that are part of the program: each page kind once, in every way in which people look at
// it. What is asked of the default theme beyond that (pages.test.js) hangs on parts that they share.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { EASED, LOOKS, launch } from './support/browser.js';
import { audit, bareKeys, cutOff, open, outline, tooWide } from './support/looking.js';
import { nothing } from './support/nothing.js';
import { serve } from './support/server.js';
import { builtExample, files, themes } from './support/site.js';
import { DRESS_BYTES, PACKED_BYTES, weigh } from './support/weight.js';
import { keys } from './support/words.js';

/** One page of each kind, one of each that looks quite different, and some in Arabic. */
const PAGES = {
  'home': '/',
  'a page that is left quickly': '/covering-your-tracks/',
  'a section of articles': '/articles/',
  'an article with pictures': '/articles/towpath-walks/',
  'an article with a content note': '/articles/a-lapse-is-information/',
  'the listings of one kind in one place': '/resources/kind/group/area/gb/west-yorkshire/',
  'a helpline': '/resources/night-line/',
  'an event': '/resources/open-hall-day/',
  'what is on': '/events/',
  'the articles by year': '/archive/',
  'an organization': '/organizations/side-door/',
  'all topics': '/topics/',
  'a topic': '/topics/grief/',
  'ways to find something': '/search/',
  'what there is to print': '/print/',
  'the directory on paper': '/print/topics/',
  'the same by place': '/print/areas/',
  'the same by time': '/print/times/',
  'cards for a crisis': '/print/cards/',
  'a poster': '/resources/kettle-table/poster/',
  'a month': '/events/2026-12/',
  'what has been on': '/events/archive/',
  'what leaving quickly does': '/leaving/',
  'what is not there': '/404.html',
  'home in Arabic': '/ar/',
  'an article in Arabic': '/ar/articles/your-first-evening/',
  'the listings in Arabic': '/ar/resources/',
  'a helpline in Arabic': '/ar/resources/night-line/',
};

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const others = themes().filter((name) => name !== 'default');
test('there is another theme than the default one', () => assert.notEqual(others.length, 0));

for (const theme of others) {
  describe(theme, () => {
    const site = builtExample(after, theme);
    let server;
    before(async () => (server = await serve(site)));
    after(() => server?.close());

    /** Opens an address of the site in a window of its own, for as long as the test takes. */
    async function visit(t, path, options) {
      const context = await browser.newContext(options);
      t.after(() => context.close());
      return open(context, server.origin + path);
    }

    test('is looked at in every kind of page that there is', () => {
      const kindOf = (file) => readFileSync(join(site, file), 'utf8').match(/<body class="kind-([\w-]+)/)?.[1];
      const fileOf = (path) => path.slice(1).replace(/\/$/, '/index.html') || 'index.html';
      const all = new Set(files(site).filter((file) => file.endsWith('.html')).map(kindOf));
      all.delete(undefined);
      const seen = new Set(Object.values(PAGES).map((path) => kindOf(fileOf(path))));
      assert.deepEqual([...all].filter((kind) => !seen.has(kind)), []);
    });

    for (const { name: look, ...options } of LOOKS) {
      for (const [name, path] of Object.entries(PAGES)) {
        test(`${look}: ${name}, ${path}`, async (t) => {
          const { page, faults, responses } = await visit(t, path, options);
          nothing(await tooWide(page), 'wider than the window');
          const { law, advice } = await audit(page);
          for (const line of advice) t.diagnostic(`good practice: ${line}`);
          nothing(law, 'against WCAG 2.2 AA');
          nothing(faults, 'what the browser says');
          if (look === 'wide-light') {
            const { whole, packed, dress } = await weigh(responses);
            t.diagnostic(`${whole} bytes, ${packed} compressed; styles and scripts ${dress} compressed`);
            assert.ok(packed < PACKED_BYTES, `${packed} bytes compressed`);
            assert.ok(dress < DRESS_BYTES, `${dress} bytes of styles and scripts`);
            const { h1, skipped } = await outline(page);
            assert.deepEqual({ h1, skipped }, { h1: 1, skipped: [] });
            nothing(await bareKeys(page, keys()), 'names of words');
          }
        });
      }
    }

    for (const [name, path] of Object.entries(PAGES)) {
      test(`${name}, ${path}, as readers may change it`, async (t) => {
        for (const [how, { viewport, style }] of Object.entries(EASED)) {
          const { page } = await visit(t, path, { viewport, bypassCSP: true });
          if (style) await page.addStyleTag({ content: style });
          nothing(await tooWide(page), `${how}: wider than the window`);
          nothing(await cutOff(page), `${how}: hides a part of its text`);
        }
      });
    }

    test('has the same to read without scripts', async (t) => {
      const { page } = await visit(t, '/resources/night-line/');
      const { page: bare } = await visit(t, '/resources/night-line/', { javaScriptEnabled: false });
      assert.equal(await bare.locator('body').innerText(), await page.locator('body').innerText());
    });

    test('offers first a way past the menu, then the way out', async (t) => {
      const { page } = await visit(t, '/covering-your-tracks/');
      const focused = () => page.evaluate(() => document.activeElement.className);
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'skip');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'exit-link');
    });

    test('keeps the way out in sight and covers it with nothing', async (t) => {
      for (const { name, ...options } of LOOKS) {
        const { page } = await visit(t, '/covering-your-tracks/', options);
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
        const onTop = await page.locator('.exit-link').evaluate((link) => {
          const { x, y, width, height } = link.getBoundingClientRect();
          return link.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        });
        assert.ok(onTop, name);
      }
    });

    test('is black on white on paper, in dark windows too', async (t) => {
      const { page } = await visit(t, '/resources/night-line/', { colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const colours = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return [color, backgroundColor];
      });
      assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    });
  });
}

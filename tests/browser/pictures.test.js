// Pictures in a browser: it takes the form that fits, and nothing moves when it comes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.js';
import { open } from './support/looking.js';
import { serve } from './support/server.js';
import { builtExample } from './support/site.js';

const site = builtExample(after);
let server, browser;

before(async () => {
  server = await serve(site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const SCREENS = [
  { width: 320, height: 640, deviceScaleFactor: 1 },
  { width: 390, height: 800, deviceScaleFactor: 3 },
  { width: 1280, height: 800, deviceScaleFactor: 2 },
];

/** How every picture of the open page is shown, once all have come. */
function shown(page) {
  return page.evaluate(async () => {
    const pictures = [...document.querySelectorAll('main img')];
    for (const picture of pictures) {
      picture.scrollIntoView();
      if (!picture.complete) await new Promise((done) => picture.addEventListener('load', done));
    }
    return pictures.map((picture) => {
      const sets = [...(picture.parentElement.querySelectorAll('source') ?? []), picture];
      const widths = sets[0].srcset.split(', ').map((one) => Number(one.split(' ')[1]?.slice(0, -1)));
      return {
        file: new URL(picture.currentSrc).pathname,
        widths,
        needed: picture.getBoundingClientRect().width * devicePixelRatio,
        declared: picture.sizes,
      };
    });
  });
}

for (const { width, height, deviceScaleFactor } of SCREENS) {
  for (const path of ['/articles/towpath-walks/', '/articles/']) {
    test(`${path} at ${width} × ${deviceScaleFactor} loads the pictures that fit, and nothing moves`, async () => {
      const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor });
      const { page, faults } = await open(context, server.origin + path);
      await page.evaluate(() => {
        window.moved = 0;
        const add = (list) => list.getEntries().forEach((entry) => (window.moved += entry.value));
        new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
      });
      const pictures = await shown(page);
      assert.ok(pictures.length > 0, 'there are pictures');
      for (const { file, widths, needed, declared } of pictures) {
        assert.match(file, /\.webp$/, 'the smaller kind is taken');
        const taken = Number(file.split('.').at(-3));
        const fits = widths.find((wide) => wide >= needed) ?? widths.at(-1);
        assert.ok(taken >= fits, `${file} is narrower than ${needed} pixels`);
        // What a template says of the width is near enough to choose by.
        const next = widths[Math.min(widths.indexOf(fits) + 1, widths.length - 1)];
        assert.ok(taken <= next, `${file} is much wider than ${needed} pixels, by ${declared}`);
      }
      assert.equal(await page.evaluate(() => window.moved), 0, 'nothing moves');
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}

// Pictures of the example site for people to look at: `node screenshots.js FOLDER [THEME]`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LOOKS, launch } from './support/browser.js';
import { serve } from './support/server.js';
import { builtExample } from './support/site.js';

const PAGES = {
  'home': '/',
  'article': '/articles/towpath-walks/',
  'listings': '/resources/',
  'view': '/resources/kind/group/area/gb/west-yorkshire/',
  'listing': '/resources/night-line/',
  'listing-group': '/resources/second-chair/',
  'listing-event': '/resources/winter-supper/',
  'exit': '/resources/safe-step/',
  'leaving': '/leaving/',
  'organization': '/organizations/side-door/',
  'events': '/events/',
  'archive': '/archive/',
  'search': '/search/',
  'topics': '/topics/',
  'page': '/contact/',
  'not-found': '/404.html',
  'home-ar': '/ar/',
  'article-ar': '/ar/articles/your-first-evening/',
};

/** Pictures come when they are scrolled to, and nobody scrolls here. Runs inside of the page. */
function showPictures() {
  return Promise.all(
    [...document.images].map((image) => {
      image.loading = 'eager';
      return image.decode();
    }),
  );
}

const [folder, theme] = process.argv.slice(2);
if (!folder) {
  console.error('Where to? node screenshots.js FOLDER [THEME]');
  process.exit(2);
}

const atEnd = [];
try {
  mkdirSync(folder, { recursive: true });
  const server = await serve(builtExample((end) => atEnd.push(end), theme));
  atEnd.push(() => server.close());
  const browser = await launch();
  atEnd.push(() => browser.close());
  for (const { name: look, ...options } of LOOKS) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(server.origin + path);
      await page.evaluate(showPictures);
      const file = join(folder, `${name}-${look}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(file);
    }
    await context.close();
  }
} finally {
  for (const end of atEnd.reverse()) await end();
}

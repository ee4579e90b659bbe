// The finished site in a browser: can everybody read it, and does it keep to itself?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { EASED, LOOKS, launch } from './support/browser.js';
import { audit, bareKeys, cutOff, open, outline, targets, tooWide } from './support/looking.js';
import { nothing } from './support/nothing.js';
import { printed } from './support/pdf.js';
import { serve } from './support/server.js';
import { builtExample, files, languageOf } from './support/site.js';
import { DRESS_BYTES, PAGE_BYTES, weigh } from './support/weight.js';
import { keys } from './support/words.js';

/** One page of each kind. */
const PAGES = {
  'home': '/',
  'a page': '/contact/',
  'a section of articles': '/articles/',
  'its second page': '/articles/page/2/',
  'an article with pictures': '/articles/towpath-walks/',
  'an article with code': '/articles/our-list-in-a-spreadsheet/',
  'an article with a table': '/articles/what-we-changed/',
  'an article with a content note': '/articles/a-lapse-is-information/',
  'an article with footnotes': '/articles/asking-the-question/',
  'the listings': '/resources/',
  'their second page': '/resources/page/2/',
  'the listings of one kind': '/resources/kind/group/',
  'the listings of one kind in one place': '/resources/kind/group/area/gb/west-yorkshire/',
  'a helpline': '/resources/night-line/',
  'a group': '/resources/kettle-table/',
  'a group from a spreadsheet': '/resources/carers-cuppa/',
  'a service': '/resources/safe-step/',
  'an event': '/resources/open-hall-day/',
  'a training': '/resources/listening-course/',
  'an online community': '/resources/after-dark-forum/',
  'an app': '/resources/day-book-app/',
  'a book': '/resources/book-tea-for-someone-else/',
  'what is on': '/events/',
  'the articles by year': '/archive/',
  'the organizations': '/organizations/',
  'an organization': '/organizations/side-door/',
  'all topics': '/topics/',
  'a topic': '/topics/grief/',
  'what is not there': '/404.html',
  'home in Arabic': '/ar/',
  'what is on in Arabic': '/ar/events/',
  'the articles by year in Arabic': '/ar/archive/',
  'an article in Arabic': '/ar/articles/your-first-evening/',
  'the listings in Arabic': '/ar/resources/',
  'the listings of one kind in Arabic': '/ar/resources/kind/group/',
  'a helpline in Arabic': '/ar/resources/night-line/',
  'what is not there in Arabic': '/ar/404.html',
};
/** Lists that are as long as the site has listings. */
const LONG = ['/resources/', '/ar/resources/'];

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

/** Opens an address of the site in a window of its own, for as long as the test takes. */
async function visit(t, path, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  return open(context, server.origin + path);
}

for (const { name: look, ...options } of LOOKS) {
  describe(`in a ${look.replace('-', ', ')} window`, () => {
    for (const [name, path] of Object.entries(PAGES)) {
      test(`${name}, ${path}`, async (t) => {
        const { page, faults } = await visit(t, path, options);
        nothing(await tooWide(page), 'wider than the window');
        const { law, advice } = await audit(page);
        for (const line of advice) t.diagnostic(`good practice: ${line}`);
        nothing(law, 'against WCAG 2.2 AA');
        nothing(faults, 'what the browser says');
      });
    }
  });
}

describe('without scripts', () => {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`${name}, ${path}`, async (t) => {
      const { page, responses } = await visit(t, path);
      const { page: bare } = await visit(t, path, { javaScriptEnabled: false });
      const text = await page.locator('body').innerText();
      assert.ok(text.length > 100, 'there is something to read');
      assert.equal(await bare.locator('body').innerText(), text, 'there is the same to read');

      const { whole, packed, dress } = await weigh(responses);
      t.diagnostic(`${whole} bytes, ${packed} compressed; styles and scripts ${dress} compressed`);
      assert.ok((LONG.includes(path) ? packed : whole) < PAGE_BYTES, `${whole} bytes, ${packed} compressed`);
      assert.ok(dress < DRESS_BYTES, `${dress} bytes of styles and scripts`);
    });
  }
});

for (const [how, { viewport, style }] of Object.entries(EASED)) {
  describe(how, () => {
    for (const [name, path] of Object.entries(PAGES)) {
      test(`${name}, ${path}`, async (t) => {
        const { page } = await visit(t, path, { viewport, bypassCSP: true });
        if (style) await page.addStyleTag({ content: style });
        nothing(await tooWide(page), 'wider than the window');
        nothing(await cutOff(page), 'hides a part of its text');
      });
    }
  });
}

describe('on paper', () => {
  test('a listing tells how to reach it, when, where and when that was checked, and nothing else', async (t) => {
    const { page } = await visit(t, '/resources/kettle-table/');
    const text = (await printed(page)).replace(/\s+/g, ' ');
    for (const wanted of ['Kettle Table', '01632 960114', 'Union Street Hall', 'Every Monday', 'We last checked this on']) {
      assert.ok(text.includes(wanted), `${wanted} in: ${text}`);
    }
    assert.ok(text.includes('https://sidedoor.example/resources/kettle-table/'), 'where it comes from');
    for (const chrome of ['Volunteer', 'More about this site', 'Skip to', 'Tell us', 'You might also like', 'Mentioned in']) {
      assert.ok(!text.includes(chrome), `${chrome} in: ${text}`);
    }
  });

  test('what is folded away is there too', async (t) => {
    const { page } = await visit(t, '/articles/asking-the-question/');
    const fold = page.locator('details.fold:not(.fold-note):not([open])').first();
    const [first] = (await fold.locator('p, li').first().textContent()).trim().split('\n');
    const text = (await printed(page)).replace(/\s+/g, '');
    assert.ok(text.includes(first.replace(/\s+/g, '')), `${first} in: ${text}`);
  });

  test('a number is larger than the text around it', async (t) => {
    const { page } = await visit(t, '/resources/night-line/');
    await page.emulateMedia({ media: 'print' });
    const size = (selector) =>
      page.locator(selector).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    const [number, text] = [await size('.channels-big .channel-value'), await size('.prose p')];
    assert.ok(number > 1.5 * text, `${number} and ${text}`);
  });

  test('the addresses of links to other sites are written out', async (t) => {
    const { page } = await visit(t, '/volunteer/');
    const address = await page.locator('.prose a[href^="http"]').first().getAttribute('href');
    const text = (await printed(page)).replace(/\s+/g, '');
    assert.ok(text.includes(address), `${address} in: ${text}`);
  });

  test('dark pages are black on white', async (t) => {
    const { page } = await visit(t, '/resources/night-line/', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor];
    });
    assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  });
});

describe('choosing in the directory', () => {
  const choose = (page, group, name) =>
    page.locator(`#by-${group} summary`).evaluate((summary) => (summary.parentElement.open = true)).then(() =>
      page.locator(`#by-${group}`).getByRole('link', { name }).click(),
    );

  const PHONE = { viewport: { width: 320, height: 640 } };

  test('is folded on a phone, and what is chosen and found stands within the first window', async (t) => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await visit(t, '/resources/kind/group/', { ...PHONE, javaScriptEnabled });
      assert.ok(!(await page.locator('#by-kind').isVisible()), 'the choices are folded');
      assert.ok(await page.locator('.chosen').getByRole('link', { name: /Groups/ }).isVisible());
      const { y } = await page.locator('.rows a').first().boundingBox();
      assert.ok(y < 640, `the first name is ${y} px down`);
      await page.locator('.choosing > summary').click();
      assert.ok(await page.locator('#by-kind').isVisible(), 'they unfold');
    }
  });

  test('on a phone folds the choices again and shows what was found', async (t) => {
    const { page } = await visit(t, '/resources/', PHONE);
    await page.locator('.choosing > summary').click();
    await page.locator('#by-kind').getByRole('link', { name: /^Groups/ }).click();
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'Groups');
    assert.ok(!(await page.locator('#by-kind').isVisible()));
    assert.equal(await page.evaluate(() => document.activeElement.parentElement.className), 'choosing');
  });

  test('needs no fold where there is room beside the list', async (t) => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await visit(t, '/resources/', { javaScriptEnabled });
      assert.ok(await page.locator('#by-kind').getByRole('link', { name: /^Groups/ }).isVisible());
      assert.ok(!(await page.locator('.choosing > summary').isVisible()));
    }
  });

  test('leads to pages of their own without scripts', async (t) => {
    const { page } = await visit(t, '/resources/', { javaScriptEnabled: false });
    await page.locator('#by-kind').getByRole('link', { name: /^Groups/ }).click();
    await page.waitForURL('**/resources/kind/group/');
    assert.equal(await page.locator('h1').innerText(), 'Groups');
  });

  test('changes the page in place with them, and Back leads back', async (t) => {
    const { page, faults } = await visit(t, '/resources/');
    await page.evaluate(() => (window.sameDocument = true));
    await choose(page, 'kind', /^Groups/);
    await page.waitForURL('**/resources/kind/group/');
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-current'));
    assert.equal(await page.locator('h1').innerText(), 'Groups');
    assert.match(await page.title(), /^Groups/);
    assert.match(await page.locator('link[rel=canonical]').getAttribute('href'), /kind\/group\/$/);
    assert.equal(await focused(), 'true', 'what was chosen keeps the focus');
    const said = await page.locator('body > [role=status]').textContent();
    assert.equal(said, await page.locator('.found > .meta').textContent());

    await choose(page, 'area', /^West Yorkshire/);
    await page.waitForURL('**/resources/kind/group/area/gb/west-yorkshire/');
    assert.equal(await page.locator('h1').innerText(), 'Groups in West Yorkshire');

    await page.goBack();
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'Groups');
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('.directory') && !document.querySelector('.chosen'));
    assert.ok(await page.evaluate(() => window.sameDocument), 'no page was loaded');
    nothing(faults, 'what the browser says');
  });

  test('follows the link where the answer is no page of the directory', async (t) => {
    const { page } = await visit(t, '/resources/');
    await page.route('**/resources/kind/group/', (route, request) =>
      request.resourceType() === 'fetch' ? route.fulfill({ status: 500, body: '' }) : route.continue(),
    );
    await choose(page, 'kind', /^Groups/);
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'Groups');
  });
});

test('the first press of Tab offers a way past the menu', async (t) => {
  const { page } = await visit(t, '/articles/ten-minutes/');
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus');
  assert.equal(await focused.getAttribute('href'), '#main');
  const box = await focused.boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0, 'it is to be seen');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'main');
});

test('an address of former times leads on', async (t) => {
  const { page } = await visit(t, '/first-night/');
  await page.waitForURL('**/articles/your-first-evening/');
});

test('an address that never was gets the page for it', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const response = await page.goto(`${server.origin}/nowhere/at/all/`);
  assert.equal(response.status(), 404);
  assert.equal(await page.locator('h1').count(), 1);
  // The page is shown at any depth, so nothing in it may depend on its address.
  assert.notEqual(await page.evaluate(() => document.styleSheets.length), 0);
});

describe('every page', () => {
  const leadsOn = (file) => readFileSync(join(site, file), 'utf8').includes('http-equiv="refresh"');
  const pages = files(site).filter((file) => file.endsWith('.html') && !leadsOn(file));
  const ids = new Map();
  const wanted = [];

  before(async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    try {
      await lookAtAll(await context.newPage());
    } finally {
      await context.close();
    }
  });

  /** What was seen, by the page's path. */
  const seen = [];

  async function lookAtAll(page) {
    const known = keys();
    for (const file of pages) {
      const path = `/${file.replace(/(^|\/)index\.html$/, '$1')}`;
      await page.goto(server.origin + encodeURI(path));
      for (const target of await targets(page)) wanted.push({ from: path, target });
      const found = await outline(page);
      ids.set(encodeURI(path), new Set(found.ids));
      seen.push({
        path,
        ...found,
        wide: await tooWide(page),
        keys: await bareKeys(page, known),
      });
    }
  }

  /** Fails if there is a page of which something is true. */
  function none(isBad, tell) {
    assert.ok(seen.length > 50, 'there was something to look at');
    nothing(seen.filter(isBad).map((page) => `${page.path}: ${tell(page)}`), 'pages at fault');
  }

  test('says its language and direction', () => {
    const right = ({ lang, dir, path }) => lang === languageOf(path).lang && dir === languageOf(path).dir;
    none((page) => !right(page), ({ lang, dir }) => `${lang} ${dir}`);
  });

  test('has a title and one first heading', () => {
    none(({ title, h1 }) => title.trim() === '' || h1 !== 1, ({ title, h1 }) => `${h1} in "${title}"`);
  });

  test('skips no level of headings', () => {
    none(({ skipped }) => skipped.length > 0, ({ skipped }) => `to h${skipped.join(', h')}`);
  });

  test('gives an id to one element only', () => {
    const twice = ({ ids }) => ids.filter((id, at) => ids.indexOf(id) !== at);
    none((page) => twice(page).length > 0, (page) => twice(page).join());
  });

  test('fits into 320 px', () => {
    none(({ wide }) => wide.length > 0, ({ wide }) => wide.join('\n  '));
  });

  test('shows words and not their names', () => {
    none((page) => page.keys.length > 0, (page) => page.keys.join());
  });

  test('points to what is there', () => {
    const there = new Set(files(site).map((file) => encodeURI(`/${file}`)));
    const lost = wanted.filter(({ target }) => {
      const { pathname, hash } = new URL(target);
      const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
      if (!there.has(file)) return true;
      const known = ids.get(pathname);
      return hash.length > 1 && known && !known.has(decodeURIComponent(hash.slice(1)));
    });
    assert.ok(wanted.length > 1000, 'there was something to follow');
    nothing(lost.map(({ from, target }) => `${from} -> ${target}`), 'points to nothing');
  });
});

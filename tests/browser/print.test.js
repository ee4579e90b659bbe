// What is made for paper, as a browser shows it and as a printer gets it; and the months of events.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { LOOKS, launch } from './support/browser.js';
import { audit, cutOff, open, outline, tooWide } from './support/looking.js';
import { nothing } from './support/nothing.js';
import { serve } from './support/server.js';
import { BASE, DAY, builtExample, copyOfExample, files, folder, run } from './support/site.js';

const PAGES = [
  '/print/', '/print/topics/', '/print/areas/', '/print/times/', '/print/cards/',
  '/resources/kettle-table/poster/', '/resources/night-line/poster/',
  '/events/', '/events/2026-11/', '/events/2026-12/', '/events/archive/',
  '/ar/print/', '/ar/print/times/', '/ar/print/cards/', '/ar/resources/night-line/poster/', '/ar/events/2026-12/',
];
const FORMATS = ['A4', 'Letter'];

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

/** Opens a page in a window of its own, for as long as the test takes. */
async function visit(t, path, options = {}) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  return open(context, server.origin + path);
}

/** A page as a printer gets it: its text by pages, and every word with its place. */
async function printed(page, format) {
  const pdf = await page.pdf({ format });
  const read = (...options) => {
    const { status, stdout, stderr, error } = spawnSync('pdftotext', [...options, '-', '-'], { input: pdf, encoding: 'utf8' });
    if (error) throw error;
    if (status !== 0) throw new Error(`pdftotext ended with ${status}: ${stderr}`);
    return stdout;
  };
  const pages = read('-layout').split('\f').slice(0, -1);
  return { pages, text: pages.join('\n'), places: read('-bbox') };
}

/** The words that are not on their sheet whole. */
function outside(places) {
  const found = [];
  let sheet;
  for (const line of places.split('\n')) {
    const page = line.match(/<page width="([\d.]+)" height="([\d.]+)"/);
    if (page) sheet = page.slice(1).map(Number);
    const word = line.match(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/);
    if (!word) continue;
    const [x, y, right, bottom] = word.slice(1, 5).map(Number);
    if (x < 0 || y < 0 || right > sheet[0] || bottom > sheet[1]) found.push(word[5]);
  }
  return found;
}

for (const { name: look, ...options } of LOOKS) {
  for (const path of PAGES) {
    test(`${look}: ${path}`, async (t) => {
      const { page, faults } = await visit(t, path, options);
      nothing(faults, 'what the browser says');
      nothing(await tooWide(page), 'wider than the window');
      nothing(await cutOff(page), 'hides a part of its text');
      const { law, advice } = await audit(page);
      nothing([...law, ...advice], 'against accessibility');
      const { h1, skipped, ids } = await outline(page);
      assert.deepEqual({ h1, skipped }, { h1: 1, skipped: [] });
      assert.equal(new Set(ids).size, ids.length, 'an id stands there twice');
    });
  }
}

describe('the sheets', () => {
  for (const format of FORMATS) {
    for (const path of ['/print/topics/', '/print/areas/', '/print/times/', '/ar/print/topics/']) {
      test(`${path} on ${format}`, async (t) => {
        const { page } = await visit(t, path);
        const { pages, text, places } = await printed(page, format);
        assert.ok(pages.length > 2 && pages.length < 12, `${pages.length} pages`);
        nothing(outside(places), 'beside the sheet');
        // The numbers for a crisis come first, and the day and the address stand on it.
        assert.match(pages[0], /0808 157 0142/);
        assert.ok(pages[0].includes(`${BASE}${path}`), pages[0]);
        assert.match(text, new RegExp(`1 ?/ ?${pages.length}|${pages.length} ?/ ?1`));
        if (path.startsWith('/ar/')) return;
        assert.match(text, /Checked on 9 November 2026/);
        assert.match(text, /Made on 22 November 2026/);
        assert.match(text, /We\s+are\s+not\s+a\s+crisis\s+service/);
        // Nothing that only a screen can use.
        assert.doesNotMatch(text, /Exit this page|Skip to|Large print 18/);
      });
    }
  }

  test('a listing is not torn in two', async (t) => {
    const { page } = await visit(t, '/print/topics/');
    await page.emulateMedia({ media: 'print' });
    const displays = await page.locator('.leaf').evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).display))]);
    assert.deepEqual(displays, ['inline-block']);
  });

  test('each number of the index leads to its entry', async (t) => {
    const { page } = await visit(t, '/print/areas/');
    const wrong = await page.locator('.sheet-index a').evaluateAll((links) =>
      links
        .map((link) => {
          const number = link.hash.slice(2);
          const entry = document.querySelector(link.hash);
          const shown = link.closest('li')?.lastElementChild.textContent ?? link.textContent;
          return entry?.querySelector('.leaf-number').textContent === number && shown === number ? null : link.outerHTML;
        })
        .filter(Boolean),
    );
    nothing(wrong, 'of the index');
    const names = await page.locator('.index-letter li').allInnerTexts();
    assert.ok(names.some((name) => name.startsWith('Sallowby and Dales Night Line')), 'other names are there too');
  });

  test('large print has one column of 18 point, without a script', async (t) => {
    const { page } = await visit(t, '/print/topics/', { javaScriptEnabled: false });
    await page.getByLabel('Large print').check();
    const pages = (await printed(page, 'A4')).pages.length;
    await page.emulateMedia({ media: 'print' });
    const { size, columns } = await page.locator('.leaf p').first().evaluate((p) => ({
      size: parseFloat(getComputedStyle(p).fontSize),
      columns: getComputedStyle(p.closest('.leaves')).columnCount,
    }));
    assert.ok(size >= 24 * 0.85, `${size} px`);
    assert.equal(columns, 'auto');
    await page.emulateMedia({ media: 'screen' });
    await page.getByLabel('Large print').uncheck();
    assert.ok(pages > (await printed(page, 'A4')).pages.length);
  });

  test('the cards fit a wallet', async (t) => {
    const { page } = await visit(t, '/print/cards/');
    const { pages, text, places } = await printed(page, 'A4');
    assert.equal(pages.length, 1);
    assert.equal(text.match(/0808 157 0142/g).length, 8);
    nothing(outside(places), 'beside the sheet');
    await page.emulateMedia({ media: 'print' });
    const sizes = await page.locator('.cut').evaluateAll((cards) =>
      cards.map((card) => card.getBoundingClientRect()).map(({ width, height }) => [width, height].map((px) => (px / 96) * 25.4)),
    );
    for (const [width, height] of sizes) assert.ok(width < 86.5 && height < 56, `${width} × ${height} mm`);
  });
});

describe('posters', () => {
  const posters = files(site).filter((file) => file.endsWith('poster/index.html'));

  test('there are some, and none of what is discreet', () => {
    assert.ok(posters.length > 20, posters.join('\n'));
    for (const file of posters) {
      const listing = readFileSync(join(site, file.replace('poster/', '')), 'utf8');
      assert.doesNotMatch(listing, /neutral-icon/, file);
    }
  });

  for (const format of FORMATS) {
    test(`each is one page of ${format}`, async (t) => {
      const context = await browser.newContext();
      t.after(() => context.close());
      const page = await context.newPage();
      for (const file of posters) {
        await page.goto(`${server.origin}/${file.replace('index.html', '')}`);
        const { pages, text, places } = await printed(page, format);
        assert.equal(pages.length, 1, file);
        nothing(outside(places), `${file}: beside the sheet`);
        if (!file.startsWith('ar/')) assert.match(text, /Checked on|We last checked/, file);
      }
    });
  }

  test('one with much to say, or with something out of the ordinary, is one page too', async (t) => {
    const here = folder((remove) => t.after(remove));
    const source = copyOfExample(here);
    const file = join(source, 'content/resources/kettle-table.md');
    const usual = readFileSync(file, 'utf8');
    const words = (count) => 'as many words as there are '.repeat(count).trim();
    const alert = (count) => `alert: { text: "${words(count)}", from: 2026-11-20, until: 2026-11-27 }`;
    const cases = {
      alert: [[/^verified:/m, `${alert(3)}\n$&`]],
      name: [[/^name: .*/m, 'name: The Sallowby and Nether Dale table']],
      all: [
        [/^name: .*/m, 'name: The Sallowby and Nether Dale evening circle for anybody who lost somebody'],
        [/^summary: .*/m, `summary: ${words(7)}`],
        [/^schedule_note: .*/m, `schedule_note: ${words(9)}`],
        [/^ {2}notes: .*/m, `  notes: ${words(9)}`],
        [/^verified:/m, `text: "07700 900142"\nsafety: { answered_by: "${words(9)}" }\n${alert(20)}\n$&`],
      ],
    };
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    for (const [name, changes] of Object.entries(cases)) {
      writeFileSync(file, changes.reduce((text, [from, to]) => text.replace(from, to), usual));
      const output = join(here, name);
      run('build', source, '--output', output, '--date', DAY);
      const own = await serve(output);
      t.after(() => own.close());
      await page.goto(`${own.origin}/resources/kettle-table/poster/`);
      for (const format of FORMATS) {
        const { pages, text, places } = await printed(page, format);
        assert.equal(pages.length, 1, `${name} on ${format}`);
        nothing(outside(places), `${name} on ${format}: beside the sheet`);
        assert.match(text, /01632 960114/);
        if (name !== 'name') assert.match(text, /20 November 2026 to 27 November 2026: as many words/);
      }
    }
  });

  test('the code leads to the listing, in dark windows too', async (t) => {
    const context = await browser.newContext({ colorScheme: 'dark', deviceScaleFactor: 2 });
    t.after(() => context.close());
    const page = await context.newPage();
    for (const path of ['/resources/night-line/', '/resources/kettle-table/', '/ar/resources/night-line/']) {
      await page.goto(`${server.origin}${path}poster/`);
      const { data, width, height } = PNG.sync.read(await page.locator('.qr').screenshot());
      assert.equal(jsQR(new Uint8ClampedArray(data), width, height)?.data, BASE + path);
    }
  });

  test('the slips say whom to call', async (t) => {
    const { page } = await visit(t, '/resources/night-line/poster/');
    const { text } = await printed(page, 'A4');
    assert.ok(text.length > 0);
    const strips = await page.locator('.strip').allTextContents();
    assert.equal(strips.length, 8);
    for (const strip of strips) assert.match(strip, /Night Line.*0808 157 0142/);
  });

  test('the listing leads to it, on screens only', async (t) => {
    const { page } = await visit(t, '/resources/night-line/');
    const link = page.getByRole('link', { name: 'Poster to print' });
    assert.equal(await link.getAttribute('href'), '/resources/night-line/poster/');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await link.isVisible(), false);
  });
});

describe('months', () => {
  test('the calendar leads to its days, without a script', async (t) => {
    const { page } = await visit(t, '/events/2026-12/', { javaScriptEnabled: false });
    const table = page.getByRole('table', { name: 'Calendar of December 2026' });
    assert.equal(await table.getByRole('columnheader').count(), 7);
    await table.getByRole('link', { name: '21, 3 dates', exact: true }).click();
    assert.equal(new URL(page.url()).hash, '#day-21');
    const day = page.getByRole('region', { name: 'Monday, 21 December 2026' });
    assert.match(await day.innerText(), /Long-night supper/);
  });

  test('on paper it says whose it is, where it comes from and whom to call', async (t) => {
    const { page } = await visit(t, '/events/2026-12/');
    const { pages, text, places } = await printed(page, 'A4');
    nothing(outside(places), 'beside the sheet');
    assert.match(text, /Long-night supper/);
    assert.match(pages[0], /Side Door[^]*0808 157 0142|0808 157 0142[^]*Side Door/);
    assert.ok(text.replace(/\s/g, '').includes(`${BASE}/events/2026-12/`), text);
    assert.doesNotMatch(text, /Mon\s+Tue\s+Wed|Exit this page|Skip to/);
  });

  test('one month leads to the next and back', async (t) => {
    const { page } = await visit(t, '/events/2026-12/');
    await page.locator('a[rel="next"]').click();
    assert.equal(new URL(page.url()).pathname, '/events/2027-01/');
    await page.locator('a[rel="prev"]').last().click();
    assert.equal(new URL(page.url()).pathname, '/events/2026-12/');
  });
});

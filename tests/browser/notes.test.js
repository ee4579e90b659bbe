// The notes of a page in the preview: what a volunteer learns of it without asking.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.js';
import { audit } from './support/looking.js';
import { nothing } from './support/nothing.js';
import { preview } from './support/preview.js';
import { run } from './support/site.js';

const DEADLINE = 30_000;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Starts a preview and opens one of its pages. */
async function look(t, path, settings = {}) {
  const shown = await preview((end) => t.after(end));
  const context = await browser.newContext({ viewport: { width: 1024, height: 600 }, ...settings });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(DEADLINE);
  await page.goto(shown.origin + path);
  const handle = page.locator('waypost-notes .handle');
  await handle.and(page.locator('[data-count]')).waitFor();
  return { ...shown, page, handle, panel: page.locator('waypost-notes .notes') };
}

const counts = (page, count) => page.locator(`waypost-notes .handle[data-count="${count}"]`).waitFor({ state: 'attached' });
const focused = (page) => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className);

describe('the notes of a page', () => {
  test('come with each edit, and go with the next', async (t) => {
    const path = 'content/articles/the-side-door/index.md';
    const { files, page, handle, panel } = await look(t, '/articles/the-side-door/');
    const good = files.read(path);
    assert.equal(await handle.innerText(), 'Notes');

    files.save(path, `${good}\n![](lit-window.jpg)\n`);
    await counts(page, 1);
    assert.equal(await handle.innerText(), '1 note');
    await handle.click();
    const line = good.split('\n').length + 1;
    assert.match(await panel.innerText(), new RegExp(`this picture has no description[^]*${path}:${line}:`));
    assert.match(await panel.locator('.excerpt').innerText(), /!\[\]\(lit-window\.jpg\)/);

    files.save(path, `${good}\nSee [the soup](../soup-for-one.md).\n`);
    await page.getByText('leads to a page that is not published yet').waitFor();
    files.save(path, good);
    await counts(page, 0);
    assert.match(await panel.innerText(), /Nothing to mend on this page/);
  });

  test('say when a listing is to be checked again', async (t) => {
    const path = 'content/resources/after-loss-line.md';
    const { files, page, handle, panel } = await look(t, '/resources/after-loss-line/');
    const checked = (date) => files.save(path, files.read(path).replace(/date: \d{4}-\d\d-\d\d/, `date: ${date}`));
    await handle.click();
    checked('2026-06-10');
    await page.getByText('this should be checked again by Monday 7 December 2026').waitFor();
    await counts(page, 1);
    checked('2026-03-10');
    await page.getByText('it was last checked on Tuesday 10 March 2026').waitFor();
    checked('2024-03-10');
    await page.getByText('nobody knows if this is still right').waitFor();
    assert.match(await panel.innerText(), new RegExp(`${path}:\\d+:`));
    assert.match(await panel.innerText(), /waypost verify after-loss-line/);
  });

  test('tell the next dates of what repeats, so that a wrong week shows', async (t) => {
    const { files, page, handle, panel } = await look(t, '/resources/carers-cuppa/');
    await handle.click();
    const text = () => panel.innerText();
    assert.match(await text(), /Tuesday 24 November 2026, 10:30 to 12:00; Tuesday 1 December 2026/);
    assert.match(await text(), /content\/resources\/groups\.csv:2:/);
    files.replace('content/resources/groups.csv', 'Tuesdays, 10.30am to noon', 'Every second Tuesday of the month, 10.30am to noon');
    await page.getByText('Tuesday 8 December 2026, 10:30 to 12:00; Tuesday 12 January 2027').waitFor();
  });

  test('of a directory are those of its listings, each under its name', async (t) => {
    const { files, page, handle, panel } = await look(t, '/resources/');
    files.save('content/resources/after-loss-line.md', files.read('content/resources/after-loss-line.md').replace(/date: .*/, 'date: 2026-03-10'));
    await counts(page, 1);
    await handle.click();
    assert.deepEqual(await panel.locator('h3').allInnerTexts(), ['After Loss']);
  });

  test('of the whole site are told when they are asked for', async (t) => {
    const { files, page, handle, panel } = await look(t, '/about/');
    await handle.click();
    await page.getByRole('button', { name: 'Whole site' }).click();
    await panel.getByText('content/articles/soup-for-one.md', { exact: true }).waitFor();
    const path = 'content/articles/ten-minutes.md';
    files.save(path, `${files.read(path)}\n# A title too many\n`);
    await panel.getByText(path, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'This page' }).click();
    await panel.getByText('Nothing to mend on this page').waitFor();
  });
});

describe('the panel', () => {
  test('is opened, read and closed with the keyboard, and stays open through a reload', async (t) => {
    const { files, page, panel } = await look(t, '/contact/');
    // The last thing on the page.
    await page.evaluate(() => document.body.focus());
    await page.locator('footer a').last().focus();
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'handle');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'close');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'list');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'handle');
    await page.keyboard.press('Space');
    await panel.waitFor();
    files.save('content/contact.md', `${files.read('content/contact.md')}\nThe kettle is on.\n`);
    await page.getByText('The kettle is on.').waitFor();
    await panel.waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await counts(page, 0);
    assert.equal(await panel.isVisible(), false);
  });

  for (const [name, path, settings] of [
    ['light', '/resources/carers-cuppa/', {}],
    ['dark', '/articles/soup-for-one/', { colorScheme: 'dark' }],
    ['on a page that is read from the right, narrow', '/ar/articles/new-in-town/', { viewport: { width: 320, height: 640 } }],
  ]) {
    test(`keeps to WCAG 2.2 AA: ${name}`, async (t) => {
      const { files, page, handle, panel } = await look(t, path, settings);
      const article = 'content/articles/new-in-town/index.ar.md';
      files.save(article, `${files.read(article)}\n![](rooftops.jpg)\n`);
      // The panel is made anew when the page is: not while it is measured.
      if (path.endsWith('/new-in-town/')) await counts(page, 1);
      nothing((await audit(page, 'waypost-notes')).law, 'the handle');
      await handle.click();
      nothing((await audit(page, 'waypost-notes')).law, 'the panel');
      const { x, y, width, height } = await panel.boundingBox();
      const window = page.viewportSize();
      assert.ok(x >= 0 && x + width <= window.width && y + height <= window.height, 'it is inside of the window');
      assert.ok(y > window.height * 0.2, 'and leaves the top of the page free');
    });
  }

  test('is not harmed by a theme, nor a theme by it', async (t) => {
    const { files, page, handle, site } = await look(t, '/');
    const size = () => handle.evaluate((element) => {
      const { fontSize, color, position } = getComputedStyle(element);
      return { fontSize, color, position, host: getComputedStyle(element.getRootNode().host).position };
    });
    const before = await size();
    run('theme', 'eject', 'assets/main.css', '--root', site);
    const css = files.read('assets/main.css');
    files.save('assets/main.css', `${css}\n* { font-size: 40px !important; color: rgb(1, 2, 3) !important; position: static !important; }\n`);
    await page.waitForFunction(() => getComputedStyle(document.body).color === 'rgb(1, 2, 3)');
    assert.deepEqual(await size(), before);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await handle.isVisible(), false, 'and it is not printed');
  });
});

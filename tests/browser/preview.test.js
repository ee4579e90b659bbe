// The preview as the person sees it who writes: what they save is there, and what is wrong is said.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.js';
import { audit } from './support/looking.js';
import { nothing } from './support/nothing.js';
import { preview } from './support/preview.js';
import { DAY, files as listFiles, run } from './support/site.js';

/** No step of a person may take as long as this, on however slow a machine. */
const DEADLINE = 30_000;
const ARTICLE = 'content/articles/what-to-say.md';
const ADDRESS = '/articles/what-to-say/';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Starts a preview and opens one of its pages. */
async function look(t, path) {
  const scope = (end) => t.after(end);
  const shown = await preview(scope);
  const context = await browser.newContext({ viewport: { width: 1024, height: 500 } });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(DEADLINE);
  await page.goto(shown.origin + path);
  return { ...shown, page, errors: page.locator('waypost-errors .panel') };
}

/** Marks the document that is loaded now, to tell later whether it is still the same one. */
const mark = (page) => page.evaluate(() => void (window.isTheSame = true));
const isTheSame = (page) => page.evaluate(() => window.isTheSame === true);

/** Changes a colour in the stylesheet and waits for it to show. */
async function restyle(page, site, files) {
  run('theme', 'eject', 'assets/main.css', '--root', site);
  files.save('assets/main.css', `${files.read('assets/main.css')}\nbody { background: rgb(1, 2, 3); }\n`);
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)');
}

describe('a change shows by itself', () => {
  test('in an article, and the reader stays where they were', async (t) => {
    const { files, page } = await look(t, ADDRESS);
    await mark(page);
    await page.evaluate(() => scrollTo(0, 400));
    const place = await page.evaluate(() => scrollY);
    assert.ok(place > 300, 'the article is longer than the window');

    files.save(ARTICLE, `${files.read(ARTICLE)}\nA sentence that was not there before.\n`);
    await page.getByText('A sentence that was not there before.').waitFor();
    assert.equal(await isTheSame(page), false, 'the page was loaded again');
    await page.waitForFunction((place) => Math.abs(scrollY - place) <= 1, place);
  });

  test('in a stylesheet, without loading the page again', async (t) => {
    const { files, page, site } = await look(t, ADDRESS);
    await mark(page);
    await restyle(page, site, files);
    assert.equal(await isTheSame(page), true);
    assert.equal(await page.locator('link[rel=stylesheet][href*="main"]').count(), 1);
  });

  test('in a stylesheet, twice in a row', async (t) => {
    const { files, page, site } = await look(t, ADDRESS);
    await mark(page);
    run('theme', 'eject', 'assets/main.css', '--root', site);
    const css = files.read('assets/main.css');
    files.save('assets/main.css', `${css}\nbody { background: rgb(9, 9, 9); }\n`);
    files.save('assets/main.css', `${css}\nbody { background: rgb(1, 2, 3); }\n`);
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)');
    await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet][href*="main"]').length === 1);
    assert.equal(await isTheSame(page), true);
  });

  test('in an article, soon', async (t) => {
    const { files, page } = await look(t, ADDRESS);
    const times = [];
    for (let round = 0; round < 5; round += 1) {
      const words = `Sentence number ${round} of the afternoon.`;
      const began = performance.now();
      files.save(ARTICLE, `${files.read(ARTICLE)}\n${words}\n`);
      await page.getByText(words).waitFor();
      times.push(Math.round(performance.now() - began));
    }
    t.diagnostic(`from the save to the page: ${times.join(', ')} ms`);
  });

  test('and what was opened stays open, and the focus where it was', async (t) => {
    const { files, page } = await look(t, '/resources/');
    const opened = () => page.evaluate(() => [...document.querySelectorAll('main details')].map((d) => d.open));
    assert.ok((await opened()).length > 1, 'the directory has parts to open');
    const summary = page.locator('main details summary').last();
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.locator('main details').first().evaluate((details) => { details.open = false; });
    const before = await opened();
    await page.evaluate(() => scrollTo(0, 300));
    files.replace('content/resources/groups.csv', "Carers' Cuppa", 'Carers and Crumpets');
    await page.getByRole('link', { name: 'Carers and Crumpets', exact: true }).first().waitFor();
    await page.waitForFunction(() => Math.abs(scrollY - 300) <= 1);
    assert.deepEqual(await opened(), before);
    assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the focus is where it was');
  });

  test('in a template', async (t) => {
    const { files, page, site } = await look(t, ADDRESS);
    run('theme', 'eject', 'templates/base.html', '--root', site);
    files.replace('templates/base.html', '</footer>', '<p>The hall smells of toast.</p>\n</footer>');
    await page.getByText('The hall smells of toast.').waitFor();
  });

  test('in the settings', async (t) => {
    const { files, page } = await look(t, ADDRESS);
    files.replace('waypost.toml', 'title = "Side Door"', 'title = "Front Door"');
    await page.waitForFunction(() => document.title.includes('Front Door'));
  });

  test('in a spreadsheet of listings', async (t) => {
    const { files, page } = await look(t, '/resources/');
    files.replace('content/resources/groups.csv', "Carers' Cuppa", 'Carers and Crumpets');
    await page.getByRole('link', { name: 'Carers and Crumpets', exact: true }).waitFor();
  });

  test('but saving the same again changes nothing', async (t) => {
    const { files, page, site } = await look(t, ADDRESS);
    await mark(page);
    files.save(ARTICLE, files.read(ARTICLE));
    // What is saved after it shows, so it is not still on its way.
    await restyle(page, site, files);
    assert.equal(await isTheSame(page), true);
  });
});

describe('a mistake', () => {
  const spoil = (text) => text.replace(/^date: .*$/m, 'date: the day after the fair');

  test('in the front matter is shown with its line until it is mended', async (t) => {
    const { files, page, errors, origin } = await look(t, ADDRESS);
    const good = files.read(ARTICLE);
    const line = good.split('\n').findIndex((line) => line.startsWith('date: ')) + 1;

    files.save(ARTICLE, spoil(good));
    await errors.waitFor();
    assert.match(await errors.innerText(), new RegExp(`${ARTICLE}:${line}:`));
    assert.match(await errors.innerText(), /the day after the fair/);
    const { law } = await audit(page, 'waypost-errors');
    nothing(law, 'the overlay against WCAG 2.2 AA');
    await page.emulateMedia({ colorScheme: 'dark' });
    nothing((await audit(page, 'waypost-errors')).law, 'the overlay against WCAG 2.2 AA, dark');

    await page.goto(`${origin}/about/`);
    await errors.waitFor();
    await page.keyboard.press('Escape');
    await errors.waitFor({ state: 'hidden' });
    await page.goto(origin + ADDRESS);

    files.save(ARTICLE, good);
    await page.locator('waypost-errors').waitFor({ state: 'detached' });
  });

  test('is shown in a dialog that the keyboard goes round in, and out of', async (t) => {
    const { files, page, errors } = await look(t, ADDRESS);
    const focused = () => page.evaluate(() => {
      const element = document.activeElement;
      return element?.shadowRoot?.activeElement?.className ?? element?.textContent.trim();
    });
    const link = page.locator('main a').first();
    await link.focus();
    const words = await focused();
    const good = files.read(ARTICLE);
    files.save(ARTICLE, spoil(good));
    await errors.waitFor();
    assert.equal(await errors.getAttribute('role'), 'alertdialog');
    assert.equal(await focused(), 'close');
    for (const [key, place] of [['Tab', 'list'], ['Tab', 'close'], ['Shift+Tab', 'list'], ['Shift+Tab', 'close']]) {
      await page.keyboard.press(key);
      assert.equal(await focused(), place, key);
    }
    await page.keyboard.press('Escape');
    await errors.waitFor({ state: 'hidden' });
    assert.equal(await focused(), words, 'back to where it was');
    await page.getByRole('button', { name: '1 error' }).click();
    await errors.waitFor();
    files.save(ARTICLE, good);
    await page.locator('waypost-errors').waitFor({ state: 'detached' });
  });

  test('is told in the terminal once, and that it is mended', async (t) => {
    const { files, until, said, origin } = await look(t, ADDRESS);
    const good = files.read(ARTICLE);
    files.save(ARTICLE, spoil(good));
    await until(/^1 error: content\/articles\/what-to-say\.md:\d+: .+$/m);
    files.save(ARTICLE, `${spoil(good)}\nMore.\n`);
    files.save(ARTICLE, good);
    const all = await until(/^Mended\. There is no error any more\.$/m);
    assert.equal(all.match(/1 error/g).length, 1, said());
    assert.ok(all.includes(origin) && !all.includes('\u001b'), 'no colours where they are not wanted');
  });

  test('in the front matter leaves the last good page in its place', async (t) => {
    const { files, page, errors } = await look(t, ADDRESS);
    const text = await page.locator('main').innerText();
    files.save(ARTICLE, spoil(files.read(ARTICLE)));
    await errors.waitFor();
    await page.reload();
    await errors.waitFor();
    assert.ok((await page.locator('main').innerText()) === text, 'the page is as it was');
  });

  test('in a template names the template and its line', async (t) => {
    const { files, page, errors, site } = await look(t, ADDRESS);
    run('theme', 'eject', 'templates/article.html', '--root', site);
    const good = files.read('templates/article.html');
    files.save('templates/article.html', `${good}\n{{ t(key="by" }}\n`);
    await errors.waitFor();
    const line = good.split('\n').length + 1;
    assert.match(await errors.innerText(), new RegExp(`templates/article\\.html:${line}:`));
    files.save('templates/article.html', good);
    await page.locator('waypost-errors').waitFor({ state: 'detached' });
  });

  test('in one place does not keep another from showing', async (t) => {
    const { files, page, errors } = await look(t, ADDRESS);
    files.replace('content/about.md', '---\n', '---\ndate: never\n');
    await errors.waitFor();
    files.save(ARTICLE, `${files.read(ARTICLE)}\nStill, the kettle is on.\n`);
    await page.getByText('Still, the kettle is on.').waitFor();
    await errors.waitFor();
    assert.match(await errors.innerText(), /content\/about\.md:2:/);
  });
});

describe('an article', () => {
  const status = async (page, address) => (await page.request.get(address)).status();
  const gone = (page) => page.locator('body.kind-not-found').waitFor();

  test('that is new appears in the list, at its own address', async (t) => {
    const { files, page, origin } = await look(t, '/articles/');
    files.write(
      'content/articles/the-blue-cup/index.md',
      '---\ntitle: The blue cup\ndate: 2026-11-20\n---\n\nNobody knows whose it is.\n',
    );
    await page.getByRole('link', { name: 'The blue cup' }).first().click();
    await page.getByText('Nobody knows whose it is.').waitFor();
    assert.equal(page.url(), `${origin}/articles/the-blue-cup/`);
  });

  test('that is removed leaves the page for what is not there', async (t) => {
    const { files, page, origin } = await look(t, ADDRESS);
    files.remove(ARTICLE);
    await gone(page);
    assert.equal(await status(page, origin + ADDRESS), 404);
  });

  test('that is removed goes even if others still point to it, and they are named', async (t) => {
    const { files, page, errors } = await look(t, '/articles/ten-minutes/');
    assert.match(files.read('content/articles/the-ward-bag.md'), /\(ten-minutes\.md/);
    files.remove('content/articles/ten-minutes.md');
    await gone(page);
    await errors.waitFor();
    assert.match(await errors.innerText(), /content\/articles\/the-ward-bag\.md:\d+:/);
  });

  test('that is renamed moves', async (t) => {
    const { files, page, origin } = await look(t, ADDRESS);
    const title = await page.locator('h1').innerText();
    files.rename(ARTICLE, 'content/articles/words.md');
    await gone(page);
    await page.goto(`${origin}/articles/words/`);
    assert.equal(await page.locator('h1').innerText(), title);
  });

  test('that is removed leaves word that it may come back, and does', async (t) => {
    const { files, page } = await look(t, ADDRESS);
    const text = files.read(ARTICLE);
    files.remove(ARTICLE);
    await page.getByText('There is no page at this address now.').waitFor();
    files.write(ARTICLE, text);
    await page.locator('body:not(.kind-not-found)').waitFor();
    assert.equal(await page.getByText('There is no page at this address now.').count(), 0);
  });
});

describe('what readers do not see yet is marked', () => {
  const banner = (page) => page.locator('main .banner').first();

  test('a draft, and what is dated in the future, with its day', async (t) => {
    const { page, origin, files } = await look(t, '/articles/soup-for-one/');
    assert.match(await banner(page).innerText(), /^Draft\./);
    await page.goto(`${origin}/articles/a-letter-to-whoever-has-the-keys/`);
    assert.match(await banner(page).innerText(), /will be published on 1 January 2099/);
    files.replace('content/articles/new-in-town/index.ar.md', '---\n', '---\npublish_date: 2099-01-01\n');
    await page.goto(`${origin}/ar/articles/new-in-town/`);
    assert.match(await banner(page).innerText(), /ستُنشر هذه الصفحة في/);
  });

  test('a listing that no list shows', async (t) => {
    const { page, files } = await look(t, '/resources/after-loss-line/');
    assert.equal(await banner(page).count(), 0);
    files.replace('content/resources/after-loss-line.md', 'verified:', 'publish: unlisted\nverified:');
    await page.getByText('but no list shows it.').first().waitFor();
  });

  test('and nothing of all this is in a built site', async (t) => {
    const { files, site } = await look(t, '/');
    files.replace('content/resources/after-loss-line.md', 'verified:', 'publish: unlisted\nverified:');
    const output = `${site}/../built`;
    run('build', site, '--output', output, '--date', DAY);
    const texts = listFiles(output).filter((path) => /\.(html|js|css)$/.test(path));
    const found = texts.filter((path) =>
      /waypost-(notes|errors|preview)|_waypost|no list shows it/.test(readFileSync(`${output}/${path}`, 'utf8')),
    );
    assert.ok(texts.includes('resources/after-loss-line/index.html'), 'an unlisted page is there');
    assert.deepEqual(found, []);
  });
});

test('pictures are swapped without loading the page again', async (t) => {
  const { files, page, site } = await look(t, '/');
  run('theme', 'eject', 'templates/base.html', '--root', site);
  const square = (colour) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${colour.length}" height="9"><rect width="9" height="9" fill="${colour}"/></svg>`;
  files.write('static/swatch.svg', square('red'));
  files.replace('templates/base.html', '</footer>', '<img id="swatch" src="/swatch.svg" alt=""></footer>');
  await page.waitForFunction(() => document.querySelector('#swatch')?.naturalWidth === 3);
  await mark(page);
  files.save('static/swatch.svg', square('purple'));
  await page.waitForFunction(() => document.querySelector('#swatch').naturalWidth === 6);
  assert.equal(await isTheSame(page), true);
});

test('a hidden tab gives its connection back, and learns what it missed', async (t) => {
  const { files, page } = await look(t, ADDRESS);
  const hidden = (value) => page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, value);
  const isStream = (request) => request.url().includes('/_waypost/events');
  await page.locator('waypost-notes .handle[data-count]').waitFor();
  const closed = page.waitForEvent('requestfailed', isStream);
  await hidden(true);
  await closed;
  await mark(page);
  const words = 'Said while nobody looked.';
  files.save(ARTICLE, `${files.read(ARTICLE)}\n${words}\n`);
  await page.waitForFunction(async (words) => (await (await fetch(location.href)).text()).includes(words), words);
  assert.equal(await isTheSame(page), true, 'nothing happens in a tab that nobody sees');
  const opened = page.waitForEvent('request', isStream);
  await hidden(false);
  assert.match((await opened).url(), /[?&]seen=[0-9a-f]+-/);
  await page.getByText(words).waitFor();
});

test('it ends when asked to, and has written no site', async (t) => {
  const { files, end } = await look(t, '/');
  assert.equal(await end(), 0);
  assert.equal(files.has('public'), false);
});

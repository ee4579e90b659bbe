// For readers who are watched: leaving quickly, pages that don't tell what they are about, and links to
// other sites that load nothing of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { LOOKS, launch } from './support/browser.js';
import { audit, open, tooWide } from './support/looking.js';
import { nothing } from './support/nothing.js';
import { serve } from './support/server.js';
import { builtExample, files } from './support/site.js';

const AWAY = 'https://www.bbc.co.uk/weather';
const WATCHED = '/resources/safe-step/';
// The page of help in a crisis needs no other file, so it brings its own way out.
const WAYS_OUT = [WATCHED, '/crisis/', '/ar/crisis/'];
const NARROW = { viewport: { width: 320, height: 640 } };

const site = builtExample(after);
const discreet = files(site)
  .filter((path) => /^p\/\w+\/index\.html$/.test(path))
  .map((path) => `/${path.replace('index.html', '')}`);
// Lists of discreet pages are discreet too; whether one can be left quickly is another matter.
const leavable = discreet.filter((path) => readFileSync(join(site, path, 'index.html'), 'utf8').includes('exit-link'));
let server, browser;

before(async () => {
  server = await serve(site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/**
 * Opens an address of the site. Where the exit leads there is a page of ours, which comes once `letIn` is called.
 * A page that waits for another one answers no questions, so it tells by itself how it is covered.
 */
async function visit(t, path, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  const visited = { asked: [] };
  const gate = new Promise((resolve) => (visited.letIn = resolve));
  await context.route(/^https:/, async (route) => {
    visited.asked.push(route.request());
    await gate;
    await route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' });
  });
  visited.page = await context.newPage();
  let tell;
  visited.cover = new Promise((resolve) => (tell = resolve));
  await visited.page.exposeFunction('tellCover', tell);
  await visited.page.addInitScript(watchCover);
  await visited.page.goto(server.origin + path);
  return visited;
}

/** Tells how the page is covered as soon as it is left: what can still be seen of it, and what is announced. */
function watchCover() {
  const look = () => {
    const cover = document.querySelector('.exit-cover');
    if (!cover) return;
    const seen = [...document.body.children].filter((e) => e !== cover && e.getClientRects().length > 0);
    const { width, height } = cover.getBoundingClientRect();
    window.tellCover({
      seen: seen.map((element) => element.outerHTML.slice(0, 60)),
      role: cover.getAttribute('role'),
      says: cover.textContent,
      fills: width >= innerWidth && height >= innerHeight,
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, attributeFilter: ['class'] });
}

async function hasLeft({ page, asked, cover, letIn }, says = 'Loading') {
  assert.deepEqual(await cover, { seen: [], role: 'alert', says, fills: true });
  letIn();
  await page.waitForURL(AWAY);
  assert.equal((await asked[0].allHeaders()).referer, undefined, 'the other site is not told');
  assert.equal(page.context().pages().length, 1, 'no other tab');
}

describe('leaving quickly', () => {
  for (const way of ['.exit-link', '.skip[rel]']) {
    test(`by ${way}`, async (t) => {
      const visited = await visit(t, WATCHED);
      // It stands outside of the window until it is focused.
      await visited.page.locator(way).focus();
      await visited.page.keyboard.press('Enter');
      await hasLeft(visited);
    });
  }

  for (const path of WAYS_OUT) {
    const says = path.startsWith('/ar/') ? 'جارٍ التحميل' : 'Loading';

    test(`${path} by a click`, async (t) => {
      const visited = await visit(t, path, NARROW);
      await visited.page.locator('.exit-link').click({ noWaitAfter: true });
      await hasLeft(visited, says);
    });

    test(`${path} by three presses of Shift`, async (t) => {
      const visited = await visit(t, path);
      for (let press = 0; press < 3; press += 1) await visited.page.keyboard.press('Shift');
      await hasLeft(visited, says);
    });

    test(`Back shows ${path} again`, async (t) => {
      const visited = await visit(t, path);
      visited.letIn();
      await visited.page.locator('.exit-link').click();
      await visited.page.waitForURL(AWAY);
      await visited.page.goBack();
      await visited.page.waitForURL(server.origin + path);
      await visited.page.waitForFunction(() => !document.querySelector('.exit-cover'));
      assert.ok(await visited.page.locator('h1').isVisible());
    });
  }

  test('without scripts, by the same links', async (t) => {
    const { page, asked, letIn } = await visit(t, WATCHED, { javaScriptEnabled: false });
    letIn();
    const ways = page.locator(`a[href="${AWAY}"]`);
    assert.equal(await ways.count(), 2);
    for (const way of await ways.all()) {
      assert.equal(await way.getAttribute('rel'), 'nofollow noreferrer');
      assert.equal(await way.getAttribute('target'), null);
    }
    await page.locator('.exit-link').click();
    await page.waitForURL(AWAY);
    assert.equal((await asked[0].allHeaders()).referer, undefined);
  });

});

describe('Shift', () => {
  const status = (page) => page.locator('[role="status"]').textContent();
  const lit = (page) => page.locator('.exit-lights .on:visible').count();

  test('counts only by itself', async (t) => {
    const { page, asked } = await visit(t, WATCHED);
    for (const keys of ['Shift+A', 'Shift+Tab', 'Shift+A', 'Control+Shift', 'Shift+ArrowDown', 'Alt+Shift']) {
      await page.keyboard.press(keys);
      assert.equal(await lit(page), 0, keys);
    }
    for (let click = 0; click < 3; click += 1) await page.locator('h1').click({ modifiers: ['Shift'] });
    assert.equal(await lit(page), 0);
    assert.deepEqual(asked, []);
  });

  test('held down is one press', async (t) => {
    const { page, asked } = await visit(t, WATCHED);
    for (let at = 0; at < 5; at += 1) await page.keyboard.down('Shift');
    await page.keyboard.up('Shift');
    assert.equal(await lit(page), 1);
    assert.deepEqual(asked, []);
  });

  test('begins anew after another key', async (t) => {
    const { page, asked } = await visit(t, WATCHED);
    for (const key of ['Shift', 'Shift', 'a', 'Shift', 'Shift']) await page.keyboard.press(key);
    assert.equal(await lit(page), 2);
    assert.deepEqual(asked, []);
  });

  for (const path of [WATCHED, '/crisis/']) test(`on ${path} says what is left, and when the time is over`, async (t) => {
    const { page, asked } = await visit(t, path);
    await page.clock.install({ time: 0 });
    await page.goto(server.origin + path);
    // Time goes on by itself until it is stopped.
    await page.clock.pauseAt(60_000);
    assert.equal(await status(page), '');
    await page.keyboard.press('Shift');
    assert.equal(await status(page), 'Shift, press 2 more times to exit');
    await page.clock.runFor(4900);
    await page.keyboard.press('Shift');
    assert.equal(await status(page), 'Shift, press 1 more time to exit');
    assert.equal(await lit(page), 2);
    await page.clock.runFor(4900);
    assert.equal(await lit(page), 2, 'each press has its own five seconds');
    await page.clock.runFor(200);
    assert.equal(await lit(page), 0);
    assert.equal(await status(page), 'You have not left. Press Shift 3 times to exit.');
    await page.clock.runFor(5100);
    assert.equal(await status(page), '');
    assert.deepEqual(asked, []);
  });

  test('does nothing on other pages', async (t) => {
    const { page, asked } = await visit(t, '/about/');
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
    assert.equal(await page.locator('.exit-link').count(), 0);
    assert.deepEqual(asked, []);
  });
});

describe('the way out', () => {
  test('is the second thing that the keyboard reaches, and the third', async (t) => {
    const { page } = await visit(t, WATCHED);
    const reached = async () => {
      await page.keyboard.press('Tab');
      return page.evaluate(() => [document.activeElement.className, document.activeElement.getAttribute('href')]);
    };
    assert.deepEqual(await reached(), ['skip', '#main']);
    assert.deepEqual(await reached(), ['skip', AWAY]);
    assert.deepEqual(await reached(), ['exit-link', AWAY]);
    assert.equal((await reached())[1], '/leaving/');
  });

  // Colours change nothing of where things stand.
  const sizes = LOOKS.filter(({ colorScheme }) => colorScheme === 'light');
  for (const [path, look, options] of [WATCHED, `/ar${WATCHED}`, ...leavable].flatMap((path) =>
    sizes.map(({ name, ...options }) => [path, name, options]),
  )) {
    test(`stays in sight and covers nothing that is focused, on ${path} in a ${look} window`, async (t) => {
      const { page } = await visit(t, path, options);
      const covering = () =>
        page.evaluate(() => {
          const link = document.querySelector('.exit-link');
          const { left, right, top, bottom } = link.getBoundingClientRect();
          const inset = 3;
          const points = [
            [left + inset, top + inset],
            [right - inset, bottom - inset],
            [(left + right) / 2, (top + bottom) / 2],
          ];
          return points
            .map(([x, y]) => document.elementFromPoint(x, y))
            .filter((element) => !link.contains(element))
            .map((element) => element?.outerHTML.slice(0, 80) ?? 'it is out of sight');
        });
      const { width } = options.viewport;
      const box = await page.locator('.exit-link').boundingBox();
      if (width < 640) assert.equal(box.width, width, 'as wide as the phone');
      else if (path.startsWith('/ar')) assert.ok(box.x < width / 4, 'at the left');
      else assert.ok(box.x + box.width > (width * 3) / 4, 'at the right');
      assert.ok(box.height >= 44);
      for (const part of [0, 0.5, 1]) {
        await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), part);
        nothing(await covering(), `covered at ${part}`);
      }
      await page.evaluate(() => scrollTo(0, 0));
      const hidden = [];
      for (let at = 0; at < 30; at += 1) {
        await page.keyboard.press('Tab');
        const found = await page.evaluate(() => {
          const focused = document.activeElement;
          const bar = document.querySelector('.exit-link').getBoundingClientRect();
          const own = focused.getBoundingClientRect();
          const under =
            own.top < bar.bottom && own.bottom > bar.top && own.left < bar.right && own.right > bar.left;
          const isBar = focused.closest('.exit-ways');
          return under && !isBar && focused !== document.body ? focused.outerHTML.slice(0, 80) : null;
        });
        if (found) hidden.push(found);
      }
      nothing(await covering(), 'covered after many presses of Tab');
      nothing(hidden, 'focused under the bar');
    });
  }

  test('is not printed', async (t) => {
    const { page } = await visit(t, WATCHED);
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.exit-link', '.exit-about']) assert.equal(await page.locator(part).isVisible(), false);
  });

  test('comes with the choice of a topic that needs it', async (t) => {
    const { page } = await visit(t, '/resources/');
    assert.equal(await page.locator('.exit-link').count(), 0);
    await page.locator('.choices a[href$="/topic/domestic-abuse/"]').evaluate((link) => link.click());
    await page.waitForURL('**/topic/domestic-abuse/');
    await page.locator('.exit-link').waitFor();
    await page.keyboard.press('Shift');
    assert.equal(await page.locator('.exit-lights .on').count(), 1, 'its script runs');
  });
});

describe('a discreet page', () => {
  test('is there', () => assert.ok(discreet.length > 0));

  for (const path of discreet) {
    test(`${path} has a title and an icon that tell nothing`, async (t) => {
      const { page } = await visit(t, path);
      assert.equal(await page.title(), 'Information');
      const head = await page.evaluate(() => document.head.innerHTML);
      const topic = await page.locator('h1').textContent();
      for (const word of [topic, 'og:', 'ld+json', 'name="description"', 'abuse']) {
        assert.ok(!head.includes(word), `${word} stands in ${head}`);
      }
      assert.match(await page.locator('link[rel="icon"]').getAttribute('href'), /neutral-icon/);
    });
  }
});

for (const { name: look, ...options } of LOOKS) {
  for (const path of ['/leaving/', '/ar/leaving/', ...discreet, '/contact/', '/volunteer/']) {
    test(`${path} in a ${look} window`, async (t) => {
      const context = await browser.newContext(options);
      t.after(() => context.close());
      const { page, faults } = await open(context, server.origin + path);
      nothing(await tooWide(page), 'wider than the window');
      const { law, advice } = await audit(page);
      nothing([...law, ...advice], 'against WCAG 2.2 AA or good practice');
      nothing(faults, 'went wrong');
    });
  }
}

test('the page that tells of leaving leads to what the site says of covering tracks', async (t) => {
  const { page } = await visit(t, '/leaving/');
  await page.locator('main a[href="/covering-your-tracks/"]').click();
  await page.waitForURL('**/covering-your-tracks/');
});

describe('a video or a map', () => {
  for (const [path, host] of [
    ['/volunteer/', 'videos.example'],
    ['/contact/', 'maps.example'],
  ]) {
    test(`of ${host} is loaded by a click and not before`, async (t) => {
      const { page, asked, letIn } = await visit(t, path);
      letIn();
      assert.deepEqual(asked, []);
      assert.equal(await page.locator('iframe, video, object, embed').count(), 0);
      const link = page.locator('.embed-link');
      assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
      assert.match(await page.locator('.embed figcaption').textContent(), new RegExp(host.replace('.', '\\.')));
      await link.click();
      await page.waitForURL(`https://${host}/**`);
      assert.equal((await asked[0].allHeaders()).referer, undefined);
    });
  }
});

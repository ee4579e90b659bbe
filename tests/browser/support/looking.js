// What can be asked of a page that is open in the browser. The functions that are handed to `evaluate`
// run inside of the page and can see nothing of this file.

import { AxeBuilder } from '@axe-core/playwright';

const LAW = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Opens an address and notes everything that went wrong on the way. */
export async function open(context, address) {
  const page = await context.newPage();
  const faults = [];
  const responses = [];
  const { origin } = new URL(address);
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) faults.push(`asks another site: ${request.url()}`);
  });
  page.on('response', (response) => responses.push(response));
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  await page.goto(address, { waitUntil: 'load' });
  return { page, faults, responses };
}

/** What axe finds, in two lists: against WCAG 2.2 AA, and against what is merely good practice. */
export async function audit(page, within) {
  const axe = new AxeBuilder({ page }).withTags([...LAW, 'best-practice']);
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  const told = (list) =>
    list.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
    );
  const isLaw = ({ tags }) => tags.some((tag) => LAW.includes(tag));
  return { law: told(violations.filter(isLaw)), advice: told(violations.filter((v) => !isLaw(v))) };
}

/** The elements that make a page wider than its window; none if it does not scroll sideways. */
export function tooWide(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const inScroller = (element) => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflowX !== 'visible') return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > clientWidth + 1 || left < -1) && !inScroller(element);
    });
    const named = wide.map((e) => `${e.localName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`);
    return [`${scrollWidth} px in a window of ${clientWidth}`, ...named];
  });
}

/** The elements that hide a part of their text, because it has outgrown a height or a width of theirs. */
export function cutOff(page) {
  return page.evaluate(() => {
    const hides = (element) => {
      const { overflowX, overflowY, clipPath } = getComputedStyle(element);
      if (element.clientHeight < 2 || clipPath === 'inset(50%)') return false;
      const lost = (value) => value === 'hidden' || value === 'clip';
      return (
        (lost(overflowY) && element.scrollHeight > element.clientHeight + 1) ||
        (lost(overflowX) && element.scrollWidth > element.clientWidth + 1)
      );
    };
    return [...document.body.querySelectorAll('*')]
      .filter(hides)
      .map((e) => `${e.localName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`);
  });
}

/** What every page has in its head and in its outline. */
export function outline(page) {
  return page.evaluate(() => {
    const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((h) => Number(h.localName[1]));
    return {
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      title: document.title,
      h1: levels.filter((level) => level === 1).length,
      skipped: levels.filter((level, index) => index > 0 && level > levels[index - 1] + 1),
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    };
  });
}

/** The texts and labels of a page that are nothing but one of `keys`. */
export function bareKeys(page, keys) {
  return page.evaluate((keys) => {
    const known = new Set(keys);
    const texts = [];
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) texts.push(walk.currentNode.data);
    for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
      for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name));
    }
    return [...new Set(texts.map((text) => text.trim()).filter((text) => known.has(text)))];
  }, keys);
}

/** Every address that a page points to on its own site, fragments included. */
export function targets(page) {
  return page.evaluate(() => {
    const found = [];
    for (const name of ['href', 'src']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (element.closest('link[rel="canonical"], link[rel="alternate"]')) continue;
        found.push(new URL(element.getAttribute(name), document.baseURI).href);
      }
    }
    return found.filter((address) => new URL(address).origin === location.origin);
  });
}

// The files of a finished site that programs read and not people: feeds, sitemap, robots.txt, redirects.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { nothing } from './support/nothing.js';
import { BASE, builtExample, files, languageOf } from './support/site.js';
import { parse } from './support/xml.js';

const ATOM = 'http://www.w3.org/2005/Atom';
const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const XHTML = 'http://www.w3.org/1999/xhtml';
// RFC 3339, which is narrower than what Date takes.
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const DAY_OR_MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

const site = builtExample(after);
const all = files(site);
const read = (path) => readFileSync(join(site, path), 'utf8');

/** The file behind an address of the site, written in full. */
function fileAt(address) {
  const url = new URL(address);
  assert.equal(url.origin, BASE, `${address} is on the site itself`);
  const path = decodeURIComponent(url.pathname).slice(1);
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

function exists(address) {
  assert.ok(existsSync(join(site, fileAt(address))), `there is a file for ${address}`);
}

function one(element, name) {
  const found = element.all(name);
  assert.equal(found.length, 1, `exactly one <${name}> in <${element.local}>`);
  return found[0];
}

function written(element, name) {
  const text = one(element, name).text.trim();
  assert.notEqual(text, '', `<${name}> is not empty`);
  return text;
}

function moment(element, name) {
  const text = written(element, name);
  assert.match(text, MOMENT);
  assert.ok(!Number.isNaN(Date.parse(text)), `${text} exists`);
  return Date.parse(text);
}

function linked(element, rel) {
  const links = element.all('link').filter((link) => (link.attributes.rel ?? 'alternate') === rel);
  assert.equal(links.length, 1, `exactly one link rel="${rel}" in <${element.local}>`);
  return links[0].attributes.href;
}

describe('feeds', () => {
  const feeds = all.filter((path) => path.endsWith('feed.xml'));

  test('there is one of the site, of each language, section and topic', () => {
    for (const path of ['feed.xml', 'articles/feed.xml', 'topics/grief/feed.xml', 'ar/feed.xml']) {
      assert.ok(feeds.includes(path), path);
    }
  });

  for (const path of feeds) {
    test(path, () => {
      const feed = parse(read(path), path);
      assert.equal(feed.uri, ATOM);
      assert.equal(feed.local, 'feed');
      assert.equal(feed.attributes['xml:lang'], languageOf(path).lang);
      written(feed, 'title');
      const id = new URL(written(feed, 'id'));
      assert.equal(fileAt(linked(feed, 'self')), path);
      exists(linked(feed, 'alternate'));

      const updated = moment(feed, 'updated');
      const ids = new Set([id.href]);
      for (const entry of feed.all('entry')) {
        checkEntry(entry, feed, updated);
        const own = written(entry, 'id');
        assert.ok(!ids.has(own), `${own} stands for one thing only`);
        ids.add(own);
      }
    });
  }

  function checkEntry(entry, feed, newest) {
    written(entry, 'title');
    new URL(written(entry, 'id'));
    exists(linked(entry, 'alternate'));
    assert.ok(moment(entry, 'updated') <= newest, 'no entry is newer than its feed');
    if (entry.first('published')) moment(entry, 'published');
    const authors = entry.all('author').concat(feed.all('author'));
    assert.ok(authors.length > 0, 'somebody wrote it');
    authors.forEach((author) => written(author, 'name'));
    const content = entry.first('content');
    if (!content) return void written(entry, 'summary');
    assert.equal(content.attributes.type, 'html');
    const addresses = written(entry, 'content').matchAll(/\s(?:href|src)="([^"]*)"/g);
    const bare = [];
    for (const [, address] of addresses) {
      if (!/^(https?|mailto|tel|sms):/.test(address)) bare.push(address);
      else if (address.startsWith(BASE)) exists(address);
    }
    nothing(bare, `${written(entry, 'id')} will be read where there is no site around it`);
  }
});

describe('sitemap.xml', () => {
  const urls = parse(read('sitemap.xml'), 'sitemap.xml').all('url');
  const address = (url) => one(url, 'loc').text;
  const byAddress = new Map(urls.map((url) => [address(url), url]));
  const others = (url) => url.all('link', XHTML).map((link) => link.attributes);

  test('has the form that the protocol asks for', () => {
    const root = parse(read('sitemap.xml'), 'sitemap.xml');
    assert.equal(root.uri, SITEMAP);
    assert.equal(root.local, 'urlset');
    for (const url of urls) {
      exists(address(url));
      for (const changed of url.all('lastmod')) assert.match(changed.text, DAY_OR_MOMENT);
    }
  });

  test('names each page once', () => {
    assert.equal(byAddress.size, urls.length);
  });

  test('says of articles when they changed', () => {
    const changed = (path) => byAddress.get(BASE + path).first('lastmod')?.text.slice(0, 10);
    assert.equal(changed('/articles/your-first-evening/'), '2026-09-14');
    assert.equal(changed('/articles/what-we-changed/'), '2026-11-15');
  });

  test('names the translations, and they each other', () => {
    for (const [at, url] of byAddress) {
      for (const { rel, hreflang, href } of others(url)) {
        assert.equal(rel, 'alternate');
        assert.match(hreflang, /^(x-default|[a-z]{2,3}(-[A-Za-z0-9]+)*)$/);
        assert.ok(byAddress.has(href), `${href}, a translation of ${at}, is in the sitemap`);
        const back = others(byAddress.get(href)).map((link) => link.href);
        assert.ok(back.includes(at), `${href} names ${at}`);
      }
    }
    const home = others(byAddress.get(`${BASE}/`)).map((link) => link.hreflang);
    assert.ok(home.includes(languageOf('/').lang) && home.includes('ar'), home.join());
  });

  test('has every page that may be found, and no other', () => {
    const hidden = /<meta name="robots" content="[^"]*noindex/;
    const pages = all.filter((path) => path.endsWith('.html') && !hidden.test(read(path)));
    // Further pages of a list are reached through its first one.
    const first = pages.filter((path) => !/\/page\/\d+\/index\.html$/.test(path));
    assert.deepEqual([...byAddress.keys()].map(fileAt).sort(), first.sort());
  });
});

test('robots.txt says where the sitemap is', () => {
  const [, address] = read('robots.txt').match(/^Sitemap: (.+)$/m) ?? [];
  assert.equal(fileAt(address), 'sitemap.xml');
});

describe('addresses of former times', () => {
  test('lead to what is there now', () => {
    const lines = read('_redirects').split('\n').filter(Boolean);
    assert.ok(lines.length > 0);
    for (const line of lines) {
      const [from, to, status] = line.split(' ');
      exists(BASE + to);
      if (status === '200') {
        // A folder of data that answers with its index: nobody is led elsewhere.
        assert.equal(to, `${from}index.json`);
        continue;
      }
      assert.equal(status, '301', line);
      const page = read(fileAt(BASE + from));
      assert.ok(page.includes(`<meta http-equiv="refresh" content="0; url=${to}">`), `${from} leads to ${to}`);
      assert.match(page, /<meta name="robots" content="noindex">/);
    }
  });
});

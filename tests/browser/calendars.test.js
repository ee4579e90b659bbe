// Calendars and contacts, read back by ical.js, which knows the zones of a calendar from nothing but the
// calendar. The schedules are those of the Rust test of the calendars, which leaves them in target/tmp.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import ICAL from 'ical.js';
import { BASE, builtExample, files } from './support/site.js';

const DAY = 86400;
const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, '../../target');
const work = join(target, 'tmp/calendars');

function parse(text) {
  assert.match(text, /^BEGIN:[^\n]*\r\n/);
  for (const line of text.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, `too long: ${line}`);
    assert.doesNotMatch(line, /[\r\n]/);
  }
  return new ICAL.Component(ICAL.parse(text));
}

const seconds = (text) => Date.parse(text.includes('T') ? text : `${text}T00:00:00Z`) / 1000;
const shown = (time) => (time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString().replace('.000', ''));

/** The dates of a calendar until a moment, sorted. */
function dates(calendar, { from, day, fields }, until) {
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const length = fields.match(/duration: (\d+) (minutes|days)/);
  const long = length !== null && (length[2] === 'days' || Number(length[1]) >= 1440);
  const events = calendar.getAllSubcomponents('vevent');
  const exceptions = events.filter((event) => event.hasProperty('recurrence-id'));
  const found = [];
  const take = (start, end) => {
    const ahead = start.isDate && !long ? start.toString() >= day : (long ? end : start).toUnixTime() >= seconds(from) + (long ? 1 : 0);
    if (ahead) found.push([shown(start), start.isDate || end.compare(start) !== 0 ? shown(end) : null]);
  };
  for (const own of events.filter((event) => !event.hasProperty('recurrence-id'))) {
    const uid = own.getFirstPropertyValue('uid');
    const event = new ICAL.Event(own, {
      strictExceptions: true,
      exceptions: exceptions.filter((other) => other.getFirstPropertyValue('uid') === uid),
    });
    if (!event.isRecurring()) {
      take(event.startDate, event.endDate);
      continue;
    }
    const times = event.iterator();
    for (let time = times.next(); time && time.toUnixTime() < until; time = times.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(time);
      take(startDate, endDate);
    }
  }
  return found.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 10);
}

describe('two hundred schedules around the nights in which clocks change', () => {
  const groups = JSON.parse(readFileSync(join(work, 'expected.json'), 'utf8'));
  const read = (name) => parse(readFileSync(join(work, `public/groups/${name}/calendar.ics`), 'utf8'));

  test('have the same next ten dates', () => {
    const wrong = [];
    for (const group of groups) {
      const last = seconds(group.dates.at(-1)[0]);
      const found = dates(read(group.name), group, last + (group.dates.length === 10 ? 400 : 3000) * DAY);
      if (JSON.stringify(found) !== JSON.stringify(group.dates)) {
        wrong.push(`${group.name}: ${group.fields}from ${group.from}\nwanted ${JSON.stringify(group.dates)}\nfound  ${JSON.stringify(found)}`);
      }
    }
    assert.equal(groups.length, 200);
    assert.equal(wrong.length, 0, wrong.join('\n\n'));
  });
});

describe('the example site', () => {
  const site = builtExample(after);
  const all = files(site);
  const read = (path) => readFileSync(join(site, path), 'utf8');

  test('has calendars with all that each event needs', () => {
    const calendars = all.filter((path) => path.endsWith('calendar.ics'));
    assert.ok(calendars.length > 20, `${calendars.length} calendars`);
    for (const path of calendars) {
      const calendar = parse(read(path));
      assert.ok(calendar.getFirstPropertyValue('name'), path);
      assert.equal(calendar.getFirstPropertyValue('source'), `${BASE}/${path}`);
      const events = calendar.getAllSubcomponents('vevent');
      const zones = calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'));
      assert.ok(events.length + zones.length > 0, path);
      for (const event of events) {
        for (const name of ['uid', 'dtstamp', 'dtstart', 'summary', 'url', 'status', 'sequence', 'last-modified']) {
          assert.equal(event.getAllProperties(name).length, 1, `${path}: ${name}`);
        }
        const zone = event.getFirstProperty('dtstart').getFirstParameter('tzid');
        assert.ok(zone === undefined || zones.includes(zone), `${path}: ${zone}`);
        assert.match(event.getFirstPropertyValue('description'), /https:\/\//);
      }
      const names = events.map((event) => `${event.getFirstPropertyValue('uid')} ${event.getFirstPropertyValue('recurrence-id') ?? ''}`);
      assert.equal(new Set(names).size, names.length, `${path}: each event once`);
    }
  });

  test('has a contact for each number that can be saved', () => {
    const cards = all.filter((path) => path.endsWith('contact.vcf'));
    assert.ok(cards.length > 3, `${cards.length} contacts`);
    for (const path of cards) {
      const card = parse(read(path));
      const old = parse(read(path.replace('contact.vcf', 'contact-3.vcf')));
      assert.equal(card.getFirstPropertyValue('version'), '4.0');
      assert.equal(card.getFirstPropertyValue('kind'), 'org');
      assert.equal(old.getFirstPropertyValue('version'), '3.0');
      const numbers = (from) => from.getAllProperties('tel').map((tel) => tel.getFirstValue());
      assert.deepEqual(numbers(old), numbers(card), path);
      const page = read(path.replace('contact.vcf', 'index.html'));
      for (const number of numbers(card)) {
        assert.match(number, /^\+?\d+(,\d+)?$/, path);
        assert.ok(page.includes(number.split(',')[0]), `${path}: ${number} stands on the page`);
      }
      for (const one of [card, old]) {
        for (const name of ['fn', 'org', 'uid', 'rev', 'note', 'source']) assert.ok(one.hasProperty(name), `${path}: ${name}`);
      }
    }
  });
});

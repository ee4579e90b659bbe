// The example site in folders of its own: a copy that a test may edit, and what the program builds from it.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve, sep } from 'node:path';

const project = resolve(import.meta.dirname, '../../..');
const example = join(project, 'example-site');

/** The day on which the example site is looked at, so that nothing in it grows old. */
export const DAY = '2026-11-22';

/** The address that the example site is made for. */
export const BASE = 'https://sidedoor.example';

/** The language of a page or feed of the example site, and which way it is read. */
export function languageOf(path) {
  if (/^\/?ar\//.test(path)) return { lang: 'ar', dir: 'rtl' };
  const settings = readFileSync(join(example, 'waypost.toml'), 'utf8');
  return { lang: settings.match(/^language = "([\w-]+)"/m)[1], dir: 'ltr' };
}

/** The theme that is part of the program, as its source has it. */
export const THEME = join(project, 'themes/default');

/** The program under test. */
export function program() {
  const target = process.env.CARGO_TARGET_DIR ?? 'target';
  const path = resolve(project, process.env.WAYPOST_BIN ?? join(target, 'debug/waypost'));
  if (!existsSync(path)) throw new Error(`${path} is not there: run \`cargo build\` first`);
  return path;
}

/** A new empty folder, removed when `scope` (a test, or a file's `after`) is over. */
export function folder(scope) {
  const path = mkdtempSync(join(tmpdir(), 'waypost-browser-'));
  scope(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A copy of the example site's sources, without what builds have left there. */
export function copyOfExample(into) {
  const site = join(into, 'site');
  const left = new Set(['.waypost', 'public']);
  cpSync(example, site, {
    recursive: true,
    filter: (path) => !left.has(basename(path)),
  });
  return site;
}

/** Runs the program to its end and hands back what it said. Throws unless it ends well. */
export function run(...args) {
  const { status, stdout, stderr, error } = spawnSync(program(), args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`waypost ${args.join(' ')} ended with ${status}:\n${stderr}${stdout}`);
  return stdout + stderr;
}

/** Builds the example site, in this theme, and hands back the folder with the finished site. */
export function builtExample(scope, theme = 'default') {
  const here = folder(scope);
  const output = join(here, 'output');
  const site = copyOfExample(here);
  dress(site, theme);
  run('build', site, '--output', output, '--date', DAY);
  return output;
}

/** Gives a site another theme. */
function dress(site, theme) {
  const file = join(site, 'waypost.toml');
  const settings = readFileSync(file, 'utf8');
  if (!/^theme = /m.test(settings)) throw new Error(`${file} names no theme`);
  writeFileSync(file, settings.replace(/^theme = .*/m, `theme = "${theme}"`));
}

/** The themes that are part of the program. */
export function themes() {
  const { themes } = JSON.parse(run('theme', 'list', tmpdir(), '--format', 'json'));
  return themes.filter(({ embedded }) => embedded).map(({ name }) => name);
}

/** The files below a folder, as paths with `/`, sorted. */
export function files(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
}

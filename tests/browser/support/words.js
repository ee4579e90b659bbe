// The names of the interface's words, to notice when one is shown in the place of its words.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { THEME } from './site.js';

/** The keys of the theme's words that can't be mistaken for words. */
export function keys() {
  const found = new Set();
  let table = '';
  for (const line of readFileSync(join(THEME, 'i18n/en.toml'), 'utf8').split('\n')) {
    const header = line.match(/^\[([\w.-]+)\]/);
    if (header) table = `${header[1]}.`;
    const key = line.match(/^([\w-]+)\s*=/);
    if (key) found.add(table + key[1]);
  }
  return [...found].filter((key) => /[._]/.test(key));
}

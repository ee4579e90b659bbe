// `waypost serve` on a copy of the example site, and the edits that a person makes to it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY, copyOfExample, folder, program } from './site.js';

const DEADLINE = 30_000;

/** Starts the preview; it ends with `scope`. */
export async function preview(scope) {
  let child, ended;
  // Told first, so that the program is gone before its folder goes.
  scope(async () => {
    child?.kill('SIGKILL');
    await ended;
  });
  const site = copyOfExample(folder(scope));
  child = spawn(program(), ['serve', site, '--port', '0', '--date', DAY], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
      child.emit('said');
    });
  }
  /** Waits until the terminal has shown this, from a place in what it has shown. */
  const until = async (pattern, from = 0) => {
    while (!pattern.test(said.slice(from))) await once(child, 'said', { signal: AbortSignal.timeout(DEADLINE) });
    return said.slice(from);
  };
  const origin = await greeting(child, until);
  return {
    origin,
    until,
    said: () => said,
    site,
    files: new Sources(site),
    /** Ends it as Ctrl and C would, and hands back its exit code. */
    end: async () => {
      child.kill('SIGINT');
      const [code] = await ended;
      return code;
    },
  };
}

/** The address that the program prints once it listens. */
async function greeting(child, until) {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`waypost serve ended with ${code}`);
  });
  ended.catch(() => {});
  const said = await Promise.race([until(/http:\/\/127\.0\.0\.1:\d+\//), ended]);
  return said.match(/http:\/\/127\.0\.0\.1:\d+/)[0];
}

/** The files of the site that is being previewed. */
class Sources {
  constructor(site) {
    this.site = site;
  }

  read(path) {
    return readFileSync(join(this.site, path), 'utf8');
  }

  has(path) {
    return existsSync(join(this.site, path));
  }

  write(path, text) {
    const file = join(this.site, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Saves as most editors do: to a file beside it, which then takes its place. */
  save(path, text) {
    const file = join(this.site, path);
    writeFileSync(`${file}~`, text);
    renameSync(`${file}~`, file);
  }

  /** Puts one text in the place of another, which must be there. */
  replace(path, before, after) {
    const text = this.read(path);
    if (!text.includes(before)) throw new Error(`${path} does not have: ${before}`);
    this.save(path, text.replace(before, () => after));
  }

  rename(from, to) {
    renameSync(join(this.site, from), join(this.site, to));
  }

  remove(path) {
    rmSync(join(this.site, path), { recursive: true });
  }
}

// The smallest web server that does what the hosts of static sites do: folders have an index.html, and
// what is not there gets the site's 404.html, and files come with the headers that `_headers` asks for.

import { createServer } from 'node:http';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const KINDS = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** Serves a folder on loopback, at a free port. */
export async function serve(folder) {
  const root = await realpath(folder);
  const rules = headerRules(await readFile(join(root, '_headers'), 'utf8').catch(() => ''));
  const server = createServer(async (request, response) => {
    const file = await find(root, request.url);
    const path = file ?? join(root, '404.html');
    const body = await readFile(path).catch(() => Buffer.from('Not found\n'));
    response.writeHead(file ? 200 : 404, {
      ...Object.assign({}, ...rules.filter(({ start }) => request.url.startsWith(start)).map(({ headers }) => headers)),
      'content-type': KINDS[extname(path)] ?? 'application/octet-stream',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** What `_headers` says: a pattern that ends in `*` on a line, and below it the headers, indented. */
function headerRules(text) {
  const rules = [];
  for (const line of text.split('\n').filter((line) => line.trim())) {
    if (!line.startsWith(' ')) {
      rules.push({ start: line.trim().replace(/\*$/, ''), headers: {} });
    } else {
      const [, name, value] = line.match(/^\s+([\w-]+):\s*(.*)$/);
      rules.at(-1).headers[name.toLowerCase()] = value;
    }
  }
  return rules;
}

/** The file that an address stands for; nothing if it is not there, or not inside of the folder. */
async function find(root, address) {
  try {
    const path = decodeURIComponent(new URL(address, 'http://here').pathname);
    const wanted = path.endsWith('/') ? `${path}index.html` : path;
    const file = await realpath(join(root, wanted));
    return file.startsWith(root + sep) ? file : undefined;
  } catch {
    return undefined;
  }
}

// Debian's Chromium, kept from talking to anyone.

import { chromium } from 'playwright-core';

/** Starts the browser that CHROMIUM names, or the system's. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The ways in which people look at a site. */
export const LOOKS = ['light', 'dark'].flatMap((colorScheme) =>
  [{ name: 'wide', width: 1280, height: 800 }, { name: 'narrow', width: 320, height: 640 }].map(
    ({ name, width, height }) => ({ name: `${name}-${colorScheme}`, colorScheme, viewport: { width, height } }),
  ),
);

/** What readers may do to a page to be able to read it. The styles are theirs, so no policy of the site's counts. */
export const EASED = {
  'enlarged to 400 %': { viewport: { width: 320, height: 256 } },
  'with text twice as large': { viewport: { width: 640, height: 800 }, style: 'html { font-size: 34px !important }' },
  'with room between letters, words and lines': {
    viewport: { width: 320, height: 640 },
    style: `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }`,
  },
};

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

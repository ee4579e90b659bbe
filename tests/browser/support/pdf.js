// What stands on paper: a page as a printer would get it, read back as text.

import { spawnSync } from 'node:child_process';

/** Prints a page on A4 and hands back its text. Poppler's `pdftotext` reads it. */
export async function printed(page) {
  const pdf = await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } });
  const { status, stdout, stderr, error } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`pdftotext ended with ${status}: ${stderr}`);
  return stdout;
}

import assert from 'node:assert/strict';

const SHOWN = 12;

/** Asserts that a list of faults is empty, and shows the first of them if it is not. */
export function nothing(faults, why) {
  if (faults.length === 0) return;
  const more = faults.length - SHOWN;
  const shown = faults.slice(0, SHOWN).map((fault) => `\n- ${fault}`);
  assert.fail(`${why}:${shown.join('')}${more > 0 ? `\nand ${more} more` : ''}`);
}

// What a page weighs on its way to an old phone.

import { gzipSync } from 'node:zlib';

/** What a page may weigh, pictures left aside, so that it comes at once on an old phone. */
export const PAGE_BYTES = 50 * 1024;
/** What a page of a theme that adds to the default one's stylesheet may weigh as web hosts send it. */
export const PACKED_BYTES = 25 * 1024;
/** What its styles and scripts may weigh as web hosts send them, which is compressed. */
export const DRESS_BYTES = 25 * 1024;

/** The bytes of everything but pictures: as they are, compressed, and of styles and scripts compressed. */
export async function weigh(responses) {
  const weights = { whole: 0, packed: 0, dress: 0 };
  for (const response of responses) {
    const kind = response.request().resourceType();
    if (kind === 'image') continue;
    const body = await response.body();
    const packed = gzipSync(body).length;
    weights.whole += body.length;
    weights.packed += packed;
    if (kind !== 'document') weights.dress += packed;
  }
  return weights;
}

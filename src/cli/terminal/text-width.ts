import stringWidth from 'fast-string-width';
import { once } from '../../base/once.ts';

/** Takes 40 ms to load: made when a text is cut, not at each start. */
const segmenter = once(() => new Intl.Segmenter());

/** Columns that printable text takes on a terminal. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/** Fills up with spaces to `width` columns, or cuts with `…`, never within what is read as one character. */
export function fitWidth(text: string, width: number): string {
  const missing = width - displayWidth(text);
  if (missing >= 0) return text + ' '.repeat(missing);
  let cut = '';
  for (const { segment } of segmenter().segment(text)) {
    if (displayWidth(`${cut}${segment}…`) > width) break;
    cut += segment;
  }
  return fitWidth(`${cut}…`, width);
}

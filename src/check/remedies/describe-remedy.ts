import { assert } from '../../base/assert.ts';
import { ADVICE_TEXTS, type AdviceId } from './advice-texts.ts';
import type { Remedy } from './remedy.ts';

/** What to do, in words for a person. Values of users are not in it. `texts` are those of where it is read: a page has other words. */
export function describeRemedy(
  { advice, named = {} }: Pick<Remedy, 'advice' | 'named'>,
  texts: Readonly<Record<AdviceId, string>> = ADVICE_TEXTS,
): string {
  return texts[advice].replaceAll(/<([a-z]+)>/g, (_whole, name: string) => {
    const value = named[name];
    assert(value !== undefined, `the text of ${advice} needs ${name}`);
    return `${value}`;
  });
}

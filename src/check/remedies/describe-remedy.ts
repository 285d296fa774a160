import { assert } from '../../base/assert.ts';
import { ADVICE_TEXTS } from './advice-texts.ts';
import type { Remedy } from './remedy.ts';

/** What to do, in words for a person. Values of users are not in it. */
export function describeRemedy({ advice, named = {} }: Pick<Remedy, 'advice' | 'named'>): string {
  return ADVICE_TEXTS[advice].replaceAll(/<([a-z]+)>/g, (_whole, name: string) => {
    const value = named[name];
    assert(value !== undefined, `the text of ${advice} needs ${name}`);
    return `${value}`;
  });
}

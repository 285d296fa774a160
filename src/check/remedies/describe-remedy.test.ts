import { describe, expect, it } from 'vitest';
import { ADVICE_TEXTS, type AdviceId } from './advice-texts.ts';
import { describeRemedy } from './describe-remedy.ts';
import { type Remedy, withoutValues } from './remedy.ts';

describe('describeRemedy', () => {
  it('fills the text of the advice with what the remedy names', () => {
    expect(describeRemedy({ advice: 'file-separated', named: { separator: 'bars' } })).toContain('separated by bars.');
  });

  it('fails where the text needs something that the remedy does not name', () => {
    expect(() => describeRemedy({ advice: 'file-separated' })).toThrow('needs separator');
  });

  it.each(Object.entries(ADVICE_TEXTS))('has a sentence for each advice: %s', (_advice, text) => {
    expect(text).toMatch(/^[A-Z].*\.$/);
  });
});

describe('withoutValues', () => {
  it.each<[string, Remedy, readonly string[]]>([
    [
      'of a value',
      { kind: 'change-value', advice: 'value-quoted', column: 'name', from: '"A"', to: 'A', safe: true },
      ['kind', 'advice', 'column', 'safe'],
    ],
    [
      'of a record',
      { kind: 'change-record', advice: 'count-hash' satisfies AdviceId, from: ['a'], to: ['b'], safe: true },
      ['kind', 'advice', 'safe'],
    ],
    [
      'not the names of a header',
      { kind: 'change-header', advice: 'header-trailing-comma', from: ['a', ''], to: ['a'], safe: true },
      ['kind', 'advice', 'from', 'to', 'safe'],
    ],
  ])('leaves out what is data of users: %s', (_name, remedy, members) => {
    expect(Object.keys(withoutValues(remedy)).toSorted()).toEqual([...members].sort());
  });
});

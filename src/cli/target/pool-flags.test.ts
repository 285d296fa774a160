import { describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { csvHeaderOf } from '../../domain/imports/csv-header.ts';
import { poolOfFlags } from './pool-flags.ts';

describe('poolOfFlags', () => {
  it('is the pool that an import makes on first use, with a String for each column of the file (R154, R208)', () => {
    const pool = poolOfFlags({}, [...DEFAULT_CSV_HEADER, 'custom:team']);
    expect(pool.settings).toMatchObject({
      autoVerifiedAttributes: ['email', 'phone_number'],
      usernameAttributes: [],
      aliasAttributes: [],
      caseSensitiveUsernames: true,
      mfaConfiguration: 'OFF',
    });
    expect(csvHeaderOf(pool)).toEqual([
      ...DEFAULT_CSV_HEADER.slice(0, -2),
      'custom:team',
      ...DEFAULT_CSV_HEADER.slice(-2),
    ]);
    expect(pool.schema.at(-1)).toMatchObject({ name: 'custom:team', dataType: 'String', required: false });
  });

  it('has types and required attributes as the flags say (R209, R214)', () => {
    const pool = poolOfFlags({ customAttributes: { age: 'Number' }, requiredAttributes: ['name'] }, ['custom:age']);
    expect(pool.schema.filter(({ name }) => name === 'custom:age')).toMatchObject([{ dataType: 'Number' }]);
    expect(pool.schema.find(({ name }) => name === 'name')?.required).toBe(true);
  });

  it('leaves a column out that can be no attribute, so that it is unknown (R163)', () => {
    expect(csvHeaderOf(poolOfFlags({}, [`custom:${'x'.repeat(21)}`]))).toEqual(DEFAULT_CSV_HEADER);
  });

  it('leaves out columns that are more than a pool has attributes, so that they are unknown (R163)', () => {
    const columns = Array.from({ length: 51 }, (_, index) => `custom:c${index}`);
    expect(csvHeaderOf(poolOfFlags({}, columns))).toEqual(DEFAULT_CSV_HEADER);
  });

  it.each([
    ['aliases and username attributes', { usernameAttributes: ['email'], aliasAttributes: ['email'] }, 'not both'],
    ['a required attribute of its own', { requiredAttributes: ['shoe'] }, 'such a pool cannot exist'],
  ] as const)('refuses %s', (_name, flags, text) => {
    expect(() => poolOfFlags(flags, [])).toThrow(text);
  });
});

import { describe, expect, it } from 'vitest';
import { fixtureSchema, stringAttribute } from '../pools/user-pool.fixture.ts';
import { findAttributeFault, readableAttributes, writableAttributes } from './attribute-access.ts';

const SCHEMA = [
  ...fixtureSchema(),
  stringAttribute('custom:team'),
  stringAttribute('dev:custom:key', { developerOnly: true }),
];
const REQUIRING = SCHEMA.map((attribute) =>
  attribute.name === 'email' ? { ...attribute, required: true } : attribute,
);

describe('the attributes of a client', () => {
  it('are the standard ones by default, without those that say what was proved where they are written (R604)', () => {
    const standard = fixtureSchema().map(({ name }) => name);
    expect([...readableAttributes({}, SCHEMA)]).toEqual(standard);
    const unproved = standard.filter((name) => !['sub', 'email_verified', 'phone_number_verified'].includes(name));
    expect([...writableAttributes({}, SCHEMA)]).toEqual(unproved);
  });

  it('are those of its lists (R604)', () => {
    const client = { readAttributes: ['custom:team', 'email'], writeAttributes: ['email'] };
    expect([...readableAttributes(client, SCHEMA)]).toEqual(['custom:team', 'email']);
    expect([...writableAttributes(client, SCHEMA)]).toEqual(['email']);
  });

  it.each<[string, readonly string[], boolean]>([
    ['of the pool', ['email', 'custom:team', 'email_verified', 'sub'], true],
    ['for developers', ['dev:custom:key'], true],
    ['that the pool does not have', ['email', 'custom:other'], false],
    ['without its prefix', ['team'], false],
  ])('may be read: one %s (R605)', (_, readAttributes, isTaken) => {
    const fault = findAttributeFault({ readAttributes }, SCHEMA, 'creating');
    const text = 'Invalid read attributes specified while creating a client';
    expect(fault).toEqual(isTaken ? undefined : { code: 'InvalidParameterException', text });
  });

  it.each<[string, readonly string[], boolean]>([
    ['of the pool', ['email', 'custom:team'], true],
    ['for developers', ['email', 'dev:custom:key'], false],
    ['that the pool does not have', ['email', 'custom:other'], false],
    ['that says what was proved', ['email', 'email_verified'], false],
    ['that says who the user is', ['email', 'sub'], false],
    ['beside one that the pool requires', ['custom:team'], false],
  ])('may be written: one %s (R605)', (_, writeAttributes, isTaken) => {
    const fault = findAttributeFault({ writeAttributes }, REQUIRING, 'updating');
    const text = 'Invalid write attributes specified while updating a client';
    expect(fault).toEqual(isTaken ? undefined : { code: 'InvalidParameterException', text });
  });
});

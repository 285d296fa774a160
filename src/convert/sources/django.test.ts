import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const BCRYPT = '$2b$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u';
const joined = (more: object = {}) =>
  convertBytes(readCase('django.csv'), {
    joins: {
      identities: readCase('django-identities.csv'),
      roles: [readCase('django-roles.csv'), readCase('django-roles-names.csv')],
    },
    ...more,
  });

describe('the table of users of Django', () => {
  it('says of nobody whether they are verified (R691, R700, R709)', async () => {
    const converted = await convertBytes(readCase('django.csv'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report).toMatchObject({ source: 'django', records: 10, out: 0 });
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'verified-unknown': 9, 'no-contact': 1 });
    const denied = await convertBytes(readCase('django.csv'), { emailVerified: 'no' });
    expect(Object.fromEntries(denied.report.byReason)).toEqual({ 'nothing-verified': 9, 'no-contact': 1 });
  });

  it('takes verified addresses from the table of allauth (R691)', async () => {
    const converted = await joined();
    expect(findConversionFaults(converted)).toEqual([]);
    // Dora's address is there, and not verified; four are not there.
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'nothing-verified': 1, 'verified-unknown': 4 });
    expect(converted.users.find((user) => user['cognito:username'] === 'ann')).toEqual({
      'cognito:username': 'ann',
      email: 'ann@example.com',
      email_verified: 'true',
      name: 'Ann Müller',
      given_name: 'Ann',
      family_name: 'Müller',
      'custom:created_at': '2020-01-02 03:04:05.678901+00',
      'custom:django_id': '1',
      password_hash: '$pbkdf2-sha256$260000$c2Vhc2FsdDEyMzQ1Njc4OTAxMkFC$lFIvDUt9X/57iA1ooO8XsPBhJtjwwYfHADVWIfocQQA',
    });
    expect(Object.fromEntries(converted.users.map((user) => [user['custom:django_id'], user.email]))).toEqual({
      '1': 'ann@example.com',
      // Of two addresses the verified one; the user name is an address, so the id takes its place.
      '2': 'ben.new@example.com',
      '3': 'cora@example.com',
      '5': 'emil@example.com',
      // Has no address of his own.
      '10': 'jo@example.com',
    });
    expect(converted.users.find((user) => user['custom:django_id'] === '2')?.['cognito:username']).toBe('2');
  });

  it('keeps groups by their names, or by their ids where nothing names them (R692, R703)', async () => {
    const { followUps, report } = await joined();
    expect(followUps).toEqual([
      { username: 'ann', groups: ['editors', 'Site-managers'] },
      { username: 'cora', groups: ['Site-managers', '7'] },
      { username: 'emil', disabled: true },
    ]);
    expect(report.joins).toEqual([
      { name: 'identities', records: 8, unusable: 0, unfound: 1 },
      { name: 'roles', records: 6, unusable: 0, unfound: 0 },
    ]);
  });

  it('carries what is within the bounds, and says why the rest is not (R751, R756, R758)', async () => {
    const { report, users } = await joined({ emailVerified: 'yes' });
    // Dora, who has argon2id, is unverified by the word of allauth.
    expect(Object.fromEntries(report.byAlgorithm)).toEqual({ PBKDF2_SHA256: 2, SCRYPT: 1, BCRYPT: 1 });
    expect(report.refusedHashes).toEqual([
      { form: 'django-pbkdf2', reason: 'too-costly', users: 1 },
      { form: 'bcrypt-pre-hashed', reason: 'pre-hashed', users: 1 },
      { form: 'argon2id-prefixed', reason: 'too-costly', users: 1 },
    ]);
    expect(users.find((user) => user['cognito:username'] === 'cora')?.password_hash).toBe(BCRYPT);
    // No password can be used: nothing was lost.
    expect(users.find((user) => user['cognito:username'] === 'frida')?.password_hash).toBeUndefined();
  });
});

describe('a dump of Django', () => {
  const dump = readCase('django-dump.json');

  it('gives its users of any model, and names the other records without what may be a key (R691, R700, R704)', async () => {
    const converted = await convertBytes(dump, { joins: { identities: dump } });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report).toMatchObject({ source: 'django', records: 9, out: 2 });
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'not-a-user': 6, 'verified-unknown': 1 });
    expect(converted.followUps).toEqual([
      { username: 'ann', groups: ['editors'] },
      { username: 'ben', groups: ['staff', '9'], disabled: true },
    ]);
    expect(Object.values(converted.files).join()).not.toContain('SECRET');
  });

  it('has links to other providers, and a model of users whose name is one field (R691, R703)', async () => {
    const { users, followUps } = await convertBytes(dump, { emailVerified: 'yes', joins: { identities: dump } });
    expect(users.find((user) => user.email === 'cora@example.com')).toMatchObject({
      'cognito:username': '3',
      name: 'Cora Clark',
    });
    expect(followUps).toContainEqual({ username: '3', link: [{ provider: 'google', id: '1035' }] });
  });

  it('is read as one record a line, and names groups that stand behind the users if it is joined to itself (R692, R700)', async () => {
    const records = JSON.parse(dump.toString('utf8')) as readonly object[];
    const lines = `${[...records]
      .reverse()
      .map((record) => JSON.stringify(record))
      .join('\n')}\n`;
    const alone = await convertBytes(lines, { emailVerified: 'yes' });
    const twice = await convertBytes(lines, { emailVerified: 'yes', joins: { roles: lines } });
    expect(alone.report.source).toBe('django');
    expect(alone.followUps).toContainEqual({ username: 'ann', groups: ['1'] });
    expect(twice.followUps).toContainEqual({ username: 'ann', groups: ['editors'] });
  });
});

import { describe, expect, it } from 'vitest';
import type { SchemaAttribute } from '../domain/pools/user-pool.ts';
import { convertBytes, findConversionFaults } from './convert-bytes.fixture.ts';
import { column, type Mapping } from './mapping/mapping.ts';
import { proposePool } from './pools/propose-pool.ts';
import { SOURCE_NAMES } from './sources/source-names.ts';
import { SOURCES } from './sources/sources.ts';

describe('the sources', () => {
  it('are those that --from names (R700)', () => {
    expect(SOURCES.map(({ name }) => name)).toEqual([...SOURCE_NAMES]);
  });
});

describe('a conversion', () => {
  it('of one table writes the second user of a name or an address nowhere, whatever its file (R702)', async () => {
    const hash = '$2b$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S';
    const table = [
      'id,email,email_verified,password_hash',
      `1,ann@example.com,true,${hash}`,
      '1,ben@example.com,true,',
      '2,ANN@example.com,true,',
      `3,cleo@example.com,true,`,
    ];
    const converted = await convertBytes(table.join('\n'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users.map((user) => user['cognito:username'])).toEqual(['1', '3']);
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'user-exists-already': 1, 'alias-taken': 1 });
  });

  it.each<[string, readonly string[], object]>([
    [
      'an address',
      ['1,ann@example.com,true,030 1234567', '2,Ann@example.com,true,', '3,cleo@example.com,true,'],
      { users: 1, places: ['export, line 3'] },
    ],
    [
      'a user name',
      ['1,ann@example.com,true,030 1', '1,ben@example.com,true,'],
      { users: 1, places: ['export, line 3'] },
    ],
    [
      'a number',
      [
        '1,not-an-address,,+4915112345678',
        '2,ben@example.com,true,+4915112345678',
        '3,c@example.com,true,+4915112345679',
      ],
      { users: 0, places: [] },
    ],
    [
      'an address that is not verified',
      ['1,ann@example.com,false,', '2,ann@example.com,true,'],
      { users: 0, places: [] },
    ],
    [
      'an address, in the other order',
      ['2,ann@example.com,true,', '1,ann@example.com,true,030 1'],
      { users: 0, places: [] },
    ],
  ])('counts who is written with %s of a record before it that was left out (R1111)', async (_what, rows, held) => {
    const { report, files } = await convertBytes(['id,email,email_verified,phone', ...rows].join('\n'));
    expect(report.heldByLeftOut).toEqual(held);
    expect(JSON.parse(files['convert.json'] ?? '').addressesOfLeftOut).toEqual(
      report.heldByLeftOut.users === 0 ? undefined : held,
    );
  });

  it('remembers the keys of all records that were left out (R1111)', async () => {
    const rows = Array.from({ length: 60_000 }, (_row, index) => `${index},user${index}@example.com,true,030 1`);
    const last = ['x,user1@example.com,true,', 'y,user59999@example.com,true,'];
    const { report } = await convertBytes(['id,email,email_verified,phone', ...rows, ...last].join('\n'));
    expect(report.heldByLeftOut).toEqual({ users: 2, places: ['export, line 60002', 'export, line 60003'] });
  });

  it('says how long a value is that the pool does not take, and what it takes (R1114)', async () => {
    const pool = proposePool({ username: column('id'), attributes: { email: column('email') } });
    const bound = (name: string, more: Partial<SchemaAttribute>) =>
      pool.schema.map((attribute) => (attribute.name === name ? { ...attribute, ...more } : attribute));
    const table = [
      'id,email,email_verified,nickname',
      `1,ann@example.com,true,${'n'.repeat(2_049)}`,
      '2,b@example.com,true,é',
    ];
    const { files, report } = await convertBytes(table.join('\n'), {
      pool: { ...pool, schema: bound('nickname', { minLength: '2' }) },
    });
    expect((files['left-out.csv'] ?? '').split('\n').slice(1, -1)).toEqual([
      expect.stringContaining(
        'The value of nickname does not fit: it has 2,049 characters, the pool takes 2 to 2,048 characters.',
      ),
      expect.stringContaining(
        'The value of nickname does not fit: it has 1 character, the pool takes 2 to 2,048 characters.',
      ),
    ]);
    expect(report.summaries).toMatchObject([
      {
        id: 'value-out-of-bounds',
        reason: 'The value of nickname does not fit: the pool takes 2 to 2,048 characters.',
        remedy: expect.stringContaining('map nickname from another field'),
        records: 2,
      },
    ]);
  });

  it('counts authenticator apps and linked accounts, which an import leaves out (R1113)', async () => {
    const user = (number: number, more: object) =>
      JSON.stringify({ user_id: `auth0|${number}`, email: `u${number}@example.com`, email_verified: true, ...more });
    const google = (id: string) => ({ provider: 'google-oauth2', user_id: id });
    const records = [
      user(1, { multifactor: ['guardian'] }),
      user(2, { identities: [google('1'), google('2')], updated_at: '2026-01-01T00:00:00Z', logins_count: 3 }),
      user(3, { email_verified: false, multifactor: ['guardian'], identities: [google('3')] }),
    ];
    const { report, files } = await convertBytes(records.join('\n'));
    expect(report.uncarried).toEqual({ appFactors: 1, linkedUsers: 1, links: 2 });
    expect(JSON.parse(files['convert.json'] ?? '')).toMatchObject({ appFactors: 1, linkedUsers: 1, links: 2 });
    expect(report.unusedFields).toEqual([
      { path: 'updated_at', users: 1 },
      { path: 'logins_count', users: 1 },
    ]);
  });

  it('names the record that has the user name or the address already (R1112)', async () => {
    const table = [
      'id,email,email_verified',
      '1,ann@example.com,true',
      '2,ben@example.com,true',
      '1,cleo@example.com,true',
      '4,BEN@example.com,true',
      '5,ben@example.com,true',
    ];
    const { report, files } = await convertBytes(table.join('\n'));
    const reasons = (files['left-out.csv'] ?? '').split('\n').slice(1, -1);
    expect(reasons.map((line) => /A user before it[^.]*/.exec(line)?.[0])).toEqual([
      'A user before it (export, line 2) has the same user name',
      'A user before it (export, line 3) signs in with the same email',
      'A user before it (export, line 3) signs in with the same email',
    ]);
    expect(report.summaries.map(({ reason, records }) => [reason, records])).toEqual([
      ['A user before it has the same user name.', 1],
      ['A user before it signs in with the same email.', 2],
    ]);
  });

  it('counts the hashes of disabled users, who are written without them (R703)', async () => {
    const hash = '$2b$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S';
    const table = [
      'id,email,email_verified,active,password_hash',
      `1,ann@example.com,true,true,${hash}`,
      `2,ben@example.com,true,false,${hash}`,
      '3,cleo@example.com,true,false,',
    ];
    const { report, files } = await convertBytes(table.join('\n'));
    expect(report).toMatchObject({ disabled: 2, hashesOfDisabled: 1 });
    expect(JSON.parse(files['convert.json'] ?? '')).toMatchObject({ disabled: 2, hashesOfDisabled: 1 });
  });

  it('says in its summary what is unclear, and leaves away what belongs to one record (R700)', async () => {
    const table = [
      'id,email,email_verified,phone,plan',
      '1,ann@example.com,true,030 1234567,',
      '2,ben@example.com,true,1.5E+11,',
      '3,cleo@example.com,true,030 7654321,',
      '4,not-an-address,true,,',
      '5,dora@example.com,true,,,,x',
    ];
    const { report } = await convertBytes(table.join('\n'));
    expect(report.summaries.map(({ reason, records }) => `${records} ${reason}`)).toEqual([
      '2 The value of phone_number is unclear: it has no country code.',
      '1 The value of phone_number is unclear: a spreadsheet rounded it, and its last digits are lost.',
      '1 An import would refuse the record.',
      '1 The record has … values, the header has …',
    ]);
  });

  it('writes no formula into a table for people (R701)', async () => {
    const { files } = await convertBytes('id,email,email_verified\n=cmd|A1,,true\n@x,,\n+4915112345678,,\n');
    expect((files['left-out.csv'] ?? '').split('\n').map((line) => line.split(',')[2])).toEqual([
      'id',
      "'=cmd|A1",
      "'@x",
      '+4915112345678',
      undefined,
    ]);
  });

  it.each<[string, string, string]>([
    [
      'JSON with true and false',
      '{"user_id":"auth0|evil","email":"boss@e.com","email_verified":false}\n{"user_id":"auth0|boss","email":"boss@e.com","email_verified":true}\n{"user_id":"auth0|new","email":"new@e.com"}\n',
      'auth0|',
    ],
    ['a table with words', 'id,email,email_verified\nevil,boss@e.com,No\nboss,boss@e.com,Yes\nnew,new@e.com,\n', ''],
  ])(
    'of %s takes an address for verified by the flag only where the export does not say it (R709)',
    async (_name, content, prefix) => {
      const [silent, trusted] = [await convertBytes(content), await convertBytes(content, { emailVerified: 'yes' })];
      const names = ({ users }: typeof silent) => users.map((user) => user['cognito:username']);
      expect(names(silent)).toEqual([`${prefix}boss`]);
      expect(Object.fromEntries(silent.report.byReason)).toEqual({ 'nothing-verified': 1, 'verified-unknown': 1 });
      expect(names(trusted)).toEqual([`${prefix}boss`, `${prefix}new`]);
      expect(Object.fromEntries(trusted.report.byReason)).toEqual({ 'nothing-verified': 1 });
    },
  );

  it('takes a blank time of verification for the word of the export, which a constant overrides (R709)', async () => {
    const table = 'id,email,email_verified_at\nann,ann@e.com,2020-01-01\nben,ben@e.com,\n';
    const trusted = await convertBytes(table, { emailVerified: 'yes' });
    expect(trusted.users.map((user) => user.email)).toEqual(['ann@e.com']);
    const mapping: Mapping = {
      username: column('id'),
      attributes: { email: column('email'), email_verified: { constant: 'true' } },
    };
    const { users } = await convertBytes(table, { mapping, emailVerified: 'yes' });
    expect(users.map((user) => user.email)).toEqual(['ann@e.com', 'ben@e.com']);
  });

  it.each<[string, string, object]>([
    ['no escape', 'Ann Lee', { names: ['Ann Lee'], lineBreaks: 0, byReason: {} }],
    ['a line break', 'Ann\\nLee', { names: ['Ann Lee'], lineBreaks: 1, byReason: {} }],
    ['a line break by its number', 'Ann\\u000dLee', { names: ['Ann Lee'], lineBreaks: 1, byReason: {} }],
    ['a NUL', 'Ann\\u0000Lee', { names: [], lineBreaks: 0, byReason: { 'record-unacceptable': 1 } }],
  ])('of JSON with %s in a text writes none (R178, R190)', async (_name, name, expected) => {
    const mapping: Mapping = {
      username: column('user_id'),
      attributes: {
        email: column('email'),
        email_verified: column('email_verified'),
        name: column('name'),
      },
    };
    const content = `{"user_id":"auth0|1","email":"a@b.c","email_verified":true,"name":"${name}"}\n`;
    const { users, report } = await convertBytes(content, { from: 'auth0', mapping });
    const { lineBreaks, byReason } = report;
    const names = users.map((user) => user.name);
    expect({ names, lineBreaks, byReason: Object.fromEntries(byReason) }).toEqual(expected);
  });

  it.each<[string, Partial<Mapping>, string]>([
    [
      'a line feed',
      { attributes: { nickname: { constant: 'a\nb' } } },
      'attributes.nickname: the constant has a line break',
    ],
    [
      'a carriage return',
      { attributes: { nickname: { template: '{name}\r' } } },
      'attributes.nickname: the template has a line break',
    ],
    [
      'a NUL',
      { attributes: { nickname: { constant: '\0' } } },
      'attributes.nickname: the constant has a NUL character',
    ],
    ['a line feed for user names', { username: { template: '{name}\n' } }, 'username: the template has a line break'],
  ])('refuses a mapping that would write %s (R178, R190)', async (_name, more, fault) => {
    const mapping = { username: column('user_id'), attributes: {}, ...more };
    const converted = convertBytes('{"user_id":"auth0|1","name":"Ann"}\n', { from: 'auth0', mapping });
    await expect(converted).rejects.toThrow(fault);
  });

  it.each<[string, () => string | Buffer, string, object]>([
    [
      'a line of 9 MB',
      () => `{"user_id":"a|1","x":"${'y'.repeat(9_000_000)}"}\n{"user_id":"a|2"}\n`,
      'auth0',
      { 'record-too-large': 1, 'no-contact': 1 },
    ],
    [
      'an item of 9 MB',
      () => `[{"localId":"1","x":"${'y'.repeat(9_000_000)}"},\n{"localId":"2"}]`,
      'firebase',
      { 'record-too-large': 1, 'user-anonymous': 1 },
    ],
    [
      'a million brackets',
      () =>
        `{"user_id":"a|1","email":"a@b.c","email_verified":true,"name":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}\n{}\n`,
      'auth0',
      { 'record-too-deep': 1, 'id-missing': 1 },
    ],
    ['a million open brackets', () => `[${'['.repeat(1_000_000)}`, 'firebase', { 'record-not-json': 1 }],
    ['marks within', () => '\ufeff{"user_id":"a|1"}\n\ufeff{"user_id":"a|2"}\n', 'auth0', { 'no-contact': 2 }],
    [
      'NULs',
      () => '{"user_id":"a|1","email":"a@b.c","email_verified":true,"name":"a\\u0000b"}\n\0\0\n',
      'auth0',
      { 'record-unacceptable': 1, 'record-not-json': 1 },
    ],
    [
      'a quote that never ends',
      () => `id,email\n1,"a\n${'2,b\n'.repeat(3_000)}`,
      'csv',
      { 'record-unacceptable': 3_001 },
    ],
    [
      'a quote in each line that never ends',
      () => `id,email\n${'1,"a\n'.repeat(20_000)}`,
      'csv',
      { 'record-unacceptable': 20_000 },
    ],
  ])('of %s is clear and bounded (R715)', async (_name, content, from, byReason) => {
    const converted = await convertBytes(content(), { from });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(Object.fromEntries(converted.report.byReason)).toEqual(byReason);
  });

  it.each<[string, string | Buffer, string]>([
    ['a repeated column', 'id,email,email\n1,a,b\n', 'the header of export has the column email twice'],
    [
      '100,000 columns',
      `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join()}\n`,
      'the header of export has more than 2000 columns',
    ],
    ['no bytes', '', 'export is empty'],
    ['an object that is cut', '{"user_id":', 'not recognised'],
    ['a gzip file', Buffer.from('1f8b0800', 'hex'), 'It is a gzip-compressed file'],
  ])('of a file that nothing can be made of is refused: %s', async (_name, content, message) => {
    await expect(convertBytes(content)).rejects.toThrow(message);
  });
});

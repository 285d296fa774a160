import { describe, expect, it } from 'vitest';
import { convertBytes, readCase } from './convert-bytes.fixture.ts';
import { column, type Mapping } from './mapping/mapping.ts';

const lines = (...records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const mapped = (attributes: Mapping['attributes']): { readonly mapping: Mapping } => ({
  mapping: {
    username: column('id'),
    attributes: { email: column('email'), email_verified: column('email_verified'), ...attributes },
  },
});

describe('a conversion says', () => {
  it('which data of the application goes nowhere, for how many users, without secrets and what is mapped (R765)', async () => {
    const user = { email_verified: true };
    const content = lines(
      { ...user, user_id: 'a|1', email: 'ann@e.com', app_metadata: { plan: 'x', roles: ['r'], api_token: 't' } },
      {
        ...user,
        user_id: 'a|2',
        email: 'ben@e.com',
        app_metadata: { plan: 'y', seats: [3], empty: {} },
        user_metadata: {},
      },
    );
    const { report, files } = await convertBytes(content);
    expect(report.unusedFields).toEqual([
      { path: 'app_metadata.plan', users: 2 },
      { path: 'app_metadata.seats[0]', users: 1 },
    ]);
    expect(JSON.parse(files['convert.json'] ?? '').unusedFields).toEqual({
      'app_metadata.plan': 2,
      'app_metadata.seats[0]': 1,
    });
    const mapping: Mapping = {
      username: column('user_id'),
      attributes: {
        email: column('email'),
        email_verified: column('email_verified'),
        'custom:plan': column('app_metadata.plan'),
        'custom:seats': column('app_metadata.seats[0]'),
      },
    };
    expect((await convertBytes(content, { mapping })).report.unusedFields).toEqual([]);
  });

  it('that attributes of Keycloak and a second address of Okta go nowhere (R765)', async () => {
    const ann = {
      username: 'ann',
      email: 'ann@e.com',
      emailVerified: true,
      attributes: { locale: ['en'], team: ['a'] },
    };
    const keycloak = await convertBytes(JSON.stringify({ realm: 'shop', users: [ann] }), { from: 'keycloak' });
    expect(keycloak.report.unusedFields).toEqual([{ path: 'attributes.team[0]', users: 1 }]);
    const okta = await convertBytes(readCase('okta.json'), { emailVerified: 'yes' });
    expect(okta.report.unusedFields.map(({ path }) => path)).toContain('profile.secondEmail');
  });

  it('which path of a mapping file no record has, and which it has (R766)', async () => {
    const content = lines(
      { user_id: 'a|1', email: 'ann@e.com', email_verified: true, app_metadata: { plan: 'x', team: { name: 'y' } } },
      { user_id: 'a|2', email: 'ben@e.com', email_verified: true, rare: 1 },
    );
    const watchedColumns = ['app_metadata.paln', 'metadata.team.name', 'rare', 'app_metadata.plan', 'nothing.like.it'];
    const { report, files } = await convertBytes(content, { watchedColumns });
    expect(report.missingColumns).toEqual([
      { column: 'app_metadata.paln', nearest: ['app_metadata.plan'] },
      { column: 'metadata.team.name', nearest: expect.arrayContaining(['app_metadata.team.name']) },
      { column: 'nothing.like.it', nearest: [] },
    ]);
    expect(JSON.parse(files['convert.json'] ?? '')).toMatchObject({
      missingColumns: ['app_metadata.paln', 'metadata.team.name', 'nothing.like.it'],
    });
  });

  it.each([
    ['ja', 'booleans: {true: [ja], false: [nein]}'],
    ['Non', 'booleans: {true: [oui], false: [non]}'],
    ['да', 'booleans: {true: [да], false: [нет]}'],
    ['vielleicht', 'booleans: {true: [ja], false: [nein]}'],
  ])('how a mapping file says what the word %s means (R767)', async (word, line) => {
    const table = `id,email,email_verified\n1,ann@e.com,${word}\n`;
    const { report } = await convertBytes(table);
    expect(report.summaries.map(({ remedy }) => remedy)).toEqual([expect.stringContaining(line)]);
  });

  it('that an unclear email_verified is not changed by the flag (R772)', async () => {
    const table = 'id,email,email_verified\n1,ann@e.com,ja\n2,ben@e.com,true\n';
    for (const emailVerified of [undefined, 'yes'] as const) {
      const options = { ...mapped({ email_verified: column('email_verified', { unclear: 'blank' }) }), emailVerified };
      const { report, users } = await convertBytes(table, options);
      expect(Object.fromEntries(report.byReason)).toEqual({ 'verified-unclear': 1 });
      expect(users.map((user) => user.email)).toEqual(['ben@e.com']);
      expect(report.summaries[0]?.remedy).toContain('booleans');
    }
  });

  it('which order dates of birth have, where some can have either (R770)', async () => {
    const table = `id,email,email_verified,birthdate\n${[
      '13.05.1980',
      '14/05/1980',
      '01.02.1985',
      '02/03/1980',
      '04.04.1980',
      '1980-05-13',
      '',
    ]
      .map((date, index) => `${index},u${index}@e.com,true,${date}\n`)
      .join('')}`;
    expect((await convertBytes(table)).report.dates).toEqual({ dayFirst: 2, monthFirst: 0, either: 2 });
    const said = await convertBytes(
      table,
      mapped({ birthdate: column('birthdate', { date: 'dmy', unclear: 'blank' }) }),
    );
    expect(said.report.dates).toEqual({ dayFirst: 0, monthFirst: 0, either: 0 });
    expect(said.users.map((user) => user.birthdate)).toContain('02/01/1985');
  });

  it.each<[string, readonly string[], 'dmy' | 'mdy' | undefined, readonly string[]]>([
    ['days first', ['13.05.1980', '14.05.1980', '28.09.1985', '01.02.1985'], 'dmy', ['05/13/1980', '02/01/1985']],
    ['days first, with slashes', ['13/05/1980', '14/05/1980', '28/09/1985', '01/02/1985'], 'dmy', ['02/01/1985']],
    ['months first, with dashes', ['05-13-1980', '05-14-1980', '09-28-1985', '2-1-1985'], 'mdy', ['02/01/1985']],
    ['the form of Cognito', ['05/13/1980', '05/14/1980', '09/28/1985', '02/01/1985'], undefined, ['02/01/1985']],
    ['too few that show it', ['13.05.1980', '14.05.1980', '01.02.1985'], undefined, ['05/13/1980']],
    ['both orders', ['13.05.1980', '14.05.1980', '15.05.1980', '05.16.1980', '01.02.1985'], undefined, ['05/16/1980']],
    ['another sign', ['13.05.1980', '14.05.1980', '15.05.1980', '01-02-1985'], undefined, ['05/15/1980']],
    ['another form', ['13.05.1980', '14.05.1980', '15.05.1980', '1985-02-01'], undefined, ['02/01/1985']],
    ['no date', ['13.05.1980', '14.05.1980', '15.05.1980', 'May'], undefined, ['05/15/1980']],
  ])('nothing of dates that show their order by themselves: %s (R770)', async (_name, dates, form, expected) => {
    const table = `id,email,email_verified,birthdate\n${dates.map((date, index) => `${index},u${index}@e.com,true,${date}\n`).join('')}`;
    const { mapping, users } = await convertBytes(table);
    expect(mapping.attributes.birthdate).toEqual(
      form === undefined ? column('birthdate') : column('birthdate', { date: form }),
    );
    expect(users.map((user) => user.birthdate)).toEqual(expect.arrayContaining([...expected]));
    if (form !== undefined) expect(users).toHaveLength(dates.length);
  });

  it('that a number is too short for a phone number, rather than to name its country', async () => {
    const { report } = await convertBytes('id,email,email_verified,phone\n1,ann@e.com,true,(030) 99\n');
    expect(report.summaries.map(({ reason }) => reason)).toEqual([
      'The value of phone_number is unclear: it is not a phone number.',
    ]);
  });
});

describe('a disabled user', () => {
  it('without a row in the file of hashes loses none (R703, R761)', async () => {
    const user = { email_verified: true, blocked: true };
    const { report } = await convertBytes(
      lines({ ...user, user_id: 'auth0|1', email: 'ann@e.com' }, { ...user, user_id: 'auth0|2', email: 'ben@e.com' }),
      {
        joins: {
          hashes: lines({
            _id: { $oid: '1' },
            passwordHash: '$2b$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S',
          }),
        },
      },
    );
    expect(report).toMatchObject({ disabled: 2, hashesOfDisabled: 1, refusedHashes: [] });
  });
});

describe('a follow-up', () => {
  it('has names of groups that a pool takes, and the report says which were changed (R768)', async () => {
    const user = { email_verified: true };
    const { report, followUps } = await convertBytes(
      lines(
        { ...user, user_id: 'a|1', email: 'ann@e.com', app_metadata: { roles: ['Sales Team', 'Sales\tTeam', 'ops'] } },
        {
          ...user,
          user_id: 'a|2',
          email: 'ben@e.com',
          app_metadata: { roles: [' Night shift ', ' ', 'x'.repeat(200)] },
        },
      ),
    );
    expect(followUps).toEqual([
      { username: 'a|1', groups: ['Sales-Team', 'ops'] },
      { username: 'a|2', groups: ['Night-shift', 'x'.repeat(128)] },
    ]);
    expect(report.renamedGroups.slice(0, 3)).toEqual([
      { from: 'Sales Team', to: 'Sales-Team', isShared: true },
      { from: 'Sales\tTeam', to: 'Sales-Team', isShared: true },
      { from: ' Night shift ', to: 'Night-shift', isShared: false },
    ]);
  });
});

describe('a name in one column', () => {
  it.each([
    ['first', ['Ann', 'Ben', '']],
    ['after-first', ['van Dyk', '', '']],
    ['last', ['Dyk', '', '']],
    ['before-last', ['Ann van', 'Ben', '']],
  ] as const)('gives the words that the mapping names: %s (R771)', async (words, expected) => {
    const table = 'id,email,email_verified,full\n1,a@e.com,true,Ann  van Dyk\n2,b@e.com,true,Ben\n3,c@e.com,true,\n';
    const { users } = await convertBytes(table, mapped({ given_name: column('full', { words }) }));
    expect(users.map((user) => user.given_name ?? '')).toEqual(expected);
  });
});

describe('a file without users', () => {
  it.each([
    ['an empty list', '[ ]\n', 'export has no users: it is an empty list'],
    ['blank lines', '\n\r\n   \n', 'export has nothing but blank lines'],
    ['a header alone', 'id,email\n', 'there are no users in export.'],
  ])('is refused by its name: %s', async (_name, content, message) => {
    await expect(convertBytes(content)).rejects.toThrow(message);
  });
});

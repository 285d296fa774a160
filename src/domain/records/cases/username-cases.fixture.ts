import { fixtureSchema } from '../../pools/user-pool.fixture.ts';
import type { UserPoolSettings } from '../../pools/user-pool.ts';
import { imported, JOHN, type RecordCase, records, type Values } from './record-case.fixture.ts';

type Settings = Partial<UserPoolSettings>;

const BY_EMAIL: { settings: Settings } = { settings: { usernameAttributes: ['email'] } };
const BY_PHONE: { settings: Settings } = { settings: { usernameAttributes: ['phone_number'] } };
const BY_BOTH: { settings: Settings } = { settings: { usernameAttributes: ['email', 'phone_number'] } };
const BY_FOLDED_EMAIL: { settings: Settings } = {
  settings: { usernameAttributes: ['email'], caseSensitiveUsernames: false },
};
const ALIASES: { settings: Settings } = {
  settings: { aliasAttributes: ['email', 'phone_number', 'preferred_username'] },
};
const FOLDED_ALIASES: { settings: Settings } = { settings: { ...ALIASES.settings, caseSensitiveUsernames: false } };
const FOLDED: { settings: Settings } = { settings: { caseSensitiveUsernames: false } };

/** {@link JOHN} under another name, otherwise changed. */
function as(username: string, change: Values = {}): Values {
  return { ...JOHN, 'cognito:username': username, ...change };
}

const SHORT_EMAIL = fixtureSchema().map((attribute) =>
  attribute.name === 'email' ? { ...attribute, maxLength: '15' } : attribute,
);
const VERIFIED_EMAIL: Values = { email_verified: 'true' };
const VERIFIED_PHONE: Values = { phone_number_verified: 'true' };
const COMPOSED = 'Am\u00e9lie';
const DECOMPOSED = 'Ame\u0301lie';

/** User names and aliases, and who holds them first. */
export const USERNAME_CASES: readonly RecordCase[] = [
  records('skips a user name that an earlier record of the file has (R195, R232, R272)', [
    [as('a'), imported('a')],
    [as('a', { email: 'other@example.com' }), 'skipped'],
    [as('b', { email_verified: 'no' }), ['boolean-malformed', 'email_verified']],
    [as('b'), imported('b')],
    [as('a'), 'skipped'],
  ]),
  records('fails a bad record before it is seen that its user exists (R271)', [
    [as('a'), imported('a')],
    [as('a', { birthdate: 'x' }), ['birthdate-malformed']],
  ]),
  records('tells cases apart where the pool does (R229, R230)', [
    [as('ann'), imported('ann')],
    [as('ANN'), imported('ANN')],
    [as('ann'), 'skipped'],
  ]),
  records(
    'takes a user name in another case for the same where the pool does (R228, R230)',
    [
      [as('Ann'), imported('Ann')],
      [as('aNN'), 'skipped'],
      [as('ÅSA'), imported('ÅSA')],
      [as('åsa'), 'skipped'],
      [as('ὈΔΥΣΣΕΎΣ'), imported('ὈΔΥΣΣΕΎΣ')],
      [as('ὀδυσσεύς'), 'skipped'],
      [as('straße'), imported('straße')],
      [as('STRASSE'), imported('STRASSE')],
    ],
    FOLDED,
  ),
  records('compares user names in NFC, whichever form they are stored in (R231)', [
    [as(COMPOSED), imported(COMPOSED)],
    [as(DECOMPOSED), 'skipped'],
    [as(COMPOSED.toUpperCase()), imported(COMPOSED.toUpperCase())],
  ]),
  records(
    'compares user names in NFC and lower case (R228, R231)',
    [
      [as(DECOMPOSED), imported(DECOMPOSED)],
      [as(COMPOSED.toUpperCase()), 'skipped'],
    ],
    FOLDED,
  ),

  records(
    'fills the email from the user name that it is (R218, R219)',
    [
      [
        { 'cognito:username': 'J@Example.com', ...VERIFIED_EMAIL },
        imported('J@Example.com', { attributes: { email: 'J@Example.com', email_verified: 'true' } }),
      ],
      [
        { 'cognito:username': 'a@b.co', email: 'a@b.co', ...VERIFIED_EMAIL },
        imported('a@b.co', { attributes: { email: 'a@b.co', email_verified: 'true' } }),
      ],
    ],
    BY_EMAIL,
  ),
  records(
    'fills the phone number from the user name that it is (R218, R219)',
    [
      [
        { 'cognito:username': '+123', ...VERIFIED_PHONE },
        imported('+123', { attributes: { phone_number: '+123', phone_number_verified: 'true' } }),
      ],
      [
        { 'cognito:username': 'a@b.co', ...VERIFIED_EMAIL },
        imported('a@b.co', { attributes: { email: 'a@b.co', email_verified: 'true' } }),
      ],
    ],
    BY_BOTH,
  ),
  records(
    'holds an email that is filled in to the schema (R208, R219, R271)',
    [
      [{ 'cognito:username': 'ann@example.com', ...VERIFIED_EMAIL }, imported('ann@example.com')],
      [{ 'cognito:username': 'anna@example.com', ...VERIFIED_EMAIL }, ['constraint-violated', 'email']],
      [
        { 'cognito:username': 'anna@example.com', email: 'ann@example.com', ...VERIFIED_EMAIL },
        ['username-differs', 'email'],
      ],
      [{ 'cognito:username': 'anna@example.com', nickname: 'x', ...VERIFIED_EMAIL }, ['constraint-violated', 'email']],
      [
        { 'cognito:username': 'anna@example.com', name: 'x'.repeat(2_049), ...VERIFIED_EMAIL },
        ['constraint-violated', 'name'],
      ],
    ],
    { ...BY_EMAIL, schema: SHORT_EMAIL },
  ),
  records(
    'holds an email that is filled in to the schema where the file has no column for it (R161, R208, R219)',
    [
      [{ 'cognito:username': 'ann@example.com', phone_number: '+1', ...VERIFIED_PHONE }, imported('ann@example.com')],
      [
        { 'cognito:username': 'anna@example.com', phone_number: '+1', ...VERIFIED_PHONE },
        ['constraint-violated', 'email'],
      ],
    ],
    {
      ...BY_EMAIL,
      schema: SHORT_EMAIL,
      algorithm: 'BCRYPT',
      columns: ['cognito:username', 'phone_number', 'phone_number_verified', 'password_hash'],
    },
  ),
  records(
    'takes no user name that is no email (R220)',
    [
      [as('john'), ['username-not-email']],
      [as('+123'), ['username-not-email']],
    ],
    BY_EMAIL,
  ),
  records(
    'takes no user name that is no phone number (R220)',
    [
      [as('john'), ['username-not-phone-number']],
      [as('a@b.co'), ['username-not-phone-number']],
    ],
    BY_PHONE,
  ),
  records('takes no user name that is neither (R220)', [[as('john'), ['username-not-email-or-phone-number']]], BY_BOTH),
  records(
    'takes no user name that differs from its column (R221)',
    [
      [as('x@example.com'), ['username-differs', 'email']],
      [as('J@example.com'), ['username-differs', 'email']],
      [as('+1', { phone_number: '+2' }), ['username-differs', 'phone_number']],
      [as('+1', { phone_number: '+1' }), imported('+1')],
    ],
    BY_BOTH,
  ),
  records(
    'takes a user name that differs from its column in case where that is the same (R221, R228)',
    [
      [
        as('J@EXAMPLE.com'),
        imported('J@EXAMPLE.com', { attributes: { email: 'j@example.com', email_verified: 'true' } }),
      ],
      [as('j@example.COM', { email: '' }), 'skipped'],
    ],
    BY_FOLDED_EMAIL,
  ),
  records(
    'skips a record whose email or phone number a user has, verified or not (R222)',
    [
      [as('j@example.com', { phone_number: '+1' }), imported('j@example.com')],
      [as('j@example.com'), 'skipped'],
      [as('a@b.co', { email: '', phone_number: '+1' }), 'skipped'],
      [as('+1', { email: '', ...VERIFIED_PHONE, email_verified: '' }), 'skipped'],
      [as('a@b.co', { email: '' }), imported('a@b.co')],
    ],
    BY_BOTH,
  ),

  records(
    'takes no user name that looks like an alias (R223)',
    [
      [as('a@b.co'), ['username-like-email']],
      [as('+123'), ['username-like-phone-number']],
      [as('a@b'), imported('a@b')],
    ],
    ALIASES,
  ),
  records('takes a user name that looks like what is no alias (R223)', [[as('+123'), imported('+123')]], {
    settings: { aliasAttributes: ['email'] },
  }),
  records(
    'fails a record whose alias another user holds, who keeps it (R224, R226, R227)',
    [
      [as('a', { phone_number: '+1', phone_number_verified: 'true', preferred_username: 'pp' }), imported('a')],
      [as('b'), ['alias-taken', 'email']],
      [
        as('b', { email: 'b@b.co', phone_number: '+1', phone_number_verified: 'true' }),
        ['alias-taken', 'phone_number'],
      ],
      [as('b', { email: 'b@b.co', preferred_username: 'pp' }), ['alias-taken', 'preferred_username']],
      [as('b', { email: 'b@b.co', preferred_username: 'PP' }), imported('b')],
      [as('a'), 'skipped'],
    ],
    ALIASES,
  ),
  records(
    'imports a user whose alias is not verified on one of the two sides (R225)',
    [
      [as('a', { phone_number: '+1', phone_number_verified: 'false' }), imported('a')],
      [as('b', { email: 'b@b.co', phone_number: '+1', phone_number_verified: 'true' }), imported('b')],
      [as('c', { email: 'c@b.co', phone_number: '+1', phone_number_verified: 'false' }), imported('c')],
      [as('d', { email: 'd@b.co', phone_number: '+1' }), imported('d')],
    ],
    ALIASES,
  ),
  records(
    'gives no alias to a record that is not imported (R224, R272)',
    [
      [as('a'), imported('a')],
      [as('a', { email: 'x@b.co', preferred_username: 'xx' }), 'skipped'],
      [as('b', { preferred_username: 'xx' }), ['alias-taken', 'email']],
      [as('c', { email: 'x@b.co', preferred_username: 'xx' }), imported('c')],
    ],
    ALIASES,
  ),
  records(
    'compares email and preferred user name without case where the pool does (R228)',
    [
      [as('a', { preferred_username: 'Pépé' }), imported('a')],
      [as('b', { email: 'J@EXAMPLE.COM' }), ['alias-taken', 'email']],
      [as('b', { email: 'b@b.co', preferred_username: 'PÉPÉ' }), ['alias-taken', 'preferred_username']],
    ],
    FOLDED_ALIASES,
  ),
  records('lets many users have one email where it is no alias (R225)', [
    [as('a'), imported('a')],
    [as('b'), imported('b')],
  ]),
];

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCase } from '../convert-bytes.fixture.ts';
import { HASH_FORMS } from '../hashes/hash-forms.ts';
import { type Joined, NOTHING_JOINED } from '../joins/joined.ts';
import type { JsonObject, JsonValue } from '../records/json.ts';
import { LEFT_OUT_TEXTS } from '../records/left-out.ts';
import { SOURCES } from './sources.ts';

/** Names that the sources look at. */
const NAMES = [
  ...['id', 'profile', 'login', 'email', 'status', 'credentials', 'password', 'hash', 'hook', 'locale', 'phone'],
  ...['raw_user_meta_data', 'raw_app_meta_data', 'roles', 'banned_until', 'deleted_at', 'is_anonymous'],
  ...['encrypted_password', 'primary_email_address', 'verified_email_addresses', 'password_digest'],
  ...['password_hasher', 'totp_secret', 'identities', 'memberships', 'registrations', 'twoFactor', 'methods'],
  ...['preferredLanguages', 'expiry', 'signInType', 'issuer', 'issuerAssignedId', 'otherMails', 'mail'],
  ...['userPrincipalName', 'accountEnabled', 'user_id', 'app_metadata', 'multifactor', 'localId', 'Attributes'],
  ...['ID', 'user_login', 'user_pass', 'user_registered', 'meta_key', 'meta_value', 'model', 'pk', 'fields', 'user'],
  ...[
    'username',
    'last_login',
    'verified',
    'primary',
    'provider',
    'uid',
    'group_id',
    'name',
    'confirmed_at',
    'role_id',
  ],
  ...['model_id', 'model_type', 'two_factor_secret', 'Id', 'UserName', 'user_name', 'PasswordHash', 'LockoutEnd'],
  ...['UserId', 'RoleId', 'Name', 'LoginProvider', 'ProviderKey', 'ClaimType', 'ClaimValue'],
  ...['customAttributes', 'providerUserInfo', 'realmRoles', 'groups', '__proto__', 'constructor', 'length', ''],
];

const anyRecord = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, false, 0, -1, 1e300, '', ' ', '\u0000', '\\N', 'true', '{', '[1]', '{"a":'),
    fc.string({ maxLength: 6 }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
    tie('object').map((object) => JSON.stringify(object)),
  ),
  object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 8 }) as fc.Arbitrary<JsonObject>,
})).object;

/** Members of real records, some of them replaced. */
const REAL = ['okta.json', 'fusionauth.json']
  .map((name) => JSON.parse(readCase(name).toString('utf8')) as JsonObject[] | { readonly users: JsonObject[] })
  .flatMap((content) => ('users' in content ? content.users : content));
const changedRecord = fc.tuple(fc.constantFrom(...REAL), anyRecord).map(([record, other]) => ({ ...record, ...other }));

describe.each(SOURCES.map((source) => [source.name, source] as const))('a record of %s', (_, source) => {
  it('is read or left out with a reason, whatever it holds (R701)', () => {
    const read = source.open({ nowMs: 1_795_996_800_000, columns: [], pepper: 'possible', joined: NOTHING_JOINED });
    fc.assert(
      fc.property(fc.oneof(anyRecord, changedRecord), (record) => {
        const reading = read(record);
        if (reading.kind === 'left-out') {
          expect(reading.reason.id in LEFT_OUT_TEXTS).toBe(true);
          return;
        }
        const { user } = reading;
        expect(typeof user.id).toBe('string');
        if (user.hash !== undefined && user.hash.kind !== 'absent') expect(user.hash.form in HASH_FORMS).toBe(true);
        for (const group of user.groups ?? []) expect(typeof group).toBe('string');
        for (const { provider, id } of user.links ?? [])
          expect([typeof provider, typeof id]).toEqual(['string', 'string']);
      }),
      { numRuns: 500 },
    );
  });

  it('is read with whatever its second files hold (R761)', () => {
    const joins = source.joins ?? {};
    let rows: readonly JsonObject[] = [];
    const joined: Joined = {
      has: (name) => joins[name] !== undefined,
      find: (name) => rows.map((row) => joins[name]?.read(row)?.kept).filter((kept) => kept !== undefined),
    };
    const read = source.open({ nowMs: 1_795_996_800_000, columns: [], pepper: 'possible', joined });
    fc.assert(
      fc.property(fc.oneof(anyRecord, changedRecord), fc.array(anyRecord, { maxLength: 4 }), (record, found) => {
        rows = found;
        const reading = read(record);
        if (reading.kind === 'left-out') return;
        const { groups = [], links = [] } = reading.user;
        expect(groups.every((group) => typeof group === 'string')).toBe(true);
        expect(links.every(({ provider, id }) => typeof provider === 'string' && typeof id === 'string')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('of a second file gives rows that can be kept, whatever it holds (R761)', () => {
    for (const join of Object.values(source.joins ?? {})) {
      fc.assert(
        fc.property(anyRecord, (record) => {
          const row = join.read(record);
          if (row === undefined) return;
          expect(row.keys.every((key) => typeof key === 'string')).toBe(true);
          expect(JSON.parse(JSON.stringify(row.kept))).toEqual(row.kept);
        }),
      );
    }
  });
});

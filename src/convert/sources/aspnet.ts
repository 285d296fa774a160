import { readHash } from '../hashes/read-hash.ts';
import type { Joined, JoinedRow, SourceJoin } from '../joins/joined.ts';
import { readIsoMs } from '../mapping/convert-date.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import type { JsonObject, JsonValue } from '../records/json.ts';
import { findRoles, rolesJoin } from './joined-roles.ts';
import type { Source, SourceContext, SourceReading, UserLink } from './source.ts';
import { cellOf, isFalse, isTrue, NULL_WORDS } from './table-values.ts';

const MAPPING: Mapping = {
  // The user name often is the address, which it cannot be where users sign in by their address too.
  username: column(['UserName', 'Id']),
  aliases: ['email'],
  attributes: {
    email: column('Email'),
    email_verified: column('EmailConfirmed'),
    phone_number: column('PhoneNumber'),
    phone_number_verified: column('PhoneNumberConfirmed'),
    // The table of users has no names; its claims may.
    name: column('name'),
    given_name: column(['FirstName', 'given_name']),
    family_name: column(['LastName', 'family_name']),
    locale: column('locale'),
    picture: column('picture'),
    'custom:aspnet_id': column('Id'),
  },
  blank: NULL_WORDS,
};

/** Of the tables that are read here, as Entity Framework names them. */
const COLUMNS = [
  'Id',
  'UserName',
  'Email',
  'EmailConfirmed',
  'PasswordHash',
  'PhoneNumber',
  'PhoneNumberConfirmed',
  'TwoFactorEnabled',
  'LockoutEnd',
  'LockoutEndDateUtc',
  'LockoutEnabled',
  'FirstName',
  'LastName',
  'UserId',
  'RoleId',
  'Name',
  'LoginProvider',
  'ProviderKey',
  'ClaimType',
  'ClaimValue',
] as const;
/** Each as it is, as JSON has it (`userName`), and as PostgreSQL may (`user_name`, `username`). */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  COLUMNS.flatMap((name) => {
    const camel = name.charAt(0).toLowerCase() + name.slice(1);
    const snake = camel.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [name, camel, snake, name.toLowerCase()].map((spelling) => [spelling, name] as const);
  }),
);

/** Claims that become attributes, by the last word of their types, which are names or URIs: `…/identity/claims/givenname`. */
const CLAIMS: ReadonlyMap<string, string> = new Map([
  ['given_name', 'given_name'],
  ['givenname', 'given_name'],
  ['family_name', 'family_name'],
  ['surname', 'family_name'],
  ['name', 'name'],
  ['locale', 'locale'],
  ['picture', 'picture'],
  ['role', 'role'],
]);
const ROLE_CLAIM = 'role';

/** `AspNetUserRoles` and `AspNetRoles`. */
const ROLES = rolesJoin({ userId: 'UserId', roleId: 'RoleId', id: 'Id', name: 'Name' }, withOwnNames);
/** `AspNetUserLogins`. */
const IDENTITIES: SourceJoin = {
  lists: [],
  needs: 'a UserId, a LoginProvider and a ProviderKey',
  known: { title: "ASP.NET Identity's table of sign-ins", members: ['UserId', 'LoginProvider', 'ProviderKey'] },
  read: (record) => readLogin(withOwnNames(record)),
};
/** `AspNetUserClaims`. */
const USERMETA: SourceJoin = {
  lists: [],
  needs: 'a UserId, a ClaimType and a ClaimValue',
  known: { title: "ASP.NET Identity's table of claims", members: ['UserId', 'ClaimType', 'ClaimValue'] },
  read: (record) => readClaim(withOwnNames(record)),
};

/** The table `AspNetUsers` of ASP.NET Identity. */
export const aspnet: Source = {
  name: 'aspnet',
  title: 'ASP.NET Identity',
  kinds: ['kind-aspnet-json'],
  exports: ['export-aspnet'],
  lists: ['users', 'AspNetUsers'],
  mappingOf: () => MAPPING,
  joins: { roles: ROLES, identities: IDENTITIES, usermeta: USERMETA },
  open: (context) => (record) => readUser(withOwnNames(record), context),
};

function withOwnNames(record: JsonObject): JsonObject {
  const named: Record<string, JsonValue | undefined> = { ...record };
  for (const name in record) {
    const own = SPELLINGS.get(name);
    if (own !== undefined && own !== name) named[own] = record[name];
  }
  return named;
}

function readUser(record: JsonObject, { nowMs, joined }: SourceContext): SourceReading {
  const id = cellOf(record.Id) ?? cellOf(record.UserName) ?? '';
  const claims = findClaims(id, joined);
  const groups = [...new Set([...findRoles(id, joined), ...claims.roles])];
  const links = joined.has('identities') ? joined.find('identities', id).flatMap(linkOf) : [];
  return {
    kind: 'user',
    user: {
      id,
      fields: { ...claims.values, ...record },
      isVerifiedUnknown: record.EmailConfirmed === undefined && record.PhoneNumberConfirmed === undefined,
      isDisabled: isLockedOut(record, nowMs),
      hash: readHash(cellOf(record.PasswordHash) ?? ''),
      ...(groups.length === 0 ? {} : { groups }),
      ...(isTrue(record.TwoFactorEnabled) ? { mfa: 'TOTP' as const } : {}),
      ...(links.length === 0 ? {} : { links }),
    },
  };
}

/** Wrong passwords lock out for minutes; a time further away was set by a person. */
const LOCKOUT_MS = 24 * 60 * 60 * 1_000;

/** Whether somebody disabled the user (R694). A time that cannot be read does not end. */
function isLockedOut({ LockoutEnd, LockoutEndDateUtc, LockoutEnabled }: JsonObject, nowMs: number): boolean {
  const end = cellOf(LockoutEnd) ?? cellOf(LockoutEndDateUtc);
  if (end === undefined || isFalse(LockoutEnabled)) return false;
  return (readIsoMs(end) ?? Number.POSITIVE_INFINITY) > nowMs + LOCKOUT_MS;
}

function readLogin(row: JsonObject): JoinedRow | undefined {
  const userId = cellOf(row.UserId);
  const [provider, id] = [cellOf(row.LoginProvider), cellOf(row.ProviderKey)];
  if (userId === undefined || provider === undefined || id === undefined) return undefined;
  return { keys: [userId], kept: { provider, id } };
}

function linkOf({ provider, id }: JsonObject): readonly UserLink[] {
  return typeof provider === 'string' && typeof id === 'string' ? [{ provider, id }] : [];
}

function readClaim(row: JsonObject): JoinedRow | undefined {
  const [userId, type, value] = [cellOf(row.UserId), cellOf(row.ClaimType), cellOf(row.ClaimValue)];
  const name = CLAIMS.get(type?.toLowerCase().split('/').at(-1) ?? '');
  if (userId === undefined || value === undefined || name === undefined) return undefined;
  return { keys: [userId], kept: { name, value } };
}

interface Claims {
  readonly values: JsonObject;
  readonly roles: readonly string[];
}

const NO_CLAIMS: Claims = { values: {}, roles: [] };

/** Of several values of a claim, the first. */
function findClaims(userId: string, joined: Joined): Claims {
  const rows = joined.has('usermeta') ? joined.find('usermeta', userId) : [];
  if (rows.length === 0) return NO_CLAIMS;
  const values: Record<string, JsonValue | undefined> = {};
  const roles: string[] = [];
  for (const row of rows) {
    const [name, value] = [cellOf(row.name) ?? '', cellOf(row.value) ?? ''];
    if (name === ROLE_CLAIM) roles.push(value);
    else values[name] ??= value;
  }
  return { values, roles };
}

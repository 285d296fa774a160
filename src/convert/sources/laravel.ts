import { readHash } from '../hashes/read-hash.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import type { JsonObject } from '../records/json.ts';
import { findRoles, rolesJoin } from './joined-roles.ts';
import type { Source, SourceContext, SourceReading } from './source.ts';
import { cellOf, NULL_WORDS } from './table-values.ts';

const MAPPING: Mapping = {
  username: column('id'),
  aliases: ['email'],
  attributes: {
    email: column('email'),
    email_verified: column('email_verified_at', { timestamp: true }),
    name: column('name'),
    'custom:created_at': column('created_at'),
  },
  blank: NULL_WORDS,
};

/** `App\Models\User`, or the short name of it. */
const USER_MODEL = /(?:^|\\)users?$/i;

/** Tables of laravel-permission: `model_has_roles`, which has roles of other things than users too, and `roles`. */
const ROLES = rolesJoin({ userId: 'model_id', roleId: 'role_id', id: 'id', name: 'name' }, (record) => {
  const model = cellOf(record.model_type);
  return model === undefined || USER_MODEL.test(model) ? record : undefined;
});

/** The table of users of a Laravel application. */
export const laravel: Source = {
  name: 'laravel',
  title: 'Laravel',
  kinds: ['kind-laravel-json'],
  exports: ['export-laravel'],
  lists: ['users', 'data'],
  mappingOf: () => MAPPING,
  joins: { roles: ROLES },
  open: (context) => (record) => readUser(record, context),
};

function readUser(record: JsonObject, { joined }: SourceContext): SourceReading {
  const id = cellOf(record.id) ?? cellOf(record.email) ?? '';
  if (cellOf(record.deleted_at) !== undefined) return { kind: 'left-out', id, reason: { id: 'user-deleted' } };
  const groups = findRoles(id, joined);
  return {
    kind: 'user',
    user: {
      id,
      fields: record,
      isVerifiedUnknown: record.email_verified_at === undefined,
      hash: readHash(cellOf(record.password) ?? ''),
      ...(groups.length === 0 ? {} : { groups }),
      ...(hasSecondFactor(record) ? { mfa: 'TOTP' as const } : {}),
    },
  };
}

/** Fortify makes the secret first; where it asks for a code of it, it notes when it got one. */
function hasSecondFactor({ two_factor_secret: secret, two_factor_confirmed_at: confirmedAt }: JsonObject): boolean {
  return cellOf(secret) !== undefined && (confirmedAt === undefined || cellOf(confirmedAt) !== undefined);
}

import type { UserRow } from '../tables.ts';

/** All that is shown of a user; the password hash is not. */
export const USER_COLUMNS = [
  'id',
  'user_pool_key',
  'username',
  'username_key',
  'sub',
  'status',
  'mfa',
  'is_enabled',
  'created_at',
  'modified_at',
  'email_key',
  'phone_key',
  'preferred_username_key',
  'attributes',
] as const satisfies readonly (keyof UserRow)[];

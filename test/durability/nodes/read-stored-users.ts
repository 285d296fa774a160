import type { UserType } from '@aws-sdk/client-cognito-identity-provider';
import type { Pool } from 'pg';
import { subFromBytes } from '../../../src/store/sql/users/sub-bytes.ts';
import { userStatusOf } from '../../../src/store/sql/users/user-codes.ts';

interface StoredUser {
  readonly username: string;
  readonly sub: Buffer;
  readonly status: number;
  readonly isEnabled: boolean;
  readonly attributes: string;
}

/** All users of a pool as the tables have them: for those who compare many thousands, sixty a page are too slow. */
export async function readStoredUsers(database: Pool, userPoolId: string): Promise<UserType[]> {
  const { rows } = await database.query<StoredUser>(
    `SELECT coalesce(username, username_key) AS username, sub, status::integer, is_enabled = 1 AS "isEnabled", attributes
      FROM users WHERE user_pool_key = (SELECT key FROM user_pools WHERE id = $1)`,
    [userPoolId],
  );
  return rows.map(({ username, sub, status, isEnabled, attributes }) => ({
    Username: username,
    UserStatus: userStatusOf(status),
    Enabled: isEnabled,
    Attributes: Object.entries({ sub: subFromBytes(sub), ...(JSON.parse(attributes) as Record<string, string>) }).map(
      ([Name, Value]) => ({ Name, Value }),
    ),
  }));
}

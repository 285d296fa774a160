import type { TakenKeys } from '../../../domain/imports/outcome-on-conflict.ts';
import type { UserKeys } from '../../../domain/users/user.ts';
import type { SqlSession } from '../tables.ts';

export interface KeyColumns {
  readonly username_key: string;
  readonly email_key: string | null;
  readonly phone_key: string | null;
  readonly preferred_username_key: string | null;
}

/** Which of these keys the pool's users hold, but for the user `exceptId`. */
export async function findTakenKeys(
  { db }: SqlSession,
  pool: number,
  keys: UserKeys,
  exceptId?: number,
): Promise<TakenKeys> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'username_key', 'email_key', 'phone_key', 'preferred_username_key'])
    // The pool stands in each alternative: so each is one step into its own index.
    .where((eb) =>
      eb.or(
        [
          eb('username_key', '=', keys.usernameKey),
          keys.emailKey === null ? undefined : eb('email_key', '=', keys.emailKey),
          keys.phoneKey === null ? undefined : eb('phone_key', '=', keys.phoneKey),
          keys.preferredUsernameKey === null ? undefined : eb('preferred_username_key', '=', keys.preferredUsernameKey),
        ]
          .filter((match) => match !== undefined)
          .map((match) => eb.and([eb('user_pool_key', '=', pool), match])),
      ),
    )
    .execute();
  return takenKeysOf(rows.filter((row) => row.id !== exceptId));
}

export function takenKeysOf(rows: readonly KeyColumns[]): TakenKeys {
  return {
    usernames: new Set(rows.map((row) => row.username_key)),
    emails: setOfPresent(rows.map((row) => row.email_key)),
    phones: setOfPresent(rows.map((row) => row.phone_key)),
    preferredUsernames: setOfPresent(rows.map((row) => row.preferred_username_key)),
  };
}

function setOfPresent(values: readonly (string | null)[]): Set<string> {
  return new Set(values.filter((value) => value !== null));
}

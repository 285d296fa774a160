import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';

/** Users of one pool, ever. With it, 2,097,151 pools fit into the integers that JavaScript holds exactly. */
const USER_NUMBERS = 2 ** 32;

/**
 * The id of user number 0, which is never given: the users of a pool are one stretch of the primary key in the order of their making,
 * so that a page of a pool needs no index and passes no user of another pool.
 */
export function firstUserId(pool: UserPoolKey | number): number {
  return pool * USER_NUMBERS;
}

/** Behind all users of the pool. */
export function endOfUserIds(pool: UserPoolKey | number): number {
  return firstUserId(pool + 1);
}

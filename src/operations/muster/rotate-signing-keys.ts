import { openPageToken, sealPageToken } from '../../base/server-key.ts';
import type { UserPoolId, UserPoolKey } from '../../domain/pools/user-pool.ts';
import { fillText } from '../../domain/texts/fill-text.ts';
import type { OutputOf } from '../../model/operation-types.ts';
import { defineOperation, type Fail } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import type { OperationContext } from '../operation.ts';
import { scopeOf } from '../scope-of.ts';
import type { KeyRotation } from '../sign-in-services.ts';
import { findSelectedPool } from './selected-messages.ts';

/** Each takes two RSA keys, some tenths of a second of a processor. */
const MAX_RESULTS_DEFAULT = 10;

type RotatedPool = OutputOf<'muster', 'RotateSigningKeys'>['RotatedPools'][number];

/**
 * Gives a pool new signing keys, or each pool of the account and region that has keys, a page at a time (R800, R801). Those that signed
 * before stay published until their tokens have run out (R802).
 */
export const rotateSigningKeys = defineOperation('muster', 'RotateSigningKeys', async ({ input, context, fail }) => {
  const { pageTokenKey } = context;
  const scope = scopeOf(context);
  const tokenContext = `RotateSigningKeys ${scope.account} ${scope.region} ${input.UserPoolId ?? ''}`;
  const token = input.NextToken;
  const opened = token === undefined ? undefined : openPageToken(pageTokenKey, tokenContext, token);
  if (token !== undefined && opened === undefined)
    return fail('InvalidParameterException', fillText('pagination-token-invalid'));
  const delayMs = (input.DelaySeconds ?? 0) * 1_000;
  const selected = await findSelectedPool(context, input.UserPoolId, fail);
  if (selected !== undefined)
    return { RotatedPools: [await rotatePool(context, selected, delayMs, fail)], PoolsWithTooManyKeys: [] };
  const after = opened === undefined ? undefined : (Number(opened) as UserPoolKey);
  const { next, ...answer } = await rotatePage(context, after, input.MaxResults ?? MAX_RESULTS_DEFAULT, delayMs);
  return {
    ...answer,
    ...(next === undefined ? {} : { NextToken: sealPageToken(pageTokenKey, tokenContext, String(next)) }),
  };
});

async function rotatePool(
  context: OperationContext,
  userPoolId: UserPoolId,
  delayMs: number,
  fail: Fail<'LimitExceededException' | 'ResourceNotFoundException'>,
): Promise<RotatedPool> {
  const rotation = await rotate(context, userPoolId, delayMs);
  switch (rotation.kind) {
    case 'rotated':
      return rotatedPool(userPoolId, rotation);
    case 'too-many': {
      const until = new Date(rotation.untilMs).toISOString();
      return fail(
        'LimitExceededException',
        `User pool ${userPoolId} has as many signing keys as a pool may have. The oldest one is dropped at ${until}.`,
      );
    }
    case 'not-found':
      return fail('ResourceNotFoundException', `User pool ${userPoolId} does not exist.`);
  }
}

/** Pools that have no keys yet need none: nobody has signed in to them. */
async function rotatePage(context: OperationContext, after: UserPoolKey | undefined, limit: number, delayMs: number) {
  const { store } = context;
  const { items, next } = await store.listUserPools(scopeOf(context), after, limit);
  const RotatedPools: RotatedPool[] = [];
  const PoolsWithTooManyKeys: string[] = [];
  for (const { id } of items) {
    const found = await store.findSigningKeys(id);
    if (!found || found.keys.length === 0) continue;
    const rotation = await rotate(context, id, delayMs);
    if (rotation.kind === 'rotated') RotatedPools.push(rotatedPool(id, rotation));
    if (rotation.kind === 'too-many') PoolsWithTooManyKeys.push(id);
  }
  return { RotatedPools, PoolsWithTooManyKeys, next };
}

async function rotate(
  { signIn, logger }: OperationContext,
  userPoolId: UserPoolId,
  delayMs: number,
): Promise<KeyRotation> {
  const rotation = await signIn.tokens.rotateKeys(userPoolId, delayMs);
  if (rotation.kind === 'rotated') logger.info({ userPoolId, ...rotation.keys }, 'signing keys rotated');
  return rotation;
}

function rotatedPool(userPoolId: UserPoolId, { keys }: KeyRotation & { readonly kind: 'rotated' }): RotatedPool {
  return {
    UserPoolId: userPoolId,
    IdTokenKeyId: keys.keyIds.id,
    AccessTokenKeyId: keys.keyIds.access,
    SigningFrom: epochSeconds(keys.signsFrom),
    PublishedKeys: keys.publishedCount,
    ...(keys.olderUntil === undefined ? {} : { OlderKeysUntil: epochSeconds(keys.olderUntil) }),
  };
}

import { openPageToken, sealPageToken } from '../../../base/server-key.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { User } from '../../../domain/users/user.ts';
import { parseUserFilter } from '../../../domain/users/user-filter.ts';
import type { UserFilter } from '../../../store/store.ts';
import { defineOperation, type Fail } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { userAnswer } from './user-answer.ts';

const USERS_PER_PAGE_MAX = 60;

/** A page of users, oldest first. A limit of 0 is the same as none. */
export const listUsers = defineOperation('cognito-idp', 'ListUsers', async ({ input, context, fail }) => {
  const { store, pageTokenKey } = context;
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const attributesToGet = input.AttributesToGet && new Set(input.AttributesToGet);
  if (attributesToGet && !isInSchema(attributesToGet, pool)) return failWithoutAttribute(fail);
  const filter = readFilter(pool, input.Filter ?? '', fail);
  const tokenContext = `ListUsers ${pool.id} ${JSON.stringify(filter ?? null)}`;
  const token = input.PaginationToken;
  const opened = token === undefined ? undefined : openPageToken(pageTokenKey, tokenContext, token);
  if (token !== undefined && opened === undefined)
    return fail('InvalidParameterException', fillText('pagination-token-invalid'));
  const { items, next } = await store.listUsers(pool.key, {
    ...(filter ? { filter } : {}),
    ...(opened === undefined ? {} : { after: Number(opened) }),
    limit: input.Limit || USERS_PER_PAGE_MAX,
  });
  if (attributesToGet && !items.every((user) => hasAttributes(user, attributesToGet)))
    return failWithoutAttribute(fail);
  return {
    Users: items.map((user) => userAnswer(user, attributesToGet)),
    ...(next === undefined ? {} : { PaginationToken: sealPageToken(pageTokenKey, tokenContext, String(next)) }),
  };
});

function readFilter(
  { settings }: UserPool,
  text: string,
  fail: Fail<'InvalidParameterException'>,
): UserFilter | undefined {
  const verdict = parseUserFilter(text);
  if (verdict.kind === 'all') return undefined;
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
  const { filter } = verdict;
  if (filter.name !== 'username') return filter;
  return { ...filter, value: comparisonKey(filter.value, settings.caseSensitiveUsernames) };
}

function isInSchema(names: ReadonlySet<string>, { schema }: UserPool): boolean {
  return [...names].every((name) => schema.some((attribute) => attribute.name === name));
}

function hasAttributes({ attributes }: User, names: ReadonlySet<string>): boolean {
  return [...names].every((name) => name === 'sub' || attributes[name] !== undefined);
}

/** An attribute that one user of the page lacks is refused like one that the pool lacks (R471). */
function failWithoutAttribute(fail: Fail<'InvalidParameterException'>): never {
  return fail('InvalidParameterException', 'One or more requested attributes do not exist.');
}

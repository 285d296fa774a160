import type { UserPoolId } from '../../../domain/pools/user-pool.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import type { JobCursor } from '../../../store/store.ts';
import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { importJobAnswer } from './import-job-answer.ts';
import { importJobIdOf } from './import-job-id.ts';

/** A page of the pool's jobs, newest first (R108 to R114). */
export const listUserImportJobs = defineOperation(
  'cognito-idp',
  'ListUserImportJobs',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const token = input.PaginationToken;
    const after = token === undefined ? undefined : parseToken(pool.id, token);
    if (token !== undefined && after === undefined)
      return fail('InvalidParameterException', fillText('pagination-token-invalid'));
    const { items, next } = await context.store.listImportJobs(pool.key, after, input.MaxResults);
    return {
      UserImportJobs: items.map(importJobAnswer),
      ...(next ? { PaginationToken: formatToken(pool.id, next) } : {}),
    };
  },
);

/** `<poolId>#<jobId>#<milliseconds>` of the last job of the page (R112). */
function formatToken(userPoolId: UserPoolId, { id, createdAt }: JobCursor): string {
  return `${userPoolId}#${id}#${createdAt}`;
}

/** Undefined if the token is malformed or of another pool (R114). */
function parseToken(userPoolId: UserPoolId, token: string): JobCursor | undefined {
  const [tokenPoolId, id, createdAt, ...rest] = token.split('#');
  if (tokenPoolId !== userPoolId || rest.length > 0) return undefined;
  if (id === undefined || !/^import-[0-9a-zA-Z-]{1,48}$/.test(id)) return undefined;
  if (createdAt === undefined || !/^[0-9]{1,15}$/.test(createdAt)) return undefined;
  return { id: importJobIdOf(id), createdAt: Number(createdAt) };
}

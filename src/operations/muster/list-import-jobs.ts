import { openPageToken, sealPageToken } from '../../base/server-key.ts';
import type { ImportJobKey } from '../../domain/imports/import-job.ts';
import { fillText } from '../../domain/texts/fill-text.ts';
import type { ScopeJobCursor } from '../../store/store.ts';
import { importJobAnswer } from '../cognito-idp/imports/import-job-answer.ts';
import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';

/** That of a page of ListUserImportJobs. */
const MAX_RESULTS_DEFAULT = 60;

/** The jobs of all pools of the account and region, newest first, as ListUserImportJobs has them, with the name of their pool (R451). */
export const listImportJobs = defineOperation('muster', 'ListImportJobs', async ({ input, context, fail }) => {
  const { store, pageTokenKey } = context;
  const scope = scopeOf(context);
  const tokenContext = `ListImportJobs ${scope.account} ${scope.region}`;
  const token = input.NextToken;
  const opened = token === undefined ? undefined : openPageToken(pageTokenKey, tokenContext, token);
  if (token !== undefined && opened === undefined)
    return fail('InvalidParameterException', fillText('pagination-token-invalid'));
  const after = opened === undefined ? undefined : parseCursor(opened);
  const { items, next } = await store.listImportJobsOfScope(scope, after, input.MaxResults ?? MAX_RESULTS_DEFAULT);
  return {
    ImportJobs: items.map(({ job, userPoolName }) => ({ ...importJobAnswer(job), UserPoolName: userPoolName })),
    ...(next ? { NextToken: sealPageToken(pageTokenKey, tokenContext, `${next.createdAt} ${next.key}`) } : {}),
  };
});

/** What was sealed is what this operation wrote. */
function parseCursor(text: string): ScopeJobCursor {
  const [createdAt, key] = text.split(' ').map(Number);
  return { createdAt: createdAt ?? 0, key: (key ?? 0) as ImportJobKey };
}

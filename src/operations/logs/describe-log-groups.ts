import type { LogGroup } from '../../domain/logs/log-event.ts';
import { defineOperation } from '../define-operation.ts';
import type { OperationContext } from '../operation.ts';
import { scopeOf } from '../scope-of.ts';
import { openListToken, sealListToken } from './list-token.ts';
import { failOnToken, findLogGroupName } from './log-group-of.ts';
import { NAMES_PER_PAGE_MAX } from './log-limits.ts';
import { logGroupAnswer } from './log-stream-answer.ts';

/** Lists groups: all are of the standard class and of the caller's account (N10). */
export const describeLogGroups = defineOperation('logs', 'DescribeLogGroups', async ({ input, context, fail }) => {
  const { store, principal } = context;
  const scope = scopeOf(context);
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers: identifiers } = input;
  if ([prefix, pattern, identifiers].filter((given) => given !== undefined).length > 1) {
    return fail(
      'InvalidParameterException',
      'Only one of logGroupNamePrefix, logGroupNamePattern and logGroupIdentifiers can be given.',
    );
  }
  const asksForNone =
    (input.logGroupClass ?? 'STANDARD') !== 'STANDARD' ||
    (input.accountIdentifiers !== undefined && !input.accountIdentifiers.includes(principal.account));
  if (asksForNone) return { logGroups: [] };
  if (identifiers) {
    const groups = await findLogGroups(context, identifiers);
    return { logGroups: groups.map((group) => logGroupAnswer(scope, group)) };
  }
  const list = JSON.stringify(['groups', prefix, pattern]);
  const sent = input.nextToken;
  const after = sent === undefined ? undefined : openListToken(context, list, sent);
  if (sent !== undefined && after === undefined) return failOnToken(fail);
  const page = await store.listLogGroups(scope, {
    ...(prefix === undefined ? {} : { prefix }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(after === undefined ? {} : { after }),
    limit: input.limit ?? NAMES_PER_PAGE_MAX,
  });
  return {
    logGroups: page.items.map((group) => logGroupAnswer(scope, group)),
    ...(page.next === undefined ? {} : { nextToken: sealListToken(context, list, page.next) }),
  };
});

/** The groups of these names or ARNs that there are, by name. */
async function findLogGroups(context: OperationContext, identifiers: readonly string[]): Promise<LogGroup[]> {
  const names = new Set(identifiers.map((identifier) => findLogGroupName(context, identifier)));
  const groups: LogGroup[] = [];
  for (const name of [...names].toSorted()) {
    if (name === undefined) continue;
    const group = await context.store.findLogGroup(scopeOf(context), name);
    if (group) groups.push(group);
  }
  return groups;
}

import { defineOperation } from '../define-operation.ts';

/** Says who signed; nobody needs permission to ask (N67). */
export const getCallerIdentity = defineOperation('sts', 'GetCallerIdentity', async ({ context }) => {
  const { arn, userId, account } = context.principal;
  return { UserId: userId, Account: account, Arn: arn };
});

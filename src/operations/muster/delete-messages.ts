import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { findSelectedPool, requireInbox } from './selected-messages.ts';

/** Deletes copies in the inbox: of all pools of the account and region or of one, to everybody or to one address. What waits is still delivered. */
export const deleteMessages = defineOperation('muster', 'DeleteMessages', async ({ input, context, fail }) => {
  requireInbox(context, fail);
  const userPoolId = await findSelectedPool(context, input.UserPoolId, fail);
  return { DeletedMessages: await context.store.deleteMessages(scopeOf(context), { userPoolId, to: input.To }) };
});

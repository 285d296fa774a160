import type { MessageKind, MessageMedium, StoredMessage } from '../../../domain/messages/message.ts';
import type { MessageCursor, MessageQuery, MessageSelection } from '../../message-store.ts';
import type { Page } from '../../page.ts';
import type { Scope } from '../../scope.ts';
import { cutPage } from '../cut-page.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

export async function listMessages(
  { db }: SqlSession,
  scope: Scope | undefined,
  { userPoolId, to, createdAfter, after, limit }: MessageQuery,
): Promise<Page<StoredMessage, MessageCursor>> {
  let messages = db
    .selectFrom('messages')
    .innerJoin('user_pools', 'user_pools.key', 'messages.user_pool_key')
    .selectAll('messages')
    .select('user_pools.id as user_pool_id')
    .where('user_pools.is_deleted', '=', 0)
    .where('messages.is_in_inbox', '=', 1)
    .where('messages.created_at', '>', createdAfter);
  if (scope !== undefined) {
    messages = messages.where('user_pools.account', '=', scope.account).where('user_pools.region', '=', scope.region);
  }
  if (userPoolId !== undefined) messages = messages.where('user_pools.id', '=', userPoolId);
  if (to !== undefined) messages = messages.where('messages.recipient', '=', to);
  if (after !== undefined) messages = messages.where('messages.key', '<', after);
  const rows = await messages
    .orderBy('messages.key', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.map((row) => ({
    key: row.key,
    id: row.id,
    userPoolId: row.user_pool_id,
    medium: row.medium as MessageMedium,
    kind: row.kind as MessageKind,
    sealedContent: new Uint8Array(row.sealed_content),
    createdAt: row.created_at,
  }));
  return cutPage(items, limit, ({ key }) => key);
}

export function deleteMessages(
  session: SqlSession,
  { account, region }: Scope,
  { userPoolId, to }: MessageSelection,
): Promise<number> {
  return inTransaction(session, async (transaction) => {
    const { db } = transaction;
    let pools = db.selectFrom('user_pools').select('key').where('account', '=', account).where('region', '=', region);
    if (userPoolId !== undefined) pools = pools.where('id', '=', userPoolId);
    let messages = db
      .updateTable('messages')
      .set({ is_in_inbox: 0 })
      .where('is_in_inbox', '=', 1)
      .where('user_pool_key', 'in', pools);
    if (to !== undefined) messages = messages.where('recipient', '=', to);
    const { numUpdatedRows } = await messages.executeTakeFirstOrThrow();
    await deleteEndedMessages(transaction);
    return Number(numUpdatedRows);
  });
}

export function expireMessages(session: SqlSession, createdBefore: number): Promise<number> {
  return inTransaction(session, async (transaction) => {
    const { numUpdatedRows } = await transaction.db
      .updateTable('messages')
      .set({ is_in_inbox: 0 })
      .where('is_in_inbox', '=', 1)
      .where('created_at', '<', createdBefore)
      .executeTakeFirstOrThrow();
    await deleteEndedMessages(transaction);
    return Number(numUpdatedRows);
  });
}

/** Those that neither wait nor are in the inbox. */
export async function deleteEndedMessages({ db }: SqlSession): Promise<void> {
  await db.deleteFrom('messages').where('is_in_inbox', '=', 0).where('due_at', 'is', null).execute();
}

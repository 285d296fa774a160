import { assertPresent } from '../../../base/assert.ts';
import type { MessageKind, MessageLane, MessageMedium, NewMessage } from '../../../domain/messages/message.ts';
import {
  INBOX_MESSAGES_MAX,
  SIMULATED_MESSAGES_MAX,
  WAITING_MESSAGES_MAX,
} from '../../../domain/messages/message-limits.ts';
import type { UserPoolId } from '../../../domain/pools/user-pool.ts';
import type { ClaimedMessage, MessagePut } from '../../message-store.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

export function putMessage(session: SqlSession, message: NewMessage): Promise<MessagePut> {
  return inTransaction(session, (transaction) => insertMessage(transaction, message));
}

/** Inside a transaction, so that a code and its message are stored together or not at all. */
export async function insertMessage(session: SqlSession, message: NewMessage): Promise<MessagePut> {
  const refusal = await findMessageRefusal(session, message);
  if (refusal !== undefined) return refusal;
  await writeMessage(session, message);
  return 'stored';
}

/** Why the outbox does not take the message. */
export async function findMessageRefusal(
  { db }: SqlSession,
  message: NewMessage,
): Promise<Exclude<MessagePut, 'stored'> | undefined> {
  const pool = await db
    .selectFrom('user_pools')
    .select('key')
    .where('key', '=', message.userPoolKey)
    .where('is_deleted', '=', 0)
    .executeTakeFirst();
  if (!pool) return 'pool-not-found';
  const { waiting } = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    // Those to people: whoever asks for codes of names that nobody has fills nothing (R820).
    .where('due_at', '>=', 0)
    .executeTakeFirstOrThrow();
  return message.isWaiting && Number(waiting) >= WAITING_MESSAGES_MAX ? 'outbox-full' : undefined;
}

/** The same statements for nobody as for somebody: to look through a full inbox takes a twentieth of a request (S32). */
export async function writeMessage(session: SqlSession, message: NewMessage): Promise<void> {
  const lane: MessageLane = message.recipient === undefined ? 'nobody' : message.medium;
  const { key } = await session.db
    .insertInto('messages')
    .values({
      id: message.id,
      user_pool_key: message.userPoolKey,
      medium: message.medium,
      kind: message.kind,
      recipient: message.recipient ?? null,
      sealed_content: message.sealedContent,
      created_at: message.createdAt,
      expires_at: message.expiresAt,
      due_at: message.isWaiting ? storedDueAt(lane, message.createdAt) : null,
      is_in_inbox: message.isInInbox ? 1 : 0,
    })
    .returning('key')
    .executeTakeFirstOrThrow();
  const left = [...(await forgetOldestForNobody(session)), ...(await takeOldestOutOfInbox(session))];
  const ended = message.isWaiting || message.isInInbox ? left : [...left, key];
  await session.db
    .deleteFrom('messages')
    .where('key', 'in', [NO_KEY, ...ended])
    .where('is_in_inbox', '=', 0)
    .where('due_at', 'is', null)
    .execute();
}

/** A list of keys is never empty. */
const NO_KEY = 0;

/** Leaves the newest {@link INBOX_MESSAGES_MAX} in the inbox; the keys of those that were taken out. */
async function takeOldestOutOfInbox({ db }: SqlSession): Promise<number[]> {
  const oldest = await db
    .selectFrom('messages')
    .select('key')
    .where('is_in_inbox', '=', 1)
    .orderBy('key', 'desc')
    .offset(INBOX_MESSAGES_MAX)
    .limit(1)
    .executeTakeFirst();
  const rows = await db
    .updateTable('messages')
    .set({ is_in_inbox: 0 })
    .where('is_in_inbox', '=', 1)
    .where('key', '<=', oldest?.key ?? NO_KEY)
    .returning('key')
    .execute();
  return rows.map(({ key }) => key);
}

/** Leaves the newest {@link SIMULATED_MESSAGES_MAX} messages for nobody; the keys of those that wait no more. */
async function forgetOldestForNobody({ db }: SqlSession): Promise<number[]> {
  const oldest = await db
    .selectFrom('messages')
    .select('due_at')
    .where('due_at', '<', 0)
    .orderBy('due_at')
    .offset(SIMULATED_MESSAGES_MAX)
    .limit(1)
    .executeTakeFirst();
  const rows = await db
    .updateTable('messages')
    .set({ due_at: null })
    .where('due_at', '<', 0)
    .where('due_at', '>=', oldest?.due_at ?? 0)
    .returning('key')
    .execute();
  return rows.map(({ key }) => key);
}

function storedDueAt(lane: MessageLane, dueAt: number): number {
  return lane === 'nobody' ? -dueAt : dueAt;
}

export async function findNextMessageTime({ db }: SqlSession, lane: MessageLane): Promise<number | undefined> {
  const isForNobody = lane === 'nobody';
  let due = db
    .selectFrom('messages')
    .select('due_at')
    .where('due_at', isForNobody ? '<' : '>=', 0);
  if (lane !== 'nobody') due = due.where('medium', '=', lane);
  const row = await due
    .orderBy('due_at', isForNobody ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at == null ? undefined : Math.abs(row.due_at);
}

/** Rows that another node is claiming are passed over. */
export function claimMessages(
  session: SqlSession,
  lane: MessageLane,
  nowMs: number,
  leaseEnd: number,
  limit: number,
): Promise<readonly ClaimedMessage[]> {
  return inTransaction(session, async ({ db, engine }) => {
    const isForNobody = lane === 'nobody';
    let waiting = db
      .selectFrom('messages')
      .select('key')
      .where('due_at', '>=', isForNobody ? -nowMs : 0)
      .where('due_at', isForNobody ? '<' : '<=', isForNobody ? 0 : nowMs);
    if (lane !== 'nobody') waiting = waiting.where('medium', '=', lane);
    const due = await waiting
      .orderBy('due_at', isForNobody ? 'desc' : 'asc')
      .orderBy('key')
      .limit(limit)
      .modifyEnd(engine.lockFreeRows('messages'))
      .execute();
    if (due.length === 0) return [];
    const rows = await db
      .updateTable('messages')
      .set((eb) => ({ due_at: storedDueAt(lane, leaseEnd), attempts: eb('attempts', '+', 1) }))
      .where(
        'key',
        'in',
        due.map(({ key }) => key),
      )
      .returningAll()
      .execute();
    const poolIds = await findPoolIds(
      db,
      rows.map((row) => row.user_pool_key),
    );
    return rows
      .toSorted((left, right) => left.key - right.key)
      .map((row) => ({
        key: row.key,
        attempt: row.attempts,
        id: row.id,
        userPoolId: assertPresent(poolIds.get(row.user_pool_key), 'a message goes with its pool'),
        medium: row.medium as MessageMedium,
        kind: row.kind as MessageKind,
        isForNobody: row.recipient === null,
        sealedContent: new Uint8Array(row.sealed_content),
        expiresAt: row.expires_at,
      }));
  });
}

async function findPoolIds(db: SqlSession['db'], keys: readonly number[]): Promise<ReadonlyMap<number, UserPoolId>> {
  const pools = await db.selectFrom('user_pools').select(['key', 'id']).where('key', 'in', keys).execute();
  return new Map(pools.map(({ key, id }) => [key, id as UserPoolId]));
}

export function endMessage(session: SqlSession, claim: Pick<ClaimedMessage, 'key' | 'attempt'>): Promise<void> {
  return inTransaction(session, async (transaction) => {
    await changeClaimed(transaction, claim, null);
    await transaction.db
      .deleteFrom('messages')
      .where('key', '=', claim.key)
      .where('due_at', 'is', null)
      .where('is_in_inbox', '=', 0)
      .execute();
  });
}

export function postponeMessage(
  session: SqlSession,
  claim: Pick<ClaimedMessage, 'key' | 'attempt'>,
  dueAt: number,
): Promise<void> {
  return changeClaimed(session, claim, dueAt);
}

async function changeClaimed(
  { db }: SqlSession,
  { key, attempt }: Pick<ClaimedMessage, 'key' | 'attempt'>,
  dueAt: number | null,
): Promise<void> {
  await db
    .updateTable('messages')
    .set({ due_at: dueAt })
    .where('key', '=', key)
    .where('attempts', '=', attempt)
    .where('due_at', 'is not', null)
    .execute();
}

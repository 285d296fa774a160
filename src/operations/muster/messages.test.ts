import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootPrincipal } from '../../domain/iam/principal.ts';
import type { MessageRequest } from '../../domain/messages/compose-message.ts';
import { INBOX_MS_MAX } from '../../domain/messages/message-limits.ts';
import type { AccountId, UserPoolId } from '../../domain/pools/user-pool.ts';
import { makePool } from '../import-jobs.fixture.ts';
import { NOW_MS, OperationsFixture } from '../operations.fixture.ts';
import { scopeOf } from '../scope-of.ts';
import { deleteMessages } from './delete-messages.ts';
import { listMessages } from './list-messages.ts';

let fixture: OperationsFixture;
let pools: readonly [string, string];
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  pools = [await makePool(fixture), await makePool(fixture)];
  await send(0, '1');
  await send(1, '2');
  await send(0, '3', { to: '+4915112345678', medium: 'SMS' });
});
afterEach(() => fixture.close());

/** A message of one of the pools, a millisecond after the one before. */
async function send(pool: 0 | 1, code: string, change: Partial<MessageRequest> = {}): Promise<void> {
  const context = fixture.context();
  const found = await context.store.findUserPool(scopeOf(context), pools[pool] as UserPoolId);
  if (!found) throw new Error('the pool is not there');
  const request = { to: 'jane@example.com', medium: 'EMAIL', kind: 'ForgotPassword', username: 'jane', code } as const;
  await context.store.putMessage(fixture.outbox.prepare(found, { ...request, ...change }, { validMs: 1_000 }));
  fixture.clock.advance(1);
}

const list = async (input: Parameters<typeof listMessages.run>[0] = {}, change = {}) =>
  (await listMessages.run(input, fixture.context(change))).Messages.map(({ Code }) => Code);

const OTHERS = [
  ['region', { region: 'us-east-2' }],
  ['account', { principal: rootPrincipal('999999999999' as AccountId) }],
] as const;

describe('ListMessages', () => {
  it('shows each message as it was sent, newest first', async () => {
    const { Messages } = await listMessages.run({}, fixture.context());
    expect(Messages).toEqual([
      {
        MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        UserPoolId: pools[0],
        To: '+4915112345678',
        Medium: 'SMS',
        Kind: 'ForgotPassword',
        Text: 'Your verification code is 3',
        Code: '3',
        SentDate: (NOW_MS + 2) / 1_000,
      },
      expect.objectContaining({ UserPoolId: pools[1], Subject: 'Your verification code', Code: '2' }),
      expect.objectContaining({ To: 'jane@example.com', Medium: 'EMAIL', Code: '1' }),
    ]);
  });

  it.each([
    ['a pool', () => ({ UserPoolId: pools[0] }), ['3', '1']],
    ['an address', () => ({ To: 'jane@example.com' }), ['2', '1']],
    ['both', () => ({ UserPoolId: pools[1], To: 'jane@example.com' }), ['2']],
    ['an address that got none', () => ({ To: 'joe@example.com' }), []],
  ])('selects by %s', async (_, input, codes) => {
    expect(await list(input())).toEqual(codes);
  });

  it('goes on behind the last message of a page, for the same selection only', async () => {
    const first = await listMessages.run({ MaxResults: 2 }, fixture.context());
    expect(first.Messages).toHaveLength(2);
    expect(await list({ NextToken: first.NextToken ?? '' })).toEqual(['1']);
    await expect(list({ NextToken: first.NextToken ?? '', To: 'jane@example.com' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it('forgets a message after a day', async () => {
    fixture.clock.advance(INBOX_MS_MAX - 4);
    expect(await list()).toEqual(['3', '2', '1']);
    fixture.clock.advance(1);
    expect(await list()).toEqual(['3', '2']);
  });

  it.each(OTHERS)('shows no message of another %s', async (_, change) => {
    expect(await list({}, change)).toEqual([]);
    await expect(list({ UserPoolId: pools[0] }, change)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('DeleteMessages', () => {
  it.each([
    ['everything', () => ({}), 3, []],
    ['those of a pool', () => ({ UserPoolId: pools[0] }), 2, ['2']],
    ['those to an address', () => ({ To: 'jane@example.com' }), 2, ['3']],
    ['those of both', () => ({ UserPoolId: pools[0], To: 'jane@example.com' }), 1, ['3', '2']],
  ])('deletes %s', async (_, input, count, left) => {
    expect(await deleteMessages.run(input(), fixture.context())).toEqual({ DeletedMessages: count });
    expect(await list()).toEqual(left);
  });

  it.each(OTHERS)('deletes no message of another %s', async (_, change) => {
    expect(await deleteMessages.run({}, fixture.context(change))).toEqual({ DeletedMessages: 0 });
    expect(await list()).toEqual(['3', '2', '1']);
  });
});

describe('without an inbox', () => {
  it.each([
    ['ListMessages', listMessages],
    ['DeleteMessages', deleteMessages],
  ] as const)('%s says how to get one', async (_, operation) => {
    const outbox = { ...fixture.outbox, keepsInbox: false };
    await expect(operation.run({}, fixture.context({ outbox }))).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining('--inbox on'),
    });
  });
});

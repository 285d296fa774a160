import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallClient, type CallMessage, replyWithValue } from './thread-calls.ts';

interface NameCalls {
  readonly createUser: { readonly args: readonly [name: string]; readonly answer: string };
  readonly createPool: { readonly args: readonly [pool: object]; readonly answer: string };
}

describe('CallClient', () => {
  let client: CallClient<NameCalls>;
  let answerer: MessagePort;
  let nextCall: () => Promise<CallMessage<NameCalls>>;
  beforeEach(() => {
    const { port1, port2 } = new MessageChannel();
    client = new CallClient(port1);
    answerer = port2;
    nextCall = () => new Promise((resolve) => answerer.once('message', resolve));
  });
  afterEach(() => answerer.close());

  it('waits at its close for the answers to what was called, and refuses what is called after', async () => {
    const arrived = nextCall();
    const called = client.call({ method: 'createUser', args: ['a'] });
    const closed = client.close();
    await expect(client.call({ method: 'createUser', args: ['b'] })).rejects.toThrow('the store is closed');
    replyWithValue(answerer, await arrived, 'created');
    await expect(called).resolves.toBe('created');
    await closed;
    expect(await client.close()).toBeUndefined();
  });

  it.each([
    ['before its close', (end: () => void) => end()],
    ['at its close', (end: () => void) => void Promise.resolve().then(end)],
  ])('rejects what was called, and closes, when the other end is gone %s', async (_, begin) => {
    const called = client.call({ method: 'createUser', args: ['a'] });
    begin(() => answerer.close());
    const closed = client.close();
    await expect(called).rejects.toThrow('the thread of the store has ended');
    await closed;
  });

  it('rejects a call whose arguments cannot go to another thread, and answers the next one', async () => {
    await expect(client.call({ method: 'createPool', args: [{ settings: () => {} }] })).rejects.toMatchObject({
      name: 'StoreFaultError',
      message: expect.stringMatching(/^DataCloneError: .* could not be cloned/),
      isOfStorage: false,
    });
    const arrived = nextCall();
    const called = client.call({ method: 'createUser', args: ['a'] });
    replyWithValue(answerer, await arrived, 'created');
    await expect(called).resolves.toBe('created');
    await client.close();
  });

  it('rejects at its close with the reason why the other thread failed', async () => {
    const called = client.call({ method: 'createUser', args: ['a'] });
    const closed = client.close();
    client.fail(new Error('the disk is on fire'));
    await expect(called).rejects.toThrow('the disk is on fire');
    await closed;
  });
});

import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type { SqlCall, SqlCalls } from '../sql/methods/store-methods.ts';
import { LongReads, type ReaderThread } from './long-reads.ts';
import { CallClient, type CallMessage, replyWithValue } from './thread-calls.ts';

const CALL: SqlCall<'listBlobsInUse'> = { method: 'listBlobsInUse', args: [] };

/** A reader's thread of this thread: it answers how many threads were started before it, until it is told to end. */
interface FakeReader {
  readonly thread: ReaderThread;
  end(): Promise<void>;
}

describe('long reads', () => {
  const readers: FakeReader[] = [];
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.end()));
  });

  function start(): ReaderThread {
    const { port1, port2 } = new MessageChannel();
    const calls = new CallClient<SqlCalls>(port1);
    const number = String(readers.length);
    port2.on('message', (message: CallMessage<SqlCalls>) => replyWithValue(port2, message, [number]));
    const ended = new Promise<void>((resolve) => port2.once('close', () => resolve()));
    const thread = { worker: undefined as never, calls, ended };
    readers.push({
      thread,
      async end() {
        port2.close();
        await ended;
      },
    });
    return thread;
  }

  it('start one thread when it is first needed, for all of them', async () => {
    const reads = new LongReads(start);
    expect(readers).toHaveLength(0);
    expect(await Promise.all([reads.read(CALL), reads.read(CALL)])).toEqual([['0'], ['0']]);
    expect(readers).toHaveLength(1);
    await reads.close();
  });

  it('go on in another thread when one has ended (R550)', async () => {
    const reads = new LongReads(start);
    expect(await reads.read(CALL)).toEqual(['0']);
    await readers[0]?.end();
    expect(await reads.read(CALL)).toEqual(['1']);
    await reads.close();
  });

  it('are refused once the store is closed, whether or not there was one', async () => {
    for (const isFirst of [true, false]) {
      const reads = new LongReads(start);
      if (!isFirst) await reads.read(CALL);
      await reads.close();
      await expect(reads.read(CALL)).rejects.toThrow('the store is closed');
    }
    expect(readers).toHaveLength(1);
  });
});

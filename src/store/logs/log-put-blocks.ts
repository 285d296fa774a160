import { assert, assertPresent } from '../../base/assert.ts';
import type { NewLogEvent } from '../../domain/logs/log-put.ts';
import { deflateBytes, inflateBytes } from './deflated-bytes.ts';

/**
 * Milliseconds from the first to the last event of a block at most. A search for a time finds every block that covers it among those
 * that begin at most this long before.
 */
export const LOG_PUT_BLOCK_SPAN_MS_MAX = 60_000;
/** A page of one event reads a whole block: it is kept short. */
const BLOCK_EVENTS_MAX = 1_000;
const BLOCK_CHARACTERS_MAX = 65_536;
/** The only format of client events so far. */
const FORMAT = 0;
/** Writing waits for the deflating; a higher level takes three times as long for a tenth less. */
const DEFLATE_LEVEL = 1;

/** Some events of a put, in order of time. */
export interface LogPutBlock {
  readonly firstTimestamp: number;
  readonly lastTimestamp: number;
  readonly eventCount: number;
  readonly bytes: Uint8Array;
}

/** Cuts the events of a put into blocks of short span and size, in order. */
export function encodeLogPut(events: readonly NewLogEvent[]): LogPutBlock[] {
  const blocks: LogPutBlock[] = [];
  let block: NewLogEvent[] = [];
  let characters = 0;
  for (const event of events) {
    const first = block[0];
    const isFull =
      first !== undefined &&
      (block.length === BLOCK_EVENTS_MAX ||
        characters + event.message.length > BLOCK_CHARACTERS_MAX ||
        event.timestamp - first.timestamp > LOG_PUT_BLOCK_SPAN_MS_MAX);
    if (isFull) {
      blocks.push(encodeBlock(block));
      block = [];
      characters = 0;
    }
    block.push(event);
    characters += event.message.length;
  }
  if (block.length > 0) blocks.push(encodeBlock(block));
  return blocks;
}

/** The form is JSON: milliseconds since the event before (the first: since 1970), then the messages. */
function encodeBlock(events: readonly NewLogEvent[]): LogPutBlock {
  const firstTimestamp = assertPresent(events[0], 'a block has an event').timestamp;
  const steps: number[] = [];
  let last = 0;
  for (const { timestamp } of events) {
    steps.push(timestamp - last);
    last = timestamp;
  }
  const json = JSON.stringify([steps, events.map((event) => event.message)]);
  return {
    firstTimestamp,
    lastTimestamp: last,
    eventCount: events.length,
    bytes: deflateBytes({ version: FORMAT, body: Buffer.from(json) }, DEFLATE_LEVEL),
  };
}

/** The events of one block. */
export function decodeLogPutBlock(bytes: Uint8Array): NewLogEvent[] {
  const [steps, messages]: [readonly number[], readonly string[]] = JSON.parse(
    inflateBytes(bytes, FORMAT).body.toString(),
  );
  assert(steps.length === messages.length, 'a block has a time for each message');
  let timestamp = 0;
  return messages.map((message, index) => {
    timestamp += steps[index] ?? 0;
    return { timestamp, message };
  });
}

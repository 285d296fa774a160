import type { Readable } from 'node:stream';
import type { GetObjectCommandInput } from '@aws-sdk/client-s3';
import { type Backoff, backoffMs, pause } from '../base/backoff.ts';
import type { Logger } from '../base/logger.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { S3Connection } from './s3-client.ts';

/** Consecutive broken streams, each within {@link PROGRESS_BYTES} of the previous one. */
const BREAKS_MAX = 5;
const PROGRESS_BYTES = 1024 * 1024;
const RESUME: Backoff = { pauseMsMin: 100, pauseMsMax: 5_000 };

export interface ReadObjectOptions extends S3Connection {
  readonly logger: Logger;
  readonly scheduler: Scheduler;
  /** Bucket, key, and the ETag that it must still have. */
  readonly object: Pick<GetObjectCommandInput, 'Bucket' | 'Key' | 'IfMatch'>;
  readonly byteLength: number;
  /** Turns a final refusal into the error to throw. */
  readonly explain: (error: unknown) => unknown;
}

/**
 * The bytes of an object from `offset` on. Asks for nothing before the first piece is asked for. A stream that breaks goes on where it
 * broke, after a growing pause.
 */
export async function* readObject(options: ReadObjectOptions, offset: number): AsyncGenerator<Buffer> {
  const { s3, counts, logger, scheduler, object, byteLength, explain } = options;
  let position = offset;
  let breaks = 0;
  let brokeAt = offset;
  while (position < byteLength) {
    let body: Readable | undefined;
    let fault: unknown;
    try {
      body = (await s3.getObject({ ...object, Range: `bytes=${position}-` })).Body as Readable;
    } catch (error) {
      // The client has already retried.
      throw explain(error);
    }
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        position += chunk.length;
        yield chunk;
      }
    } catch (error) {
      fault = error;
    } finally {
      body.destroy();
    }
    if (position >= byteLength) return;
    if (position - brokeAt >= PROGRESS_BYTES) breaks = 0;
    brokeAt = position;
    breaks += 1;
    if (breaks > BREAKS_MAX)
      throw new Error(`${object.Key} was interrupted ${breaks} times in a row`, { cause: fault });
    counts.resumedReads += 1;
    logger.warn(
      { err: fault, key: object.Key, offset: position, breaks },
      'a read from the bucket was interrupted and resumes',
    );
    await pause(scheduler, backoffMs(RESUME, breaks));
  }
}

import type { S3 } from '@aws-sdk/client-s3';
import type { Logger } from '../base/logger.ts';
import { type Metrics, noMetrics } from '../base/metrics/metrics.ts';
import type { S3Location } from './s3-location.ts';

/** With the SDK's pauses between them, which double from 100 ms (500 ms where the server says it is too busy), two to eight seconds. */
const ATTEMPTS_MAX = 5;
const CONNECTION_MS_MAX = 5_000;
/** To the first byte of an answer, and between two bytes. A part of 8 MiB takes as long at 2 Mbit/s. */
export const SILENCE_MS_MAX = 30_000;
/** Uploads and sweeps of one thread share them. */
const SOCKETS_MAX = 100;

/** Counts since the start. */
export interface S3Counts {
  requests: number;
  /** Attempts beyond the first of a request. */
  retries: number;
  /** Requests without a good answer after all attempts; what is missing or changed counts too. */
  failures: number;
  /** Reads that broke off in the middle and went on from there. */
  resumedReads: number;
}

export interface S3Connection {
  readonly s3: S3;
  readonly counts: S3Counts;
}

export interface ConnectS3Options {
  readonly location: S3Location;
  readonly logger: Logger;
  readonly metrics?: Pick<Metrics, 'count'>;
  /** {@link SILENCE_MS_MAX} */
  readonly silenceMsMax?: number | undefined;
}

/**
 * A client with bounded, counted and logged retries. Loads the AWS SDK, which a data directory does not need. Sends no request yet.
 */
export async function connectS3({
  location,
  logger,
  metrics = noMetrics,
  silenceMsMax = SILENCE_MS_MAX,
}: ConnectS3Options): Promise<S3Connection> {
  const { S3 } = await import('@aws-sdk/client-s3');
  const { endpoint, isPathStyle } = location;
  const create = (region: string | undefined): S3 =>
    new S3({
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint }),
      forcePathStyle: isPathStyle,
      maxAttempts: ATTEMPTS_MAX,
      retryMode: 'standard',
      requestHandler: {
        connectionTimeout: CONNECTION_MS_MAX,
        requestTimeout: silenceMsMax,
        throwOnRequestTimeout: true,
        socketTimeout: silenceMsMax,
        httpAgent: { maxSockets: SOCKETS_MAX, keepAlive: true },
        httpsAgent: { maxSockets: SOCKETS_MAX, keepAlive: true },
      },
      // The signature covers the digest of each body; other servers than Amazon's do not know checksums in trailers.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  let s3 = create(location.region);
  if (location.region === undefined && endpoint !== undefined && !(await hasRegion(s3))) s3 = create('us-east-1');
  const counts: S3Counts = { requests: 0, retries: 0, failures: 0, resumedReads: 0 };
  watch(s3, counts, { logger, metrics });
  return { s3, counts };
}

async function hasRegion(s3: S3): Promise<boolean> {
  try {
    await s3.config.region();
    return true;
  } catch {
    return false;
  }
}

function watch(
  s3: S3,
  counts: S3Counts,
  { logger, metrics }: { readonly logger: Logger; readonly metrics: Pick<Metrics, 'count'> },
): void {
  s3.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const count = (of: unknown) => {
          const attempts = attemptsOf(of);
          counts.requests += 1;
          counts.retries += attempts - 1;
          if (attempts === 1) return;
          metrics.count('muster_blob_retries_total', {}, attempts - 1);
          logger.warn({ operation: commandName, attempts }, 'the bucket was asked more than once');
        };
        try {
          const result = await next(args);
          count(result.output);
          return result;
        } catch (error) {
          count(error);
          counts.failures += 1;
          throw error;
        }
      },
    { step: 'initialize', name: 'countRequests' },
  );
}

function attemptsOf(answer: unknown): number {
  return (answer as { $metadata?: { attempts?: number } } | undefined)?.$metadata?.attempts ?? 1;
}

/** Of the answer that made a request fail; undefined if none came. */
export function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
}

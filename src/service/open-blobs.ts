import type { Clock } from '../base/clock.ts';
import { isLoopbackHost } from '../base/http/loopback.ts';
import type { Ids } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { BlobsLocation } from '../blobs/connect-blobs.ts';
import { openDirectoryBlobs } from '../blobs/directory-blobs.ts';
import type { S3Blobs } from '../blobs/s3-blobs.ts';
import type { S3Location } from '../blobs/s3-location.ts';
import { parseBucketUrl } from '../config/bucket-values.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/resolve-config.ts';
import { BLOB_AGE_MS_MIN } from '../jobs/sweep.ts';

export interface OpenedBlobs {
  readonly blobs: Blobs;
  /** The same blobs if they are in a bucket, else undefined. */
  readonly bucket: S3Blobs | undefined;
  /** For the jobs thread. */
  readonly location: BlobsLocation;
  /** Blobs that no job names and that were written before this (milliseconds since 1970) can be deleted. */
  readonly straysBefore: number;
  close(): void;
}

type ServerAddress = Pick<Config, 'host' | 'port' | 'publicUrl'>;

export interface OpenBlobsOptions {
  /** Of the data directory; undefined if there is none, and so no place for uploads but a bucket. */
  readonly directory: string | undefined;
  /** Fingerprint of the server key: identifies the nodes of this store among the users of the bucket. */
  readonly owner: string;
  /** Whether clients get URLs of the bucket itself. */
  readonly offersUploads?: boolean;
  /** Where the server will answer; undefined if none is started. */
  readonly address?: ServerAddress;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

type UploadsConfig = Pick<Config, 'uploads' | 's3Endpoint' | 's3Region' | 's3PathStyle' | 's3Sse'>;

/**
 * Opens the place for uploads that the settings name. A bucket is tried out first: a server that could not take a file does not start.
 * @throws {ConfigError}
 */
export async function openBlobs(config: UploadsConfig, options: OpenBlobsOptions): Promise<OpenedBlobs> {
  const bucket = findBucket(config);
  if (bucket) return openBucket(bucket, options);
  const { directory, ids } = options;
  if (directory === undefined) {
    throw new ConfigError('uploads', 'all nodes must share one place for uploads: set --uploads s3://bucket/prefix');
  }
  return {
    blobs: await openDirectoryBlobs({ directory, ids }),
    bucket: undefined,
    location: { kind: 'directory', path: directory },
    // No upload can be under way: this process owns the directory and does not accept requests yet.
    straysBefore: Number.POSITIVE_INFINITY,
    close: () => {},
  };
}

function findBucket({ uploads, s3Endpoint, s3Region, s3PathStyle, s3Sse }: UploadsConfig): S3Location | undefined {
  const parsed = uploads === undefined ? undefined : parseBucketUrl(uploads);
  return (
    parsed && {
      kind: 's3',
      ...parsed,
      endpoint: s3Endpoint,
      region: s3Region,
      isPathStyle: s3PathStyle === 'on',
      encryption: s3Sse,
    }
  );
}

async function openBucket(location: S3Location, options: OpenBlobsOptions): Promise<OpenedBlobs> {
  const { BucketError, openS3Blobs } = await import('../blobs/open-s3-blobs.ts');
  try {
    const blobs = await openS3Blobs({ ...options, location });
    // Uploads of other nodes may be under way.
    const straysBefore = options.clock.nowMs() - BLOB_AGE_MS_MIN;
    return { blobs, bucket: blobs, location, straysBefore, close: () => blobs.close() };
  } catch (error) {
    if (!(error instanceof BucketError)) throw error;
    const { message, endpoint } = error;
    const hint =
      endpoint !== undefined && isThisServer(endpoint, options.address)
        ? `\n  ${explainOwnEndpoint(endpoint, location)}`
        : '';
    throw new ConfigError('uploads', `--uploads: ${message}${hint}`);
  }
}

/** AWS_ENDPOINT_URL was set for clients of Muster and so points at this server. */
function explainOwnEndpoint(endpoint: string, location: S3Location): string {
  const remedy =
    location.endpoint === undefined
      ? 'AWS_ENDPOINT_URL is for its clients. Set the endpoint of the bucket with --s3-endpoint or AWS_ENDPOINT_URL_S3, or unset AWS_ENDPOINT_URL.'
      : 'set the endpoint of the bucket with --s3-endpoint.';
  return `The bucket was expected at ${endpoint}, which is this server: ${remedy}`;
}

function isThisServer(endpoint: string, address: ServerAddress | undefined): boolean {
  if (!address || !URL.canParse(endpoint)) return false;
  const { host, port, publicUrl } = address;
  const asked = new URL(endpoint);
  if (publicUrl !== undefined && asked.host === new URL(publicUrl).host) return true;
  const isThisMachine = isLoopbackHost(asked.hostname) || asked.hostname === host;
  return isThisMachine && Number(asked.port) === port;
}

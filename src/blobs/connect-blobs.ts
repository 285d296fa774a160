import { randomIds } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { noMetrics } from '../base/metrics/metrics.ts';
import { systemScheduler } from '../base/scheduler.ts';
import type { Blobs } from './blobs.ts';
import { DirectoryBlobs } from './directory-blobs.ts';
import type { S3Location } from './s3-location.ts';

/** Where blobs are, as plain data that can be handed to another thread. */
export type BlobsLocation = { readonly kind: 'directory'; readonly path: string } | S3Location;

/** Connects to blobs that another thread opened; creates and removes nothing. Retried requests are logged. */
export async function connectBlobs(location: BlobsLocation, logger: Logger, metrics = noMetrics): Promise<Blobs> {
  if (location.kind === 'directory') return new DirectoryBlobs({ directory: location.path, ids: randomIds });
  const { connectS3Blobs } = await import('./s3-blobs.ts');
  return connectS3Blobs({ location, ids: randomIds, scheduler: systemScheduler, logger, metrics });
}

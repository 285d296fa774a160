import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Pool } from 'pg';
import { silentLogger } from '../../../src/base/logger.ts';
import { connectBlobs } from '../../../src/blobs/connect-blobs.ts';
import { sweepBlobs } from '../../../src/jobs/sweep.ts';
import { connectStore } from '../../../src/store/engine/connect-store.ts';
import type { S3Server } from '../../s3-server.ts';

export const UPLOADS_PREFIX = 'muster';

export interface BucketCheck {
  /** Uploads that killed nodes had left, which the sweep then removed. */
  readonly strays: number;
  readonly differences: readonly string[];
}

/**
 * Sweeps the bucket as nodes do hours later, when nobody uploads any more: then it holds the files of jobs that were not started, and
 * nothing else. The credentials of the bucket must be in the environment.
 */
export async function checkBucket(bucket: S3Server, databaseUrl: string, database: Pool): Promise<BucketCheck> {
  const client = new S3Client({ endpoint: bucket.endpoint, region: 'us-east-1', forcePathStyle: true });
  const listKeys = async (): Promise<string[]> => {
    const listing = new ListObjectsV2Command({ Bucket: bucket.bucket, Prefix: `${UPLOADS_PREFIX}/` });
    const { Contents = [] } = await client.send(listing);
    return Contents.map(({ Key = '' }) => Key).filter((key) => !key.endsWith('/muster-owner'));
  };
  const store = await connectStore({ kind: 'postgres', url: databaseUrl, connectionsMax: 2 });
  try {
    const blobs = await connectBlobs(
      {
        kind: 's3',
        bucket: bucket.bucket,
        prefix: UPLOADS_PREFIX,
        endpoint: bucket.endpoint,
        region: 'us-east-1',
        isPathStyle: true,
        encryption: 'none',
      },
      silentLogger,
    );
    const before = await listKeys();
    const tomorrow = Date.now() + 24 * 60 * 60_000;
    await sweepBlobs({ store, blobs, logger: silentLogger }, tomorrow);
    const after = await listKeys();
    const { rows } = await database.query<{ waiting: number }>(
      "SELECT count(*)::integer AS waiting FROM import_jobs WHERE status = 'Created' AND coalesce(upload_blob_id, awaited_blob_id) IS NOT NULL",
    );
    const waiting = rows[0]?.waiting ?? 0;
    const differences =
      after.length === waiting ? [] : [`${after.length} uploads are in the bucket, ${waiting} jobs need one`];
    return { strays: before.length - after.length, differences };
  } finally {
    client.destroy();
    await store.close();
  }
}

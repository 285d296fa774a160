import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { S3 } from '@aws-sdk/client-s3';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import type { Muster } from '../../src/service/entry.ts';
import { findSharedServers, ownPlacesFor } from './own-places.ts';

const databaseOf = new WeakMap<Muster, string>();

/** The address of the database of a server that has no data directory. */
export function rememberDatabase(muster: Muster, url: string): void {
  databaseOf.set(muster, url);
}

/** Runs a statement of SQL behind the back of a server. */
export async function runStatement(muster: Muster, statement: string): Promise<void> {
  const url = databaseOf.get(muster);
  if (url === undefined) {
    const database = new Database(join(muster.dataDirectory ?? '', 'muster.db'));
    database.exec(statement);
    database.close();
    return;
  }
  const client = new Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Uploaded files that are there, of the servers on a data directory or on what stands for it. */
export async function countUploads(dataDirectory: string): Promise<number> {
  const servers = findSharedServers();
  if (!servers) return (await readdir(join(dataDirectory, 'blobs'))).length;
  const { s3Endpoint: endpoint, accessKeyId, secretAccessKey } = servers;
  const { hostname: Bucket, pathname } = new URL((await ownPlacesFor(servers, dataDirectory)).uploads);
  const credentials = { accessKeyId, secretAccessKey };
  const s3 = new S3({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  const { Contents = [] } = await s3.listObjectsV2({ Bucket, Prefix: `${pathname.slice(1)}/` });
  s3.destroy();
  return Contents.filter(({ Key }) => !Key?.endsWith('/muster-owner')).length;
}

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { ServerKey } from '../../base/server-key.ts';
import { isInBucket } from '../../blobs/blob-name.ts';
import type { Blobs } from '../../blobs/blobs.ts';
import { type DataDirectory, dataDirectoryPaths } from '../data-directory.ts';
import { type Move, MoveError, MoveInDoubtError } from '../move.ts';
import { findPinnedFingerprint } from '../verify-database.ts';
import { MoveInDoubtError as DatabaseInDoubtError, DatabaseMoveError, moveDatabase } from './move-database.ts';
import { listNeededUploads, type NeededUpload, openMovedDatabase } from './moved-database.ts';
import type { MovedRows } from './moved-rows.ts';

/** Where the uploaded files go. */
export interface TargetBucket {
  readonly blobs: Blobs;
  close(): void;
}

export interface DataDirectoryMove {
  /** Path of the data directory. */
  readonly data: string;
  /** `postgres://user:password@host:port/database`, of an empty one with this version's schema. */
  readonly database: string;
  /** Hex; that of the directory if it is not given. */
  readonly serverKey?: string | undefined;
  openDirectory(path: string): DataDirectory;
  /** `owner`: fingerprint of the server key. */
  openBucket(owner: string): Promise<TargetBucket>;
  /** Is told of each table when it has been written and read again. */
  report(moved: MovedRows): void;
}

/**
 * Moves all that a data directory holds into an empty database and a bucket. The directory is held meanwhile and left as it is. All or
 * nothing. Rejects with what opening directory or bucket is refused with. @throws {MoveError} @throws {MoveInDoubtError}
 */
export async function moveDataDirectory(move: DataDirectoryMove): Promise<Move> {
  const paths = dataDirectoryPaths(move.data);
  if (!existsSync(paths.databaseFile))
    throw new MoveError(`${paths.path} is not a data directory: it has no muster.db`);
  const directory = move.openDirectory(paths.path);
  let source: Database.Database | undefined;
  try {
    const key = readServerKey(move, paths);
    source = openMovedDatabase(paths.databaseFile);
    return await moveOpened(move, { source, paths, key });
  } catch (error) {
    throw error instanceof DatabaseMoveError ? new MoveError(error.message, { cause: error }) : error;
  } finally {
    source?.close();
    directory.close();
  }
}

interface OpenedMove {
  readonly source: Database.Database;
  readonly paths: ReturnType<typeof dataDirectoryPaths>;
  readonly key: ServerKey;
}

async function moveOpened(move: DataDirectoryMove, { source, paths, key }: OpenedMove): Promise<Move> {
  const uploads = listNeededUploads(source);
  const brought = new Map<string, string>();
  let bucket: TargetBucket | undefined;
  let rowCount = 0;
  let tableCount = 0;
  try {
    await moveDatabase({
      source,
      url: move.database,
      async moveBlobs() {
        bucket = await move.openBucket(key.fingerprint());
        const to = { blobs: bucket.blobs, blobsPath: paths.blobsPath, brought };
        for (const upload of uploads) await bringBlob(upload, to);
        return brought;
      },
      onTable(moved) {
        rowCount += moved.rows;
        tableCount += 1;
        move.report(moved);
      },
    });
  } catch (error) {
    // What was committed after all needs its files; what was not leaves them to the sweep.
    if (error instanceof DatabaseInDoubtError) throw new MoveInDoubtError(error.message, { cause: error });
    for (const blobId of brought.values()) await bucket?.blobs.delete(blobId);
    throw error;
  } finally {
    bucket?.close();
  }
  return {
    dataDirectory: paths.path,
    serverKeyFile: move.serverKey === undefined ? paths.serverKeyFile : undefined,
    rowCount,
    tableCount,
    uploadCount: uploads.length,
    uploadBytes: uploads.reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}

/** One that is in a bucket already has to be in this one. */
async function bringBlob(
  { jobId, blobId, byteLength, sha256 }: NeededUpload,
  to: { readonly blobs: Blobs; readonly blobsPath: string; readonly brought: Map<string, string> },
): Promise<void> {
  if (isInBucket(blobId)) {
    if ((await to.blobs.findLength(blobId)) === byteLength) return;
    throw new MoveError(`the file of import job ${jobId} is in another bucket: use the server's --uploads`);
  }
  const file = join(to.blobsPath, blobId);
  if (!existsSync(file)) throw new MoveError(`the file of import job ${jobId} is missing: it was ${file}`);
  const stored = await to.blobs.put(createReadStream(file), byteLength);
  to.brought.set(blobId, stored.blobId);
  if (stored.sha256 !== sha256)
    throw new MoveError(`the file of import job ${jobId} has changed since its upload: ${file}`);
}

function readServerKey({ serverKey }: DataDirectoryMove, paths: ReturnType<typeof dataDirectoryPaths>): ServerKey {
  const isKept = existsSync(paths.serverKeyFile);
  if (serverKey === undefined && !isKept) {
    throw new MoveError(
      `the server of ${paths.path} takes its server key from MUSTER_SERVER_KEY: set that for the move too`,
    );
  }
  const key = new ServerKey(
    serverKey === undefined ? readFileSync(paths.serverKeyFile) : Buffer.from(serverKey, 'hex'),
  );
  const pinned = findPinnedFingerprint(paths.databaseFile);
  if (pinned !== undefined && pinned !== key.fingerprint()) {
    const given = serverKey === undefined ? paths.serverKeyFile : 'MUSTER_SERVER_KEY';
    throw new MoveError(
      `${given} holds a server key other than that of ${paths.path}, which has the fingerprint ${pinned}`,
    );
  }
  return key;
}

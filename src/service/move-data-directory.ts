import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { systemClock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { noMetrics } from '../base/metrics.ts';
import { systemScheduler } from '../base/scheduler.ts';
import { ServerKey } from '../base/server-key.ts';
import { isInBucket } from '../blobs/blob-name.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { MoveConfig } from '../config/resolve-config.ts';
import { dataDirectoryPaths } from '../state/data-directory.ts';
import {
  MoveInDoubtError as DatabaseInDoubtError,
  DatabaseMoveError,
  moveDatabase,
} from '../state/move/move-database.ts';
import { listNeededUploads, type NeededUpload, openMovedDatabase } from '../state/move/moved-database.ts';
import type { MovedRows } from '../state/move/moved-rows.ts';
import { type Move, MoveError, MoveInDoubtError } from '../state/move.ts';
import { findPinnedFingerprint } from '../state/verify-database.ts';
import { type OpenedBlobs, openBlobs } from './open-blobs.ts';
import { openDirectory } from './open-state.ts';

/**
 * Moves all that a data directory holds into an empty database and a bucket; `report` is told of each table when it has been written and
 * read again. The directory is held meanwhile and left as it is. All or nothing.
 * @throws {MoveError} @throws {MoveInDoubtError} @throws {ConfigError} @throws {DataDirectoryInUseError}
 */
export async function moveDataDirectory(options: MoveConfig, report: (moved: MovedRows) => void): Promise<Move> {
  const paths = dataDirectoryPaths(options.data);
  if (!existsSync(paths.databaseFile))
    throw new MoveError(`${paths.path} is not a data directory: it has no muster.db`);
  const directory = openDirectory(paths.path);
  let source: Database.Database | undefined;
  try {
    const key = readServerKey(options, paths);
    source = openMovedDatabase(paths.databaseFile);
    return await moveOpened(options, { source, paths, key, report });
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
  readonly report: (moved: MovedRows) => void;
}

async function moveOpened(options: MoveConfig, { source, paths, key, report }: OpenedMove): Promise<Move> {
  const uploads = listNeededUploads(source);
  const brought = new Map<string, string>();
  let bucket: OpenedBlobs | undefined;
  let rowCount = 0;
  let tableCount = 0;
  try {
    await moveDatabase({
      source,
      url: options.database,
      async moveBlobs() {
        bucket = await openBucket(options, key);
        const to = { blobs: bucket.blobs, blobsPath: paths.blobsPath, brought };
        for (const upload of uploads) await bringBlob(upload, to);
        return brought;
      },
      onTable(moved) {
        rowCount += moved.rows;
        tableCount += 1;
        report(moved);
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
    serverKeyFile: options.serverKey === undefined ? paths.serverKeyFile : undefined,
    rowCount,
    tableCount,
    uploadCount: uploads.length,
    uploadBytes: uploads.reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}

function openBucket(options: MoveConfig, key: ServerKey): Promise<OpenedBlobs> {
  return openBlobs(options, {
    directory: undefined,
    owner: key.fingerprint(),
    clock: systemClock,
    ids: randomIds,
    scheduler: systemScheduler,
    logger: silentLogger,
    metrics: noMetrics,
  });
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

function readServerKey({ serverKey }: MoveConfig, paths: ReturnType<typeof dataDirectoryPaths>): ServerKey {
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

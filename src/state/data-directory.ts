import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { createPrivateFile } from '../base/files/create-private-file.ts';
import { makePrivateDirectory } from '../base/files/make-private-directory.ts';
import { writeDurably } from '../base/files/write-durably.ts';
import { SERVER_KEY_BYTES } from '../base/server-key.ts';
import { asDirectoryError, DataDirectoryError } from './data-directory-error.ts';
import { keepPrivate } from './keep-private.ts';

/** Where the server that holds a directory answers. */
export interface ServerAddress {
  readonly url: string;
  readonly pid: number;
}

/** Another process (or another server of this one) holds the directory. */
export class DataDirectoryInUseError extends Error {
  override name = 'DataDirectoryInUseError';
  /** Undefined while that server has not begun to listen. */
  readonly address: ServerAddress | undefined;

  constructor(path: string, address: ServerAddress | undefined) {
    const holder = address ? `the server at ${address.url} (process ${address.pid})` : 'another server';
    super(`the data directory ${path} is in use by ${holder}`);
    this.address = address;
  }
}

/** A data directory that this process holds alone until {@link DataDirectory.close}, or until it dies. */
export interface DataDirectory {
  /** Absolute. */
  readonly path: string;
  readonly databaseFile: string;
  /** Directory of the uploaded files; the blobs room makes it. */
  readonly blobsPath: string;
  /** No database was in it. */
  readonly isNew: boolean;
  /** The key in `server.key`; if there is none, `makeBytes(32)` becomes the key, durable before it is returned. */
  serverKey(makeBytes: (count: number) => Buffer): Buffer;
  /** Whether `server.key` was there when the directory was opened. */
  readonly hasServerKey: boolean;
  /** Removes the key that {@link DataDirectory.serverKey} has just created: the database was created with another one. */
  discardNewServerKey(): void;
  /** Tells those who find the directory in use where its server answers. */
  writeAddress(url: string): void;
  close(): void;
}

/** Where things lie in a data directory; nothing is opened, and nothing need be there. */
export function dataDirectoryPaths(directory: string) {
  const path = resolve(directory);
  return {
    path,
    databaseFile: join(path, 'muster.db'),
    blobsPath: join(path, 'blobs'),
    serverKeyFile: join(path, 'server.key'),
  };
}

/**
 * Opens the directory (created with mode 0700 if missing, its entry durable) and takes its lock. One that others may enter is closed to
 * them or refused (R561).
 * @throws {DataDirectoryInUseError} @throws {DataDirectoryError}
 */
export function openDataDirectory(directory: string): DataDirectory {
  const { path, databaseFile, blobsPath, serverKeyFile } = dataDirectoryPaths(directory);
  makeDirectory(path);
  const lock = takeLock(path);
  try {
    const addressFile = join(path, 'server.json');
    // What a killed server left behind would send others to a dead address.
    rmSync(addressFile, { force: true });
    const hasServerKey = existsSync(serverKeyFile);
    return {
      path,
      databaseFile,
      blobsPath,
      hasServerKey,
      isNew: !existsSync(databaseFile),
      serverKey: (makeBytes) => readOrCreateKey(serverKeyFile, makeBytes),
      discardNewServerKey() {
        if (!hasServerKey) rmSync(serverKeyFile, { force: true });
      },
      writeAddress: (url) => writeDurably(addressFile, Buffer.from(`${JSON.stringify({ url, pid: process.pid })}\n`)),
      close() {
        if (!lock.open) return;
        rmSync(addressFile, { force: true });
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw asDirectoryError(path, error);
  }
}

function makeDirectory(path: string): void {
  try {
    if (existsSync(path) && !statSync(path).isDirectory()) {
      throw new DataDirectoryError('not-a-directory', `${path} is not a directory`);
    }
    makePrivateDirectory(path);
    keepPrivate(path);
    // Only in a directory of our own: a stray `*` would hide the files of somebody's project from git.
    if (readdirSync(path).length === 0) writeDurably(join(path, '.gitignore'), Buffer.from('*\n'));
  } catch (error) {
    throw asDirectoryError(path, error);
  }
}

/** An open exclusive transaction: the kernel ends it with the process, however that dies, so no lock is ever stale. */
function takeLock(path: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    const file = join(path, 'lock.db');
    // Whoever can open the file can lock it.
    createPrivateFile(file);
    lock = new Database(file, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Database.SqliteError) {
      if (error.code.startsWith('SQLITE_BUSY')) throw new DataDirectoryInUseError(path, readAddress(path));
      if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) {
        throw new DataDirectoryError('damaged', `${join(path, 'lock.db')} is not a Muster lock file`, {
          cause: error,
        });
      }
      throw new DataDirectoryError('not-writable', `cannot write to the data directory ${path}: ${error.message}`, {
        cause: error,
      });
    }
    throw asDirectoryError(path, error);
  }
}

function readAddress(path: string): ServerAddress | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(path, 'server.json'), 'utf8'));
    if (typeof value !== 'object' || value === null || !('url' in value) || !('pid' in value)) return undefined;
    const { url, pid } = value;
    return typeof url === 'string' && typeof pid === 'number' ? { url, pid } : undefined;
  } catch {
    // Not there yet, or gone just now: the holder is starting or ending, which is what undefined says.
    return undefined;
  }
}

function readOrCreateKey(file: string, makeBytes: (count: number) => Buffer): Buffer {
  if (!existsSync(file)) {
    const key = makeBytes(SERVER_KEY_BYTES);
    if (key.length !== SERVER_KEY_BYTES) throw new RangeError(`a server key has ${SERVER_KEY_BYTES} bytes`);
    writeDurably(file, key);
  }
  const key = readFileSync(file);
  if (key.length !== SERVER_KEY_BYTES) {
    throw new DataDirectoryError('damaged', `${file} has ${key.length} bytes, a server key has ${SERVER_KEY_BYTES}`);
  }
  return key;
}

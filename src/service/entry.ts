import { keepAliveDuring } from '../base/http/keep-alive.ts';
import type { MoveConfig } from '../config/resolve-config.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import type { Backup } from '../state/backup.ts';
import type { MovedRows } from '../state/move/moved-rows.ts';
import type { Move } from '../state/move.ts';
import type { Verification, VerificationProgress } from '../state/verification.ts';
import { openWriter } from '../store/sqlite/open-thread.ts';
import type { Muster, MusterOptions } from './muster.ts';

export type { TestFault, TestFaultReport, TestFaults } from '../controls/fault.ts';
export { type Backup, BackupError } from '../state/backup.ts';
export { type Move, MoveError, MoveInDoubtError } from '../state/move.ts';
export type { VerificationProgress } from '../state/verification.ts';
export {
  DataDirectoryInUseError,
  type Muster,
  type MusterOptions,
  type SentMessage,
  TestControlsError,
  type TestControlsState,
} from './muster.ts';

const NODE_MAJOR_MIN = 22;
const NODE_MINOR_MIN = 18;

/**
 * Starts a server inside this process: no signal handlers, no output unless a log level is given; several may run at once. It does not
 * keep the process alive: one that has nothing left to do ends, and the server is stopped with it.
 * @throws {ConfigError} @throws {DataDirectoryInUseError}
 */
export async function startMuster(options: MusterOptions = {}): Promise<Muster> {
  requireNode(process.versions.node);
  return keepAliveDuring(async () => {
    // Beside the modules of this thread the writer's loads its own: as much again. A database writes by itself.
    const writer = options.database === undefined ? openWriter() : undefined;
    try {
      // Only now: on an older Node the SQLite binding would end the process instead of throwing.
      const { startServer } = await import('./start-server.ts');
      return await startServer(options, writer);
    } catch (error) {
      await writer?.worker.terminate();
      throw error;
    }
  });
}

/**
 * Copies a data directory, in use or not, into a new one that a server can be started on: the database as it is at one moment, the
 * uploaded files it names, and the server key if it lies there. Whole or not there at all. @throws {BackupError}
 */
export async function backUpData(dataDirectory: string, destination: string): Promise<Backup> {
  requireNode(process.versions.node);
  const { copyDataDirectory } = await import('../state/copy-data-directory.ts');
  return keepAliveDuring(() => copyDataDirectory(dataDirectory, destination));
}

/** The user pools of a data directory, in use or not, the oldest first. Only reads. */
export async function readUserPools(dataDirectory: string): Promise<readonly UserPool[]> {
  requireNode(process.versions.node);
  const { readUserPools: read } = await import('../state/read-user-pools.ts');
  return read(dataDirectory);
}

/**
 * Looks at everything in a data directory, in use or not; `report` gets a line for each thing that does not agree.
 * @throws {BackupError} if it is no data directory
 */
export async function verifyData(
  dataDirectory: string,
  report: (fault: string) => void,
  onProgress?: (progress: VerificationProgress) => void,
): Promise<Verification> {
  requireNode(process.versions.node);
  const { verifyDataDirectory } = await import('../state/verify-data-directory.ts');
  return verifyDataDirectory(dataDirectory, report, onProgress);
}

/**
 * Brings the schema of a PostgreSQL database up to this version; several that start at once wait for each other. The versions of the
 * schema before and after; 0 is a database without tables of Muster. @throws `DatabaseSchemaError`, also while nodes run on an older schema.
 */
export async function migrateDatabase(url: string): Promise<{ readonly from: number; readonly to: number }> {
  requireNode(process.versions.node);
  const { migrateDatabase: migrate } = await import('../store/postgres/migrate-database.ts');
  return keepAliveDuring(() => migrate(url));
}

/**
 * Moves all that a data directory holds into an empty PostgreSQL database and a bucket, reads it again there, and leaves the directory as
 * it is; `report` gets each table. All or nothing. @throws {MoveError} @throws {MoveInDoubtError} @throws {ConfigError} @throws {DataDirectoryInUseError}
 */
export async function moveData(options: MoveConfig, report: (moved: MovedRows) => void): Promise<Move> {
  requireNode(process.versions.node);
  const { moveData: move } = await import('./move-data.ts');
  return keepAliveDuring(() => move(options, report));
}

/** Throws unless the version can run the server. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NODE_MAJOR_MIN || (major === NODE_MAJOR_MIN && minor >= NODE_MINOR_MIN)) return;
  throw new Error(`Muster needs Node ${NODE_MAJOR_MIN}.${NODE_MINOR_MIN} or newer, but this is Node ${version}`);
}

import type { Logger } from '../base/logger.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import type { Scheduler } from '../base/scheduler.ts';
import { makeKeyBytes, ServerKey } from '../base/server-key.ts';
import { ConfigError } from '../config/config-error.ts';
import { describeDatabase } from '../config/node-values.ts';
import type { Config } from '../config/resolve-config.ts';
import {
  type DataDirectory,
  openDataDirectory,
  DataDirectoryInUseError as StoreDirectoryInUseError,
} from '../state/data-directory.ts';
import type { StoreHandle } from '../store/engine/connect-store.ts';
import type { WriterThread } from '../store/sqlite/open-thread.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { DataDirectoryInUseError } from './muster.ts';
import type { Teardown } from './teardown.ts';

/** The opened state of a server: its data directory, or a database that nodes may share. */
export interface OpenedState {
  readonly store: Store;
  /** A handle for a thread; each can be connected once. */
  openHandle(): StoreHandle;
  readonly serverKey: ServerKey;
  /** Undefined with a database. */
  readonly directory: DataDirectory | undefined;
}

interface StateServices {
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly teardown: Teardown;
  /** The writer thread, started earlier; for a data directory. */
  readonly writer: WriterThread | undefined;
}

/** @throws {ConfigError} for a server key that is not the one of the state */
export async function openState(config: Config, services: StateServices): Promise<OpenedState> {
  const { database } = config;
  const state =
    database === undefined
      ? await openDirectoryState(config, services)
      : await openDatabaseState(database, config, services);
  if ((await state.store.pinServerKey(state.serverKey.fingerprint())) === 'different') {
    if (config.serverKey === undefined && state.directory?.hasServerKey === false) {
      state.directory.discardNewServerKey();
      throw new ConfigError(
        'serverKey',
        `the data directory ${state.directory.path} has no server key: set MUSTER_SERVER_KEY to the one it was created with, or put its file server.key back`,
      );
    }
    const place = state.directory
      ? `data directory ${state.directory.path}`
      : `database ${describeDatabase(database ?? '')}`;
    throw new ConfigError('serverKey', `the ${place} was created with another server key`);
  }
  return state;
}

async function openDirectoryState(config: Config, { logger, teardown, writer }: StateServices): Promise<OpenedState> {
  const directory = openDirectory(config.data);
  teardown.add(() => directory.close());
  const { serverKey } = config;
  const key = serverKey === undefined ? directory.serverKey(makeKeyBytes) : Buffer.from(serverKey, 'hex');
  const store = await openSqliteStore({
    databaseFile: directory.databaseFile,
    logger,
    writer,
    isBackground: true,
  });
  teardown.add(() => store.close());
  return { store, openHandle: () => store.handle(), serverKey: new ServerKey(key), directory };
}

async function openDatabaseState(
  url: string,
  { serverKey }: Config,
  { scheduler, logger, metrics, teardown }: StateServices,
): Promise<OpenedState> {
  // Loaded on demand: its libraries are not needed with a data directory.
  const { openPostgresStore } = await import('../store/postgres/postgres-store.ts');
  const store = await openPostgresStore({ url, scheduler, logger, metrics });
  teardown.add(() => store.close());
  // resolveConfig requires a server key with a database.
  const key = new ServerKey(Buffer.from(serverKey ?? '', 'hex'));
  return { store, openHandle: () => store.handle(), serverKey: key, directory: undefined };
}

/** @throws {DataDirectoryInUseError} */
export function openDirectory(path: string): DataDirectory {
  try {
    return openDataDirectory(path);
  } catch (error) {
    if (!(error instanceof StoreDirectoryInUseError)) throw error;
    throw new DataDirectoryInUseError(error.message, error.address?.url);
  }
}

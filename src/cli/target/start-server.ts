import { resolve } from 'node:path';
import { keepProcessAlive } from '../../base/http/keep-alive.ts';
import { findSystemCode } from '../../base/system-code.ts';
import { describeDatabase } from '../../config/node-values.ts';
import { type Config, givenValuesOf } from '../../config/resolve-config.ts';
import { DataDirectoryInUseError, type Muster, startMuster } from '../../service/entry.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

/** Starts a server with these settings in this process, which it keeps alive until it is stopped. */
export async function startServer(config: Config): Promise<Muster> {
  const release = keepProcessAlive();
  try {
    const muster = await startMuster(givenValuesOf(config));
    const stop = () => muster.stop().finally(release);
    return { ...muster, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    release();
    throw error;
  }
}

/** Why a server did not start, in words a person can act on. Other errors are returned as they are. */
export function explainStartError(error: unknown, { host, port, data, database }: Config): unknown {
  if (database !== undefined && isDatabaseError(error)) return explainDatabaseError(error, database);
  const directory = resolve(data);
  if (error instanceof DataDirectoryInUseError) {
    const where = error.url === undefined ? '' : `: it listens on ${error.url}`;
    return new CommandError(`another server runs on the data directory ${directory}${where}`);
  }
  if (error instanceof Error && error.name === 'DataDirectoryError') return new CommandError(error.message);
  switch (findSystemCode(error)) {
    case 'EADDRINUSE':
      return new CommandError(`port ${port} of ${host} is in use by another program; choose one with --port`);
    case 'EADDRNOTAVAIL':
      return new CommandError(`${host} is not an address of this machine; choose one with --host`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CommandError(`cannot listen on ${host}: ${describeError(error)}`);
    case 'EACCES':
      if (error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
        return new CommandError(
          `port ${port} of ${host} needs more rights than this user has; choose another one with --port`,
        );
      }
      return cannotUse(directory, error);
    case undefined:
      return error;
    default:
      return cannotUse(directory, error);
  }
}

/** Why a database could not be used; others are returned as they are. Never shows the password. */
export function explainDatabaseError(error: unknown, database: string): unknown {
  if (!isDatabaseError(error)) return error;
  return new CommandError(`cannot use the database ${describeDatabase(database)}: ${describeError(error)}`);
}

function isDatabaseError(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'DatabaseSchemaError' || error.name === 'StoreFaultError');
}

function cannotUse(directory: string, error: unknown): CommandError {
  return new CommandError(`cannot use the data directory ${directory}: ${describeError(error)}`);
}

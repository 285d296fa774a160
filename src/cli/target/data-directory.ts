import { readdir } from 'node:fs/promises';
import { findSystemCode } from '../../base/system-code.ts';
import { type Environment, resolveConfig } from '../../config/resolve-config.ts';
import { settings } from '../../config/settings.ts';
import { CommandError } from '../terminal/command-error.ts';

/** Whether the directory is missing or empty. */
export async function isNewDirectory(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    if (findSystemCode(error) === 'ENOENT') return true;
    return false;
  }
}

/** The data directory that a command looks at, for commands that know nothing of databases. @throws {CommandError } */
export function findDataDirectory(options: { readonly data?: string }, environment: Environment): string {
  const { MUSTER_DATABASE: database, MUSTER_ROLE: _role, ...rest } = environment;
  if (database && options.data === undefined) {
    throw new CommandError(
      `${settings.database.environmentName} is set, but this command works on data directories: name one with ${settings.data.flag}, or use PostgreSQL's own tools for the database`,
    );
  }
  return resolveConfig(options, rest).data;
}

import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { toPrintable } from '../../base/text/printable-text.ts';
import { CommandError } from '../terminal/command-error.ts';
import { parseJsonFile } from './parse-json-file.ts';

export type RequestedPool = CreateUserPoolCommandInput & { readonly PoolName: string };

/** Input of CreateUserPool from a file, such as `pool.json` of `muster convert`. The service judges its members. @throws {CommandError} */
export function readRequestedPool(path: string): RequestedPool {
  const shown = toPrintable(path);
  const given = parseJsonFile(path, 'a file with input of CreateUserPool, such as pool.json of muster convert');
  if (!isRequestedPool(given)) {
    throw new CommandError(
      `${shown} is not input of CreateUserPool: it has no PoolName. For an existing pool add --user-pool-id`,
    );
  }
  return given;
}

/** Whether a value looks like input of CreateUserPool. */
export function isRequestedPool(given: unknown): given is RequestedPool {
  return typeof given === 'object' && given !== null && 'PoolName' in given && typeof given.PoolName === 'string';
}

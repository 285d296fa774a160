import { toPrintable } from '../../base/text/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { parseDescribedPool } from './parse-described-pool.ts';
import { parseJsonFile } from './parse-json-file.ts';
import { parseRequestedPool } from './parse-requested-pool.ts';
import { isRequestedPool } from './requested-pool.ts';

/** The pool in a file: an answer of DescribeUserPool, or input of CreateUserPool. @throws {CommandError} */
export function readPoolFile(path: string): PoolToCheckAgainst {
  const given = parseJsonFile(path, 'a file with an answer of DescribeUserPool, or with input of CreateUserPool');
  const shown = toPrintable(path);
  return isRequestedPool(given) ? parseRequestedPool(given, shown) : parseDescribedPool(given, shown);
}

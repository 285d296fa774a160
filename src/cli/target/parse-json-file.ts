import { readFileSync } from 'node:fs';
import { toPrintable } from '../../base/text/printable-text.ts';
import { findByteOrderMark } from '../../csv/byte-order-mark.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

/** What a file of JSON holds. @throws {CommandError} */
export function parseJsonFile(path: string): unknown {
  const shown = toPrintable(path);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new CommandError(`cannot read ${shown}: ${describeError(error)}`);
  }
  if (findByteOrderMark(bytes) === 'utf-16') {
    throw new CommandError(`${shown} is UTF-16; save it as UTF-8 (in Windows PowerShell: | Out-File -Encoding utf8)`);
  }
  try {
    // Windows PowerShell writes a byte order mark.
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CommandError(`${shown} is not JSON: ${describeError(error)}`);
  }
}

import { readFileSync } from 'node:fs';
import { toPrintable } from '../../base/text/printable-text.ts';
import { findByteOrderMark } from '../../csv/byte-order-mark.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

/** What a file of JSON holds; `wanted` says for people what it should be. @throws {CommandError} */
export function parseJsonFile(path: string, wanted: string): unknown {
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
  // Windows PowerShell writes a byte order mark.
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const value = tryParse(text);
  if (value !== undefined) return value;
  const fault =
    tryParse(text.split('\n', 1)[0] ?? '') === undefined
      ? `${shown} is not JSON`
      : `${shown} has more than one JSON value, each on a line of its own`;
  throw new CommandError(`${fault}; name ${wanted}`);
}

/** Undefined if it is no JSON. The message of the parser quotes the text, which may be data of users, so it is not shown. */
function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

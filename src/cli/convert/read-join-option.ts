import { toPrintable } from '../../base/text/printable-text.ts';
import { JOIN_NAMES, type JoinName } from '../../convert/joins/joined.ts';
import { CommandError } from '../terminal/command-error.ts';

/** `--join hashes=FILE`. @throws {CommandError} */
export function readJoinOption(text: string): { readonly name: JoinName; readonly path: string } {
  const at = text.indexOf('=');
  const name = JOIN_NAMES.find((one) => one === text.slice(0, Math.max(at, 0)));
  const path = text.slice(at + 1);
  if (name !== undefined && path !== '') return { name, path };
  throw new CommandError(
    `--join is NAME=FILE, NAME one of ${JOIN_NAMES.join(', ')}, not ${toPrintable(text)}; for example --join hashes=hashes.ndjson`,
  );
}

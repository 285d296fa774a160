import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toPrintable } from '../../base/text/printable-text.ts';
import { CommandError } from '../terminal/command-error.ts';

/** Before the files are read: a new run needs a folder of its own. @throws {CommandError} */
export function refuseUsedFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const shown = toPrintable(folder);
  if (!statSync(folder).isDirectory()) throw new CommandError(`--run ${shown} is not a directory`);
  if (existsSync(join(folder, 'plan.json'))) {
    throw new CommandError(`${shown} holds a run already: go on with muster resume ${shown}, or name another folder`);
  }
  const names = readdirSync(folder).filter((name) => name !== '.gitignore' && !name.startsWith('lock.db'));
  if (names.length > 0) throw new CommandError(`${shown} is not empty; name a new folder with --run`);
}

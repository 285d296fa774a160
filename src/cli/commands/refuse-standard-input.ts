import { CommandError } from '../terminal/command-error.ts';

/** A file is read several times, which standard input cannot be. @throws {CommandError} */
export function refuseStandardInput(path: string, command: 'check' | 'import'): void {
  if (path !== '-') return;
  throw new CommandError(
    `muster ${command} reads the file more than once, so it cannot read standard input; save it to a file`,
  );
}

import type { Command } from 'commander';
import { CommandError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { addMoveOptions } from './serve-options.ts';
import { wrapHelp } from './wrap-help.ts';

const UPGRADE_HELP = `
The password comes from MUSTER_DATABASE or PGPASSWORD. Several upgrades that run at the same time wait for each other.

First stop all nodes: while one runs, nothing is changed. A node that was killed counts as running for a minute.

Exit codes: 0 the database is up to date, 2 it is not.`;

const MOVE_HELP = `
First stop the server of the directory, and create the tables with muster database upgrade. Everything that is written is read back and compared; either all of it is moved, or nothing. The directory does not change. A job that was under way resumes where it was.

The password of the database comes from MUSTER_DATABASE or PGPASSWORD; the credentials of the bucket are found as the AWS SDK finds them.

Exit codes: 0 moved, 2 nothing was moved.`;

interface DatabaseCommand {
  readonly name: 'upgrade' | 'move';
  /** Before there was `muster database`. */
  readonly oldName: string;
  readonly description: string;
  readonly help: string;
  addOptions(command: Command): Command;
  run(options: object, output: Output): Promise<number>;
}

const DATABASE_COMMANDS: readonly DatabaseCommand[] = [
  {
    name: 'upgrade',
    oldName: 'migrate',
    description: 'upgrade a PostgreSQL database to the schema of this version',
    help: UPGRADE_HELP,
    addOptions: (command) =>
      command.option('--database <url>', 'postgres://user@host/database, without a password (MUSTER_DATABASE)'),
    async run(options, output) {
      const { runUpgradeCommand } = await import('./upgrade-command.ts');
      return runUpgradeCommand(options, output);
    },
  },
  {
    name: 'move',
    oldName: 'move',
    description: 'move a data directory into an empty PostgreSQL database and a bucket',
    help: MOVE_HELP,
    addOptions: addMoveOptions,
    async run(options, output) {
      const { runMoveCommand } = await import('./move-command.ts');
      return runMoveCommand(options, output);
    },
  },
];

/** `muster database upgrade` and `muster database move`, and the names that they had before, which say so for one version (R980). */
export function addDatabaseCommands(program: Command, output: Output, onEnd: (exitCode: number) => void): void {
  const database = program.command('database').description('the PostgreSQL database of a Muster of several nodes');
  for (const { name, oldName, description, help, addOptions, run } of DATABASE_COMMANDS) {
    addOptions(database.command(name))
      .description(description)
      .addHelpText('after', wrapHelp(help))
      .action(async (options: object) => onEnd(await run(options, output)));
    addOptions(program.command(oldName, { hidden: true }))
      .description(`the old name of muster database ${name}`)
      .argument('[word...]')
      .addHelpText('after', wrapHelp(help))
      .action(async (words: readonly string[], options: object) => {
        if (words.length > 0) throw new CommandError(describeMistake(oldName, name));
        const { noteText } = await import('../terminal/wrap-text.ts');
        noteText(`muster: ${describeOldName(oldName, name)}`, output);
        onEnd(await run(options, output));
      });
  }
}

function describeOldName(oldName: string, name: string): string {
  return `muster ${oldName} is now muster database ${name}; the old name goes away with the next version`;
}

/** The old names sound as if they brought users. */
function describeMistake(oldName: string, name: string): string {
  return `muster ${oldName} takes no files: it is the old name of muster database ${name}. To bring users from another system: muster convert, then muster import`;
}

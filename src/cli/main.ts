import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { systemClock } from '../base/clock.ts';
import { readPackageVersion } from '../base/package-version.ts';
import { ConfigError } from '../config/config-error.ts';
import { PASSWORD_HASHING_ALGORITHMS } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { addCheckOptions, CHECK_HELP } from './commands/check-options.ts';
import type { GenerateOptions } from './commands/generate-command.ts';
import { addMoveOptions, addServeOptions } from './commands/serve-options.ts';
import { describeImportPermissions } from './drive/import-permissions.ts';
import { CommandError, describeError, EXIT } from './terminal/command-error.ts';
import { type Output, openProcessOutput } from './terminal/output.ts';
import { parseCount } from './terminal/parse-count.ts';

/** Runs the command that `argv` names, and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const output = openProcessOutput();
  process.exitCode = await runCommandLine(argv, output);
}

async function runCommandLine(argv: readonly string[], output: Output): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = createProgram(output, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.couldNotRun;
    const isExpected = error instanceof CommandError || error instanceof ConfigError;
    output.note(`muster: ${isExpected ? error.message : `unexpected error: ${describeError(error)}`}`);
    return error instanceof CommandError ? error.exitCode : EXIT.couldNotRun;
  }
}

/** Each command loads its own modules: `serve` does not wait for the AWS SDK. */
function createProgram(output: Output, onEnd: (exitCode: number) => void): Command {
  const program = new Command('muster')
    .description('Imports users from CSV files as Amazon Cognito does, on your own machine.')
    .version(readPackageVersion())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'muster: ')) })
    .showSuggestionAfterError();
  addServeOptions(program.command('serve'))
    .description('start the server')
    .action(async (options: object) => {
      const { runServeCommand } = await import('./commands/serve-command.ts');
      onEnd(await runServeCommand(options, output));
    });
  addTargetOptions(program.command('import'))
    .description('import the users of a CSV file')
    .argument('<file>', 'CSV file with a header line; muster header prints one')
    .option('--role-arn <arn>', 'role that the job writes its log with (made if none is given)')
    .addOption(hashingAlgorithmOption('of the hashes in the column password_hash'))
    .option('--failures <file>', 'write all failed and skipped records to a CSV file')
    .option('--json', 'print one JSON object at the end, and nothing else, on standard output')
    .addHelpText('after', IMPORT_HELP)
    .action(async (path: string, options: object) => {
      const { runImportCommand } = await import('./commands/import-command.ts');
      onEnd(await runImportCommand(path, options, output, systemClock));
    });
  addCheckOptions(addTargetOptions(program.command('check')))
    .description('say what an import of a CSV file would fail with, before there is a job')
    .argument('<file>', 'CSV file with a header line; muster header prints one')
    .addHelpText('after', CHECK_HELP)
    .action(async (path: string, options: object) => {
      const { runCheckCommand } = await import('./commands/check-command.ts');
      onEnd(await runCheckCommand(path, options, output, systemClock));
    });
  addTargetOptions(program.command('header'))
    .description('print the header line of a CSV file')
    .addHelpText(
      'after',
      '\nWithout --user-pool-id and --endpoint-url: the header for a pool without attributes of its own.',
    )
    .action(async (options: object) => {
      const { runHeaderCommand } = await import('./commands/header-command.ts');
      onEnd(await runHeaderCommand(options, output));
    });
  program
    .command('migrate')
    .description('bring a PostgreSQL database up to this version')
    .option('--database <url>', 'postgres://user@host/database, without a password (MUSTER_DATABASE)')
    .addHelpText(
      'after',
      '\nThe password comes from MUSTER_DATABASE or PGPASSWORD. Several that run at once wait for each other.\n\nExit codes: 0 the database is up to date, 2 it is not.',
    )
    .action(async (options: { database?: string }) => {
      const { runMigrateCommand } = await import('./commands/migrate-command.ts');
      onEnd(await runMigrateCommand(options, output));
    });
  addMoveOptions(program.command('move'))
    .description('move a data directory into an empty PostgreSQL database and a bucket')
    .addHelpText('after', MOVE_HELP)
    .action(async (options: object) => {
      const { runMoveCommand } = await import('./commands/move-command.ts');
      onEnd(await runMoveCommand(options, output));
    });
  program
    .command('backup')
    .description('copy a data directory, also while a server runs on it')
    .argument('<directory>', 'where to; it must not be there yet')
    .option('--data <dir>', 'the data directory (.muster)')
    .action(async (destination: string, options: { data?: string }) => {
      const { runBackupCommand } = await import('./commands/backup-command.ts');
      onEnd(await runBackupCommand(destination, options, output));
    });
  program
    .command('verify')
    .description('check that users, counters, logs and files of a data directory agree')
    .option('--data <dir>', 'the data directory, in use or not, or a backup (.muster)')
    .addHelpText('after', '\nExit codes: 0 all agrees, 1 something does not, 2 it could not be read.')
    .action(async (options: { data?: string }) => {
      const { runVerifyCommand } = await import('./commands/verify-command.ts');
      onEnd(await runVerifyCommand(options, output));
    });
  program
    .command('generate')
    .description('write a CSV file of made-up users')
    .requiredOption('--users <number>', 'records', parseCount)
    .option('--seed <number>', 'the same seed makes the same file', parseCount, 1)
    .option('--bad <percent>', 'records that cannot be imported', parsePercent, 0)
    .addOption(hashingAlgorithmOption('fill a column password_hash with hashes of no known password'))
    .option('--out <file>', 'where to write (standard output)')
    .action(async (options: GenerateOptions) => {
      const { runGenerateCommand } = await import('./commands/generate-command.ts');
      onEnd(await runGenerateCommand(options));
    });
  return program;
}

const MOVE_HELP = `
Stop the server of the directory first, and make the tables with muster migrate. Everything that is written is read again and compared;
then it is there as a whole, or nothing is. The directory stays as it is. A job that was under way goes on where it was.
The password of the database comes from MUSTER_DATABASE or PGPASSWORD, credentials of the bucket as the AWS SDK finds them.

Exit codes: 0 moved, 2 nothing was moved.`;

const IMPORT_HELP = `
Without --endpoint-url the users go into the data directory: through the server that runs on it, or one started for the import.
Without --user-pool-id they go into the pool named import, which is made on first use.

${describeImportPermissions()}

Exit codes: 0 all users imported or already there, 1 some records failed, 2 the import could not run through.`;

function addTargetOptions(command: Command): Command {
  return command
    .option('--user-pool-id <id>', 'the pool')
    .option('--endpoint-url <url>', 'a running server')
    .option('--data <dir>', 'the data directory, if there is no --endpoint-url (.muster)')
    .option('--region <name>', 'region of the pool (AWS_REGION, us-east-1)')
    .option('--profile <name>', 'profile with the credentials for --endpoint-url');
}

function hashingAlgorithmOption(description: string): Option {
  return new Option('--password-hashing-algorithm <name>', description).choices(PASSWORD_HASHING_ALGORITHMS);
}

function parsePercent(text: string): number {
  const percent = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || percent > 100) throw new InvalidArgumentError('It is no number from 0 to 100.');
  return percent;
}

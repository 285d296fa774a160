import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { systemClock } from '../base/clock.ts';
import { readPackageVersion } from '../base/package-version.ts';
import { ConfigError } from '../config/config-error.ts';
import { addCheckOptions, CHECK_HELP } from './commands/check-options.ts';
import { addDatabaseCommands } from './commands/database-commands.ts';
import type { GenerateOptions } from './commands/generate-command.ts';
import { addServeOptions } from './commands/serve-options.ts';
import { addServerOptions, addTargetOptions, hashingAlgorithmOption } from './commands/target-options.ts';
import { wrapHelp } from './commands/wrap-help.ts';
import { addConvertOptions, CONVERT_HELP } from './convert/convert-options.ts';
import { addImportOptions, IMPORT_HELP, RESUME_HELP } from './import/import-options.ts';
import { addReconcileOptions, RECONCILE_HELP } from './reconcile/reconcile-options.ts';
import { REPORT_HELP } from './report/report-options.ts';
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
    const { noteText } = await import('./terminal/wrap-text.ts');
    noteText(`muster: ${isExpected ? error.message : `unexpected error: ${describeError(error)}`}`, output);
    return error instanceof CommandError ? error.exitCode : EXIT.couldNotRun;
  }
}

/** In the order in which a migration needs the commands, which no list of them shows. */
const FROM_AN_EXPORT = `
From the export of another system to a pool, for example Amazon Cognito's:
  muster convert auth0.ndjson -o people    CSV files, and a pool that fits
    (with a file of password hashes: --join hashes=hashes.ndjson)
  muster check people                      what would fail, and why
  muster import people --aws --dry-run     the plan; nothing is changed
  muster import people --aws --run first   users, then groups and the like
  muster resume first                      after an interruption
  muster reconcile people --aws            who is missing, or differs
  muster report first                      what came of it, and what is next
Without --aws the users go to AWS_ENDPOINT_URL, or to a data directory.`;

/** Each command loads its own modules: `serve` does not load the AWS SDK. */
function createProgram(output: Output, onEnd: (exitCode: number) => void): Command {
  const program = new Command('muster')
    .description('Imports users from CSV files as Amazon Cognito does, on your own machine.')
    .addHelpText('after', FROM_AN_EXPORT)
    .version(readPackageVersion())
    .exitOverride()
    // Descriptions are wrapped in terminals of 60 columns too.
    .configureHelp({ minWidthToWrap: 15 })
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'muster: ')) })
    .showSuggestionAfterError();
  addServeOptions(program.command('serve'))
    .description('start the server')
    .action(async (options: object) => {
      const { runServeCommand } = await import('./commands/serve-command.ts');
      onEnd(await runServeCommand(options, output));
    });
  addImportOptions(addTargetOptions(program.command('import')))
    .description('import the users of CSV files, whatever their size')
    .argument('<file...>', 'CSV files with a header line, or a directory of muster convert')
    .addHelpText('after', wrapHelp(IMPORT_HELP))
    .action(async (paths: readonly string[], options: object) => {
      const { runImportCommand } = await import('./import/import-command.ts');
      onEnd(await runImportCommand(paths, options, output, systemClock));
    });
  program
    .command('resume')
    .description('go on with an import that was interrupted')
    .argument('<dir>', 'folder of the run')
    .option('--json', 'print one JSON object per event to standard output, the last one a summary')
    .addHelpText('after', wrapHelp(RESUME_HELP))
    .action(async (path: string, options: object) => {
      const { runResumeCommand } = await import('./import/resume-command.ts');
      onEnd(await runResumeCommand(path, options, output, systemClock));
    });
  addCheckOptions(addTargetOptions(program.command('check')))
    .description('check CSV files without importing them')
    .argument('<file...>', 'CSV files with a header line, or directories of muster convert')
    .addHelpText('after', wrapHelp(CHECK_HELP))
    .action(async (paths: readonly string[], options: object) => {
      const { runCheck } = await import('./commands/check-files.ts');
      onEnd(await runCheck(paths, options, output, systemClock));
    });
  program
    .command('report')
    .description('print what came of an import, and write it as a page')
    .argument('<directory>', 'folder of the run, which muster import has made')
    .option('--show-values', 'show user names as they are; they are data of your users')
    .option('--json', 'print one JSON object')
    .addHelpText('after', wrapHelp(REPORT_HELP))
    .action(async (folder: string, options: object) => {
      const { runReportCommand } = await import('./report/report-command.ts');
      onEnd(await runReportCommand(folder, options, output));
    });
  addReconcileOptions(addTargetOptions(program.command('reconcile')))
    .description('compare CSV files with the users of a pool')
    .argument('<file...>', 'CSV files with a header line, or directories of muster convert')
    .addHelpText('after', wrapHelp(RECONCILE_HELP))
    .action(async (paths: readonly string[], options: object) => {
      const { runReconcileCommand } = await import('./reconcile/reconcile-command.ts');
      onEnd(await runReconcileCommand(paths, options, output, systemClock));
    });
  addConvertOptions(addTargetOptions(program.command('convert')))
    .description('make CSV files of what another system exported')
    .argument('<file...>', 'files of one export')
    .addHelpText('after', wrapHelp(CONVERT_HELP))
    .action(async (paths: readonly string[], options: object) => {
      const { runConvertCommand } = await import('./convert/convert-command.ts');
      onEnd(await runConvertCommand(paths, options, output, systemClock));
    });
  addTargetOptions(program.command('header'))
    .description('print the header line of a CSV file')
    .addHelpText('after', wrapHelp(HEADER_HELP))
    .action(async (options: object) => {
      const { runHeaderCommand } = await import('./commands/header-command.ts');
      onEnd(await runHeaderCommand(options, output));
    });
  addServerOptions(program.command('inbox'))
    .description('print the messages to users that a server keeps')
    .option('--to <address>', 'only those to this email address or phone number')
    .option('--follow', 'go on printing new ones, until Ctrl-C')
    .option('--json', 'print one JSON object per message')
    .addHelpText('after', wrapHelp(INBOX_HELP))
    .action(async (options: object) => {
      const { runInboxCommand } = await import('./commands/inbox-command.ts');
      onEnd(await runInboxCommand(options, output));
    });
  addServerOptions(program.command('keys').description('signing keys of user pools').command('rotate'))
    .description('sign tokens with new keys from now on')
    .option('--all', 'rotate the keys of all user pools of the account and region that have keys')
    .option('--delay <seconds>', 'publish the new keys now, and sign with them after so many seconds', parseDelay)
    .option('--json', 'print one JSON object per user pool')
    .addHelpText('after', wrapHelp(ROTATE_KEYS_HELP))
    .action(async (options: object) => {
      const { runRotateKeysCommand } = await import('./commands/keys-command.ts');
      onEnd(await runRotateKeysCommand(options, output));
    });
  addDatabaseCommands(program, output, onEnd);
  program
    .command('backup')
    .description('back up a data directory, even while a server uses it')
    .argument('<directory>', 'destination; it must not exist yet')
    .option('--data <dir>', 'data directory (default: .muster)')
    .action(async (destination: string, options: { data?: string }) => {
      const { runBackupCommand } = await import('./commands/backup-command.ts');
      onEnd(await runBackupCommand(destination, options, output));
    });
  program
    .command('verify')
    .description('check a data directory for inconsistencies')
    .option('--data <dir>', 'data directory or backup, in use or not (default: .muster)')
    .addHelpText('after', wrapHelp(VERIFY_HELP))
    .action(async (options: { data?: string }) => {
      const { runVerifyCommand } = await import('./commands/verify-command.ts');
      onEnd(await runVerifyCommand(options, output, systemClock));
    });
  program
    .command('generate')
    .description('write a CSV file of sample users')
    .requiredOption('--users <number>', 'number of records (required)', parseCount)
    .option('--seed <number>', 'the same seed gives the same file', parseCount, 1)
    .option('--bad <percent>', 'percentage of records that cannot be imported', parsePercent, 0)
    .addOption(hashingAlgorithmOption('add a column password_hash with hashes of unknown passwords'))
    .option('--out <file>', 'file to write (default: standard output)')
    .action(async (options: GenerateOptions) => {
      const { runGenerateCommand } = await import('./commands/generate-command.ts');
      onEnd(await runGenerateCommand(options, output, systemClock));
    });
  return program;
}

const HEADER_HELP = `
Without --user-pool-id and without an endpoint: the header for a pool without custom attributes.`;

const INBOX_HELP = `
A server keeps copies while the default credentials are in force, or with --inbox on: 1,000 messages at most, for 24 hours.

Exit codes: 0 printed, 2 it could not run.`;

const ROTATE_KEYS_HELP = `
Tokens that older keys signed stay valid until they run out: such a key stays published for a day and five minutes after the next one began to sign. Some verifiers do not read new keys immediately when they meet a token that names one: with --delay they can know them before.

A user pool has 20 signing keys at most: ten rotations within a day. One that has as many is named and left as it is; rotate it again when its oldest key is dropped.

Exit codes: 0 rotated, 1 some pools have too many keys, 2 nothing was rotated.`;

const VERIFY_HELP = `
Exit codes: 0 no inconsistencies, 1 inconsistencies found, 2 the directory could not be read.`;

function parseDelay(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 86_400) return Number(text);
  throw new InvalidArgumentError('It must be a whole number of seconds from 0 to 86400.');
}

function parsePercent(text: string): number {
  const percent = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || percent > 100)
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  return percent;
}

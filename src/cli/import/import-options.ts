import { type Command, InvalidArgumentError } from 'commander';
import {
  AGAINST_POOL_ACTIONS,
  AWS_LOG_ACTIONS,
  FOLLOW_UP_ACTIONS,
  IMPORT_ACTIONS,
  IMPORT_POOL_ACTIONS,
  IMPORT_ROLE_ACTIONS,
} from '../../driver/import-permissions.ts';
import { hashingAlgorithmOption } from '../commands/target-options.ts';
import { parseCount } from '../terminal/parse-count.ts';

export function addImportOptions(command: Command): Command {
  return command
    .option('--pool <file>', 'create the pool of a file such as pool.json, or use the one of its name')
    .option('--role-arn <arn>', 'role with which the jobs write their log (default: one is created)', parseRoleArn)
    .addOption(hashingAlgorithmOption('algorithm of the hashes in the column password_hash (default: read from them)'))
    .option(
      '--run <dir>',
      'folder for the plan, the journal and the results (default: muster-run-TIME beside the file or directory)',
    )
    .option('--dry-run', 'end after the plan; nothing is changed')
    .option('--against-pool', 'read the users of the pool first, for a plan that says who is in it already')
    .option('--yes', 'do not ask before the first change')
    .option('--part-records <number>', 'records of one job, at most (default: 500000)', parsePositive)
    .option('--keep-parts', 'keep the file of each part, hashes included, when its job has ended')
    .option(
      '--follow-up <file>',
      'groups, second factors and users to disable (default: follow-up.jsonl of the directory)',
    )
    .option('--no-follow-up', 'only import')
    .option('--rate <number>', 'follow-ups per second', parsePositive)
    .option('--json', 'print one JSON object per event to standard output, the last one a summary')
    .option('--failures <file>', 'no longer an option: failed.csv is in the folder of the run');
}

export const IMPORT_HELP = `
The users go to the data directory at --data, the server at --endpoint-url, or Amazon Cognito with --aws; without any of these to the server at AWS_ENDPOINT_URL, or else to the data directory: through the server that runs on it, or through one that is started for the import. Without --user-pool-id they go into the pool named import, which is created on first use.

First the files are read and checked against the pool, and the plan is shown: how many jobs, how long, what is created, what is billed. Unless the users go to a data directory, the command asks before the first change; without a terminal it needs --yes.

Files of any size are imported in parts, one job after the other. A directory that muster convert has written is imported file by file, then its follow-up.jsonl is done. If it has a pool.json, the users go into the pool of that file, which is created, or used as it is if one of its name exists; --user-pool-id or --pool name another.

The folder of the run has failed.csv and skipped.csv, each as it was, to fix and import again; failed.reasons.csv and skipped.reasons.csv with line, reason and remedy of each record; follow-up.jsonl with the follow-ups of users who are not in the pool, for --follow-up of the next import; report.html, to look at and to pass on; report.json; and the journal. muster report DIR prints the report.

If the command was interrupted, muster resume DIR goes on where it ended.

IAM permissions required:
${listActions(IMPORT_ACTIONS)}
with --aws:
${listActions(AWS_LOG_ACTIONS)}
with --against-pool:
${listActions(AGAINST_POOL_ACTIONS)}
to find or create the pool, without --user-pool-id:
${listActions(IMPORT_POOL_ACTIONS)}
to find or create the role, without --role-arn:
${listActions(IMPORT_ROLE_ACTIONS)}
for the follow-ups, those that it has:
${listActions(FOLLOW_UP_ACTIONS)}

Exit codes: 0 all users imported or already there, 1 some records or follow-ups failed, 2 the import could not begin or complete, 130 Ctrl-C was pressed twice.`;

export const RESUME_HELP = `
What is done is not done again: a job that was started is followed to its end, and follow-ups go on behind the last one.

Exit codes: those of muster import. 2 for a run that is finished: nothing is left to do.`;

function listActions(actions: readonly string[]): string {
  return actions.map((action) => `  ${action}`).join('\n');
}

/** @throws {InvalidArgumentError} unless the text is the ARN of a role */
function parseRoleArn(text: string): string {
  if (/^arn:[\w+=/,.@-]+:iam::\d+:role\/.+$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the ARN of a role, such as arn:aws:iam::123456789012:role/NAME.');
}

function parsePositive(text: string): number {
  const number = parseCount(text);
  if (number > 0) return number;
  throw new InvalidArgumentError('It must be 1 or more.');
}

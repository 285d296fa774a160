import type { Command } from 'commander';

export const RECONCILE_HELP = `
Says who of the files is missing in the pool, who is there with other attributes, and who of the pool is in no file. Nothing is changed. The pool is that of --user-pool-id, or the one named import. What an import would write is compared: all columns of the files but the second factor and the hash, which the pool does not show.

The pool is read by pages of 60 users: at Amazon Cognito 30 per second, its quota, so 1,800 users per second.

After an interruption run the same command again: it goes on where it was. Until it ends, what it knows so far is in a file beside the first one of yours, or in --work-dir; it holds user names.

IAM permissions required: cognito-idp:DescribeUserPool, cognito-idp:ListUsers; without --user-pool-id also cognito-idp:ListUserPools.

Exit codes: 0 files and pool are the same, 1 they differ, 2 they could not be compared, 130 it was interrupted.`;

export interface ReconcileOptions {
  readonly csv?: string;
  readonly json?: boolean;
  readonly workDir?: string;
}

/** The flags of `muster reconcile` besides those that say where a user pool is. */
export function addReconcileOptions(command: Command): Command {
  return command
    .option('--csv <file>', 'also write all differences to a new file, one line each')
    .option('--json', 'print one JSON object per difference, and a summary at the end')
    .option('--work-dir <dir>', 'where the file is kept that an interrupted run goes on with');
}

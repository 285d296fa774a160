import { InvalidArgumentError } from 'commander';
import { IMPORT_ACTIONS, IMPORT_POOL_ACTIONS, IMPORT_ROLE_ACTIONS } from '../../driver/import-permissions.ts';

export const IMPORT_HELP = `
The users go to the server at --endpoint-url or AWS_ENDPOINT_URL. Without an endpoint they go to the data directory: through the server that runs on it, or through one that is started for the import. Without --user-pool-id they go into the pool named import, which is created on first use.

A directory that muster convert has written is imported file by file, each with the algorithm that its name says. If it has a pool.json, the users go into the pool of that file, which is created, or used as it is if one of its name exists; --user-pool-id or --pool name another.

--failures failed.csv writes three files: failed.csv with the failed records as they were, to fix and import again; failed.skipped.csv with the skipped ones; failed.reasons.csv with a reason for each of them.

If the command was interrupted, run it again with the same file: it follows the job of the earlier run to its end.

IAM permissions required:
${listActions(IMPORT_ACTIONS)}
to create the pool, without --user-pool-id:
${listActions(IMPORT_POOL_ACTIONS)}
to create the role, without --role-arn:
${listActions(IMPORT_ROLE_ACTIONS)}

Exit codes: 0 all users imported or already there, 1 some records failed, 2 the import could not complete, or --failures could not be written, 130 Ctrl-C was pressed twice.`;

function listActions(actions: readonly string[]): string {
  return actions.map((action) => `  ${action}`).join('\n');
}

/** @throws {InvalidArgumentError} unless the text is the ARN of a role */
export function parseRoleArn(text: string): string {
  if (/^arn:[\w+=/,.@-]+:iam::\d+:role\/.+$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the ARN of a role, such as arn:aws:iam::123456789012:role/NAME.');
}

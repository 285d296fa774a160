import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SchemaAttribute } from '../../domain/pools/user-pool.ts';
import { parseCount } from '../terminal/parse-count.ts';
import { hashingAlgorithmOption } from './target-options.ts';

const CONTACTS = ['email', 'phone_number'];
const DATA_TYPES: readonly string[] = [
  'String',
  'Number',
  'Boolean',
  'DateTime',
] satisfies SchemaAttribute['dataType'][];

export const CHECK_HELP = `
Nothing is imported or sent, and the file is not changed. The file is checked for the pool of --user-pool-id (on the server at the endpoint, or in the data directory), for that of --user-pool-file, or for one that the flags describe; otherwise for the one that muster import with the same options would use, or would create on first use.

Several files, and the files of a directory that muster convert has written, are checked as one import, one after the other: a user who is in two of them is reported. A directory is checked for its pool.json unless another pool is named.

--against-pool also reads all users of the pool (30 requests per second at Amazon Cognito, for 1,800 users) and says which records of the files are users already.

IAM permissions required to ask for a pool: cognito-idp:DescribeUserPool; without --user-pool-id also cognito-idp:ListUserPools; with --against-pool also cognito-idp:ListUsers.

--fix writes to a new file and never changes the one that is checked. Only changes that cannot produce a wrong value are made; what needs a person is left as it is. The new file is checked too, and the exit code is for that one.

Exit codes: 0 every record would be imported or its user is in the pool already (there may be warnings), 1 some records would fail, or are of one user, 2 the check could not run or --fix could not write the new file, 130 it was interrupted.`;

/** The flags of `muster check` besides those that say where a pool is. */
export function addCheckOptions(command: Command): Command {
  return command
    .option(
      '--user-pool-file <file>',
      'JSON file with the pool: an answer of DescribeUserPool, or input of CreateUserPool',
    )
    .option('--auto-verified-attributes <list>', 'of the pool: email, phone_number or both', listOf(CONTACTS))
    .option('--username-attributes <list>', 'of the pool: email, phone_number or both', listOf(CONTACTS))
    .option(
      '--alias-attributes <list>',
      'of the pool: some of email, phone_number, preferred_username',
      listOf([...CONTACTS, 'preferred_username']),
    )
    .option('--case-insensitive', 'user names that differ only in case are the same user')
    .addOption(new Option('--mfa-configuration <mode>', 'of the pool').choices(['OFF', 'ON', 'OPTIONAL']))
    .option('--required-attributes <list>', 'attributes that every user must have', (text) => splitList(text))
    .option(
      '--custom-attributes <list>',
      'types of custom: columns that are not String: age=Number,vip=Boolean',
      parseCustomAttributes,
    )
    .addOption(hashingAlgorithmOption('of the job, if the file has password hashes'))
    .option('--max-findings <number>', 'places shown per kind of fault (default: 5; all with --json)', parseCount)
    .option('--against-pool', 'compare with the users who are in the pool already')
    .option('--fix <file>', 'write a new file with every change made that is safe to make, and list the changes')
    .option('--show-values', 'also print the faulty values and what they would become; they are data of your users')
    .option('--json', 'print JSON lines to standard output: one per finding, the summary at the end');
}

function listOf(words: readonly string[]): (text: string) => readonly string[] {
  return (text) => {
    const list = splitList(text);
    if (list.every((word) => words.includes(word))) return list;
    throw new InvalidArgumentError(`It must be a list of ${words.join(', ')}.`);
  };
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function parseCustomAttributes(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    splitList(text).map((item) => {
      const [name = '', dataType = ''] = item.replace(/^custom:/, '').split('=');
      if (name === '' || !DATA_TYPES.includes(dataType))
        throw new InvalidArgumentError(`It must be a list of NAME=TYPE (${DATA_TYPES.join(', ')}).`);
      return [name, dataType];
    }),
  );
}

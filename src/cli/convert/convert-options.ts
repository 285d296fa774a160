import { type Command, Option } from 'commander';
import { JOIN_NAMES } from '../../convert/joins/joined.ts';
import { SOURCE_NAMES } from '../../convert/sources/source-names.ts';
import type { MappingOptions } from './choose-mapping.ts';
import type { ConvertPoolOptions } from './find-convert-pool.ts';

export interface ConvertCommandOptions extends ConvertPoolOptions, MappingOptions {
  readonly from?: string;
  readonly outDir?: string;
  readonly pepper?: 'none';
  /** `NAME=FILE` each. */
  readonly join?: readonly string[];
}

export const CONVERT_HELP = `
Makes files for muster import and for Amazon Cognito of what another system exported: one CSV file for each form of password hash, with everything else that Cognito needs. Nothing is imported or sent, and the export is not changed.

DIR is created, readable by you alone, with: users.csv and users-ALGORITHM.csv; follow-up.jsonl with what a CSV file cannot carry (groups, disabled users, MFA, linked accounts); left-out.csv with each record that makes no user, why, and what to do; canaries.csv with users whose sign-in proves a file of hashes; pool.json, a user pool that fits; convert.json with the counts.

Without --user-pool-id, --pool or --header the files are for the pool of pool.json.

A mapping file says which column or JSON path becomes which attribute. Write the one in force with --write-map map.yaml, change it, and give it with --map map.yaml. What it leaves out stays as it is, so a few lines are enough:
  attributes:
    custom:plan: app_metadata.plan
    birthdate: {column: dob, date: dd.mm.yyyy}
  booleans: {true: [ja], false: [nein]}

For example:
  muster convert auth0.ndjson --join hashes=hashes.ndjson -o users
  muster check users
  muster import users

docs/CONVERT.md says for each system what to export, who counts as verified, and which hashes are carried.

Exit codes: 0 all records became users, 1 some were left out, 2 it could not run, 130 it was interrupted.`;

export function addConvertOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--from <source>', 'system that exported the file (default: recognised)').choices(SOURCE_NAMES),
    )
    .option('-o, --out-dir <dir>', 'directory to create for the files')
    .option('--pool <file>', 'pool to make files for: an answer of DescribeUserPool, or input of CreateUserPool')
    .option('--header <file>', 'columns to make files for: an answer of GetCSVHeader, or a header line')
    .option('--map <file>', 'mapping file: what of the export goes where')
    .option('--write-map <file>', 'write the mapping in force to FILE; without -o nothing else is done')
    .option('--country <code>', 'country of phone numbers without a country code, such as DE')
    .addOption(
      new Option(
        '--email-verified <answer>',
        'yes: email addresses are verified unless the export says that they are not; no: none is',
      ).choices(['yes', 'no']),
    )
    .addOption(
      new Option(
        '--pepper <answer>',
        'none: the application added no secret to passwords (Devise, for example)',
      ).choices(['none']),
    )
    .option(
      '--join <name=file>',
      `second file of the same export, such as hashes=FILE; NAME is one of ${JOIN_NAMES.join(', ')} (repeatable)`,
      (value: string, before: readonly string[] = []) => [...before, value],
    );
}

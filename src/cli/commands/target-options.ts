import { type Command, InvalidArgumentError, Option } from 'commander';
import { PASSWORD_HASHING_ALGORITHMS } from '../../domain/password-hashes/password-hashing-algorithm.ts';

/** The flags that say where a user pool is. */
export function addTargetOptions(command: Command): Command {
  return addServerOptions(command).option(
    '--aws',
    'Amazon Cognito, in the region and with the credentials that the AWS CLI would use',
  );
}

/** The same for commands that only a Muster understands. */
export function addServerOptions(command: Command): Command {
  return command
    .option('--user-pool-id <id>', 'user pool', parseUserPoolId)
    .option('--endpoint-url <url>', 'URL of a server (default: AWS_ENDPOINT_URL, or endpoint_url of the profile)')
    .option('--data <dir>', 'data directory, used instead of any endpoint (default without one: .muster)')
    .option('--region <name>', 'region of the pool (default: AWS_REGION, AWS_DEFAULT_REGION, the profile, us-east-1)')
    .option('--profile <name>', 'profile of the AWS configuration files');
}

export function hashingAlgorithmOption(description: string): Option {
  return new Option('--password-hashing-algorithm <name>', description).choices(PASSWORD_HASHING_ALGORITHMS);
}

function parseUserPoolId(text: string): string {
  if (/^[\w-]+_[0-9a-zA-Z]+$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the ID of a user pool, such as us-east-1_AbCdEfGhI.');
}

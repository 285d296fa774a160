import { type Config, type Environment, resolveConfig } from '../../config/resolve-config.ts';
import { quoteWord } from '../terminal/quote-word.ts';

/** Where a command that asks a server finds it. */
export interface TargetOptions {
  readonly endpointUrl?: string;
  /** Amazon Cognito, with each service where the SDK knows it to be. */
  readonly aws?: boolean;
  readonly data?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly userPoolId?: string;
}

/** The flags as they were given, in front of each a space: for lines to copy that go to the same place. */
export function targetFlags({ data, endpointUrl, aws, region, profile }: TargetOptions): string {
  const values = { data, 'endpoint-url': endpointUrl, region, profile };
  const words = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [` --${name} ${quoteWord(value)}`],
  );
  return `${aws === true ? ' --aws' : ''}${words.join('')}`;
}

/**
 * Settings of a server started for one command: those of the environment, but reachable from this machine only, under the address it
 * has there, in both roles, and silent.
 */
export function resolveTargetConfig(options: TargetOptions, environment: Environment = process.env): Config {
  const { MUSTER_PUBLIC_URL: _publicUrl, MUSTER_ROLE: _role, ...rest } = withoutDatabase(options, environment);
  return resolveConfig({ data: options.data, host: '127.0.0.1', port: '0', logLevel: 'silent' }, rest);
}

/** What a server with these settings takes of a file. No server is meant, so nothing else has to be right. */
export function resolveFileLimits(
  environment: Environment = process.env,
): Pick<Config, 'csvBytesMax' | 'csvRecordsMax'> {
  return resolveTargetConfig({ data: '.' }, environment);
}

/** `--data`, `--endpoint-url` and `--aws` beat a database of the environment. */
function withoutDatabase({ data, endpointUrl, aws }: TargetOptions, environment: Environment): Environment {
  if (data === undefined && endpointUrl === undefined && aws !== true) return environment;
  const { MUSTER_DATABASE: _database, ...rest } = environment;
  return rest;
}

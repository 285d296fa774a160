import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { assertPresent } from '../../base/assert.ts';
import { describeDatabase } from '../../config/node-values.ts';
import { type Config, type Environment, resolveConfig } from '../../config/resolve-config.ts';
import { DataDirectoryInUseError, type Muster } from '../../service/entry.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { isNewDirectory } from './data-directory.ts';
import { explainStartError, startServer } from './start-server.ts';
import { type AccessKey, type CredentialProvider, findCredentials } from './target-credentials.ts';

const DEFAULT_REGION = 'us-east-1';
const HOLDER_POLL_MS = 100;
const HOLDER_WAIT_MAX_MS = 5_000;

/** How a command that speaks to a server is aimed. */
export interface TargetOptions {
  readonly endpointUrl?: string;
  readonly data?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** A server to speak to. */
export interface ImportTarget {
  readonly url: string;
  readonly region: string;
  readonly credentials: AccessKey | CredentialProvider;
  /** For people: its address, or its data directory. */
  readonly description: string;
  /** Ends the server if it was started for this command. */
  close(): Promise<void>;
}

/**
 * Settings of a server started for one command: those of the environment, but reachable from this machine only, under the address it
 * has there, and silent.
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

/** Who names a data directory, or a server, means no database. */
function withoutDatabase({ data, endpointUrl }: TargetOptions, environment: Environment): Environment {
  if (data === undefined && endpointUrl === undefined) return environment;
  const { MUSTER_DATABASE: _database, ...rest } = environment;
  return rest;
}

/** The server at `--endpoint-url`, else the one that runs on the data directory, else one that is started on it. */
export async function openTarget(options: TargetOptions, config: Config, output: Output): Promise<ImportTarget> {
  if (options.endpointUrl !== undefined) return openEndpoint(options.endpointUrl, options);
  if (options.profile !== undefined) throw new CommandError('--profile is for a server named by --endpoint-url');
  const region = chooseRegion(options, process.env, config.region);
  const { accessKeyId, secretAccessKey } = assertPresent(config.rootCredentials[0], 'a config has root credentials');
  // A copy: the SDK writes into what it is given, and a config is frozen.
  const credentials = { accessKeyId, secretAccessKey };
  try {
    const isNew = config.database === undefined && (await isNewDirectory(config.data));
    const server = await startWhenHolderIsKnown(config);
    if (isNew) output.note(`Made the data directory ${resolve(config.data)}`);
    const description = config.database === undefined ? config.data : describeDatabase(config.database);
    return { url: server.url, region, credentials, description, close: () => server.stop() };
  } catch (error) {
    if (!(error instanceof DataDirectoryInUseError) || error.url === undefined) throw explainStartError(error, config);
    output.note(`Using the server that runs on ${config.data}: ${error.url}`);
    return { url: error.url, region, credentials, description: error.url, close: async () => {} };
  }
}

/** Another server that holds the directory and does not listen yet is just being started, or ended: soon it can be used, or is gone. */
async function startWhenHolderIsKnown(config: Config): Promise<Muster> {
  for (let waitedMs = 0; ; waitedMs += HOLDER_POLL_MS) {
    try {
      return await startServer(config);
    } catch (error) {
      const mayPass = error instanceof DataDirectoryInUseError && error.url === undefined;
      if (!mayPass || waitedMs >= HOLDER_WAIT_MAX_MS) throw error;
      await wait(HOLDER_POLL_MS);
    }
  }
}

function openEndpoint(endpointUrl: string, options: TargetOptions): ImportTarget {
  if (!/^https?:\/\//i.test(endpointUrl) || !URL.canParse(endpointUrl)) {
    throw new CommandError(`--endpoint-url ${endpointUrl} is no URL; give one such as http://127.0.0.1:4599`);
  }
  if (options.data !== undefined) throw new CommandError('give --endpoint-url or --data, not both');
  return {
    url: endpointUrl,
    region: chooseRegion(options, process.env, undefined),
    credentials: findCredentials(endpointUrl, options.profile),
    description: endpointUrl,
    close: async () => {},
  };
}

/** As the AWS CLI chooses; a server that serves other regions only is asked in its first. */
export function chooseRegion(
  { region }: TargetOptions,
  environment: Environment,
  served: readonly string[] | undefined,
): string {
  if (region !== undefined) return region;
  const usual = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || DEFAULT_REGION;
  return served === undefined || served.includes(usual) ? usual : (served[0] ?? usual);
}

import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { assertPresent } from '../../base/assert.ts';
import { hideUserInfo } from '../../base/text/hide-user-info.ts';
import { describeDatabase } from '../../config/node-values.ts';
import type { Config } from '../../config/resolve-config.ts';
import type { ServiceAddress } from '../../driver/service-clients.ts';
import { DataDirectoryInUseError, type Muster } from '../../service/entry.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { chooseRegion, findRegionOfAwsHost, isAwsHost } from './choose-region.ts';
import { findConfiguredEndpoint } from './configured-values.ts';
import { isNewDirectory } from './data-directory.ts';
import type { TargetOptions } from './resolve-target-config.ts';
import { explainStartError, startServer } from './start-server.ts';
import { findCredentials } from './target-credentials.ts';

const HOLDER_POLL_MS = 100;
const HOLDER_WAIT_MAX_MS = 5_000;

/** A server to ask. */
export interface ImportTarget {
  /** Of its Cognito API. */
  readonly url: string;
  readonly kind: 'muster' | 'cognito';
  readonly address: ServiceAddress;
  /** For people: its address, or its data directory. */
  readonly description: string;
  /** Ends the server if it was started for this command. */
  close(): Promise<void>;
}

/** The URL of `--endpoint-url`, else the configured one; undefined: the command works on a data directory. @throws {CommandError} */
export async function findEndpoint(options: TargetOptions): Promise<string | undefined> {
  if (options.endpointUrl !== undefined && options.data !== undefined) {
    throw new CommandError('give --endpoint-url or --data, not both');
  }
  if (options.endpointUrl !== undefined) return checkUrl(options.endpointUrl, '--endpoint-url');
  if (options.data !== undefined) return undefined;
  const configured = await findConfiguredEndpoint('cognito_identity_provider', options.profile);
  return configured === undefined
    ? undefined
    : checkUrl(configured, 'AWS_ENDPOINT_URL, or endpoint_url of the profile,');
}

function checkUrl(url: string, source: string): string {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  throw new CommandError(`${source} must be a URL such as http://127.0.0.1:4599, not ${hideUserInfo(url)}`);
}

/**
 * The server that {@link findEndpoint} names, else the one that runs on the data directory, else one that is started on it.
 * `whenNew`: whether a data directory that does not exist is created.
 */
export async function openTarget(
  options: TargetOptions,
  config: Config,
  output: Output,
  whenNew: 'create' | 'refuse' = 'create',
): Promise<ImportTarget> {
  const endpoint = await findEndpoint(options);
  if (endpoint !== undefined) return openEndpoint(endpoint, options);
  if (options.profile !== undefined) {
    throw new CommandError(
      options.data === undefined
        ? `profile ${options.profile} has no endpoint_url; add --endpoint-url`
        : '--profile is for a server with an address, and --data names a directory; leave out one of them',
    );
  }
  const region = await chooseRegion(options, config.region);
  const { accessKeyId, secretAccessKey } = assertPresent(config.rootCredentials[0], 'a config has root credentials');
  const targetAt = (url: string): Pick<ImportTarget, 'url' | 'kind' | 'address'> => ({
    url,
    kind: 'muster',
    // A copy of the key: the SDK writes into what it is given, and a config is frozen.
    address: {
      region,
      credentials: { accessKeyId, secretAccessKey },
      endpoints: { cognito: url, logs: url, iam: url },
    },
  });
  try {
    const isNew = config.database === undefined && (await isNewDirectory(config.data));
    if (isNew && whenNew === 'refuse') {
      throw new CommandError(
        `there is no data directory ${config.data}; name one with --data, or a server with --endpoint-url`,
      );
    }
    const server = await startWhenHolderIsKnown(config);
    if (isNew) output.note(`Created data directory ${resolve(config.data)}`);
    const description =
      config.database === undefined ? `data directory ${config.data}` : describeDatabase(config.database);
    return { ...targetAt(server.url), description, close: () => server.stop() };
  } catch (error) {
    if (!(error instanceof DataDirectoryInUseError) || error.url === undefined) throw explainStartError(error, config);
    output.note(`Using the server that runs on ${config.data}: ${error.url}`);
    return { ...targetAt(error.url), description: error.url, close: async () => {} };
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

/**
 * Amazon Cognito has its log and its roles at other addresses, which the SDK knows; a Muster answers for all three services, unless one
 * of them is configured by itself.
 */
async function openEndpoint(url: string, options: TargetOptions): Promise<ImportTarget> {
  const { profile } = options;
  const host = new URL(url).hostname.toLowerCase();
  const isAws = isAwsHost(host);
  const endpointOf = async (service: 'cloudwatch_logs' | 'iam'): Promise<string | undefined> => {
    const isNamed = options.endpointUrl !== undefined;
    if (isNamed && !isAws) return url;
    // An endpoint for every service is that of some Muster: beside a host of AWS it is not meant.
    const configured = await findConfiguredEndpoint(service, profile, { ofServiceAlone: isNamed });
    return configured ?? (isAws ? undefined : url);
  };
  return {
    url,
    kind: isAws ? 'cognito' : 'muster',
    address: {
      region: await chooseRegion({ ...options, hostRegion: findRegionOfAwsHost(host) }),
      credentials: findCredentials(url, profile),
      endpoints: { cognito: url, logs: await endpointOf('cloudwatch_logs'), iam: await endpointOf('iam') },
    },
    description: url,
    close: async () => {},
  };
}

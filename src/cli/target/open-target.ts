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
import { chooseRegion, findRegionOfAwsHost, findRegionOfPool, isAwsHost } from './choose-region.ts';
import { type AwsService, findConfiguredEndpoint, findConfiguredRegion } from './configured-values.ts';
import { isNewDirectory } from './data-directory.ts';
import type { TargetOptions } from './resolve-target-config.ts';
import { explainStartError, startServer } from './start-server.ts';
import { findAwsCredentials, findCredentials } from './target-credentials.ts';

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
  /** Whether it is a data directory, or the database of the environment, whatever server runs on it. */
  readonly isDirectory: boolean;
  /** Ends the server if it was started for this command. */
  close(): Promise<void>;
}

/**
 * The URL of `--endpoint-url`, else that of Amazon Cognito with `--aws`, else the configured one; undefined: the command works on a data
 * directory. @throws {CommandError}
 */
export async function findEndpoint(options: TargetOptions): Promise<string | undefined> {
  refuseSeveralTargets(options);
  if (options.endpointUrl !== undefined) return checkUrl(options.endpointUrl, '--endpoint-url');
  if (options.aws === true) return (await openAws(options)).url;
  if (options.data !== undefined) return undefined;
  const configured = await findConfiguredEndpoint('cognito_identity_provider', options.profile);
  return configured === undefined
    ? undefined
    : checkUrl(configured, 'AWS_ENDPOINT_URL, or endpoint_url of the profile,');
}

/** @throws {CommandError} */
function refuseSeveralTargets({ data, endpointUrl, aws }: TargetOptions): void {
  const given = [
    ...(data === undefined ? [] : ['--data']),
    ...(endpointUrl === undefined ? [] : ['--endpoint-url']),
    ...(aws === true ? ['--aws'] : []),
  ];
  if (given.length > 1) throw new CommandError(`give only one of ${given.join(' and ')}: each says where the users go`);
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
  refuseSeveralTargets(options);
  if (options.aws === true) return openAws(options);
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
  const targetAt = (url: string): Pick<ImportTarget, 'url' | 'kind' | 'address' | 'isDirectory'> => ({
    url,
    kind: 'muster',
    isDirectory: true,
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
    isDirectory: false,
    address: {
      region: await chooseRegion({ ...options, hostRegion: findRegionOfAwsHost(host) }),
      credentials: findCredentials(url, profile),
      endpoints: { cognito: url, logs: await endpointOf('cloudwatch_logs'), iam: await endpointOf('iam') },
    },
    description: url,
    close: async () => {},
  };
}

/**
 * Amazon Cognito, CloudWatch Logs and IAM, each where the SDK knows it to be, unless the environment or the profile has another URL.
 * Region, profile and credentials are looked for as the AWS CLI looks for them. @throws {CommandError} if there is no region
 */
async function openAws(options: TargetOptions): Promise<ImportTarget> {
  const { profile } = options;
  const region = await chooseRegion(options);
  const isKnown = options.region ?? findRegionOfPool(options.userPoolId) ?? (await findConfiguredRegion(profile));
  if (isKnown === undefined) {
    throw new CommandError('--aws needs a region: add --region, or set AWS_REGION, or name a profile that has one');
  }
  const cognito = await findConfiguredUrl('cognito_identity_provider', profile);
  const logs = await findConfiguredUrl('cloudwatch_logs', profile);
  const iam = await findConfiguredUrl('iam', profile);
  const place = `Amazon Cognito in ${region}`;
  return {
    url: cognito ?? `https://cognito-idp.${region}.amazonaws.com`,
    kind: 'cognito',
    isDirectory: false,
    address: { region, credentials: findAwsCredentials(profile), endpoints: { cognito, logs, iam } },
    description: cognito === undefined ? place : `${place} (${hideUserInfo(cognito)})`,
    close: async () => {},
  };
}

async function findConfiguredUrl(service: AwsService, profile: string | undefined): Promise<string | undefined> {
  const configured = await findConfiguredEndpoint(service, profile);
  const source = `AWS_ENDPOINT_URL_${service.toUpperCase()}, AWS_ENDPOINT_URL, or endpoint_url of the profile,`;
  return configured === undefined ? undefined : checkUrl(configured, source);
}

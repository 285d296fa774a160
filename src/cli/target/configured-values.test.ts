import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseRegion, findRegionOfAwsHost } from './choose-region.ts';
import { type AwsService, findConfiguredEndpoint, findConfiguredRegion } from './configured-values.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-config-'));
});
afterAll(() => rmSync(directory, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

let files = 0;
/** Lets the SDK find these variables, and no others of AWS, beside a configuration file. */
function configure(variables: Readonly<Record<string, string>>, config: string): void {
  files += 1;
  const path = join(directory, `config-${files}`);
  writeFileSync(path, config);
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', path);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(directory, 'none'));
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

const COGNITO = 'cognito_identity_provider';
const A = 'http://127.0.0.1:1';
const B = 'http://127.0.0.1:2';
const PROFILE = `[default]\nendpoint_url = ${A}\n[profile other]\nendpoint_url = ${B}\n`;
const SERVICES = `[default]\nservices = s\nendpoint_url = ${A}\n[services s]\niam =\n  endpoint_url = ${B}\n`;

describe('findConfiguredEndpoint', () => {
  it.each<[string, Record<string, string>, string, AwsService, string | undefined, string | undefined]>([
    ['nothing', {}, '', COGNITO, undefined, undefined],
    ['AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: A }, '', COGNITO, undefined, A],
    ['the variable of the service', { AWS_ENDPOINT_URL: A, AWS_ENDPOINT_URL_IAM: B }, '', 'iam', undefined, B],
    ['no variable of another service', { AWS_ENDPOINT_URL_IAM: B }, '', 'cloudwatch_logs', undefined, undefined],
    ['a variable before the profile', { AWS_ENDPOINT_URL: B }, PROFILE, COGNITO, undefined, B],
    ['the default profile', {}, PROFILE, COGNITO, undefined, A],
    ['AWS_PROFILE', { AWS_PROFILE: 'other' }, PROFILE, COGNITO, undefined, B],
    ['--profile before AWS_PROFILE', { AWS_PROFILE: 'default' }, PROFILE, COGNITO, 'other', B],
    ['the services of the profile', {}, SERVICES, 'iam', undefined, B],
    ['its endpoint_url for other services', {}, SERVICES, COGNITO, undefined, A],
    ['no blank variable', { AWS_ENDPOINT_URL: '' }, '', COGNITO, undefined, undefined],
    [
      'nothing that is to be ignored',
      { AWS_ENDPOINT_URL: A, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      PROFILE,
      COGNITO,
      undefined,
      undefined,
    ],
    [
      'nothing that the profile ignores',
      {},
      `[default]\nignore_configured_endpoint_urls = true\nendpoint_url = ${A}\n`,
      COGNITO,
      undefined,
      undefined,
    ],
  ])('takes %s', async (_name, variables, config, service, profile, endpoint) => {
    configure(variables, config);
    expect(await findConfiguredEndpoint(service, profile)).toBe(endpoint);
  });
});

describe('findConfiguredRegion', () => {
  const REGIONS = '[default]\nregion = eu-west-3\n[profile other]\nregion = eu-north-1\n';

  it.each<[string, Record<string, string>, string, string | undefined, string | undefined]>([
    [
      'AWS_REGION, before AWS_DEFAULT_REGION',
      { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' },
      REGIONS,
      undefined,
      'eu-west-1',
    ],
    ['AWS_DEFAULT_REGION, before the profile', { AWS_DEFAULT_REGION: 'eu-west-2' }, REGIONS, undefined, 'eu-west-2'],
    ['the default profile', {}, REGIONS, undefined, 'eu-west-3'],
    ['AWS_PROFILE', { AWS_PROFILE: 'other' }, REGIONS, undefined, 'eu-north-1'],
    ['--profile', {}, REGIONS, 'other', 'eu-north-1'],
    ['nothing', {}, '', undefined, undefined],
  ])('takes that of %s', async (_name, variables, config, profile, region) => {
    configure(variables, config);
    expect(await findConfiguredRegion(profile)).toBe(region);
  });
});

describe('chooseRegion', () => {
  const userPoolId = 'eu-west-2_AbCdEfGhI';

  it.each<[string, Record<string, string>, Parameters<typeof chooseRegion>[0], readonly string[] | undefined, string]>([
    [
      'the flag, before all else',
      { AWS_REGION: 'eu-west-1' },
      { region: 'eu-west-2', userPoolId },
      undefined,
      'eu-west-2',
    ],
    ['the configured one', { AWS_REGION: 'eu-west-1' }, {}, undefined, 'eu-west-1'],
    [
      'that of the host of AWS, before the configured one',
      { AWS_REGION: 'eu-west-1' },
      { hostRegion: 'eu-west-3' },
      undefined,
      'eu-west-3',
    ],
    ['that of the pool, if none is configured', {}, { userPoolId }, undefined, 'eu-west-2'],
    ['us-east-1 at last', {}, {}, undefined, 'us-east-1'],
    ['the first that the server serves', { AWS_REGION: 'eu-west-1' }, {}, ['eu-west-3', 'eu-west-2'], 'eu-west-3'],
    [
      'the configured one, if the server serves it',
      { AWS_REGION: 'eu-west-2' },
      {},
      ['eu-west-3', 'eu-west-2'],
      'eu-west-2',
    ],
    ['that of the pool, if the server serves it', {}, { userPoolId }, ['eu-west-3', 'eu-west-2'], 'eu-west-2'],
  ])('takes %s', async (_name, variables, options, served, region) => {
    configure(variables, '');
    expect(await chooseRegion(options, served)).toBe(region);
  });

  it.each<[string, Record<string, string>, Parameters<typeof chooseRegion>[0], string]>([
    ['--region', {}, { region: 'eu-west-1', userPoolId }, '--region says eu-west-1; use --region eu-west-2'],
    [
      'the configuration',
      { AWS_REGION: 'eu-west-1' },
      { userPoolId },
      'AWS_REGION, AWS_DEFAULT_REGION or the profile says eu-west-1',
    ],
    [
      'the host of AWS',
      { AWS_REGION: 'eu-west-2' },
      { hostRegion: 'eu-west-1', userPoolId },
      'the host of the endpoint is in eu-west-1',
    ],
  ])('refuses a pool of another region than that of %s', async (_name, variables, options, text) => {
    configure(variables, '');
    await expect(chooseRegion(options)).rejects.toThrow(`user pool ${userPoolId} is in region eu-west-2, but ${text}`);
  });

  it('refuses --region beside a host of AWS in another region', async () => {
    configure({}, '');
    await expect(chooseRegion({ region: 'eu-west-1', hostRegion: 'eu-west-2' })).rejects.toThrow(
      'the host of the endpoint is in region eu-west-2, but --region says eu-west-1',
    );
  });
});

describe('findRegionOfAwsHost', () => {
  it.each([
    ['cognito-idp.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['cognito-idp-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['cognito-idp.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['cognito-idp.eu-west-1.api.aws', 'eu-west-1'],
    ['vpce-0123-ab.cognito-idp.eu-west-1.vpce.amazonaws.com', 'eu-west-1'],
    ['amazonaws.com', undefined],
    ['cognito-idp.eu-west-1.example.com', undefined],
    ['127.0.0.1', undefined],
  ])('finds in %s', (host, region) => {
    expect(findRegionOfAwsHost(host)).toBe(region);
  });
});

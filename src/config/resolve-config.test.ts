import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { describeSettings } from './describe-settings.ts';
import {
  completeConfig,
  type Environment,
  type Flags,
  type GivenValues,
  givenValuesOf,
  resolveConfig,
} from './resolve-config.ts';

const ROOT = '111122223333:admin:a-long-secret';
const SECOND = '444455556666:other:another:secret';

function errorOf(flags: Flags, environment: Environment): ConfigError {
  try {
    resolveConfig(flags, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

const BUCKET = { uploads: 's3://uploads' };

describe('resolveConfig', () => {
  it.each<[string, Flags]>([
    ['--s3-endpoint', { s3Endpoint: 'https://s3.example' }],
    ['--s3-region', { s3Region: 'us-east-1' }],
    ['--s3-path-style', { s3PathStyle: 'on' }],
    ['--s3-sse', { s3Sse: 'AES256' }],
    ['--direct-upload', { directUpload: 'on' }],
  ])('refuses %s without a bucket that it could be for', (flag, flags) => {
    const { message } = errorOf(flags, {});
    expect(message).toContain(`${flag}: it applies only to a bucket for uploads`);
    expect(message).toContain('--uploads s3://bucket/prefix');
  });

  it('takes the defaults of the design when nothing is set', () => {
    expect(resolveConfig({}, {})).toEqual({
      host: '127.0.0.1',
      port: 4599,
      data: '.muster',
      uploads: undefined,
      s3Endpoint: undefined,
      s3Region: undefined,
      s3PathStyle: 'off',
      s3Sse: 'none',
      directUpload: 'off',
      database: undefined,
      role: 'all',
      parallelJobs: 1,
      publicUrl: undefined,
      tokenIssuer: 'public-url',
      account: '123456789012',
      region: undefined,
      iam: 'on',
      logLevel: 'info',
      console: 'on',
      metrics: 'loopback',
      inbox: 'on',
      csvBytesMax: 104_857_600,
      csvRecordsMax: 500_000,
      uploadBytesMax: 268_435_456,
      waitingUploadBytesMax: 10_737_418_240,
      jobsPerPoolMax: 1_000,
      activeJobsMax: 1,
      bodyBytesMax: 67_108_864,
      requestRatePercent: 0,
      hashImport: 'on',
      testControls: false,
      remoteTestControls: false,
      allowedOrigins: [],
      rootCredentials: [{ account: '123456789012', accessKeyId: 'test', secretAccessKey: 'test' }],
      serverKey: undefined,
      defaultCredentialsInForce: true,
      usesDefaultAccount: true,
    });
  });

  it.each<[string, boolean]>([
    ['none', true],
    ['aws:kms', true],
    ['AES256', false],
    ['aws:kms:my-key', false],
  ])('lets clients put files into a bucket that is asked for %s: %s (R131)', (s3Sse, isAllowed) => {
    const flags: Flags = { ...BUCKET, directUpload: 'on', s3Sse };
    if (isAllowed) return expect(resolveConfig(flags, {})).toMatchObject({ directUpload: 'on', s3Sse });
    expect(errorOf(flags, {})).toMatchObject({
      setting: 's3Sse',
      message: `--s3-sse ${s3Sse}: with --direct-upload on, clients request the encryption, which is always aws:kms without a key: use aws:kms or none, or leave --direct-upload off`,
    });
  });

  const SHARED = { MUSTER_UPLOADS: 's3://uploads', MUSTER_SERVER_KEY: 'a'.repeat(64) };
  const DATABASE = 'postgres://muster@db.example.com/muster';

  it('takes a database with what nodes share, its password from the variable only', () => {
    expect(resolveConfig({ database: DATABASE }, SHARED)).toMatchObject({
      database: DATABASE,
      role: 'all',
      parallelJobs: 2,
    });
    const withPassword = 'postgresql://muster:secret@db.example.com:6432/muster?sslmode=require';
    expect(resolveConfig({}, { ...SHARED, MUSTER_DATABASE: withPassword })).toMatchObject({ database: withPassword });
    expect(resolveConfig({ database: DATABASE, role: 'worker', parallelJobs: '7' }, SHARED)).toMatchObject({
      role: 'worker',
      parallelJobs: 7,
    });
  });

  it.each<[string, Flags, Environment, string, string]>([
    ['a database without a place for uploads', {}, { ...SHARED, MUSTER_UPLOADS: '' }, 'uploads', '--uploads s3://'],
    ['a database without a server key', {}, { ...SHARED, MUSTER_SERVER_KEY: '' }, 'serverKey', 'MUSTER_SERVER_KEY'],
    [
      'a password in a flag',
      { database: 'postgres://muster:secret@db.example.com/muster' },
      SHARED,
      'database',
      'MUSTER_DATABASE',
    ],
    [
      'a password among the parameters of a flag',
      { database: `${DATABASE}?password=secret` },
      SHARED,
      'database',
      'PGPASSWORD',
    ],
    [
      'an address without a database',
      { database: 'postgres://muster:secret@db.example.com' },
      SHARED,
      'database',
      'use',
    ],
    ['an address of something else', { database: 'mysql://muster:secret@db/muster' }, SHARED, 'database', 'PostgreSQL'],
  ])('refuses %s, and shows no secret', (_name, flags, environment, setting, text) => {
    const error = errorOf({ database: DATABASE, ...flags }, environment);
    expect(error.setting).toBe(setting);
    expect(error.message).toContain(text);
    expect(error.message).not.toContain('secret');
  });

  it.each<[Environment, string]>([
    [{ MUSTER_S3_ENDPOINT: 'https://user:secret@s3.example.com' }, '"https://***@s3.example.com"'],
    [{ MUSTER_PUBLIC_URL: 'https://secret@import.example.com' }, '"https://***@import.example.com"'],
    [{ MUSTER_PUBLIC_URL: 'user:secret@import.example.com' }, '"***@import.example.com"'],
    [{ MUSTER_PUBLIC_URL: 'https://user:secret/with@signs,@import.example.com' }, '"https://***@import.example.com"'],
    [{ MUSTER_ALLOWED_ORIGINS: 'https://a.example,https://user:secret@b.example' }, '"https://***@b.example"'],
    [{ MUSTER_UPLOADS: 's3://key:secret@bucket/prefix' }, '"s3://***@bucket/prefix"'],
    [
      { MUSTER_PUBLIC_URL: `https://user:${'secret'.repeat(50)}@import.example.com` },
      '"https://***@import.example.com"',
    ],
  ])('refuses a URL with user information and does not show that: %j', (environment, shown) => {
    const { message } = errorOf({}, environment);
    expect(message).toContain(`: ${shown} is not allowed: use`);
    expect(message).not.toContain('secret');
  });

  it.each<[string, Flags]>([
    ['api', { role: 'api' }],
    ['worker', { role: 'worker' }],
  ])('refuses the role %s of a data directory', (_role, flags) => {
    expect(errorOf(flags, {})).toMatchObject({ setting: 'role', message: expect.stringContaining('--database') });
  });

  it('lets a node listen beyond loopback without root credentials if it only runs jobs', () => {
    const flags = { database: DATABASE, host: '0.0.0.0' };
    expect(resolveConfig({ ...flags, role: 'worker' }, SHARED).host).toBe('0.0.0.0');
    expect(errorOf(flags, SHARED).setting).toBe('rootCredentials');
  });

  it.each<[number, string, Flags]>([
    [0, 'loopback', { host: '::1' }],
    [0, 'a public URL on loopback', { publicUrl: 'http://localhost:8080' }],
    [100, 'another address', { host: '0.0.0.0' }],
    [100, 'a public URL elsewhere', { publicUrl: 'https://import.example.com' }],
    [0, 'another address, told not to', { host: '0.0.0.0', requestRatePercent: '0' }],
    [250, 'loopback, told to', { requestRatePercent: '250' }],
  ])('holds requests to %i percent of the documented rates on %s (R46)', (percent, _, flags) => {
    expect(resolveConfig(flags, { MUSTER_ROOT_CREDENTIALS: ROOT }).requestRatePercent).toBe(percent);
  });

  it('prefers a flag to its variable and the variable to the default', () => {
    expect(resolveConfig({ port: '1' }, { MUSTER_PORT: '2' }).port).toBe(1);
    expect(resolveConfig({}, { MUSTER_PORT: '2' }).port).toBe(2);
    expect(resolveConfig({}, { MUSTER_PORT: '' }).port).toBe(4599);
  });

  it('freezes what it returns, all the way down', () => {
    const config = resolveConfig({ region: 'us-east-1' }, { MUSTER_ROOT_CREDENTIALS: ROOT });
    const parts = [config, config.region, config.rootCredentials, config.rootCredentials[0], config.allowedOrigins];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });

  it.each<[string, Flags, string, unknown]>([
    ['port', { port: '0' }, 'port', 0],
    ['port', { port: '65535' }, 'port', 65_535],
    ['public URL without its closing slash', { publicUrl: 'http://LOCALHOST:80/' }, 'publicUrl', 'http://localhost'],
    ['region list', { region: 'us-east-1, us-gov-west-1,us-east-1' }, 'region', ['us-east-1', 'us-gov-west-1']],
    ['account', { account: '123456789012' }, 'account', '123456789012'],
    ['origins', { allowedOrigins: 'https://a.example:8443/' }, 'allowedOrigins', ['https://a.example:8443']],
    ['switch of IAM (R41)', { iam: 'off' }, 'iam', 'off'],
    ['log level', { logLevel: 'silent' }, 'logLevel', 'silent'],
    ['switch', { hashImport: 'off' }, 'hashImport', 'off'],
    ['switch', { hashImport: 'on' }, 'hashImport', 'on'],
    ['bucket', { uploads: 's3://uploads' }, 'uploads', 's3://uploads'],
    ['bucket with a prefix', { uploads: 's3://uploads/muster/one/' }, 'uploads', 's3://uploads/muster/one'],
    [
      'place of a bucket',
      { ...BUCKET, s3Endpoint: 'https://s3.example:9000/' },
      's3Endpoint',
      'https://s3.example:9000',
    ],
    ['region of a bucket', { ...BUCKET, s3Region: 'eu-central-1' }, 's3Region', 'eu-central-1'],
    ['style of URLs', { ...BUCKET, s3PathStyle: 'on' }, 's3PathStyle', 'on'],
    ['switch of a bucket', { ...BUCKET, directUpload: 'on', s3Sse: 'aws:kms' }, 'directUpload', 'on'],
    ['encryption of a bucket', { ...BUCKET, s3Sse: 'AES256' }, 's3Sse', 'AES256'],
    [
      'key of KMS',
      { ...BUCKET, s3Sse: 'aws:kms:arn:aws:kms:us-east-1:1:key/a-b' },
      's3Sse',
      'aws:kms:arn:aws:kms:us-east-1:1:key/a-b',
    ],
  ])('reads a %s', (_name, flags, key, value) => {
    expect(resolveConfig(flags, {})).toMatchObject({ [key]: value });
  });

  it.each<[string, Flags]>([
    ['port', { port: '65536' }],
    ['port', { port: '-1' }],
    ['port', { port: '80x' }],
    ['port', { port: '' }],
    ['host', { host: 'http://localhost' }],
    ['host', { host: '' }],
    ['data', { data: '' }],
    ['publicUrl', { publicUrl: 'http://localhost/path' }],
    ['publicUrl', { publicUrl: 'http://localhost/?' }],
    ['publicUrl', { publicUrl: 'ftp://localhost' }],
    ['account', { account: '12345678901' }],
    ['region', { region: 'us-east-1,' }],
    ['region', { region: 'everywhere' }],
    ['iam', { iam: 'OFF' }],
    ['logLevel', { logLevel: 'loud' }],
    ['csvBytesMax', { csvBytesMax: '0' }],
    ['csvRecordsMax', { csvRecordsMax: '1e3' }],
    ['jobsPerPoolMax', { jobsPerPoolMax: '1000001' }],
    ['activeJobsMax', { activeJobsMax: '0' }],
    ['parallelJobs', { parallelJobs: '0' }],
    ['parallelJobs', { parallelJobs: '33' }],
    ['role', { role: 'leader' }],
    ['uploadBytesMax', { uploadBytesMax: '1.5' }],
    ['allowedOrigins', { allowedOrigins: '*' }],
    ['hashImport', { hashImport: 'yes' }],
    ['uploads', { uploads: '/var/uploads' }],
    ['uploads', { uploads: 's3://Uploads' }],
    ['uploads', { uploads: 's3://uploads/../x' }],
    ['uploads', { uploads: 's3://uploads//x' }],
    ['s3Endpoint', { s3Endpoint: 's3.example', uploads: 's3://uploads' }],
    ['s3Sse', { s3Sse: 'aes256', uploads: 's3://uploads' }],
    ['s3Sse', { s3Sse: 'aws:kms:', uploads: 's3://uploads' }],
  ])('refuses a bad %s and says where it came from, what it was and what is allowed: %o', (key, flags) => {
    const error = errorOf(flags, {});
    expect(error.setting).toBe(key);
    expect(error.message).toContain(describeSettings().find((setting) => setting.key === key)?.flag);
    expect(error.message).toContain(JSON.stringify(Object.values(flags)[0]));
    expect(error.message).toMatch(/ is not allowed: use \S/);
  });

  it('names the variable where the value came from it', () => {
    expect(errorOf({}, { MUSTER_PORT: 'x' }).message).toMatch(/^MUSTER_PORT: "x" is not allowed/);
  });

  it('takes secrets from the environment only', () => {
    expect(resolveConfig({ rootCredentials: ROOT, serverKey: 'ab' }, {})).toMatchObject({
      defaultCredentialsInForce: true,
      usesDefaultAccount: true,
      serverKey: undefined,
    });
    expect(resolveConfig({}, { MUSTER_SERVER_KEY: 'AB'.repeat(32) }).serverKey).toBe('ab'.repeat(32));
  });

  it.each<[string, Environment, string]>([
    ['root credentials', { MUSTER_ROOT_CREDENTIALS: '1:admin:secret-secret' }, 'secret-secret'],
    ['root credentials', { MUSTER_ROOT_CREDENTIALS: '111122223333:admin:shorty' }, 'shorty'],
    ['root credentials', { MUSTER_ROOT_CREDENTIALS: `${ROOT},${ROOT}` }, 'a-long-secret'],
    ['root credentials', { MUSTER_ROOT_CREDENTIALS: `${ROOT},` }, 'a-long-secret'],
    ['a server key', { MUSTER_SERVER_KEY: 'abcdef' }, 'abcdef'],
  ])('refuses malformed %s without showing them', (_name, environment, hidden) => {
    const error = errorOf({}, environment);
    expect(error.message).toContain(Object.keys(environment)[0]);
    expect(error.message).not.toContain(hidden);
  });

  it.each<[string, Flags]>([
    ['listens beyond loopback', { host: '0.0.0.0' }],
    ['listens on all of IPv6', { host: '::' }],
    ['has a public URL beyond loopback', { publicUrl: 'https://import.example.com' }],
  ])('refuses the default credentials where the server %s, and prints the line that sets others', (_name, flags) => {
    const error = errorOf(flags, {});
    expect(error.setting).toBe('rootCredentials');
    expect(error.message).toContain('export MUSTER_ROOT_CREDENTIALS=');
    expect(resolveConfig(flags, { MUSTER_ROOT_CREDENTIALS: ROOT }).defaultCredentialsInForce).toBe(false);
  });

  it.each(['127.0.0.1', '127.8.9.10', 'localhost', '::1'])('allows the default credentials on %s', (host) => {
    expect(resolveConfig({ host }, {}).defaultCredentialsInForce).toBe(true);
  });

  it('puts the credentials of the wanted account first', () => {
    const environment = { MUSTER_ROOT_CREDENTIALS: `${ROOT},${SECOND}` };
    expect(resolveConfig({}, environment).account).toBe('111122223333');
    const config = resolveConfig({ account: '444455556666' }, environment);
    expect(config.account).toBe('444455556666');
    expect(config.rootCredentials.map(({ secretAccessKey }) => secretAccessKey)).toEqual([
      'another:secret',
      'a-long-secret',
    ]);
    expect(errorOf({ account: '000000000000' }, environment).message).toContain('111122223333, 444455556666');
  });
});

describe('completeConfig', () => {
  const CREDENTIALS = [{ account: '111122223333', accessKeyId: 'admin', secretAccessKey: 'a-long-secret' }];

  it('checks values as if they were texts, and takes the defaults for what is not given', () => {
    const config = completeConfig({
      port: 0,
      region: ['us-east-1'],
      rootCredentials: CREDENTIALS,
      publicUrl: undefined,
      tokenIssuer: 'public-url',
    });
    expect(config).toEqual(resolveConfig({ port: '0', region: 'us-east-1' }, { MUSTER_ROOT_CREDENTIALS: ROOT }));
  });

  it.each<[string, Flags, Environment]>([
    ['defaults', {}, {}],
    ['a switch that is off', { hashImport: 'off' }, {}],
    ['an account of its own', { account: '123456789012', port: '0', allowedOrigins: 'https://a.example' }, {}],
    [
      'root credentials',
      { host: '::', publicUrl: 'https://a.example' },
      { MUSTER_ROOT_CREDENTIALS: `${SECOND},${ROOT}` },
    ],
  ])('gives back a config with %s as it is', (_name, flags, environment) => {
    const config = resolveConfig(flags, environment);
    expect(completeConfig(givenValuesOf(config))).toEqual(config);
  });

  it.each<[string, GivenValues]>([
    ['port', { port: 65_536 }],
    ['port', { port: 1.5 }],
    ['region', { region: [] }],
    ['serverKey', { serverKey: 'short' }],
    ['rootCredentials', { rootCredentials: [] }],
    ['rootCredentials', { host: '0.0.0.0' }],
    [
      'rootCredentials',
      { host: '0.0.0.0', rootCredentials: [{ account: '000000000000', accessKeyId: 'test', secretAccessKey: 'test' }] },
    ],
  ])('refuses a bad %s under the name a program gives it', (key, values) => {
    expect(() => completeConfig(values)).toThrow(expect.objectContaining({ name: 'ConfigError', setting: key }));
    expect(() => completeConfig(values)).toThrow(key);
  });
});

describe('describeSettings', () => {
  it('gives every setting a variable of its own, and a flag unless it is a secret', () => {
    const described = describeSettings();
    expect(new Set(described.map(({ environmentName }) => environmentName)).size).toBe(described.length);
    expect(described.filter(({ flag }) => flag === undefined).map(({ key }) => key)).toEqual([
      'rootCredentials',
      'webhookSecret',
      'serverKey',
    ]);
    for (const { key, flag } of described) {
      const camelCase = flag?.slice(2).replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
      expect(camelCase ?? key).toBe(key);
    }
  });
});

import type { BucketEncryption } from '../base/bucket-encryption.ts';
import { isLoopbackHost } from '../base/http/loopback.ts';
import type { NodeRole } from '../base/node.ts';
import { hideUserInfo } from '../base/text/hide-user-info.ts';
import type { AccountId } from '../domain/pools/user-pool.ts';
import { ConfigError } from './config-error.ts';
import { formatSettingValue } from './format-setting-value.ts';
import { hasSmtpPassword } from './mail-values.ts';
import { hasPassword } from './node-values.ts';
import { DEFAULT_ACCESS_KEY, DEFAULT_ACCOUNT, type RootCredentials } from './root-credentials.ts';
import { SETTING_KEYS, type Setting, type SettingKey, type SettingValueOf, settings } from './settings.ts';
import { requireTestableServer } from './test-control-values.ts';

type Derived = 'account' | 'parallelJobs' | 'rootCredentials' | 'allowedOrigins' | 'requestRatePercent' | 'inbox';

/** All settings of a server, each checked alone and in combination. Frozen. */
export type Config = { readonly [Key in Exclude<SettingKey, Derived>]: SettingValueOf<Key> } & {
  /** The account that is used where none is named. */
  readonly account: AccountId;
  /** Never empty; those of {@link Config.account} come first. */
  readonly rootCredentials: readonly RootCredentials[];
  readonly allowedOrigins: readonly string[];
  readonly parallelJobs: number;
  /** 0: no request is refused for coming too soon. */
  readonly requestRatePercent: number;
  /** Whether a copy of each message to a user is kept. */
  readonly inbox: 'on' | 'off';
  /** Whether the publicly known default credentials are in force. */
  readonly defaultCredentialsInForce: boolean;
  /** Whether nobody has chosen {@link Config.account}: then the store may know a better one. */
  readonly usesDefaultAccount: boolean;
};

/** Text by key of the table, as a parser of command lines gives it. */
export type Flags = { readonly [Key in SettingKey]?: string | undefined };
/** `process.env`, or what stands for it. An empty variable counts as none. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** What a program gives for a setting: what its text would become, but for the types that only a parser makes. */
type SettingGiven<Value> = Value extends readonly RootCredentials[]
  ? readonly RootCredentialsGiven[]
  : Value extends AccountId
    ? string
    : Value;

/**
 * Values by key of the table, as a program gives them. They are checked like texts: not every program has its types checked.
 */
export type GivenValues = {
  readonly [Key in SettingKey]?: SettingGiven<NonNullable<SettingValueOf<Key>>> | undefined;
};

export interface RootCredentialsGiven {
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * A flag goes before its environment variable, that before the default.
 * @throws {ConfigError} for the first setting that cannot be used.
 */
export function resolveConfig(flags: Flags, environment: Environment): Config {
  return resolve({
    find: (key) => findGiven(key, flags, environment),
    howToSetCredentials: `set them with ${settings.rootCredentials.environmentName}=<account>:<access-key-id>:<secret>, for example\n  export ${settings.rootCredentials.environmentName}="123456789012:admin:$(openssl rand -hex 20)"`,
  });
}

/**
 * The URL of the database alone, for commands that maintain it without serving.
 * @throws {ConfigError} if there is none, or one that cannot be used
 */
export function resolveDatabase(flags: Pick<Flags, 'database'>, environment: Environment): string {
  const source: Source = { find: (key) => findGiven(key, flags, environment), howToSetCredentials: '' };
  const database = readSetting('database', settings.database, source);
  if (database === undefined) {
    throw new ConfigError(
      'database',
      `which database? Give ${settings.database.flag} postgres://user@host/database, or set ${settings.database.environmentName}. A data directory is upgraded by the server that starts on it.`,
    );
  }
  requireNoPassword(source);
  return database;
}

/** Settings of `muster database move`: from where, and where to. */
export type MoveConfig = Pick<Config, (typeof MOVE_SETTINGS)[number]> & { readonly database: string };

export const MOVE_SETTINGS = [
  'data',
  'database',
  'uploads',
  's3Endpoint',
  's3Region',
  's3PathStyle',
  's3Sse',
  'serverKey',
] as const;

/** @throws {ConfigError} for the first of them that cannot be used, or that is missing */
export function resolveMove(flags: Flags, environment: Environment): MoveConfig {
  const source: Source = { find: (key) => findGiven(key, flags, environment), howToSetCredentials: '' };
  const uploads = readSetting('uploads', settings.uploads, source);
  if (uploads === undefined) {
    throw new ConfigError(
      'uploads',
      `where do uploaded files go? Give ${settings.uploads.flag} s3://bucket/prefix, or set ${settings.uploads.environmentName}`,
    );
  }
  return { ...readSettings(MOVE_SETTINGS, source), database: resolveDatabase(flags, environment), uploads };
}

/** Flags go before the environment. */
function findGiven(key: SettingKey, flags: Flags, environment: Environment): ReturnType<Source['find']> {
  const { flag, environmentName } = settings[key];
  const fromFlag = flag === undefined ? undefined : flags[key];
  if (flag !== undefined && fromFlag !== undefined) return { text: fromFlag, source: flag };
  const fromEnvironment = environment[environmentName];
  return fromEnvironment ? { text: fromEnvironment, source: environmentName } : undefined;
}

/**
 * The settings of a server inside a program. The default credentials are the default credentials also where they are given.
 * @throws {ConfigError} for the first setting that cannot be used.
 */
export function completeConfig(values: GivenValues): Config {
  const defaults = findDefaultCredentials(values.rootCredentials);
  const account = values.account ?? defaults?.account;
  const { allowedOrigins } = values;
  const given: GivenValues = {
    ...values,
    ...(defaults && { account, rootCredentials: undefined }),
    // No origin is none, and not a list that was left empty by mistake.
    ...(typeof allowedOrigins === 'object' && allowedOrigins.length === 0 && { allowedOrigins: undefined }),
  };
  return resolve({
    find(key) {
      const value = given[key];
      return value === undefined ? undefined : { text: formatValue(value), source: key };
    },
    howToSetCredentials: 'give it rootCredentials',
  });
}

/** The settings behind a config, for {@link completeConfig}: what was derived from the default credentials is left out. */
export function givenValuesOf({ defaultCredentialsInForce, usesDefaultAccount, ...values }: Config): GivenValues {
  return {
    ...values,
    ...(defaultCredentialsInForce && { rootCredentials: undefined }),
    ...(usesDefaultAccount && { account: undefined }),
  };
}

interface Source {
  /** The text of a setting and the name under which it was given. */
  find(key: SettingKey): { readonly text: string; readonly source: string } | undefined;
  /** Ends the sentence "… needs root credentials; …". */
  readonly howToSetCredentials: string;
}

function resolve(source: Source): Config {
  const values = readSettings(SETTING_KEYS, source);
  const { host, publicUrl, role, database, rootCredentials: given } = values;
  // A node that only runs jobs accepts no requests.
  if (given === undefined && role !== 'worker') requireLoopback(host, publicUrl, source.howToSetCredentials);
  if (values.uploads === undefined) requireNoBucketSettings(source);
  if (values.directUpload === 'on') requireEncryptionOfClients(values.s3Sse);
  requireMailSettings(source, values);
  requireWebhookSettings(values);
  if (database === undefined) requireOneNode(role);
  else requireSharedPlaces(source, values.serverKey);
  requireTestableServer(values, isForThisMachineOnly(host, publicUrl));
  return Object.freeze({
    ...values,
    parallelJobs: values.parallelJobs ?? (database === undefined ? 1 : 2),
    requestRatePercent: values.requestRatePercent ?? (isForThisMachineOnly(host, publicUrl) ? 0 : 100),
    allowedOrigins: values.allowedOrigins ?? Object.freeze([]),
    inbox: values.inbox ?? (given === undefined ? 'on' : 'off'),
    defaultCredentialsInForce: given === undefined,
    usesDefaultAccount: given === undefined && values.account === undefined,
    ...(given === undefined
      ? defaultCredentials(values.account ?? DEFAULT_ACCOUNT)
      : orderCredentials(given, values.account)),
  });
}

/** The values of these settings, each alone; the first that cannot be used is thrown. */
function readSettings<Key extends SettingKey>(keys: readonly Key[], source: Source) {
  const entries = keys.map((key) => [key, readSetting<unknown, unknown>(key, settings[key], source)]);
  return Object.fromEntries(entries) as { readonly [Each in Key]: SettingValueOf<Each> };
}

function readSetting<Value, Default extends Value | undefined>(
  key: SettingKey,
  { value, flag, mayHoldSecret, default: defaultValue }: Setting<Value, Default>,
  source: Source,
): Value | Default {
  const found = source.find(key);
  if (found === undefined) return defaultValue;
  const parsed = value.parse(found.text);
  if (parsed !== undefined) return parsed;
  // A secret that is wrong may be a right one with a slip in it.
  const shown =
    flag === undefined || mayHoldSecret ? 'its value' : JSON.stringify(hideUserInfo(found.text).slice(0, 200));
  throw new ConfigError(key, `${found.source}: ${shown} is not allowed: use ${value.allowed}`);
}

function formatValue(value: NonNullable<GivenValues[SettingKey]>): string {
  if (typeof value !== 'object') return formatSettingValue(value);
  return value
    .map((part) => (typeof part === 'string' ? part : `${part.account}:${part.accessKeyId}:${part.secretAccessKey}`))
    .join(',');
}

function findDefaultCredentials(given: GivenValues['rootCredentials']): RootCredentialsGiven | undefined {
  const [first, ...others] = typeof given === 'object' ? given : [];
  if (typeof first !== 'object' || others.length > 0) return undefined;
  return first.accessKeyId === DEFAULT_ACCESS_KEY && first.secretAccessKey === DEFAULT_ACCESS_KEY ? first : undefined;
}

/** Whether only this machine reaches the server: then request rates are off, so that tests need not wait; else they are Cognito's (R46). */
function isForThisMachineOnly(host: string, publicUrl: string | undefined): boolean {
  return isLoopbackHost(host) && (publicUrl === undefined || isLoopbackHost(new URL(publicUrl).hostname));
}

function requireLoopback(host: string, publicUrl: string | undefined, howToSet: string): void {
  if (!isLoopbackHost(host)) {
    throw new ConfigError(
      'rootCredentials',
      `a server that listens on ${host}, which other machines reach, needs root credentials; ${howToSet}`,
    );
  }
  if (publicUrl !== undefined && !isLoopbackHost(new URL(publicUrl).hostname)) {
    throw new ConfigError(
      'rootCredentials',
      `a server that other machines reach at ${publicUrl} needs root credentials; ${howToSet}`,
    );
  }
}

/** A data directory is used by one process, which has every role. */
function requireOneNode(role: NodeRole): void {
  if (role === 'all') return;
  throw new ConfigError(
    'role',
    `${settings.role.flag} ${role}: a data directory has one node, which does everything; several nodes share a database: set ${settings.database.flag} postgres://user@host/database`,
  );
}

function requireNoPassword({ find }: Source): void {
  const given = find('database');
  if (!given || given.source !== settings.database.flag || !hasPassword(given.text)) return;
  throw new ConfigError(
    'database',
    `${settings.database.flag}: a password in a flag is visible in the process list; put the address in ${settings.database.environmentName}, or its password in PGPASSWORD`,
  );
}

/** A mail server needs a sender, and a sender a mail server. */
function requireMailSettings({ find }: Source, { smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): void {
  if (smtpUrl !== undefined && find('smtpUrl')?.source === settings.smtpUrl.flag && hasSmtpPassword(smtpUrl)) {
    throw new ConfigError(
      'smtpUrl',
      `${settings.smtpUrl.flag}: a password in a flag is visible in the process list; put the whole URL in ${settings.smtpUrl.environmentName}`,
    );
  }
  if (smtpUrl !== undefined && mailFrom === undefined) {
    throw new ConfigError(
      'mailFrom',
      `a mail server needs a sender: set ${settings.mailFrom.flag} no-reply@example.com, with a domain that the server may send for`,
    );
  }
  if (smtpUrl === undefined && mailFrom !== undefined) {
    throw new ConfigError(
      'smtpUrl',
      `${settings.mailFrom.flag}: no mail server is set, so nothing would be sent: set ${settings.smtpUrl.environmentName} too`,
    );
  }
}

/** A webhook needs a secret, and a secret a webhook (R933). */
function requireWebhookSettings({
  mailWebhookUrl,
  smsWebhookUrl,
  webhookSecret,
}: Pick<Config, 'mailWebhookUrl' | 'smsWebhookUrl' | 'webhookSecret'>): void {
  const isWanted = mailWebhookUrl !== undefined || smsWebhookUrl !== undefined;
  const { environmentName } = settings.webhookSecret;
  if (isWanted && webhookSecret === undefined) {
    throw new ConfigError(
      'webhookSecret',
      `a webhook needs a secret, by which it knows that messages come from this server: set ${environmentName}, for example to the output of: openssl rand -hex 32`,
    );
  }
  if (!isWanted && webhookSecret !== undefined) {
    throw new ConfigError(
      'webhookSecret',
      `${environmentName}: no webhook is set, so nothing would be signed: set ${settings.smsWebhookUrl.flag} or ${settings.mailWebhookUrl.flag} too`,
    );
  }
}

/** Nodes need uploads that all of them reach, and the same server key. */
function requireSharedPlaces(source: Source, serverKey: string | undefined): void {
  requireNoPassword(source);
  if (source.find('uploads') === undefined) {
    throw new ConfigError(
      'uploads',
      `with ${settings.database.flag} uploaded files need a place that all nodes reach: set ${settings.uploads.flag} s3://bucket/prefix`,
    );
  }
  if (serverKey === undefined) {
    throw new ConfigError(
      'serverKey',
      `with ${settings.database.flag} all nodes need the same server key: set ${settings.serverKey.environmentName} to 64 hexadecimal digits, generated once, for example with\n  openssl rand -hex 32`,
    );
  }
}

/** Settings of a bucket without a bucket are an error: otherwise it would look as if the bucket were used. */
function requireNoBucketSettings({ find }: Source): void {
  for (const key of ['s3Endpoint', 's3Region', 's3PathStyle', 's3Sse', 'directUpload'] as const) {
    const found = find(key);
    if (found === undefined || found.text === settings[key].default) continue;
    throw new ConfigError(
      key,
      `${found.source}: it applies only to a bucket for uploads: set ${settings.uploads.flag} s3://bucket/prefix too`,
    );
  }
}

/** With direct uploads, clients of Cognito request `aws:kms` without a key. */
function requireEncryptionOfClients(s3Sse: BucketEncryption): void {
  if (s3Sse === 'none' || s3Sse === 'aws:kms') return;
  throw new ConfigError(
    's3Sse',
    `${settings.s3Sse.flag} ${s3Sse}: with ${settings.directUpload.flag} on, clients request the encryption, which is always aws:kms without a key: use aws:kms or none, or leave ${settings.directUpload.flag} off`,
  );
}

/** The config with the account that the store has for the default credentials. */
export function withDefaultAccount(config: Config, account: AccountId): Config {
  return Object.freeze({ ...config, ...defaultCredentials(account) });
}

function defaultCredentials(account: AccountId): Pick<Config, 'account' | 'rootCredentials'> {
  const credentials = Object.freeze({
    account,
    accessKeyId: DEFAULT_ACCESS_KEY,
    secretAccessKey: DEFAULT_ACCESS_KEY,
  });
  return { account, rootCredentials: Object.freeze([credentials]) };
}

function orderCredentials(
  given: readonly RootCredentials[],
  wanted: AccountId | undefined,
): Pick<Config, 'account' | 'rootCredentials'> {
  const first = wanted === undefined ? given[0] : given.find(({ account }) => account === wanted);
  if (first === undefined) {
    throw new ConfigError(
      'account',
      `${settings.account.flag}: no root credentials belong to account ${wanted}: use one of ${given.map(({ account }) => account).join(', ')}`,
    );
  }
  return {
    account: first.account,
    rootCredentials: Object.freeze([first, ...given.filter((credentials) => credentials !== first)]),
  };
}

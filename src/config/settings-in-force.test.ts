import { describe, expect, it } from 'vitest';
import { resolveConfig } from './resolve-config.ts';
import { type Setting, type SettingKey, settings } from './settings.ts';
import { describeSettingsInForce } from './settings-in-force.ts';

const SECRETS = [
  'rootsecret9',
  'ROOTKEYID9',
  'ab'.repeat(32),
  'dbpassword9',
  'dbuser9',
  'smtppassword9',
  'webhooktoken9',
  'w'.repeat(32),
];

/** A server that has everything set that may hold a secret. */
const config = resolveConfig(
  {
    allowedOrigins: 'https://a.example,https://b.example',
    uploads: 's3://bucket/prefix',
    account: '123456789012',
    region: 'us-east-1,eu-west-1',
    mailFrom: 'no-reply@example.com',
    mailWebhookUrl: `https://messages.example.com/mail?token=${SECRETS[6]}`,
    smsWebhookUrl: `https://messages.example.com/sms?token=${SECRETS[6]}`,
  },
  {
    MUSTER_ROOT_CREDENTIALS: `123456789012:${SECRETS[1]}:${SECRETS[0]}`,
    MUSTER_SERVER_KEY: SECRETS[2],
    MUSTER_SMTP_URL: `smtp://mailer:${SECRETS[5]}@mail.example.com`,
    MUSTER_WEBHOOK_SECRET: SECRETS[7],
    MUSTER_DATABASE: `postgres://${SECRETS[4]}:${SECRETS[3]}@db.example.com/muster?password=${SECRETS[3]}`,
  },
);
const described = describeSettingsInForce(config);
const keys = Object.keys(settings) as SettingKey[];

describe('describeSettingsInForce', () => {
  it('names every setting of the table, in its order', () => {
    expect(described.map(({ name }) => `MUSTER_${name.toUpperCase().replaceAll('-', '_')}`)).toEqual(
      keys.map((key) => settings[key].environmentName),
    );
  });

  it.each(keys)('shows %s as a flag would say it, or not at all if it may hold a secret (R450)', (key) => {
    const { flag, mayHoldSecret }: Setting<unknown> = settings[key];
    const { value, isSecret } = described[keys.indexOf(key)] ?? {};
    expect(isSecret).toBe(flag === undefined || mayHoldSecret === true);
    if (isSecret) expect(value).toBeUndefined();
    // What is shown is what the setting takes: the flag would give the same server.
    else if (config[key] === undefined) expect(value).toBeUndefined();
    else expect(settings[key].value.parse(value ?? '')).toEqual(config[key]);
  });

  it('shows no value for a list that is empty', () => {
    const origins = describeSettingsInForce(resolveConfig({}, {})).find(({ name }) => name === 'allowed-origins');
    expect(origins).toEqual({ name: 'allowed-origins', value: undefined, isSecret: false });
  });

  it('never shows a secret value of any setting (R450)', () => {
    const text = JSON.stringify(described);
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    expect(described.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual([
      'database',
      'smtp-url',
      'mail-webhook-url',
      'sms-webhook-url',
      'root-credentials',
      'webhook-secret',
      'server-key',
    ]);
  });
});

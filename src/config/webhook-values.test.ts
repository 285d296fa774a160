import { describe, expect, it } from 'vitest';
import { type Environment, type Flags, resolveConfig } from './resolve-config.ts';
import { webhookSecret, webhookUrl } from './webhook-values.ts';

const SECRET = 'hidden9-hidden9-hidden9-hidden9-hidden9';
const URL = 'https://messages.example.com/muster';

describe('the URL of a webhook', () => {
  it.each([
    URL,
    'https://messages.example.com:8443/a?token=1',
    'http://127.0.0.1:9000/',
    'http://localhost:9000',
    'http://[::1]:9000/sms',
  ])('may be %s (R933)', (text) => expect(webhookUrl.parse(text)).toBe(text));

  it.each([
    '',
    'messages.example.com',
    'http://messages.example.com',
    'ftp://127.0.0.1',
    'https://',
    'https://me:pass@a.example',
    'https://a.example/#b',
    'https://a b',
    'http://127.0.0.1.example.com',
  ])('is not %j (R933)', (text) => expect(webhookUrl.parse(text)).toBeUndefined());
});

describe('the secret of webhooks', () => {
  it.each([
    ['x'.repeat(31), false],
    ['x'.repeat(32), true],
    ['x'.repeat(256), true],
    ['x'.repeat(257), false],
    [`${'x'.repeat(32)} `, false],
    [`${'x'.repeat(32)}ü`, false],
  ])('of %j: %s (R933)', (text, isTaken) => expect(webhookSecret.parse(text)).toBe(isTaken ? text : undefined));
});

describe('the settings of webhooks', () => {
  it.each<[string, Flags, Environment, string, string]>([
    ['no secret', { smsWebhookUrl: URL }, {}, 'webhookSecret', 'openssl rand -hex 32'],
    [
      'no webhook',
      {},
      { MUSTER_WEBHOOK_SECRET: SECRET },
      'webhookSecret',
      'set --sms-webhook-url or --mail-webhook-url too',
    ],
    ['a short secret', { smsWebhookUrl: URL }, { MUSTER_WEBHOOK_SECRET: 'hidden9' }, 'webhookSecret', '32 to 256'],
    [
      'plain HTTP to another machine',
      { mailWebhookUrl: 'http://a.example/hidden9' },
      {},
      'mailWebhookUrl',
      'begins with https://',
    ],
  ])('with %s are refused, and what is secret is not repeated (R933)', (_, flags, environment, setting, text) => {
    const resolve = () => resolveConfig(flags, environment);
    expect(resolve).toThrow(expect.objectContaining({ setting, message: expect.stringContaining(text) }));
    expect(resolve).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hidden9') }));
  });

  it('are taken for both media, beside a mail server (R934)', () => {
    const flags = { smsWebhookUrl: URL, mailWebhookUrl: URL, mailFrom: 'a@b' };
    const environment = { MUSTER_WEBHOOK_SECRET: SECRET, MUSTER_SMTP_URL: 'smtp://mail.example.com' };
    expect(resolveConfig(flags, environment)).toMatchObject({ smsWebhookUrl: URL, webhookSecret: SECRET });
  });
});

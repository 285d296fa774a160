import { describe, expect, it } from 'vitest';
import { mailAddress, smtpUrl } from './mail-values.ts';
import { type Environment, type Flags, resolveConfig } from './resolve-config.ts';

describe('the URL of a mail server', () => {
  it.each([
    'smtp://mail.example.com',
    'smtp://mail.example.com:587/',
    'smtps://user:p%40ss@mail.example.com',
    'smtp://[::1]:25?plain',
    'SMTP://10.0.0.5:25/?plain',
  ])('may be %s', (text) => expect(smtpUrl.parse(text)).toBe(text));

  it.each([
    '',
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://mail.example.com/path',
    'smtp://mail.example.com?plain=yes',
    'smtp://mail.example.com#x',
    'smtp://user:100%@mail.example.com',
    'smtp://mail.example.com:99999',
    'smtp://one two',
  ])('is not %j', (text) => expect(smtpUrl.parse(text)).toBeUndefined());
});

describe('the sender', () => {
  it.each(['a@example.com', 'Example <no-reply@example.com>', 'Ünïcode Ltd. <a@b>'])('may be %s', (text) => {
    expect(mailAddress.parse(text)).toBe(text);
  });

  it.each(['', 'example.com', 'a@b, c@d', 'a@b\r\nBcc: c@d', 'X <a@b> <c@d>', 'X <a b@c>', '"X" <a@b>', 'a@b@c'])(
    'is not %j',
    (text) => expect(mailAddress.parse(text)).toBeUndefined(),
  );
});

describe('the settings of mail', () => {
  it.each<[string, Flags, Environment, string, string]>([
    [
      'a password in a flag',
      { smtpUrl: 'smtp://me:hidden9@mail.example.com', mailFrom: 'a@b' },
      {},
      'smtpUrl',
      'put the whole URL in MUSTER_SMTP_URL',
    ],
    ['no sender', {}, { MUSTER_SMTP_URL: 'smtp://me:hidden9@mail.example.com' }, 'mailFrom', 'set --mail-from'],
    ['no server', { mailFrom: 'a@b' }, {}, 'smtpUrl', 'set MUSTER_SMTP_URL too'],
    ['an address that is none', { smtpUrl: 'mail:hidden9' }, {}, 'smtpUrl', 'smtp://user@mail.example.com:587'],
  ])('with %s are refused, without showing a secret', (_, flags, environment, setting, words) => {
    expect(() => resolveConfig(flags, environment)).toThrow(
      expect.objectContaining({ setting, message: expect.stringContaining(words) }),
    );
    expect(() => resolveConfig(flags, environment)).not.toThrow(/hidden9/);
  });

  const ROOT = { MUSTER_ROOT_CREDENTIALS: '123456789012:admin:secret789' };
  it.each<[string, Flags, Environment, 'on' | 'off']>([
    ['with default credentials', {}, {}, 'on'],
    ['with default credentials and --inbox off', { inbox: 'off' }, {}, 'off'],
    ['with root credentials', {}, ROOT, 'off'],
    ['with root credentials and --inbox on', { inbox: 'on' }, ROOT, 'on'],
  ])('keep an inbox %s: %s', (_, flags, environment, inbox) => {
    expect(resolveConfig(flags, environment).inbox).toBe(inbox);
  });
});

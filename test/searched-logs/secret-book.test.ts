import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startSearchedServer } from './searched-server.ts';
import { SecretBook } from './secret-book.ts';

const told = (book: SecretBook, log: string) => book.findIn(log).map(({ what }) => what);

it('learns passwords, codes, tokens, names and attributes from bodies, wherever they stand', () => {
  const book = new SecretBook();
  book.learn(JSON.stringify({ AuthParameters: { USERNAME: 'hidden.person', PASSWORD: 'Correct-Horse-7' } }));
  book.learn(JSON.stringify({ AuthenticationResult: { AccessToken: `${'a'.repeat(500)}${'b'.repeat(60)}` } }));
  book.learn(JSON.stringify({ UserAttributes: [{ Name: 'email', Value: 'hidden@example.com' }] }));
  book.learn(JSON.stringify({ ChallengeParameters: { userAttributes: '{"name":"Hidden Q. Person"}' } }));
  book.learn(JSON.stringify({ Messages: [{ Code: '123456' }] }));
  book.learn('no JSON');
  const log = `hidden.person\nCorrect-Horse-7\n${'b'.repeat(40)}\nhidden@example.com\nHidden Q. Person\ncode 123456.\n`;
  expect(told(book, log)).toEqual([
    ...['USERNAME', 'PASSWORD', 'AccessToken', 'attribute email', 'attribute name', 'Code'],
  ]);
});

it('finds a short value only where it stands alone, and does not repeat what it finds', () => {
  const book = new SecretBook();
  book.add('Code', '123456');
  expect(told(book, '1123456 1234567 a123456 123456b')).toEqual([]);
  expect(book.findIn('first\n{"code":123456,"again":"123456"}\nlast')).toEqual([
    { what: 'Code', line: '{"code":<Code>,"again":"<Code>"}' },
  ]);
});

it('finds a code of eight digits, and none in an id that begins like it', () => {
  const book = new SecretBook();
  book.add('SMS_OTP_CODE', '12345678');
  expect(told(book, '{"requestId":"12345678-a1db-451d-a32a-0417def9db7c"}')).toEqual([]);
  expect(told(book, 'code 12345678-a1db')).toEqual(['SMS_OTP_CODE']);
});

it('takes no user id, flag or too short a value for a secret', () => {
  const book = new SecretBook();
  book.add('sub', '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b');
  book.learn(JSON.stringify({ UserAttributes: [{ Name: 'email_verified', Value: 'true' }] }));
  expect(told(book, '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b true')).toEqual([]);
});

it('finds every secret in a log of JSON, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 12, maxLength: 100 }),
      fc.string(),
      fc.string(),
      (secret, before, after) => {
        const book = new SecretBook();
        book.add('secret', secret);
        // Twice where the text is also found as JSON spells it.
        expect(new Set(told(book, JSON.stringify({ text: before + secret + after })))).toEqual(new Set(['secret']));
      },
    ),
  );
});

it('fails a server that writes a secret', async () => {
  const server = await startSearchedServer();
  // What every server says when it starts.
  server.secrets.add('planted', 'listening on');
  await expect(server.stop()).rejects.toThrow('<planted>');
});

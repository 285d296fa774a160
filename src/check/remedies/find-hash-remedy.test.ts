import { pbkdf2Sync, scryptSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHashRemedy } from './find-hash-remedy.ts';
import { HASH_TEXTS, type HashAdvice } from './hash-texts.ts';

const PASSWORD = 'Correct-Horse-7';
/** Salt and hash end in characters whose last bits belong to no byte; they are zero. */
const BCRYPT = `$2b$12$${'a'.repeat(21)}O${'B'.repeat(30)}.`;
const ARGON2ID = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA';
const SALT = 'seasalt123456789012AB';
const pbkdf2 = (salt: string | Buffer, iterations: number) => pbkdf2Sync(PASSWORD, salt, iterations, 32, 'sha256');
const scrypt = (N: number, r = 8) => scryptSync(PASSWORD, SALT, 64, { N, r, p: 1, maxmem: 1 << 28 });
const np = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function aspNet(prf: number, iterations = 1_000): string {
  const head = Buffer.alloc(13);
  head[0] = 1;
  head.writeUInt32BE(prf, 1);
  head.writeUInt32BE(iterations, 5);
  head.writeUInt32BE(16, 9);
  const salt = Buffer.alloc(16, 7);
  return Buffer.concat([head, salt, pbkdf2(salt, iterations)]).toString('base64');
}

const REWRITTEN: readonly (readonly [HashAdvice, string, string, string])[] = [
  ['hash-bcrypt-prefix', `{bcrypt}${BCRYPT}`, 'BCRYPT', BCRYPT],
  ['hash-bcrypt-prefix', `bcrypt:${BCRYPT}`, 'BCRYPT', BCRYPT],
  ['hash-bcrypt-prefix', `bcrypt$${BCRYPT}`, 'BCRYPT', BCRYPT],
  ['hash-argon2-prefix', `argon2${ARGON2ID}`, 'ARGON2ID', ARGON2ID],
  ['hash-argon2-prefix', `{argon2}${ARGON2ID}`, 'ARGON2ID', ARGON2ID],
  [
    'hash-django-pbkdf2',
    `pbkdf2_sha256$1000$${SALT}$${pbkdf2(SALT, 1_000).toString('base64')}`,
    'PBKDF2_SHA256',
    `$pbkdf2-sha256$1000$${np(Buffer.from(SALT))}$${np(pbkdf2(SALT, 1_000))}`,
  ],
  [
    'hash-werkzeug-pbkdf2',
    `pbkdf2:sha256:1000$${SALT}$${pbkdf2(SALT, 1_000).toString('hex')}`,
    'PBKDF2_SHA256',
    `$pbkdf2-sha256$1000$${np(Buffer.from(SALT))}$${np(pbkdf2(SALT, 1_000))}`,
  ],
  [
    'hash-django-scrypt',
    `scrypt$1024$${SALT}$8$1$${scrypt(1_024).toString('base64')}`,
    'SCRYPT',
    `1024$8$1$${Buffer.from(SALT).toString('hex')}$${scrypt(1_024).toString('hex')}`,
  ],
  [
    'hash-werkzeug-scrypt',
    `scrypt:1024:8:1$${SALT}$${scrypt(1_024).toString('hex')}`,
    'SCRYPT',
    `1024$8$1$${Buffer.from(SALT).toString('hex')}$${scrypt(1_024).toString('hex')}`,
  ],
  [
    'hash-aspnet',
    aspNet(1),
    'PBKDF2_SHA256',
    `$pbkdf2-sha256$1000$${np(Buffer.alloc(16, 7))}$${np(pbkdf2(Buffer.alloc(16, 7), 1_000))}`,
  ],
];

const ALTERED: readonly (readonly [HashAdvice, string, string, string])[] = [
  [
    'hash-phc-pbkdf2',
    `$pbkdf2-sha256$i=1000,l=32$${np(Buffer.from(SALT))}$${np(pbkdf2(SALT, 1_000))}`,
    'PBKDF2_SHA256',
    `$pbkdf2-sha256$1000$${np(Buffer.from(SALT))}$${np(pbkdf2(SALT, 1_000))}`,
  ],
  [
    'hash-phc-scrypt',
    `$scrypt$ln=10,r=8,p=1$${np(Buffer.from(SALT))}$${np(scrypt(1_024))}`,
    'SCRYPT',
    `1024$8$1$${Buffer.from(SALT).toString('hex')}$${scrypt(1_024).toString('hex')}`,
  ],
  ['hash-argon2-form', ARGON2ID.replace('m=19456,t=2,p=1', 't=2,m=19456,p=1'), 'ARGON2ID', ARGON2ID],
];

const REFUSED: readonly (readonly [HashAdvice, string])[] = [
  ['hash-pre-hashed', `$wp${BCRYPT.replace('2b', '2y')}`],
  ['hash-pre-hashed', `bcrypt_sha256$${BCRYPT}`],
  ['hash-bcrypt-no-letter', BCRYPT.replace('2b', '2')],
  ['hash-bcrypt-length', BCRYPT.slice(0, -1)],
  ['hash-bcrypt-length', '$2a$9$abc'],
  ['hash-too-costly', `pbkdf2_sha256$720000$${SALT}$${pbkdf2(SALT, 1).toString('base64')}`],
  ['hash-too-costly', `scrypt:1024:16:1$${SALT}$${scrypt(1_024).toString('hex')}`],
  ['hash-django-pbkdf2', 'pbkdf2_sha256$260000$salt$cut'],
  ['hash-bcrypt-faulty', BCRYPT.replace('2b', '2x')],
  ['hash-argon2-version', ARGON2ID.replace('$v=19', '')],
  ['hash-kept-elsewhere', 'awscognito#eu-west-1_Example#client#ann'],
  ['hash-too-costly', BCRYPT.replace('$12$', '$13$')],
  ['hash-django-scrypt', `scrypt$16384$${SALT}$8$1$A`],
  ['hash-aspnet', 'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg/Jox3jpGvbXqNNlxQ+kXv7ZumwPps+3uzQ0nBFVA=='],
  ['hash-argon2-type', ARGON2ID.replace('argon2id', 'argon2i')],
  ['hash-pbkdf2-digest', 'pbkdf2_sha1$1000$salt$hash='],
  ['hash-pbkdf2-digest', '$pbkdf2-sha512$1000$salt$hash'],
  ['hash-aspnet-sha512', aspNet(2)],
  ['hash-aspnet-sha512', Buffer.alloc(49).toString('base64')],
  ['hash-firebase', '$fbscrypt$v=1,n=14,r=8,p=1$salt$hash'],
  ['hash-better-auth', `${'0'.repeat(32)}:${'f'.repeat(128)}`],
  ['hash-phpass', '$P$B5cYqzGJ3kR1abcdefghijklmnopqrs'],
  ['hash-crypt', '$6$rounds=5000$salt$hash'],
  ['hash-ldap', '{SSHA}c2FsdGVkaGFzaA=='],
  ['hash-digest', '5f4dcc3b5aa765d61d8327deb882cf99'],
  ['hash-unusable', '!W8bD5m0t7S4x0CkqFZ0mG3d3nJm2y1Qx8c1r5t7u'],
  ['hash-plain', 'hunter2'],
];

describe('findHashRemedy', () => {
  it.each([...REWRITTEN, ...ALTERED])(
    'rewrites a hash that only has another form (R250): %s %s',
    (advice, text, algorithm, to) => {
      expect(findHashRemedy(text)).toEqual({ advice, algorithm, to });
    },
  );

  it.each(REFUSED)('says why a hash cannot be brought (R250): %s %s', (advice, text) => {
    expect(findHashRemedy(text)).toEqual({ advice });
  });

  it('has no advice about what can be imported as it is (R250)', () => {
    for (const text of [BCRYPT, `${BCRYPT.slice(0, -1)}A`, ARGON2ID]) expect(findHashRemedy(text)).toBeUndefined();
  });

  it('is tested for each of its texts', () => {
    const tested = new Set([...REWRITTEN, ...ALTERED, ...REFUSED].map(([advice]) => advice));
    expect(tested).toEqual(new Set(Object.keys(HASH_TEXTS)));
  });

  it('answers for any text', () => {
    const part = fc.constantFrom(
      '$',
      '2a',
      'scrypt',
      'pbkdf2_sha256',
      ':',
      '1000',
      'AQAAAAE',
      '{',
      '}',
      '=',
      'zz',
      '8',
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(part, fc.string({ maxLength: 2 })), maxLength: 60 }), (text) => {
        const found = findHashRemedy(text);
        expect(found === undefined || found.advice in HASH_TEXTS).toBe(true);
      }),
    );
  });
});

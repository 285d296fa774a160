import { pbkdf2Sync, scryptSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePasswordHash, parsePasswordHash } from '../../domain/password-hashes/password-hash.ts';
import { isPasswordOf } from '../../hashing/check-password-hash.ts';
import { CARRIED_HASHES } from './carried-hashes.fixture.ts';
import { HASH_FORMS } from './hash-forms.ts';
import { HASH_REFUSALS } from './hash-refusals.ts';
import type { HashVerdict } from './hash-verdict.ts';
import { readAuth0Hash } from './read-auth0-hash.ts';
import { readClerkHash } from './read-clerk-hash.ts';
import { readFirebaseHash } from './read-firebase-hash.ts';
import { readFusionAuthHash } from './read-fusionauth-hash.ts';
import { readHash } from './read-hash.ts';
import { readKeycloakHash } from './read-keycloak-hash.ts';
import { readOktaHash } from './read-okta-hash.ts';

const PEPPERS = ['none', 'possible'] as const;
const KNOWN_TEXTS = CARRIED_HASHES.map(([, , verdict]) => (verdict.kind === 'carried' ? verdict.hash : ''));
const PARTS = ['$', ':', ',', '=', '.', '2b', '$2y$', '{', '}', 'bcrypt', 'scrypt', 'pbkdf2_sha256', 'pbkdf2:sha256:'];
const MORE_PARTS = [
  '$argon2id$v=19$',
  '$pbkdf2-sha256$',
  '$scrypt$ln=',
  'AQAAAAE',
  'i=',
  '1000',
  '8',
  '!',
  '\u0000',
  'ü',
];

/** What may stand in a column of hashes: parts of hashes, and hashes with some characters changed. */
const anyText = fc.oneof(
  fc.string({ unit: fc.oneof(fc.constantFrom(...PARTS, ...MORE_PARTS), fc.string({ maxLength: 2 })), maxLength: 40 }),
  fc
    .tuple(fc.constantFrom(...KNOWN_TEXTS), fc.nat(), fc.nat(3), fc.string({ maxLength: 3 }))
    .map(([text, at, count, other]) => {
      const start = at % text.length;
      return text.slice(0, start) + other + text.slice(start + count);
    }),
  fc.base64String({ minLength: 40, maxLength: 120 }),
);

/** JSON with the names that hashes have in it. */
const anyJson = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    anyText,
    fc.integer(),
    fc.constantFrom(
      null,
      true,
      'BCRYPT',
      'PBKDF2',
      'SHA256_HMAC',
      'argon2',
      'pbkdf2-sha256',
      'hex',
      'base64',
      'password',
      'id',
      '1.3',
    ),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('object'),
    tie('object').map((object) => JSON.stringify(object)),
  ),
  object: fc.dictionary(
    fc.constantFrom(
      ...['algorithm', 'hash', 'value', 'salt', 'encoding', 'cost', 'blockSize', 'parallelization', 'workFactor'],
      ...['digestAlgorithm', 'iterationCount', 'encryptionScheme', 'factor', 'password', 'type', 'secretData'],
      ...['credentialData', 'hashIterations', 'additionalParameters', 'memory', 'parallelism', 'version', '__proto__'],
    ),
    tie('value'),
    { maxKeys: 6 },
  ),
})).value;

function expectSound(verdict: HashVerdict): void {
  if (verdict.kind === 'absent') return;
  expect(verdict.form in HASH_FORMS).toBe(true);
  if (verdict.kind === 'refused') {
    expect(verdict.reason in HASH_REFUSALS).toBe(true);
    return;
  }
  expect(judgePasswordHash(verdict.algorithm, verdict.hash).kind).toBe('accepted');
  expect(readHash(verdict.hash)).toMatchObject({ kind: 'carried', algorithm: verdict.algorithm, hash: verdict.hash });
}

async function expectPassword(verdict: HashVerdict, password: string): Promise<void> {
  const hash = verdict.kind === 'carried' ? parsePasswordHash(verdict.hash) : undefined;
  if (hash === undefined) throw new Error(`expected a carried hash, not ${JSON.stringify(verdict)}`);
  expect(await isPasswordOf(hash, password)).toBe(true);
}

const password = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const bytes = fc.uint8Array({ minLength: 8, maxLength: 24 });
const textSalt = fc.string({ unit: fc.constantFrom(...'abcXYZ019ü€'), minLength: 1, maxLength: 22 });

describe('whatever a column of hashes holds', () => {
  it('gets an answer, and what is carried is taken by an import and carried again as it is (R750, R755, R756)', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...PEPPERS), (text, pepper) => expectSound(readHash(text, { pepper }))),
      { numRuns: 2_000 },
    );
  });

  it('gets an answer in JSON of any shape (R752, R754, R756)', () => {
    const readers = [readAuth0Hash, readOktaHash, readFusionAuthHash, readKeycloakHash];
    fc.assert(
      fc.property(anyJson, (value) => {
        for (const read of readers) expectSound(read(value));
        expectSound(readKeycloakHash([{ type: 'password', secretData: value, credentialData: value }]));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gets an answer by the name of any hasher (R754, R756)', () => {
    const hasher = fc.oneof(fc.constantFrom('bcrypt', 'pbkdf2_sha256', 'argon2id', 'constructor', ''), fc.string());
    fc.assert(
      fc.property(anyText, hasher, (digest, name) => {
        expectSound(readClerkHash(digest, name));
        expectSound(readFirebaseHash(digest));
      }),
    );
  });
});

describe('a hash of any password and salt', () => {
  it('matches after PBKDF2 is written as Django, Werkzeug, PHC and Keycloak do (R751, R752, R755)', async () => {
    const keyLength = fc.constantFrom(32, 33, 64);
    await fc.assert(
      fc.asyncProperty(
        password,
        textSalt,
        fc.integer({ min: 1, max: 40 }),
        keyLength,
        async (word, salt, count, length) => {
          const hash = pbkdf2Sync(word, salt, count, length, 'sha256');
          const [base64, unpadded] = [hash.toString('base64'), hash.toString('base64').replace(/=+$/, '')];
          const salt64 = Buffer.from(salt).toString('base64');
          const credentialData = JSON.stringify({ hashIterations: count, algorithm: 'pbkdf2-sha256' });
          const secretData = JSON.stringify({ value: base64, salt: salt64 });
          const verdicts = [
            readHash(`pbkdf2_sha256$${count}$${salt}$${base64}`),
            readHash(`pbkdf2:sha256:${count}$${salt}$${hash.toString('hex')}`),
            readHash(`$pbkdf2-sha256$i=${count},l=${length}$${salt64.replace(/=+$/, '')}$${unpadded}`),
            readKeycloakHash([{ type: 'password', credentialData, secretData }]),
            readFusionAuthHash({
              encryptionScheme: 'salted-pbkdf2-hmac-sha256',
              factor: count,
              salt: salt64,
              password: base64,
            }),
          ];
          for (const verdict of verdicts) await expectPassword(verdict, word);
        },
      ),
    );
  });

  it('matches after ASP.NET wrote it (R753)', async () => {
    await fc.assert(
      fc.asyncProperty(password, bytes, fc.integer({ min: 1, max: 40 }), async (word, salt, count) => {
        const head = Buffer.alloc(13);
        head[0] = 1;
        head.writeUInt32BE(1, 1);
        head.writeUInt32BE(count, 5);
        head.writeUInt32BE(salt.length, 9);
        const subkey = pbkdf2Sync(word, salt, count, 32, 'sha256');
        await expectPassword(readHash(Buffer.concat([head, salt, subkey]).toString('base64')), word);
      }),
    );
  });

  it('matches after scrypt is written as Django, Werkzeug, PHC and Auth0 do, cut if it is long (R751, R754, R755)', async () => {
    await fc.assert(
      fc.asyncProperty(password, textSalt, fc.constantFrom(16, 32, 64, 80), async (word, salt, length) => {
        const hash = scryptSync(word, salt, length, { N: 16, r: 2, p: 1 });
        const [base64, hex] = [hash.toString('base64'), hash.toString('hex')];
        const salt64 = Buffer.from(salt).toString('base64').replace(/=+$/, '');
        const parts = { cost: 16, blockSize: 2, parallelization: 1, salt: { value: salt } };
        const verdicts = [
          readHash(`scrypt$16$${salt}$2$1$${base64}`),
          readHash(`scrypt:16:2:1$${salt}$${hex}`),
          readHash(`$scrypt$ln=4,r=2,p=1$${salt64}$${base64.replace(/=+$/, '')}`),
          readAuth0Hash({ algorithm: 'scrypt', hash: { value: base64, encoding: 'base64' }, ...parts }),
        ];
        for (const verdict of verdicts) await expectPassword(verdict, word);
      }),
    );
  });
});

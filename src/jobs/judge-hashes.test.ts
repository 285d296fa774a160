import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeUuid } from '../base/uuid-bytes.ts';
import { PlainFields } from '../csv/plain-fields.ts';
import { splitFields } from '../csv/split-fields.ts';
import { csvHeaderOf, PASSWORD_HASH_COLUMN } from '../domain/imports/csv-header.ts';
import type { Verdict } from '../domain/imports/verdict.ts';
import {
  PASSWORD_HASHING_ALGORITHMS,
  type PasswordHashingAlgorithm,
} from '../domain/password-hashes/password-hashing-algorithm.ts';
import {
  openPasswordHash,
  passwordHashSealer,
  sealPasswordHash,
} from '../domain/password-hashes/sealed-password-hash.ts';
import { fixtureSchema, fixtureSettings } from '../domain/pools/user-pool.fixture.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../domain/records/cases/password-hash-cases.fixture.ts';
import { compilePlainJudge } from '../domain/records/judge-plain-record.ts';
import { compileJudge } from '../domain/records/judge-record.ts';
import { PRIVATE_MEMORY, VerdictList } from '../domain/records/verdict-list.ts';
import { digestKey } from '../domain/users/user-keys.ts';

const SUB = '0190b7a6-1234-7567-89ab-cdef01234567';

describe('judgePlainRecord for a job with hashes', () => {
  const pool = { settings: fixtureSettings(), schema: fixtureSchema() };
  const columns = [...csvHeaderOf(pool), PASSWORD_HASH_COLUMN];
  const key = Buffer.alloc(32, 5);

  function judgesFor(passwordHashingAlgorithm: PasswordHashingAlgorithm) {
    const rules = { pool, columns, passwordHashingAlgorithm };
    return {
      judge: compileJudge({
        ...rules,
        digestKey,
        newSub: () => SUB,
        sealPasswordHash: (sub, hash) => sealPasswordHash(key, sub, hash),
      }),
      judgePlain: compilePlainJudge({
        ...rules,
        writeSub: (target, offset) => writeUuid(SUB, target, offset),
        hashSealer: passwordHashSealer(key),
      }),
    };
  }

  /** The verdict with the hash opened: no two seals are alike. */
  function opened(verdict: Verdict) {
    if (verdict.kind === 'failed') return verdict;
    const { sealedPasswordHash, ...user } = verdict.user;
    return { ...user, hash: sealedPasswordHash && openPasswordHash(key, SUB, sealedPasswordHash) };
  }

  function lineWith(hash: string): string {
    const values: Readonly<Record<string, string>> = {
      'cognito:username': 'Ann',
      email: 'a@b.c',
      email_verified: 'true',
      password_hash: hash,
    };
    return columns.map((column) => values[column] ?? '').join(',');
  }

  function judgeHash(algorithm: PasswordHashingAlgorithm, hash: string) {
    const { judge, judgePlain } = judgesFor(algorithm);
    const fields = new PlainFields(columns.length);
    const bytes = Buffer.from(lineWith(hash));
    const list = new VerdictList(PRIVATE_MEMORY);
    const isPlain = fields.find(bytes, 0, bytes.length) && judgePlain(fields, list);
    const [plain] = list;
    return { plain: isPlain && plain ? opened(plain) : undefined, text: opened(judge(splitFields(lineWith(hash)))) };
  }

  it.each(PASSWORD_HASHING_ALGORITHMS)('needs no text of a record with a good hash of %s (R256)', (algorithm) => {
    const { plain, text } = judgeHash(algorithm, HASHES_OF_KNOWN_PASSWORD[algorithm].replaceAll(',', '\\,'));
    expect(plain).toMatchObject({ status: 'CONFIRMED', hash: { algorithm } });
    expect(plain).toEqual(text);
  });

  it('makes the user that the judge of texts makes, whatever the hash (R251)', () => {
    const hash = fc
      .tuple(
        fc.constantFrom(...Object.values(HASHES_OF_KNOWN_PASSWORD)),
        fc.nat(300),
        fc.constantFrom('', '\\', '\\\\', '"', 'é', '$', '0', ' '),
      )
      .map(([text, at, inserted]) => (text.slice(0, at) + inserted + text.slice(at)).replaceAll(/(?<!\\),/g, '\\,'));
    fc.assert(
      fc.property(fc.constantFrom(...PASSWORD_HASHING_ALGORITHMS), hash, (algorithm, value) => {
        const { plain, text } = judgeHash(algorithm, value);
        if (plain !== undefined) expect(plain).toEqual(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

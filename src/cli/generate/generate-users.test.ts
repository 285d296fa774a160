import { describe, expect, it } from 'vitest';
import { CSV_START } from '../../csv/csv-record.ts';
import { RecordSplitter } from '../../csv/record-splitter.ts';
import { csvHeaderOf } from '../../domain/imports/csv-header.ts';
import { decideBatch } from '../../domain/imports/outcome-on-conflict.ts';
import { PASSWORD_HASHING_ALGORITHMS } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { fixtureSchema, fixtureSettings, stringAttribute } from '../../domain/pools/user-pool.fixture.ts';
import { compileJudge } from '../../domain/records/judge-record.ts';
import { digestKey } from '../../domain/users/user-keys.ts';
import { type GenerateUsersOptions, generateUsers } from './generate-users.ts';

const pool = { settings: fixtureSettings(), schema: fixtureSchema(stringAttribute('custom:team')) };
const columns = csvHeaderOf(pool);
const OPTIONS = { users: 20_000, seed: 1, badPercent: 0, columns };

/** How often each outcome comes when a pool judges the file; failures by their text id. */
function countOutcomes(chunks: Iterable<string>, job: Partial<GenerateUsersOptions> = {}): Record<string, number> {
  const bytes = Buffer.from([...chunks].join(''));
  const splitter = new RecordSplitter(CSV_START, 16_000);
  const [, ...records] = [...splitter.push(bytes), ...splitter.end()];
  const { passwordHashingAlgorithm } = job;
  const judge = compileJudge({
    pool,
    columns: job.columns ?? columns,
    passwordHashingAlgorithm,
    digestKey,
    newSub: () => '0190b7a6-0000-7000-8000-000000000000',
  });
  const nobody = { usernames: new Set<string>(), emails: new Set<string>(), phones: new Set<string>() };
  const taken = { ...nobody, preferredUsernames: new Set<string>() };
  const { outcomes } = decideBatch(
    records.map(({ fields }) => judge(fields)),
    pool.settings,
    taken,
  );
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const name = typeof outcome === 'string' ? outcome : outcome[0];
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('generateUsers', () => {
  it.each(PASSWORD_HASHING_ALGORITHMS)('fills the column of hashes for a job of %s', (passwordHashingAlgorithm) => {
    const hashColumns = csvHeaderOf(pool, { hashImport: true });
    const options = { ...OPTIONS, users: 5_000, columns: hashColumns, passwordHashingAlgorithm };
    expect(countOutcomes(generateUsers(options), options)).toEqual({ imported: 5_000 });
    const counts = countOutcomes(generateUsers({ ...options, badPercent: 50 }), options);
    expect(counts['password-hash-malformed']).toBeGreaterThan(0);
    expect(counts['password-hash-out-of-bounds']).toBeGreaterThan(0);
    expect(counts['password-hash-of-other-algorithm']).toBeGreaterThan(0);
  });

  it('begins with the header', () => {
    const [first = ''] = generateUsers({ ...OPTIONS, users: 1 });
    expect(first.split('\n')[0]).toBe(columns.join());
  });

  it('makes users that a default pool imports, each once', () => {
    expect(countOutcomes(generateUsers(OPTIONS))).toEqual({ imported: 20_000 });
  });

  it('makes bad records of every kind, and as many as asked for', () => {
    const { imported = 0, skipped = 0, ...failed } = countOutcomes(generateUsers({ ...OPTIONS, badPercent: 20 }));
    expect(Object.keys(failed).sort()).toEqual([
      'birthdate-malformed',
      'boolean-malformed',
      'constraint-violated',
      'email-malformed',
      'field-count-differs',
      'mfa-mismatch',
      'nothing-verified',
      'nul-character',
      'phone-number-malformed',
      'record-too-long',
      'updated-at-malformed',
      'username-malformed',
      'username-missing',
      'verified-email-missing',
      'verified-phone-number-missing',
    ]);
    expect(imported / 20_000).toBeCloseTo(0.8, 1);
    expect(skipped / 20_000).toBeCloseTo(0.05, 1);
  });

  it('makes duplicates alone if asked for', () => {
    const counts = countOutcomes(generateUsers({ ...OPTIONS, duplicatePercent: 50 }));
    expect(Object.keys(counts)).toEqual(['imported', 'skipped']);
    expect((counts.skipped ?? 0) / 20_000).toBeCloseTo(0.5, 1);
  });

  it('makes the same file for the same seed and another for another', () => {
    const fileOf = (seed: number) => [...generateUsers({ ...OPTIONS, users: 500, badPercent: 10, seed })].join('');
    expect(fileOf(7)).toBe(fileOf(7));
    expect(fileOf(7)).not.toBe(fileOf(8));
  });

  it('writes names in many scripts and commas escaped', () => {
    const text = [...generateUsers(OPTIONS)].join('');
    for (const script of [/\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u, /\p{Script=Han}/u, /\p{Script=Devanagari}/u]) {
      expect(text).toMatch(script);
    }
    expect(text).toContain('Any Street\\, ');
  });

  it('writes nothing but the header for no users', () => {
    expect([...generateUsers({ ...OPTIONS, users: 0 })].join('')).toBe(`${columns.join()}\n`);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';

const CASES = fileURLToPath(new URL('../../src/convert/sources/cases/', import.meta.url));
const USERS = join(CASES, 'auth0-users-of-hashes.ndjson');
const HASHES = join(CASES, 'auth0-hashes.ndjson');

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-join-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const convert = (...words: readonly string[]) => runMuster(['convert', USERS, '-o', 'out', ...words], { cwd });

describe('muster convert --join', () => {
  it('brings the hashes of a second file, and says what of it no user found (R760, R761)', async () => {
    const { exitCode, stdout } = await convert('--join', `hashes=${HASHES}`);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('users-bcrypt.csv: 4 users with a hash of BCRYPT');
    expect(stdout).toContain(
      'hashes: 11 records, 2 records of no user in the export, 2 records that could not be used.',
    );
    const report = JSON.parse(readFileSync(join(cwd, 'out', 'convert.json'), 'utf8'));
    expect(report).toMatchObject({
      byAlgorithm: { BCRYPT: 4 },
      hashesNotCarried: { missing: 1, ambiguous: 1 },
      joins: [{ name: 'hashes', records: 11, unusable: 2, unfound: 2 }],
    });
  });

  it('is advised where an export of Auth0 has no hashes, and not where they were given (R760)', async () => {
    const advice = 'convert again with --join hashes=FILE before you import';
    const without = await convert();
    expect(without.stdout.replaceAll(/\s+/g, ' ')).toContain(advice);
    const given = await runMuster(['convert', USERS, '-o', 'given', '--join', `hashes=${HASHES}`], { cwd });
    expect(given.stdout.replaceAll(/\s+/g, ' ')).not.toContain(advice);
  });

  it('says of disabled users that they lose their password (R703)', async () => {
    const { stdout } = await runMuster(['convert', join(CASES, 'aspnet.csv'), '-o', 'out'], { cwd });
    expect(stdout).toMatch(/^ {2}\d+ disabled users?: they lose their password/m);
  });

  it.each([
    ['a name that does not exist', `hash=${HASHES}`, '--join is NAME=FILE, NAME one of hashes, usermeta'],
    ['no name', HASHES, '--join is NAME=FILE'],
    ['no file', 'hashes=', '--join is NAME=FILE'],
    ['a file that does not exist', 'hashes=missing.ndjson', 'missing.ndjson'],
    ['a name that the source does not know', `roles=${HASHES}`, 'has no second file roles; --join knows hashes'],
    ['a file without hashes', `hashes=${USERS}`, 'has no record with a passwordHash'],
  ])('ends with 2 and writes nothing for %s (R761)', async (_, value, text) => {
    const { exitCode, stdout, stderr } = await convert('--join', value);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(text);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';

const CASES = fileURLToPath(new URL('../../src/convert/sources/cases/', import.meta.url));
const at = (name: string) => join(CASES, name);
const USERS = at('auth0-users-of-hashes.ndjson');

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-second-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const convert = (...words: readonly string[]) => runMuster(['convert', ...words, '-o', 'out'], { cwd });
const plain = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('a second file that is given as an export', () => {
  it.each<[string, readonly string[], string, string, string]>([
    [
      'behind the users',
      [USERS, at('auth0-hashes.ndjson')],
      "Auth0's export of password hashes",
      'hashes',
      'auth0-hashes.ndjson',
    ],
    [
      'before the users',
      [at('auth0-hashes.ndjson'), USERS],
      "Auth0's export of password hashes",
      'hashes',
      'auth0-hashes.ndjson',
    ],
    ['alone', [at('auth0-hashes.ndjson')], "Auth0's export of password hashes", 'hashes', 'auth0-hashes.ndjson'],
    [
      'with --from',
      [at('auth0-hashes.ndjson'), '--from', 'auth0'],
      "Auth0's export of password hashes",
      'hashes',
      'auth0-hashes.ndjson',
    ],
    [
      'as a table of metadata',
      [at('wordpress.csv'), at('wordpress-usermeta.csv')],
      "WordPress's table of metadata",
      'usermeta',
      'wordpress-usermeta.csv',
    ],
    [
      'as a table of identities',
      [at('supabase.csv'), at('supabase-identities.csv')],
      "Supabase's table of identities",
      'identities',
      'supabase-identities.csv',
    ],
    [
      'as a table of claims',
      [at('aspnet-usermeta.csv')],
      "ASP.NET Identity's table of claims",
      'usermeta',
      'aspnet-usermeta.csv',
    ],
    [
      'as a table of sign-ins',
      [at('aspnet-identities.csv')],
      "ASP.NET Identity's table of sign-ins",
      'identities',
      'aspnet-identities.csv',
    ],
  ])(
    '%s is refused with the option that takes it, and nothing is written (R1110)',
    async (_place, words, title, name, file) => {
      const { exitCode, stdout, stderr } = await convert(...words);
      expect(plain(stderr)).toContain(
        `${file} is ${title}, not of users: give it as a second file, --join ${name}=${at(file)}`,
      );
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  it('is read as a table of its own where --from names another system (R1110)', async () => {
    const { stderr } = await convert(at('wordpress-usermeta.csv'), '--from', 'csv');
    expect(stderr).not.toContain('give it as a second file');
  });
});

describe('muster --help', () => {
  it('shows how a file of password hashes is converted with the users (R1110)', async () => {
    expect((await runMuster(['--help'], { cwd })).stdout).toContain('--join hashes=hashes.ndjson');
  });
});

import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));
/** Where the threads of an import begin. */
const ENTRIES = ['jobs/jobs-thread.ts', 'store/sqlite/writer-thread.ts'];
/** What of the network modules opens no connection: the arithmetic of addresses. */
const HARMLESS = /^import \{ (?:(?:BlockList|isIP|isIPv4|isIPv6)(?:, )?)+ \} from 'node:net';\n/gm;
const IMPORT = /\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm;
/** What is loaded before a module runs: no types, no `import()`. */
const STATIC_IMPORT = /^import (?!type )[^;]*? from '([^']+)';|^} from '([^']+)';|^export [^;]*? from '([^']+)';/gm;
const NETWORK = /^(?:node:)?(?:net|tls|http|https|http2|dgram|dns|child_process)(?:\/|$)|^@aws-sdk\/|nodemailer|undici/;
/** What reaches the bucket of the uploads, which a job reads, and what signs its addresses. */
const UPLOADS: readonly string[] = ['@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'];
const KEY_DERIVATION = /\b(?:scrypt|pbkdf2|argon2|bcrypt)(?:Sync)?\(|hash-wasm|bcryptjs/;

/** The text of each source file that the threads of an import load, by path, and all that these import from outside. */
function loadedModules(entries: readonly string[] = ENTRIES, pattern = IMPORT) {
  const sources = new Map<string, string>();
  const outside = new Set<string>();
  const waiting = entries.map((entry) => join(SRC, entry));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sources.has(relative(SRC, path))) continue;
    const source = readFileSync(path, 'utf8').replaceAll(HARMLESS, '');
    sources.set(relative(SRC, path), source);
    for (const match of source.matchAll(pattern)) {
      const target = match[1] ?? match[2] ?? match[3] ?? '';
      if (target.startsWith('.')) waiting.push(join(dirname(path), target));
      else outside.add(target);
    }
  }
  return { sources, outside };
}

describe('the threads of an import', () => {
  const { sources, outside } = loadedModules();

  it('are read whole', () => {
    expect([...sources.keys()]).toEqual(
      expect.arrayContaining([
        'domain/records/judge-record.ts',
        'domain/password-hashes/password-hash.ts',
        'store/sqlite/commit-batch.ts',
      ]),
    );
    expect([...outside]).toContain('better-sqlite3');
  });

  it('have nothing to send a message or an invitation with, nor to call a trigger (R269)', () => {
    expect([...outside].filter((module) => NETWORK.test(module) && !UPLOADS.includes(module))).toEqual([]);
    const reachesOut = /\bfetch\(|\bgetBuiltinModule\(/;
    expect([...sources].filter(([, source]) => reachesOut.test(source)).map(([path]) => path)).toEqual([]);
  });

  it('have nothing to derive a key from a password with (R257)', () => {
    expect([...sources].filter(([, source]) => KEY_DERIVATION.test(source)).map(([path]) => path)).toEqual([]);
  });
});

describe('the command line', () => {
  const { sources, outside } = loadedModules(['cli/main.ts'], STATIC_IMPORT);

  it('loads what all commands need, and no more, before it knows the command', () => {
    expect([...sources.keys()]).toContain('cli/import/import-options.ts');
    expect([...outside].filter((module) => !module.startsWith('node:'))).toEqual(['commander']);
  });

  it('loads no SDK to check a file, unless a pool is asked for', () => {
    const check = loadedModules(['cli/commands/check-command.ts'], STATIC_IMPORT);
    expect([...check.sources.keys()]).toContain('check/check-file.ts');
    expect([...check.outside].filter((module) => NETWORK.test(module))).toEqual([]);
  });
});

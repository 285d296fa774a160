import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areInstalled } from '../installed-tools.ts';
import { readBlocks } from '../readme/read-blocks.ts';
import { canIsolate, type Pasted, requireFreePort, Terminal } from '../readme/terminal.ts';
import type { VisitStep } from './visit-page.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TEXT = readFileSync(join(ROOT, 'docs/SIGN-IN.md'), 'utf8');
const EXAMPLE = 'examples/sign-in';
const PAGE_URL = 'http://localhost:5173';
const PASSWORD = 'Correct-Horse-7';

/** Every block of docs/SIGN-IN.md, in its order, with its language. */
const BLOCKS = {
  startServer: 'sh',
  importUsers: 'sh',
  createClient: 'sh',
  servePage: 'sh',
  readInbox: 'sh',
  configureAmplify: 'js',
  signInByIdentityJs: 'js',
  signInByBoto3: 'python',
  runBoto3: 'sh',
  verify: 'js',
  runVerify: 'sh',
  rotateKeys: 'sh',
} as const;
type Block = keyof typeof BLOCKS;

function codeOf(name: Block): string {
  return readBlocks(TEXT)[Object.keys(BLOCKS).indexOf(name)]?.code ?? '';
}

/** What a person types `node` for; under npm the one that the clone pins stands first in PATH. */
function findNodeOfMachine(): string {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, 'node')).find((path) => existsSync(path)) ?? process.execPath;
}

describe('docs/SIGN-IN.md', () => {
  it('has the blocks that are run here, and no other', () => {
    expect(readBlocks(TEXT).map(({ language }) => language)).toEqual(Object.values(BLOCKS));
  });

  it('shows the configuration of the page as the page has it', () => {
    expect(readFileSync(join(ROOT, EXAMPLE, 'main.js'), 'utf8')).toContain(codeOf('configureAmplify'));
  });

  it('has an example that names the versions of this package', () => {
    const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
    const { dependencies, devDependencies } = read(`${EXAMPLE}/package.json`);
    expect({ ...dependencies, ...devDependencies }).toEqual({
      'aws-amplify': read('package.json').devDependencies['aws-amplify'],
      vite: read('package-lock.json').packages['node_modules/vite'].version,
    });
  });
});

const suite = areInstalled('docs/SIGN-IN.md', ['awscli', 'chromium', 'python3-boto3']) ? describe : describe.skip;

suite('docs/SIGN-IN.md, pasted in a fresh clone', () => {
  let directory: string;
  let terminal: Terminal;

  beforeAll(async () => {
    const isIsolated = canIsolate();
    if (!isIsolated) for (const port of [4599, 5173]) await requireFreePort(port);
    directory = mkdtempSync(join(tmpdir(), 'muster-sign-in-page-'));
    const clone = join(directory, 'muster');
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone], { stdio: 'pipe' });
    // What is not committed yet is tried as well; the packages are those of this clone.
    cpSync(join(ROOT, EXAMPLE), join(clone, EXAMPLE), { recursive: true });
    rmSync(join(clone, EXAMPLE, '.env.local'), { force: true });
    rmSync(join(clone, EXAMPLE, 'node_modules'), { recursive: true, force: true });
    symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
    const tools = join(directory, 'tools');
    mkdirSync(tools);
    symlinkSync(findNodeOfMachine(), join(tools, 'node'));
    for (const name of ['aws', 'python3']) symlinkSync(join('/usr/bin', name), join(tools, name));
    const environment = { PATH: [tools, process.env.PATH].join(delimiter), HOME: directory, LANG: 'C.UTF-8' };
    terminal = new Terminal('sign-in', { cwd: clone, directory, environment, isIsolated });
  });

  afterAll(async () => {
    await terminal?.close();
    if (directory) rmSync(directory, { recursive: true, force: true });
  });

  async function paste(code: string): Promise<string> {
    const { status, output }: Pasted = await terminal.paste(code);
    expect([status, output]).toEqual([0, output]);
    return output;
  }

  /** As somebody saves a block under the name that stands above it. */
  function save(block: Block): Promise<string> {
    const above = TEXT.slice(0, TEXT.indexOf(codeOf(block)));
    const [, name] = [...above.matchAll(/[Ss]ave this as `([\w.-]+)`/g)].at(-1) ?? [];
    return paste(`cat >'${name}' <<'END'\n${codeOf(block)}END\n`);
  }

  function visit(steps: readonly VisitStep[]): Promise<string> {
    const script = join(import.meta.dirname, 'visit-page.ts');
    return paste(`'${process.execPath}' '${script}' ${PAGE_URL} '${JSON.stringify(steps).replaceAll("'", "'\\''")}'`);
  }

  function signInSteps(username: string): VisitStep[] {
    return [
      ['fill', 'User name', username],
      ['fill', 'Password', PASSWORD],
      ['click', 'Sign in'],
    ];
  }

  it('leads from a file to a page that is served', async () => {
    await terminal.start(codeOf('startServer'), /listening on http:\/\/127\.0\.0\.1:4599 /);
    expect(await paste(codeOf('importUsers'))).toMatch(/^3 imported, 0 skipped, 0 failed/m);
    await paste(codeOf('createClient'));
    await terminal.start(codeOf('servePage'), /http:\/\/localhost:5173\//);
  });

  it('leads to a page that says who signed in, in a browser (S2, S46)', async () => {
    expect(await visit([...signInSteps('alice'), ['read', 'Signed in']])).toContain(
      'Signed in: alice (alice@example.com)',
    );
    const wrong: VisitStep[] = [
      ['fill', 'User name', 'alice'],
      ['fill', 'Password', 'Wrong-Horse-7'],
      ['click', 'Sign in'],
      ['read', 'Incorrect'],
    ];
    expect(await visit(wrong)).toContain('Incorrect username or password.');
  });

  it('leads a user without a hash over the inbox to the same page (S1, S20)', async () => {
    const steps: VisitStep[] = [
      ...signInSteps('carol'),
      ['read', 'A code was sent to'],
      ['fill-code', 'Code', codeOf('readInbox')],
      ['fill', 'New password', 'Lasting-Horse-8'],
      ['click', 'Save and sign in'],
      ['read', 'Signed in'],
    ];
    const seen = await visit(steps);
    expect(seen).toContain('A code was sent to c***@e***.');
    expect(seen).toContain('Signed in: carol (carol@example.com)');
  });

  it('shows how other libraries sign in and verify what they get (S46, S92, S93)', async () => {
    await save('signInByBoto3');
    expect(await paste(codeOf('runBoto3'))).toMatch(/^signed in: bob Bearer$/m);
    for (const block of ['signInByIdentityJs', 'verify'] as const) await save(block);
    expect(await paste(codeOf('runVerify'))).toMatch(/^verified: bob id$/m);
    await paste(codeOf('rotateKeys'));
    expect(await paste(codeOf('runVerify'))).toMatch(/^verified: bob id$/m);
  });
});

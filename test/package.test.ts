import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listLinkedFiles } from '../scripts/unlink-missing.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VERSION: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
const NODE_FLOOR = [22, 18] as const;

/** The machine's own Node, if it is too old for Muster: the clone's pinned runtime stands before it in PATH under npm. */
const oldNode = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((directory) => !directory.includes('node_modules'))
  .map((directory) => join(directory, 'node'))
  .find((path) => existsSync(path) && isOlderThanFloor(path));

function isOlderThanFloor(node: string): boolean {
  const [major, minor] = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    .split('.')
    .map(Number);
  return Number(major) < NODE_FLOOR[0] || (major === NODE_FLOOR[0] && Number(minor) < NODE_FLOOR[1]);
}

/** `@scope/name/path` to `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

describe('the packed package', () => {
  let directory: string;
  let project: string;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-package-'));
    project = join(directory, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "name": "project", "private": true }');
    // Node of this run first, and nothing of npm's that speaks of the clone.
    environment = {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: process.env.HOME,
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(npm_config_|https?_proxy$)/i.test(name))),
    };
    const dist = join(directory, 'dist');
    await run(process.execPath, [join(ROOT, 'scripts/build.ts'), dist], { cwd: ROOT });
    await run('npm', ['pack', dist, '--pack-destination', directory], { cwd: directory, env: environment });
    const tarball = join(directory, `muster-${VERSION}.tgz`);
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], {
      cwd: project,
      env: environment,
    });
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const inProject = (command: string, ...words: string[]) => run(command, words, { cwd: project, env: environment });

  it('leaves the Node of its project as it is', () => {
    expect(
      readdirSync(join(project, 'node_modules')).filter((name) => /^node(?:-(?:darwin|linux|win)|$)/.test(name)),
    ).toEqual([]);
    expect(existsSync(join(project, 'node_modules/.bin/node'))).toBe(false);
  });

  it('holds JavaScript and declarations, examples and licence, and no source, test or tool', () => {
    const files = readdirSync(join(project, 'node_modules/muster'), { recursive: true, encoding: 'utf8' });
    for (const name of [
      'LICENSE',
      'NOTICE',
      'README.md',
      'THIRD-PARTY-LICENSES',
      'bin/muster.js',
      'console/index.html',
      'examples',
      'lib/index.js',
      'lib/jobs-thread.js',
      'types/index.d.ts',
    ]) {
      expect(files).toContain(name);
    }
    expect(files.filter((name) => /(?<!\.d)\.ts$|\.(?:test|fixture)\./.test(name))).toEqual([]);
  });

  it('links to nothing that it does not hold', () => {
    const root = join(project, 'node_modules/muster');
    for (const name of ['README.md', 'CHANGELOG.md']) {
      const page = readFileSync(join(root, name), 'utf8');
      expect(listLinkedFiles(page).filter((path) => !existsSync(join(root, path)))).toEqual([]);
      expect(page).toContain('(docs/COMPATIBILITY.md in the repository)');
    }
    expect(listLinkedFiles(readFileSync(join(ROOT, 'README.md'), 'utf8'))).toContain('docs/COMPATIBILITY.md');
  });

  it('imports nothing that it does not depend on', () => {
    const root = join(project, 'node_modules/muster');
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const imported = new Set<string>();
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.js')) continue;
      for (const { fileName } of ts.preProcessFile(readFileSync(join(root, name), 'utf8')).importedFiles) {
        if (!fileName.startsWith('.') && !isBuiltin(fileName)) imported.add(packageOf(fileName));
      }
    }
    expect([...imported].filter((name) => !(name in dependencies))).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => !imported.has(name))).toEqual([]);
  });

  it('gives the licence of every package whose code it holds', () => {
    const root = join(project, 'node_modules/muster');
    const licences = readFileSync(join(root, 'THIRD-PARTY-LICENSES'), 'utf8');
    const sources = readdirSync(join(root, 'lib')).map((name) => readFileSync(join(root, 'lib', name), 'utf8'));
    const names = sources.flatMap((source) =>
      [...source.matchAll(/^\/\/ node_modules\/(\S+)$/gm)].map(([, path]) => path),
    );
    const held = new Set(names.map((path) => packageOf(String(path).replace(/^.*node_modules\//, ''))));
    expect([...held]).toEqual(expect.arrayContaining(['kysely', 'pino', 'commander', 'sonic-boom']));
    const sections = licences.split(`${'-'.repeat(80)}\n`).slice(1);
    const inConsole = ['react', 'react-dom', '@cloudscape-design/components', '@cloudscape-design/global-styles'];
    for (const name of [...held, ...inConsole]) {
      const section = sections.find((text) => text.startsWith(`${name} `));
      expect(section).toMatch(/^\S+ \d+\.\d+\.\d+ \((?:MIT|ISC|BSD-3-Clause|Apache-2\.0)\)\n/);
      expect(section).toMatch(
        /Permission is hereby granted|Permission to use, copy, modify|Redistribution and use|Apache License/,
      );
    }
    // The font in the styles has terms of its own.
    expect(licences).toContain('SIL OPEN FONT LICENSE');
  });

  it('loads one other package to serve, and not what Node has for clients', async () => {
    cpSync(join(ROOT, 'test/package/list-loaded.mjs'), join(project, 'list-loaded.mjs'));
    const { stdout } = await inProject('node', 'list-loaded.mjs');
    expect(stdout).toBe('better-sqlite3, muster; undici: false\n');
  });

  it('has a command that says its version and imports the examples', async () => {
    expect((await inProject('npx', 'muster', '--version')).stdout.trim()).toBe(VERSION);
    const { stdout } = await inProject('npx', 'muster', 'import', 'node_modules/muster/examples/users.csv', '--json');
    expect(stdout).toContain('Succeeded');
  });

  it('serves the console that it holds, without a build (R1003)', async () => {
    cpSync(join(ROOT, 'test/package/fetch-console.mjs'), join(project, 'fetch-console.mjs'));
    const { stdout } = await inProject('node', 'fetch-console.mjs');
    expect(stdout).toBe('200 text/html; charset=utf-8\n200 text/javascript; charset=utf-8\n');
  });

  it('passes the tests of the example with vitest', async () => {
    const example = join(project, 'example');
    cpSync(join(ROOT, 'examples/vitest'), example, { recursive: true });
    mkdirSync(join(example, 'node_modules/@aws-sdk'), { recursive: true });
    for (const name of ['vitest', '@aws-sdk/client-cognito-identity-provider']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(example, 'node_modules', name));
    }
    await run(
      process.execPath,
      [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', '--outputFile=report.json'],
      { cwd: example, env: environment },
    );
    const report = JSON.parse(readFileSync(join(example, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ numTotalTests: 8, numPassedTests: 8, success: true });
  });

  it('starts a server inside a process and imports there', async () => {
    cpSync(join(ROOT, 'test/package/import-in-process.mjs'), join(project, 'import-in-process.mjs'));
    const { stdout, stderr } = await inProject('node', 'import-in-process.mjs');
    expect(stderr).toBe('');
    expect(stdout).toBe('project: Succeeded, ann RESET_REQUIRED\n');
  });

  it('gives TypeScript its types', async () => {
    writeFileSync(
      join(project, 'uses-types.mts'),
      "import { startMuster } from 'muster';\nconst muster = await startMuster();\nconst url: string = muster.url;\n" +
        '// @ts-expect-error: a URL is no number, unless the types were lost\nconst port: number = muster.url;\n' +
        'await muster.stop();\nexport { port, url };\n',
    );
    const words = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
    await inProject(
      'node',
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      ...words,
      '--typeRoots',
      join(ROOT, 'node_modules/@types'),
      'uses-types.mts',
    );
  });

  it.skipIf(oldNode === undefined)('refuses an old Node in one line', () => {
    const bin = join(project, 'node_modules/muster/bin/muster.js');
    for (const words of [['--version'], ['serve'], ['import', 'users.csv']]) {
      const { status, stdout, stderr } = spawnSync(String(oldNode), [bin, ...words], {
        encoding: 'utf8',
        cwd: project,
      });
      expect(status).not.toBe(0);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^[^\n]*Node[^\n]*22\.18[^\n]*\n$/);
    }
  });

  it.skipIf(oldNode === undefined)('refuses an old Node from startMuster() too, before anything native loads', () => {
    const script =
      "import('muster').then((muster) => muster.startMuster()).catch((error) => console.log(error.message))";
    const { stdout } = spawnSync(String(oldNode), ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: project,
    });
    expect(stdout).toMatch(/^[^\n]*Node[^\n]*22\.18[^\n]*\n$/);
  });
});

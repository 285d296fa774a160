import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeWithTool } from './required-tool.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-examples-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** As a developer has it: with nothing of the npm and the vitest that run this test. */
const environment = () => ({
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  HOME: directory,
});

describe('the example with vitest', () => {
  it('passes its tests against the clone, whose packages it uses', async () => {
    const project = join(directory, 'project');
    cpSync(join(ROOT, 'examples/vitest'), project, { recursive: true });
    mkdirSync(join(project, 'node_modules/@aws-sdk'), { recursive: true });
    symlinkSync(ROOT, join(project, 'node_modules/muster'));
    for (const name of ['vitest', '@aws-sdk/client-cognito-identity-provider']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
    }
    const words = ['run', '--reporter=json', '--outputFile=report.json'];
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    await run(process.execPath, [vitest, ...words], { cwd: project, env: environment() });
    expect(JSON.parse(readFileSync(join(project, 'report.json'), 'utf8'))).toMatchObject({
      numTotalTests: 8,
      numPassedTests: 8,
      success: true,
    });
  });

  it('names the versions of this package', () => {
    const example = JSON.parse(readFileSync(join(ROOT, 'examples/vitest/package.json'), 'utf8'));
    expect({ ...example.dependencies, ...example.devDependencies }).toEqual({
      '@aws-sdk/client-cognito-identity-provider': PACKAGE.dependencies['@aws-sdk/client-cognito-identity-provider'],
      muster: `file:../../muster-${PACKAGE.version}.tgz`,
      vitest: PACKAGE.devDependencies.vitest,
    });
  });
});

describeWithTool('python3-pytest', 'the example with pytest', () => {
  it('passes its tests against a server of the clone', async () => {
    const project = join(directory, 'project');
    cpSync(join(ROOT, 'examples/pytest'), project, { recursive: true });
    const { stdout } = await run('/usr/bin/python3', ['-m', 'pytest', '-p', 'no:cacheprovider', '--quiet'], {
      cwd: project,
      env: { ...environment(), MUSTER_COMMAND: `${process.execPath} ${join(ROOT, 'bin/muster.js')}` },
    });
    expect(stdout).toMatch(/^8 passed/m);
  });
});

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startMuster } from '../../src/index.ts';
import { describeWithTool } from '../required-tool.ts';

const run = promisify(execFile);
const PAGE = await readFile(new URL('../../docs/TESTING.md', import.meta.url), 'utf8');

describeWithTool('curl', 'the line of docs/TESTING.md', () => {
  it('moves the clock of a server with test controls (R571)', async () => {
    const line = /^curl .*$/m.exec(PAGE)?.[0] ?? '';
    expect(line).toContain('http://127.0.0.1:4599/');
    const muster = await startMuster({ testControls: true });
    const { stdout } = await run('sh', ['-c', line.replace('http://127.0.0.1:4599', muster.url)]);
    await muster.stop();
    expect(JSON.parse(stdout)).toMatchObject({ ClockOffsetSeconds: 86_401, Faults: [] });
  });
});

describe('the program of docs/TESTING.md', () => {
  it('moves the clock and sets a fault (R571, R579)', async () => {
    const program = /^```js\n(.*?)^```$/ms.exec(PAGE)?.[1] ?? '';
    const directory = await mkdtemp(join(tmpdir(), 'muster-testing-'));
    const path = join(directory, 'program.mjs');
    const index = new URL('../../src/index.ts', import.meta.url).href;
    const end = 'console.log(JSON.stringify(faults)); await muster.stop();';
    await writeFile(path, `import { startMuster } from '${index}';\n${program}\n${end}\n`);
    const { stdout } = await run(process.execPath, [path]);
    await rm(directory, { recursive: true });
    expect(JSON.parse(stdout)).toMatchObject([{ operation: 'StartUserImportJob', kind: 'Throttle', count: 2 }]);
  });
});

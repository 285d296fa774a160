import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkConsole, judgeConsole, readConsoleTable } from './house/check-console.ts';
import { checkLayers, findRoomCircles, judgeModules } from './house/check-layers.ts';
import { checkSources } from './house/check-sources.ts';
import { readLayerTable } from './house/layer-table.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ARCHITECTURE = readFileSync(join(ROOT, 'docs/ARCHITECTURE.md'), 'utf8');
const houseTable = readLayerTable(ARCHITECTURE);

describe('the sources', () => {
  it('keep to the layer table of docs/ARCHITECTURE.md', async () => {
    expect(await checkLayers(ROOT, houseTable)).toEqual([]);
  });

  it('read clock, chance, environment and console in their rooms only, and hold nothing unfinished or too long', () => {
    expect(checkSources(ROOT)).toEqual([]);
  });
});

describe('the sources of the console', () => {
  it('keep to the table of its rooms in docs/ARCHITECTURE.md', async () => {
    expect(await checkConsole(ROOT, readConsoleTable(ARCHITECTURE, houseTable), houseTable)).toEqual([]);
  });

  it('read the clock in one room only, and hold nothing unfinished or too long', () => {
    expect(checkSources(ROOT, 'console/src')).toEqual([]);
  });

  const page = [
    '| room of the console | what lives there | may import |',
    '|---|---|---|',
    '| `pages/job/` | x | parts, src/check |',
    '| `pages/user/` | x | parts |',
    '| `parts/` | x | nothing |',
  ].join('\n');
  const server = readLayerTable(
    pageOf([
      ['store/', 'check'],
      ['check/', 'nothing'],
    ]),
  );
  const table = readConsoleTable(page, server);
  const importing = (source: string, resolved: string) => [
    {
      source: `console/src/${source}`,
      valid: true,
      dependents: [],
      dependencies: [{ resolved, module: resolved, circular: false, couldNotResolve: false }],
    },
  ];

  it.each([
    ['pages/job/rows/row.tsx', 'console/src/parts/page.tsx', undefined],
    ['pages/job/worker.ts', 'src/check/check-file.ts', undefined],
    ['pages/job/job.tsx', 'node_modules/react/index.js', undefined],
    ['pages/job/job.tsx', 'console/src/pages/user/user.tsx', 'pages/user'],
    ['parts/page.tsx', 'console/src/pages/job/job.tsx', 'pages/job'],
    ['pages/job/job.tsx', 'src/store/store.ts', 'src/store'],
    ['parts/page.tsx', 'src/check/check-file.ts', 'src/check'],
  ])('%s may import %s, unless a room is named here: %s', (source, resolved, room) => {
    const modules = importing(source, resolved) as unknown as Parameters<typeof judgeConsole>[0];
    const refusals = room === undefined ? [] : [expect.stringContaining(`imports ${resolved} (${room})`)];
    expect(judgeConsole(modules, [source], table, server)).toEqual(refusals);
  });

  it('are found to lie outside of every room, or not to have been read', () => {
    const modules = importing('attic/old.tsx', 'src/check/check-file.ts') as unknown as Parameters<
      typeof judgeConsole
    >[0];
    expect(judgeConsole(modules, ['main.tsx'], table, server)).toEqual([
      'console/src/main.tsx was not seen: imports go unchecked',
      "console/src/attic/old.tsx lies in no room of the console's table",
    ]);
  });
});

describe('the layer test itself', () => {
  const table = readLayerTable(
    pageOf([
      ['store/', 'domain, base'],
      ['domain/', 'domain/rules, base'],
      ['domain/rules/', 'base'],
      ['model/', 'base'],
      ['base/', 'nothing'],
    ]),
  );
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'muster-layers-'));
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    write('base/clock.ts', 'export const clock = 1;\nexport type Clock = number;\n');
    write('domain/user.ts', "import type { Clock } from '../base/clock.ts';\nexport const user: Clock = 1;\n");
    write('store/store.ts', "import { user } from '../domain/user.ts';\nexport const store = user;\n");
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, 'src', path)), { recursive: true });
    writeFileSync(join(root, 'src', path), text);
  }

  it('passes sources that keep to the table', async () => {
    expect(await checkLayers(root, table)).toEqual([]);
    expect(checkSources(root)).toEqual([]);
  });

  it.each([
    ['a value import', "import { store } from '../store/store.ts';\nexport const rule = store;\n"],
    ['a type import', "import type { store } from '../store/store.ts';\nexport type Rule = typeof store;\n"],
    ['a re-export', "export { store } from '../store/store.ts';\n"],
    ['an import when it runs', "export const rule = () => import('../store/store.ts');\n"],
    ['a type inside an expression', "export type Rule = import('../store/store.ts').Rule;\n"],
  ])('finds %s that goes up', async (_, text) => {
    write('domain/rule.ts', text);
    expect(await checkLayers(root, table)).toEqual(['src/domain/rule.ts (domain) imports src/store/store.ts (store)']);
  });

  it('knows rooms inside rooms, and that a room does not stand for those below it', async () => {
    write('domain/rules/rule.ts', "import { user } from '../user.ts';\nexport const rule = user;\n");
    write('store/rule.ts', "export * from '../domain/rules/rule.ts';\n");
    write('domain/attic/old.ts', 'export const old = 1;\n');
    write('domain/attic/old.test.ts', 'export {};\n');
    expect(await checkLayers(root, table)).toEqual([
      'src/domain/attic/old.ts lies in no room of the table',
      'src/domain/rules/rule.ts (domain/rules) imports src/domain/user.ts (domain)',
      'src/store/rule.ts (store) imports src/domain/rules/rule.ts (domain/rules)',
    ]);
  });

  it('finds a circle, also of types and inside one room', async () => {
    write('domain/left.ts', "import type { Right } from './right.ts';\nexport type Left = Right;\n");
    write('domain/right.ts', "import type { Left } from './left.ts';\nexport type Right = Left;\n");
    expect(await checkLayers(root, table)).toEqual([
      'src/domain/left.ts imports src/domain/right.ts in a circle',
      'src/domain/right.ts imports src/domain/left.ts in a circle',
    ]);
  });

  it('finds a folder that is no room, an import of nothing and an import of a test', async () => {
    write('shed/tool.ts', 'export const tool = 1;\n');
    write('base/gone.ts', "export * from './nowhere.ts';\n");
    write('base/clock.test.ts', 'export const fixture = 1;\n');
    write('base/uses-test.ts', "export * from './clock.test.ts';\n");
    expect(await checkLayers(root, table)).toEqual([
      'src/base/gone.ts imports ./nowhere.ts, which is not there',
      'src/base/uses-test.ts imports the test src/base/clock.test.ts',
      'src/shed/tool.ts lies in no room of the table',
    ]);
  });

  it('fails when it saw fewer modules than there are files', () => {
    const seen = [{ source: 'src/base/clock.ts', valid: true, dependencies: [], dependents: [] }];
    expect(judgeModules(seen, ['base/clock.ts', 'store/store.ts'], table)).toEqual([
      'src/store/store.ts was not seen: imports go unchecked',
    ]);
  });

  it.each([
    ['export const now = Date.now();', 'reads the clock, which only base may'],
    ['export const now = new Date();', 'reads the clock, which only base may'],
    ['export const now = performance.now();', 'reads the clock, which only base may'],
    ['export const lot = Math.random();', 'asks for chance, which only base may'],
    ["import { randomUUID } from 'node:crypto';", 'asks for chance, which only base may'],
    ['export const home = process.env.HOME;', 'reads process.env, which only base and cli may'],
    ["console.log('here');", 'writes to the console, which only cli may'],
    ['// FIXME later', 'is unfinished: // FIXME later'],
    ['/** TODO */', 'is unfinished: /** TODO */'],
  ])('finds %s', (line, offence) => {
    write('domain/rule.ts', `${line}\n`);
    expect(checkSources(root)).toEqual([expect.stringMatching(/^src\/domain\/rule\.ts:1 /)]);
    expect(checkSources(root)[0]).toContain(offence);
  });

  it.each(['export const then = new Date(0);', '// Date.now() is not read here', "export const text = 'console.log';"])(
    'leaves %s alone',
    (line) => {
      write('domain/rule.ts', `${line}\n`);
      expect(checkSources(root)).toEqual([]);
    },
  );

  it('finds a file of more than 400 lines, unless it is generated', () => {
    write('domain/long.ts', 'export {};\n'.repeat(401));
    write('domain/full.ts', 'export {};\n'.repeat(400));
    write('model/generated/long.ts', 'export {};\n'.repeat(401));
    expect(checkSources(root)).toEqual(['src/domain/long.ts has more than 400 lines']);
  });
});

describe('the layer table', () => {
  it('is refused when it names a room that is not there', () => {
    expect(() => readLayerTable(pageOf([['base/', 'attic']]))).toThrow(
      'base may import attic, which is no room of the table',
    );
    expect(() => readLayerTable('')).toThrow('has no table');
  });

  it('reads a star as every room in that folder', () => {
    const { mayImport } = readLayerTable(
      pageOf([
        ['store/', 'domain/*'],
        ['domain/', 'nothing'],
        ['domain/users/', 'nothing'],
        ['domains/', 'nothing'],
      ]),
    );
    expect([...(mayImport.get('store') ?? [])]).toEqual(['domain', 'domain/users']);
  });

  it('is held to be a circle when a room may reach itself', () => {
    const circle = readLayerTable(
      pageOf([
        ['store/', 'domain'],
        ['domain/', 'base'],
        ['base/', 'domain'],
      ]),
    );
    expect(findRoomCircles(circle)).toEqual(['domain may reach itself', 'base may reach itself']);
    expect(findRoomCircles(houseTable)).toEqual([]);
  });
});

function pageOf(rows: readonly (readonly [room: string, mayImport: string])[]): string {
  const lines = rows.map(([room, mayImport]) => `| \`${room}\` | x | ${mayImport} |`);
  return ['| room | what lives there | may import |', '|---|---|---|', ...lines].join('\n');
}

import { dirname, join } from 'node:path';
import type { IModule } from 'dependency-cruiser';
import { findRoomCircles, isTest, listTypeScriptFiles, readModules, roomOf } from './check-layers.ts';
import { type LayerTable, readLayerTable } from './layer-table.ts';

const CONSOLE_HEADER = '| room of the console | what lives there | may import |';
const FOLDER = 'console/src/';

/** What a room of `console/src/` may import: other rooms of the console, and rooms of the server under names such as `src/check`. */
export function readConsoleTable(markdown: string, server: LayerTable): LayerTable {
  return readLayerTable(markdown, {
    header: CONSOLE_HEADER,
    outside: [...server.mayImport.keys()].map((room) => `src/${room}`),
  });
}

/** A line for each import of the console that its table does not allow, each circle, and each file that the reading did not reach. */
export async function checkConsole(root: string, table: LayerTable, server: LayerTable): Promise<string[]> {
  const modules = await readModules(root, 'console/src', join(root, 'console/tsconfig.json'));
  return [...findRoomCircles(table), ...judgeConsole(modules, listTypeScriptFiles(join(root, FOLDER)), table, server)];
}

/** The judgement over what was read, apart from the reading. `files` are relative to `console/src/`. */
export function judgeConsole(
  modules: readonly IModule[],
  files: readonly string[],
  table: LayerTable,
  server: LayerTable,
): string[] {
  const seen = new Set(modules.map(({ source }) => source));
  const offences = files
    .filter((file) => !seen.has(FOLDER + file))
    .map((file) => `${FOLDER}${file} was not seen: imports go unchecked`);
  for (const { source, dependencies } of modules) {
    if (!source.startsWith(FOLDER)) continue;
    const room = consoleRoom(source, table);
    if (room === undefined) {
      offences.push(`${source} lies in no room of the console's table`);
      continue;
    }
    for (const { resolved, circular, couldNotResolve, module } of dependencies) {
      if (circular) offences.push(`${source} imports ${resolved} in a circle`);
      if (couldNotResolve && !module.endsWith('.css')) offences.push(`${source} imports ${module}, which is not there`);
      if (isTest(resolved)) offences.push(`${source} imports the test ${resolved}`);
      const target = targetRoom(resolved, table, server);
      if (target !== undefined && target !== room && !table.mayImport.get(room)?.has(target)) {
        offences.push(`${source} (${room}) imports ${resolved} (${target})`);
      }
    }
  }
  return offences;
}

function targetRoom(resolved: string, table: LayerTable, server: LayerTable): string | undefined {
  if (resolved.startsWith(FOLDER)) return consoleRoom(resolved, table);
  if (!resolved.startsWith('src/')) return undefined;
  return `src/${roomOf(resolved, server) ?? ''}`;
}

/** The row of the file, or of the nearest folder above it: the folders of a page are part of it. */
function consoleRoom(source: string, { roomOfPath }: LayerTable): string | undefined {
  let path = source.slice(FOLDER.length);
  while (path !== '.' && !roomOfPath.has(path)) path = dirname(path);
  return roomOfPath.get(path);
}

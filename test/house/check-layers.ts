import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import { assert } from '../../src/base/assert.ts';
import type { LayerTable } from './layer-table.ts';

/** Whether a file is a test or a fixture of tests: it may reach into any room, and nothing else may import it. */
export function isTest(path: string): boolean {
  return /\.(?:test|fixture)\.tsx?$/.test(path);
}

/** Paths of the TypeScript files below `directory`, relative to it. */
export function listTypeScriptFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .sort();
}

/**
 * Follows every import of `root/src`, type imports too, and returns a line for each arrow that the table does not allow, each circle
 * and each file that the reading did not reach.
 */
export async function checkLayers(root: string, table: LayerTable): Promise<string[]> {
  const offences = judgeModules(await readModules(root, 'src'), listTypeScriptFiles(join(root, 'src')), table);
  return [...findRoomCircles(table), ...offences];
}

/** The modules below a folder of `root` with their imports, as dependency-cruiser sees them; their paths begin with the folder. */
export async function readModules(root: string, folder: string, tsConfig?: string): Promise<readonly IModule[]> {
  const { output } = await cruise([folder], {
    baseDir: root,
    ...(tsConfig !== undefined && { tsConfig: { fileName: tsConfig } }),
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
    doNotFollow: { path: 'node_modules' },
    validate: true,
    ruleSet: { forbidden: [{ name: 'circle', severity: 'error', from: {}, to: { circular: true } }] },
  });
  assert(typeof output !== 'string', 'dependency-cruiser returned a report and not its data');
  return (output satisfies ICruiseResult).modules;
}

/** The judgement over what was read, apart from the reading. `files` are relative to `src/`. */
export function judgeModules(modules: readonly IModule[], files: readonly string[], table: LayerTable): string[] {
  const seen = new Set(modules.map((module) => module.source));
  const offences = files
    .filter((file) => !seen.has(`src/${file}`))
    .map((file) => `src/${file} was not seen: imports go unchecked`);
  for (const { source, dependencies } of modules) {
    if (!source.startsWith('src/')) continue;
    const room = roomOf(source, table);
    if (room === undefined) {
      offences.push(`${source} lies in no room of the table`);
      continue;
    }
    for (const { resolved, circular, couldNotResolve, module } of dependencies) {
      if (circular) offences.push(`${source} imports ${resolved} in a circle`);
      if (couldNotResolve) offences.push(`${source} imports ${module}, which is not there`);
      if (isTest(source) || !resolved.startsWith('src/')) continue;
      const target = roomOf(resolved, table);
      if (isTest(resolved)) offences.push(`${source} imports the test ${resolved}`);
      else if (target !== undefined && target !== room && !table.mayImport.get(room)?.has(target)) {
        offences.push(`${source} (${room}) imports ${resolved} (${target})`);
      }
    }
  }
  return offences;
}

/** A file belongs to the room of its folder, or to the one that names the file; tests and fixtures may lie in folders below a room. */
export function roomOf(source: string, { roomOfPath }: LayerTable): string | undefined {
  const path = source.replace(/^src\//, '').replace(/\.(?:test|fixture)\.ts$/, '.ts');
  const room = roomOfPath.get(path) ?? roomOfPath.get(dirname(path));
  if (room !== undefined || !isTest(source)) return room;
  let folder = dirname(path);
  while (folder !== '.' && !roomOfPath.has(folder)) folder = dirname(folder);
  return roomOfPath.get(folder);
}

/** A line for each circle of rooms that the table itself allows: a room that can reach itself by what it may import. */
export function findRoomCircles({ mayImport }: LayerTable): string[] {
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    [...(mayImport.get(from) ?? [])].some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  return [...mayImport.keys()]
    .filter((room) => reaches(room, room, new Set()))
    .map((room) => `${room} may reach itself`);
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import { assert } from '../../src/base/assert.ts';
import type { LayerTable } from './layer-table.ts';

/** Whether a file is a test or a fixture of tests: it may reach into any room, and nothing else may import it. */
export function isTest(path: string): boolean {
  return /\.(?:test|fixture)\.ts$/.test(path);
}

/** Paths of the TypeScript files below `directory`, relative to it. */
export function listTypeScriptFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

/**
 * Follows every import of `root/src`, type imports too, and returns a line for each arrow that the table does not allow, each circle
 * and each file that the reading did not reach.
 */
export async function checkLayers(root: string, table: LayerTable): Promise<string[]> {
  return judgeModules(await readModules(root), listTypeScriptFiles(join(root, 'src')), table);
}

/** The modules below `root/src` with their imports, as dependency-cruiser sees them; their paths begin with `src/`. */
async function readModules(root: string): Promise<readonly IModule[]> {
  const { output } = await cruise(['src'], {
    baseDir: root,
    tsPreCompilationDeps: true,
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

function roomOf(source: string, { roomOfPath }: LayerTable): string | undefined {
  return roomOfPath.get(String(source.split('/')[1]).replace(/\.(?:test|fixture)\.ts$/, '.ts'));
}

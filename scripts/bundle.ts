import { readdirSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { type OutputChunk, rolldown } from 'rolldown';
import { packageDirectory, packageOf } from './package-directory.ts';

/**
 * Packages that every start loads, or that have many modules: their code goes into the bundle, and so does what they import. One module of
 * `kysely`, of which there are 250, costs as much as all of its code; those of `libphonenumber-js` are a third of the start of a check or a
 * conversion. The others stay dependencies: native, or loaded by the commands that need them.
 */
const BUNDLED = new Set(['commander', 'kysely', 'libphonenumber-js', 'pino']);

/** What became of the packages. */
export interface Bundle {
  /** Directories of those whose code is in the bundle. */
  readonly contained: ReadonlySet<string>;
  /** Names of those that the bundle imports when it runs. */
  readonly imported: ReadonlySet<string>;
}

/**
 * Writes the program as JavaScript: all files side by side in `directory`, an entry under the name of its module, so that a thread is
 * found beside whoever starts it. A dynamic import stays one. Comments go and names stay: a stack can be read.
 */
export async function bundle(root: string, directory: string): Promise<Bundle> {
  const build = await rolldown({
    cwd: root,
    input: { index: 'src/index.ts', main: 'src/cli/main.ts', ...threads(root) },
    platform: 'node',
    external: (id, importer) => isPackage(id) && !importer?.includes('node_modules') && !BUNDLED.has(packageOf(id)),
    onLog(_level, { message }) {
      throw new Error(`the bundler has something to say: ${message}`);
    },
  });
  const { output } = await build.write({
    dir: directory,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    comments: { legal: true, jsdoc: false, annotation: false },
  });
  const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
  const files = new Set(chunks.map(({ fileName }) => fileName));
  return {
    contained: new Set(chunks.flatMap(({ moduleIds }) => moduleIds.flatMap((id) => packageDirectory(id) ?? []))),
    imported: new Set(
      chunks
        .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
        .filter((id) => !files.has(id) && isPackage(id))
        .map(packageOf),
    ),
  };
}

/** The modules that are started by name: each speaks to the thread that started it. */
function threads(root: string): Record<string, string> {
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('-thread.ts'))
    .map((path) => join(root, 'src', path));
  const entries = paths.filter((path) => readFileSync(path, 'utf8').includes('parentPort'));
  return Object.fromEntries(entries.map((path) => [basename(path, '.ts'), path]));
}

function isPackage(id: string): boolean {
  return !id.startsWith('.') && !id.startsWith('node:') && !id.startsWith('\0') && !isAbsolute(id);
}

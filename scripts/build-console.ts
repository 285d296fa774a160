/**
 * Builds the console: `node scripts/build-console.ts DIRECTORY`. Beside each file of some size lies its Brotli form, made here once at the
 * highest level, for which a server would have no time.
 */
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { packageDirectory } from './package-directory.ts';

const BROTLI_BYTES_MIN = 1_024;

/** Directories of the packages whose code is in it. */
export async function buildConsole(root: string, directory: string): Promise<ReadonlySet<string>> {
  // React looks here for whether it is to check itself.
  process.env.NODE_ENV = 'production';
  const contained = new Set<string>();
  const noteModules: Plugin = {
    name: 'note-modules',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        for (const id of file.moduleIds) {
          const path = packageDirectory(id);
          if (path !== undefined) contained.add(path);
        }
      }
    },
  };
  await build({
    configFile: join(root, 'console/vite.config.ts'),
    build: { outDir: directory },
    plugins: [noteModules],
  });
  for (const name of globSync('**/*.{js,css,html,svg,json,wasm}', { cwd: directory })) {
    const path = join(directory, name);
    if (statSync(path).size >= BROTLI_BYTES_MIN) writeFileSync(`${path}.br`, compress(readFileSync(path)));
  }
  return contained;
}

function compress(bytes: Buffer): Buffer {
  const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(bytes, {
    params: { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , directory] = process.argv;
  if (directory === undefined) throw new Error('usage: node scripts/build-console.ts DIRECTORY');
  await buildConsole(fileURLToPath(new URL('..', import.meta.url)), resolve(directory));
}

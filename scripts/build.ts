/**
 * Builds what is published: `node scripts/build.ts [DIRECTORY]` (`dist`). JavaScript and declarations in the layout of the clone, and a
 * package.json of its own: no pinned runtime, no tools, and a floor for Node, which strips no types below `node_modules`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODE_FLOOR = '>=22.18';
const COPIED = ['README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'examples'];

const directory = resolve(process.argv[2] ?? join(ROOT, 'dist'));
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
compile();
copyBin();
for (const name of COPIED) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
writeFileSync(join(directory, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`);

function compile(): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const words = [tsc, '--project', join(ROOT, 'tsconfig.build.json'), '--outDir', join(directory, 'src')];
  execFileSync(process.execPath, words, { stdio: 'inherit' });
}

/** The commands are JavaScript already; only the names of the modules they start change. */
function copyBin(): void {
  mkdirSync(join(directory, 'bin'));
  for (const name of readdirSync(join(ROOT, 'bin'))) {
    const text = readFileSync(join(ROOT, 'bin', name), 'utf8');
    writeFileSync(join(directory, 'bin', name), text.replaceAll(/(\.\.\/src\/[\w./-]+)\.ts\b/g, '$1.js'), {
      mode: 0o755,
    });
  }
}

function publishedManifest(): object {
  const { name, version, description, license, type, bin, dependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  return {
    name,
    version,
    // The name belongs to somebody else in the public registry: nothing is to be published under it by accident.
    private: true,
    description,
    license,
    type,
    engines: { node: NODE_FLOOR },
    bin,
    exports: { '.': { types: './src/index.d.ts', default: './src/index.js' }, './package.json': './package.json' },
    dependencies,
  };
}

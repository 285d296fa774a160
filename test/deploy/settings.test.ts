import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeSettings } from '../../src/config/describe-settings.ts';
import { resolveConfig } from '../../src/config/resolve-config.ts';

const FILES = ['Dockerfile', 'deploy/compose.yaml', 'deploy/kubernetes.yaml'];
const settingNames = new Set(describeSettings().map(({ environmentName }) => environmentName));
const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
/** `MUSTER_ROLE: all`, `MUSTER_HOST=0.0.0.0` and the like, comments included. */
const namesIn = (text: string) => new Set(text.match(/\bMUSTER_[A-Z0-9_]+/g) ?? []);

describe('what is deployed', () => {
  it.each(FILES)('%s sets no setting that there is not', (path) => {
    const names = [...namesIn(read(path))];
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => !settingNames.has(name))).toEqual([]);
  });

  it('gives values that the settings take', () => {
    const pairs = FILES.flatMap((path) => [...read(path).matchAll(/\b(MUSTER_[A-Z0-9_]+)[:=] ?"?([^\s"$]+)"?$/gm)]);
    const given = Object.fromEntries(pairs.map(([, name, value]) => [String(name), String(value)]));
    expect(given).toMatchObject({ MUSTER_METRICS: 'open', MUSTER_PUBLIC_URL: 'https://muster.example.com' });
    const credentials = { MUSTER_ROOT_CREDENTIALS: '123456789012:admin:long-enough', MUSTER_HOST: '0.0.0.0' };
    expect(resolveConfig({}, { ...given, ...credentials })).toMatchObject({ metrics: 'open' });
  });

  it('runs the version of this package', () => {
    const { version } = JSON.parse(read('package.json'));
    for (const path of FILES.slice(1)) {
      expect([...read(path).matchAll(/image: muster:(\S+)/g)].map((match) => match[1])).toEqual(
        expect.arrayContaining([version]),
      );
      expect(read(path).match(/image: muster:(?!\d)/)).toBeNull();
    }
  });
});

import { readFileSync } from 'node:fs';

/** The version of this package, as its manifest says it. */
export function readPackageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return String(version);
}

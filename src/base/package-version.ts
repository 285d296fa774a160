import { readFileSync } from 'node:fs';
import { packageFile } from './package-file.ts';

/** The version of this package, as its manifest says it. */
export function readPackageVersion(): string {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  return String(version);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TERMS = /^(?:licen[cs]e|copying|notice|third-party-licenses)(?:[.-].*)?$/i;
const RULE = '-'.repeat(80);

/** The terms of packages whose code is distributed with ours, whole, as they ask for. @throws if one has none. */
export function thirdPartyLicenses(directories: Iterable<string>): string {
  const sections = [...new Set(directories)].map(describePackage).sort();
  return `The files in lib/ and console/ contain code of the following packages.\n\n${sections.join('\n')}`;
}

function describePackage(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const files = readdirSync(directory).filter((file) => TERMS.test(file));
  if (files.length === 0) throw new Error(`${directory} holds no licence, so its code cannot be passed on`);
  const terms = files.map((file) => readFileSync(join(directory, file), 'utf8').trim());
  return `${RULE}\n${name} ${version} (${license})\n\n${terms.join('\n\n')}\n`;
}

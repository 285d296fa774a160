import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TERMS = /^(?:licen[cs]e|copying|notice|third-party-licenses)(?:[.-].*)?$/i;
const LICENSE_PART = /^#+ licen[cs]e\b.*/ims;
const RULE = '-'.repeat(80);

/** The terms of packages whose code is distributed with ours, whole, as they ask for. @throws if one has none. */
export function thirdPartyLicenses(directories: Iterable<string>): string {
  const sections = [...new Set(directories)].map(describePackage).sort();
  return `The files in lib/ and console/ contain code of the following packages.\n\n${sections.join('\n')}`;
}

function describePackage(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const terms = findTerms(directory);
  if (terms.length === 0) throw new Error(`${directory} holds no licence, so its code cannot be passed on`);
  return `${RULE}\n${name} ${version} (${license})\n\n${terms.join('\n\n')}\n`;
}

/** Its files of terms; else the part about them of its page, where some small packages have theirs. */
function findTerms(directory: string): string[] {
  const names = readdirSync(directory);
  const read = (name: string) => readFileSync(join(directory, name), 'utf8').trim();
  const files = names.filter((file) => TERMS.test(file)).map(read);
  if (files.length > 0) return files;
  const page = names.filter((name) => /^readme\.md$/i.test(name)).map(read);
  return page.flatMap((text) => LICENSE_PART.exec(text)?.[0].trim() ?? []);
}

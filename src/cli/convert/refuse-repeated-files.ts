import { createHash } from 'node:crypto';
import { type FileToCheck, readChunks } from '../../check/source/file-to-check.ts';
import type { GivenFile } from '../../convert/reading/open-export.ts';
import { CommandError } from '../terminal/command-error.ts';

/** A file that is given twice would leave each of its users out a second time. @throws {CommandError} */
export async function refuseRepeatedFiles(files: readonly GivenFile[]): Promise<void> {
  const digests = new Map<string, string>();
  for (const { name, file } of files) {
    // Only files of one size can be the same, so the others are not read.
    if (files.filter((other) => other.file.byteLength === file.byteLength).length < 2) continue;
    const digest = await digestOf(file);
    const before = digests.get(digest);
    if (before !== undefined) throw new CommandError(describe(before, name));
    digests.set(digest, name);
  }
}

function describe(before: string, name: string): string {
  return before === name
    ? `${name} is given twice; give it once`
    : `${before} and ${name} have the same content; give one of them`;
}

async function digestOf(file: FileToCheck): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(file)) hash.update(chunk);
  return hash.digest('hex');
}

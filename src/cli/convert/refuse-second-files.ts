import { findSecondFile } from '../../convert/find-second-file.ts';
import type { OpenExport } from '../../convert/reading/open-export.ts';
import type { Source } from '../../convert/sources/source.ts';
import { CommandError } from '../terminal/command-error.ts';
import { quoteWord } from '../terminal/quote-word.ts';

/** A second file among the exports would be read as users who have nothing that users have (R1110). @throws {CommandError} */
export async function refuseSecondFiles(
  files: readonly OpenExport[],
  paths: readonly string[],
  sources: readonly Source[],
): Promise<void> {
  for (const [index, file] of files.entries()) {
    const found = await findSecondFile(file, sources);
    if (found === undefined) continue;
    const option = `--join ${found.name}=${quoteWord(paths[index] ?? file.name)}`;
    throw new CommandError(`${file.name} is ${found.title}, not of users: give it as a second file, ${option}`);
  }
}

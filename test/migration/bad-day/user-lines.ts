import { createReadStream, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Names of the files of users that a conversion has written, in the order in which they are imported. */
export function listFiles(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => /^users.*\.csv$/.test(name))
    .toSorted();
}

/** The lines of a file, the header first. */
export async function* readLines(path: string): AsyncGenerator<string, void, void> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    yield line;
  }
}

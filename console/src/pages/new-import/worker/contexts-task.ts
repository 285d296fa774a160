import { readChunks } from '../../../../../src/check/source/file-to-check.ts';
import { openSourceDecoder } from '../../../../../src/check/source/source-decoder.ts';
import { fileOfBlob } from '../../../base/blob-file.ts';
import type { ContextTask } from './tasks.ts';

/** Of a line: what a record can have. */
const LINE_CHARACTERS_MAX = 20_000;

/** Finds lines by their number: the file is read up to the last of them. */
export async function readContexts(
  { file, format, lineNumbers }: ContextTask,
  signal: AbortSignal,
): Promise<Map<number, string>> {
  const wanted = new Set(lineNumbers);
  const last = Math.max(0, ...wanted);
  const found = new Map<number, string>();
  const decoder = openSourceDecoder(format.encoding);
  const lineEnd = format.lineEnd === 'cr' ? '\r' : '\n';
  let lineNumber = 1;
  let line = '';
  const take = (text: string): void => {
    let from = 0;
    while (lineNumber <= last) {
      const end = text.indexOf(lineEnd, from);
      const isWanted = wanted.has(lineNumber);
      if (isWanted && line.length < LINE_CHARACTERS_MAX) line += text.slice(from, end < 0 ? undefined : end);
      if (end < 0) return;
      if (isWanted) found.set(lineNumber, line.replace(/\r$/, ''));
      line = '';
      lineNumber += 1;
      from = end + 1;
    }
  };
  for await (const chunk of readChunks(fileOfBlob(file.blob), format.markBytes)) {
    take(decoder.push(chunk));
    if (lineNumber > last || signal.aborted) return found;
  }
  take(decoder.end());
  if (wanted.has(lineNumber) && line !== '') found.set(lineNumber, line);
  return found;
}

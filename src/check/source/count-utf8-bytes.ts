import { Utf8Validator } from '../../csv/utf8-validator.ts';
import { type FileToCheck, readChunks } from './file-to-check.ts';

/** Bytes of the file before the first one that is not UTF-8; undefined if all are, from `start` on. */
export async function countUtf8Bytes(
  file: FileToCheck,
  start: number,
  isUtf8: (bytes: Uint8Array) => boolean,
  signal?: AbortSignal,
): Promise<number | undefined | 'interrupted'> {
  const utf8 = new Utf8Validator(isUtf8);
  for await (const chunk of readChunks(file, start)) {
    if (signal?.aborted) return 'interrupted';
    if (!utf8.push(chunk)) return start + utf8.validBytes;
  }
  return utf8.end() ? undefined : start + utf8.validBytes;
}

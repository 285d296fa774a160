import { type FileToCheck, readChunks } from './file-to-check.ts';
import { openSourceDecoder } from './source-decoder.ts';
import type { SourceFormat } from './source-format.ts';
import { SourceReader } from './source-reader.ts';
import type { SourceLine } from './source-record.ts';

/** Records of a file of any format, header first, as they would be in Cognito's. */
export interface SourcePiece {
  readonly lines: readonly SourceLine[];
  /** Bytes of the file that were read. */
  readonly done: number;
}

/**
 * Reads a file in `format` and gives its records in Cognito's dialect (R169 to R178), as its chunks bring them. Memory: a chunk and one
 * record. What it gives is what `--fix` writes.
 */
export async function* readSource(
  file: FileToCheck,
  format: SourceFormat,
  charactersMax: number,
): AsyncGenerator<SourcePiece> {
  const decoder = openSourceDecoder(format.encoding);
  const reader = new SourceReader(format, charactersMax);
  let done = format.markBytes;
  for await (const chunk of readChunks(file, format.markBytes)) {
    done += chunk.length;
    yield { lines: reader.push(decoder.push(chunk)), done };
  }
  yield { lines: [...reader.push(decoder.end()), ...reader.end()], done };
}

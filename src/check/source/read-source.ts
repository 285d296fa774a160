import { type FileToCheck, readChunks } from './file-to-check.ts';
import { openSourceDecoder } from './source-decoder.ts';
import type { SourceFormat } from './source-format.ts';
import { SourceReader } from './source-reader.ts';
import type { SourceLine } from './source-record.ts';

/**
 * Bytes that are made into records together. All records of a piece live until the next one: those of 256 KiB outlived the young
 * generation of V8, and a check of 500,000 records in a browser held 110 MB of dead ones.
 */
const PIECE_BYTES = 16 * 1024;

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
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      done += piece.length;
      yield { lines: reader.push(decoder.push(piece)), done };
    }
  }
  yield { lines: [...reader.push(decoder.end()), ...reader.end()], done };
}

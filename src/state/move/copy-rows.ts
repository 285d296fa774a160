/** Begins and ends a stream of rows in the binary format of PostgreSQL's COPY. */
const BEGINNING = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const END = Buffer.of(0xff, 0xff);
/** Of a piece of the stream; a row may be longer. */
const CHUNK_BYTES = 256 * 1024;
const INTEGER_BYTES = 8;
const LENGTH_BYTES = 4;

/** How a column of a table is spelled in the stream. */
export type CopyType = 'integer' | 'text' | 'bytes';
export type CopyValue = string | number | Uint8Array | null;

/** A table holds what the other engine cannot. */
export class RowValueError extends Error {
  override name = 'RowValueError';
}

/** Rows, with the values in the order of `types`, as COPY takes them and gives them: the same rows are the same bytes. */
export function* copyRows(rows: Iterable<readonly CopyValue[]>, types: readonly CopyType[]): Generator<Buffer> {
  yield BEGINNING;
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let at = 0;
  for (const row of rows) {
    const byteLength = lengthOf(row, types);
    if (at + byteLength > chunk.length) {
      if (at > 0) yield chunk.subarray(0, at);
      chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, byteLength));
      at = 0;
    }
    at = writeRow(chunk, at, row, types);
  }
  if (at > 0) yield chunk.subarray(0, at);
  yield END;
}

function lengthOf(row: readonly CopyValue[], types: readonly CopyType[]): number {
  let byteLength = 2;
  for (const [index, value] of row.entries()) byteLength += LENGTH_BYTES + valueLength(value, types[index]);
  return byteLength;
}

function valueLength(value: CopyValue, type: CopyType | undefined): number {
  if (value === null) return 0;
  if (type === 'integer' && Number.isSafeInteger(value)) return INTEGER_BYTES;
  if (type === 'text' && typeof value === 'string') {
    if (value.includes('\0')) throw new RowValueError('a text has a NUL character, which PostgreSQL cannot store');
    return Buffer.byteLength(value);
  }
  if (type === 'bytes' && value instanceof Uint8Array) return value.length;
  throw new RowValueError(`a column of type ${type} holds a ${typeof value}`);
}

function writeRow(chunk: Buffer, start: number, row: readonly CopyValue[], types: readonly CopyType[]): number {
  let at = chunk.writeInt16BE(row.length, start);
  for (const [index, value] of row.entries()) {
    if (value === null) {
      at = chunk.writeInt32BE(-1, at);
      continue;
    }
    const length = valueLength(value, types[index]);
    at = chunk.writeInt32BE(length, at);
    if (typeof value === 'number') at = chunk.writeBigInt64BE(BigInt(value), at);
    else if (typeof value === 'string') at += chunk.write(value, at);
    else {
      chunk.set(value, at);
      at += length;
    }
  }
  return at;
}

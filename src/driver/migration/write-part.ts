import { createHash } from 'node:crypto';
import { createReadStream, existsSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateDirectory } from '../../base/files/make-private-directory.ts';
import { PRIVATE_FILE_MODE } from '../../base/files/private-modes.ts';
import { DriverError } from '../driver-error.ts';
import type { ByteRange } from '../run/byte-range.ts';
import type { PlannedPart, PlannedSource, RunPlan } from '../run/run-plan.ts';

const PARTS_FOLDER = 'parts';
const CHUNK_BYTES = 1024 * 1024;

/** The file of one job: the header of its source, and below it the records of its part. */
export interface PartFile {
  readonly path: string;
  readonly byteLength: number;
}

export function partPath(folder: string, part: number): string {
  return join(folder, PARTS_FOLDER, `${String(part).padStart(4, '0')}.csv`);
}

/**
 * Writes the file of a part, unless it is there already from a run before: it gets its name once it is whole. Its bytes are compared with
 * those that the plan was made of. @throws {DriverError} `source-changed`, `file-unreadable`
 */
export async function writePart(folder: string, plan: RunPlan, part: PlannedPart): Promise<PartFile> {
  const source = plan.sources[part.source];
  if (source === undefined) throw new RangeError(`part ${part.number} has no source`);
  const path = partPath(folder, part.number);
  const headerLength = source.headerBytes.end - source.headerBytes.offset;
  const byteLength = headerLength + part.bytes.end - part.bytes.offset;
  if (existsSync(path)) return { path, byteLength };
  makePrivateDirectory(join(folder, PARTS_FOLDER));
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  const digest = createHash('sha256');
  let written = 0;
  const file = await open(unfinished, 'wx', PRIVATE_FILE_MODE);
  try {
    for await (const chunk of readRange(source, source.headerBytes)) {
      await file.writeFile(chunk);
      written += chunk.length;
    }
    for await (const chunk of readRange(source, part.bytes)) {
      digest.update(chunk);
      await file.writeFile(chunk);
      written += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (written !== byteLength || digest.digest('hex') !== part.sha256) {
    rmSync(unfinished);
    throw new DriverError({ kind: 'source-changed', path: source.name });
  }
  await rename(unfinished, path);
  return { path, byteLength };
}

export function deletePart(folder: string, part: number): void {
  rmSync(partPath(folder, part), { force: true });
}

/** The folder of parts too, once none is needed any more. */
export function deleteParts(folder: string): void {
  rmSync(join(folder, PARTS_FOLDER), { recursive: true, force: true });
}

/** A source that cannot be read is told from a part that cannot be written. */
async function* readRange(
  { path, name }: PlannedSource,
  { offset, end }: ByteRange,
): AsyncGenerator<Buffer, void, void> {
  if (end === offset) return;
  try {
    for await (const chunk of createReadStream(path, { start: offset, end: end - 1, highWaterMark: CHUNK_BYTES })) {
      yield chunk;
    }
  } catch (error) {
    throw new DriverError({ kind: 'file-unreadable', path: name }, error);
  }
}

import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE_FILE_MODE } from '../../base/files/private-modes.ts';
import { syncDirectorySync } from '../../base/files/sync-directory.ts';
import { findSystemCode } from '../../base/system-code.ts';
import type { JournalEntry, JournalEvent } from './journal-event.ts';
import { RunFolderError } from './run-folder-error.ts';

const JOURNAL_FILE = 'journal.jsonl';
const LF = 0x0a;
const CHUNK_BYTES = 1024 * 1024;

/** `journal.jsonl`: a line of JSON for each thing that a run did, only ever appended to. */
export class Journal {
  readonly #descriptor: number;
  readonly #nowMs: () => number;
  #isOpen = true;
  /** Of whole lines. */
  #length: number;

  private constructor(descriptor: number, length: number, nowMs: () => number) {
    this.#descriptor = descriptor;
    this.#length = length;
    this.#nowMs = nowMs;
  }

  /** What a killed command wrote of its last line is cut off: it was never acted upon. */
  static open(folder: string, nowMs: () => number): Journal {
    const path = join(folder, JOURNAL_FILE);
    const descriptor = openSync(path, 'a+', PRIVATE_FILE_MODE);
    try {
      const wholeBytes = findWholeBytes(descriptor);
      ftruncateSync(descriptor, wholeBytes);
      fsyncSync(descriptor);
      syncDirectorySync(folder);
      return new Journal(descriptor, wholeBytes, nowMs);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Durable when it returns. @throws the error of the system, for a full disk; then nothing was appended */
  append(event: JournalEvent): JournalEntry {
    const entry = this.note(event);
    fsyncSync(this.#descriptor);
    return entry;
  }

  /** Survives the end of this process, but not a power cut: for what may be lost. */
  note(event: JournalEvent): JournalEntry {
    const entry: JournalEntry = { at: new Date(this.#nowMs()).toISOString(), ...event };
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      for (let written = 0; written < line.length; ) {
        written += writeSync(this.#descriptor, line, written);
      }
    } catch (error) {
      // Half a line before the next one would spoil both.
      ftruncateSync(this.#descriptor, this.#length);
      throw error;
    }
    this.#length += line.length;
    return entry;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#descriptor);
  }
}

/**
 * What the journal of a folder holds, read as it is asked for: it grows with the follow-ups. Nothing if there is none yet; a last line
 * without its end was not finished. @throws {RunFolderError} `damaged`
 */
export function* readJournal(folder: string): Generator<JournalEntry, void, void> {
  const path = join(folder, JOURNAL_FILE);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (findSystemCode(error) === 'ENOENT') return;
    throw error;
  }
  try {
    const decoder = new TextDecoder();
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = '';
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunk.length, null);
      if (length === 0) return;
      const lines = (rest + decoder.decode(chunk.subarray(0, length), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield parseEntry(line, path);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Up to the end of the last line that has one. */
function findWholeBytes(descriptor: number): number {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let end = fstatSync(descriptor).size;
  while (end > 0) {
    const start = Math.max(0, end - chunk.length);
    const length = readSync(descriptor, chunk, 0, end - start, start);
    const at = chunk.subarray(0, length).lastIndexOf(LF);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

function parseEntry(line: string, path: string): JournalEntry {
  try {
    const entry: unknown = JSON.parse(line);
    if (isEntry(entry)) return entry;
  } catch (error) {
    throw new RunFolderError('damaged', path, error);
  }
  throw new RunFolderError('damaged', path);
}

/** Each line was written by this program: its kind is looked at, not each member. */
function isEntry(value: unknown): value is JournalEntry {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

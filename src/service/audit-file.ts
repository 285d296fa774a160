import { closeSync, constants, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AuditEntry, AuditLog } from '../api/audit-log.ts';
import type { Clock } from '../base/clock.ts';
import { PRIVATE_FILE_MODE } from '../base/files/private-modes.ts';
import type { Logger } from '../base/logger.ts';
import { ConfigError } from '../config/config-error.ts';

const LINE_FEED = 0x0a;

export interface AuditFile extends AuditLog {
  close(): void;
}

/**
 * Appends each entry as one line of JSON, in one write and before the request is answered. A file that was moved away is left as it is
 * and a new one begun under the old name, so that it can be rotated while the server runs. Entries that come after `close` are logged.
 * @throws {ConfigError} if the file cannot be opened
 */
export function openAuditFile(
  givenPath: string,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): AuditFile {
  // The program around this server may change its working directory.
  const path = resolve(givenPath);
  let descriptor: number | undefined;
  /** The file ends within a line: the next one must not continue it. */
  let isTorn = false;
  let isClosed = false;

  function append(line: string): void {
    if (isClosed) throw new Error('the audit log is closed');
    if (descriptor !== undefined && !isSameFile(descriptor, path)) release();
    const open = descriptor ?? acquire();
    const bytes = Buffer.from(isTorn ? `\n${line}` : line);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(open, bytes, written);
    } finally {
      if (written > 0) isTorn = bytes[written - 1] !== LINE_FEED;
    }
  }

  function acquire(): number {
    descriptor = openRegularFile(path);
    isTorn = endsWithinLine(path);
    return descriptor;
  }

  function release(): void {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  }

  try {
    acquire();
  } catch (error) {
    release();
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError('auditLog', `the audit log cannot be opened: ${reason}`);
  }
  return {
    write(entry: AuditEntry) {
      try {
        append(`${JSON.stringify({ time: new Date(clock.nowMs()).toISOString(), ...entry })}\n`);
      } catch (error) {
        // What was done is done. The entry is kept where it can be.
        logger.error({ err: error, entry }, 'the audit log could not be written');
      }
    },
    close() {
      isClosed = true;
      release();
    },
  };
}

/** A named pipe would block the server until somebody reads it, and has no lines to keep. */
function openRegularFile(path: string): number {
  const isRegular = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  if (!isRegular) throw new Error(`${path} is not a regular file`);
  const { O_APPEND, O_CREAT, O_NONBLOCK, O_WRONLY } = constants;
  // Readable by the server's user only: it says who may do what here.
  return openSync(path, O_APPEND | O_CREAT | O_NONBLOCK | O_WRONLY, PRIVATE_FILE_MODE);
}

/** Whether the last line has no end. A file that the server may only write is taken to be whole. */
function endsWithinLine(path: string): boolean {
  const { size } = statSync(path);
  if (size === 0) return false;
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return false;
    throw error;
  }
  try {
    const last = Buffer.alloc(1);
    return readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== LINE_FEED;
  } finally {
    closeSync(descriptor);
  }
}

/** False if the file was moved or deleted since it was opened. */
function isSameFile(descriptor: number, path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  const open = fstatSync(descriptor);
  return there?.ino === open.ino && there.dev === open.dev;
}

import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import type { AuditEntry, AuditLog } from '../api/audit-log.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { ConfigError } from '../config/config-error.ts';

/** Readable by the server's user only: it says who may do what here. */
const FILE_MODE = 0o600;

export interface AuditFile extends AuditLog {
  close(): void;
}

/**
 * Appends each entry as one line of JSON, in one write and before the request is answered. A file that was moved away is left as it is
 * and a new one begun under the old name, so that it can be rotated while the server runs.
 * @throws {ConfigError} if the file cannot be opened
 */
export function openAuditFile(
  path: string,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): AuditFile {
  let descriptor: number | undefined;
  /** A write broke off: the next line must not continue it. */
  let isTorn = false;

  function append(line: string): void {
    if (descriptor !== undefined && !isSameFile(descriptor, path)) close();
    descriptor ??= openSync(path, 'a', FILE_MODE);
    const bytes = Buffer.from(isTorn ? `\n${line}` : line);
    isTorn = true;
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(descriptor, bytes, offset);
    isTorn = false;
  }

  function close(): void {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
    isTorn = false;
  }

  try {
    descriptor = openSync(path, 'a', FILE_MODE);
  } catch (error) {
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
    close,
  };
}

/** False if the file was moved or deleted since it was opened. */
function isSameFile(descriptor: number, path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  const open = fstatSync(descriptor);
  return there?.ino === open.ino && there.dev === open.dev;
}

import { StoreFaultError } from '../store-fault.ts';

/** Full, unreadable, unwritable, or damaged. */
const STORAGE_FAULT = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|PROTOCOL|NOMEM)/;
const CORRUPTION = /^SQLITE_(CORRUPT|NOTADB)/;

export function isStorageFault(error: unknown): boolean {
  return STORAGE_FAULT.test(codeOf(error) ?? '');
}

/** The file does not hold what a database holds: no further write may make it worse. */
export function isCorruption(error: unknown): boolean {
  return CORRUPTION.test(codeOf(error) ?? '');
}

/** As the interface of the store promises its faults. */
export function toStoreFault(error: unknown): StoreFaultError {
  if (error instanceof StoreFaultError) return error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new StoreFaultError(message, { cause: error, code: codeOf(error), isOfStorage: isStorageFault(error) });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

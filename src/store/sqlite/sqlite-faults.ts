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

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

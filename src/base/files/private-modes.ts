/** Of a file: read and written by its owner alone (R560). */
export const PRIVATE_FILE_MODE = 0o600;
/** Of a directory: entered by its owner alone (R560). */
export const PRIVATE_DIRECTORY_MODE = 0o700;
/** What group and others may do. */
const OTHERS = 0o077;

/** Whether users other than the owner may do anything. False on Windows, whose files have no such modes. */
export function isOpenToOthers(mode: number): boolean {
  return process.platform !== 'win32' && (mode & OTHERS) !== 0;
}

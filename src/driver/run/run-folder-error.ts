export type RunFolderFault =
  /** It has no plan: it is no run folder. */
  | 'no-run'
  | 'damaged'
  /** Another version of the program wrote it. */
  | 'other-version'
  /** A run was to be begun where something is already. */
  | 'not-empty'
  /** Another process works on it. */
  | 'in-use'
  /** All of it is done. */
  | 'finished'
  | 'unwritable';

/** Why a run folder cannot be used, as data: the caller finds the words. `cause` holds the error of the system, if any. */
export class RunFolderError extends Error {
  override name = 'RunFolderError';
  readonly fault: RunFolderFault;
  readonly path: string;

  constructor(fault: RunFolderFault, path: string, cause?: unknown) {
    super(`${fault}: ${path}`, cause === undefined ? undefined : { cause });
    this.fault = fault;
    this.path = path;
  }
}

/** A fault of the engine: the call left no trace. */
export class StoreFaultError extends Error {
  override name = 'StoreFaultError';
  /** Such as `SQLITE_FULL`. */
  readonly code: string | undefined;
  /** The disk, the file or the thread is at fault, and every call alike meets it: nothing that this call asked for is to blame. */
  readonly isOfStorage: boolean;

  constructor(
    message: string,
    options: ErrorOptions & { readonly code?: string | undefined; readonly isOfStorage: boolean },
  ) {
    super(message, options);
    this.code = options.code;
    this.isOfStorage = options.isOfStorage;
  }
}

/** What every call meets once its store is closed. */
export function closedFault(): StoreFaultError {
  return new StoreFaultError('the store is closed', { isOfStorage: true });
}

/** The path cannot serve as a data directory; nothing in it was changed. */
export class DataDirectoryError extends Error {
  override name = 'DataDirectoryError';
  readonly reason: 'not-a-directory' | 'not-writable' | 'not-private' | 'damaged';

  constructor(reason: DataDirectoryError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** What an error of the file system means for the data directory `path`; others are returned as they are. */
export function asDirectoryError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DataDirectoryError) return error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new DataDirectoryError('not-a-directory', `${path} is not a directory`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT') {
    return new DataDirectoryError('not-writable', `cannot write to the data directory ${path}: ${error.message}`, {
      cause: error,
    });
  }
  return error;
}

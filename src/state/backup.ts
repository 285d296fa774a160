export interface Backup {
  /** Absolute. */
  readonly path: string;
  readonly databaseBytes: number;
  /** Uploaded files that were copied. */
  readonly uploadCount: number;
  /** Uploaded files that the database names and that stay in their bucket. */
  readonly bucketUploadCount: number;
  /** Fingerprint of the key that opens it, and whether the key is in it. */
  readonly serverKey: { readonly fingerprint: string | undefined; readonly isIncluded: boolean };
}

/** Nothing was copied, or nothing is left of what was. */
export class BackupError extends Error {
  override name = 'BackupError';
}

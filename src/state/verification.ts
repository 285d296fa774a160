/** What a check of a data directory has looked at. */
export interface Verification {
  readonly userPools: number;
  readonly users: number;
  readonly importJobs: number;
  readonly logEvents: number;
  /** Files of the data directory. */
  readonly uploadCount: number;
  /** Not looked at: they are in a bucket. */
  readonly bucketUploadCount: number;
  /** Without one the server key is in `MUSTER_SERVER_KEY`, or lost. */
  readonly hasServerKey: boolean;
  /** Each was reported in words. */
  readonly faultCount: number;
}

/** How far a verification is: first the pages of the database file, which are checked in one go, then its users. */
export type VerificationProgress =
  | { readonly phase: 'pages'; readonly byteLength: number }
  | { readonly phase: 'users'; readonly done: number; readonly total: number };

/** What a check of a data directory has looked at. */
export interface Verification {
  readonly userPools: number;
  readonly users: number;
  readonly importJobs: number;
  readonly logEvents: number;
  readonly uploadCount: number;
  /** Each was reported in words. */
  readonly faultCount: number;
}

/** Limits of user import. Those a self-hosting team would raise are defaults of settings; the rest are the reference's. */

/** R184: 100 MB in its larger reading, which refuses nobody. */
export const CSV_FILE_BYTES_MAX = 104_857_600;
/** R185, R301: header and blank lines not counted. */
export const CSV_RECORDS_MAX = 500_000;
/** R182, R183, R301: code points of a line without its line end. */
export const RECORD_CHARACTERS_MAX = 16_000;
/** R103, R300: jobs of a pool, whatever their status. */
export const JOBS_PER_POOL_MAX = 1_000;
/** R63, R302: active jobs of an account in a region. */
export const ACTIVE_JOBS_MAX = 1;
/** R127: an upload URL is valid for 15 minutes less a second. */
export const UPLOAD_EXPIRES_SECONDS = 899;
/** R146: protects the disk; it is not the 100 MB rule. */
export const UPLOAD_BYTES_MAX = 268_435_456;
/** R64: a job that was not started is void after this time. */
export const JOB_EXPIRES_AFTER_MS = 24 * 60 * 60 * 1_000;
/** R64: how often expired jobs are looked for. */
export const JOB_EXPIRY_SWEEP_EVERY_MS = 30 * 60 * 1_000;
/** R192: code points of any attribute value. */
export const ATTRIBUTE_CHARACTERS_MAX = 2_048;
/** R194: code points of a user name. */
export const USERNAME_CHARACTERS_MAX = 128;

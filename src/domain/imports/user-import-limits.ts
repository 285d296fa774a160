/** Bytes of an uploaded CSV file: 100 MB in its larger reading, which refuses nobody (R184, R301). */
export const CSV_FILE_BYTES_MAX = 104_857_600;
/** Data records of a file; header and blank lines are not counted (R185, R301). */
export const CSV_RECORDS_MAX = 500_000;
/** Code points of a line without its line end, header included (R182, R183, R301). */
export const RECORD_CHARACTERS_MAX = 16_000;

/** Import jobs of a user pool, all statuses counted (R103, R300). */
export const JOBS_PER_POOL_MAX = 1_000;
/** Active import jobs of an account in a region (R63, R302). */
export const ACTIVE_JOBS_PER_ACCOUNT_MAX = 1;

/** Bytes an upload may announce. Protects the disk; the 100 MB rule is the job's (R146, R152). */
export const UPLOAD_BYTES_MAX = 268_435_456;
/** Bytes of all files of an account that wait for their import or are on their way: protects the disk. */
export const WAITING_UPLOAD_BYTES_MAX = 10_737_418_240;

/** Age at which a job that was never started expires (R64, R303). */
export const JOB_EXPIRES_AFTER_MS = 24 * 60 * 60 * 1_000;
/** Pause between two sweeps for such jobs (R64). */
export const JOB_EXPIRY_SWEEP_EVERY_MS = 30 * 60 * 1_000;
/** How long a role that may not write the log is checked again before the job fails (R288). */
export const LOG_RETRY_SECONDS = 60;
/** Claims of a job at one checkpoint before it goes on record by record; as many again before that record is given up (R299). */
export const ATTEMPTS_AT_CHECKPOINT_MAX = 3;

/** Code points of a `CompletionMessage` (R57). */
export const COMPLETION_MESSAGE_CHARACTERS_MAX = 128;

import { PRE_SIGNED_URL_EXPIRES_SECONDS } from '../../src/aws/pre-sign.ts';
import { settings } from '../../src/config/settings.ts';
import { JOB_EXPIRES_AFTER_MS, RECORD_CHARACTERS_MAX } from '../../src/domain/imports/user-import-limits.ts';
import { RESERVED_MS } from '../../src/upload/upload-quota.ts';
import type { Limit } from './limit.ts';

const FAILS_JOB = 'the job fails';

/** Of import jobs and their files. */
export const importLimits: readonly Limit[] = [
  {
    what: 'an imported file',
    value: settings.csvBytesMax.default,
    unit: 'bytes',
    setting: 'csvBytesMax',
    source: 'Cognito (R184)',
    beyond: FAILS_JOB,
  },
  {
    what: 'users in a file',
    value: settings.csvRecordsMax.default,
    unit: { counted: 'records' },
    setting: 'csvRecordsMax',
    source: 'Cognito (R185)',
    beyond: FAILS_JOB,
  },
  {
    what: 'a record of a file, and its header',
    value: RECORD_CHARACTERS_MAX,
    unit: { counted: 'characters' },
    source: 'Cognito (R182, R183)',
    beyond: 'the record fails; for a header, the job fails',
  },
  {
    what: 'age of an upload URL',
    value: PRE_SIGNED_URL_EXPIRES_SECONDS,
    unit: 'seconds',
    source: 'Cognito (R127)',
    beyond: '403 `AccessDenied`',
  },
  {
    what: 'age of a job that is never started',
    value: JOB_EXPIRES_AFTER_MS,
    unit: 'milliseconds',
    source: 'Cognito (R64)',
    beyond: 'the job expires',
  },
  {
    what: 'import jobs of a user pool, including ended ones',
    value: settings.jobsPerPoolMax.default,
    unit: { counted: 'jobs' },
    setting: 'jobsPerPoolMax',
    source: 'Cognito (R103)',
    beyond: '`LimitExceededException`',
  },
  {
    what: 'active import jobs of an account and region',
    value: settings.activeJobsMax.default,
    unit: { counted: 'jobs' },
    setting: 'activeJobsMax',
    source: 'Cognito (R63)',
    beyond: '`PreconditionNotMetException`',
  },
  {
    what: 'an upload',
    value: settings.uploadBytesMax.default,
    unit: 'bytes',
    setting: 'uploadBytesMax',
    source: 'Muster (R146)',
    beyond: '400 `EntityTooLarge`',
  },
  {
    what: 'time for which an upload has room for what it announces and has not sent; one for each URL',
    value: RESERVED_MS,
    unit: 'milliseconds',
    source: 'Muster (R546)',
    beyond: 'what has come counts; 400 `EntityTooLarge` on its way if nothing is left',
  },
  {
    what: 'all files of an account whose jobs have not ended',
    value: settings.waitingUploadBytesMax.default,
    unit: 'bytes',
    setting: 'waitingUploadBytesMax',
    source: 'Muster',
    beyond: '400 `EntityTooLarge`',
  },
];

import {
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DescribeUserImportJobCommand,
  type PasswordHashingAlgorithmType,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CallFailure } from './call-failure.ts';
import type { Clients } from './clients.ts';
import { type FileAtHand, keepFileOfJob, keepRecordCount } from './files-at-hand.ts';
import { UploadFailure, uploadFile } from './upload-file.ts';

export interface ImportRequest {
  /** One that exists, or the request for a new one. */
  readonly pool: { readonly id: string } | { readonly create: CreateUserPoolCommandInput };
  readonly roleArn: string;
  readonly file: FileAtHand;
  readonly recordCount: number;
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithmType | undefined;
}

export interface JobPlace {
  readonly poolId: string;
  readonly jobId: string;
}

/** What an import is about at the moment. */
export type ImportProgress =
  | { readonly kind: 'creating-pool' }
  | { readonly kind: 'creating-job' }
  | { readonly kind: 'uploading'; readonly sent: number; readonly attempt: number }
  /** The connection broke; the file is sent again. */
  | { readonly kind: 'upload-cut'; readonly attempt: number }
  /** The URL ran out, or its job did: another one is made. */
  | { readonly kind: 'upload-expired' }
  | { readonly kind: 'starting' }
  /** The account has an active job (R63): this one starts after it. */
  | { readonly kind: 'waiting' };

export interface ImportListener {
  onProgress(progress: ImportProgress): void;
  /** A pool was created: an import that fails after that goes on with it. */
  onPool(poolId: string): void;
  onJob(place: JobPlace): void;
}

const JOB_NAME_CHARACTERS_MAX = 128;
const UPLOAD_ATTEMPTS_MAX = 6;
const CUT_PAUSE_MS = 1_500;
const JOBS_MAX = 3;
const WAIT_MS = 1_500;

/** Makes the pool if need be, creates a job, uploads and starts it. @throws {CallFailure} @throws {UploadFailure} */
export async function runImport(
  request: ImportRequest,
  { cognito }: Clients,
  listener: ImportListener,
  signal: AbortSignal,
): Promise<JobPlace> {
  const poolId = await findPool(request, cognito, listener, signal);
  for (let jobs = 1; ; jobs++) {
    listener.onProgress({ kind: 'creating-job' });
    const input = {
      UserPoolId: poolId,
      JobName: jobNameOf(request.file.name),
      CloudWatchLogsRoleArn: request.roleArn,
      PasswordHashingAlgorithm: request.passwordHashingAlgorithm,
    };
    const { UserImportJob: job } = await cognito.send(new CreateUserImportJobCommand(input), { abortSignal: signal });
    const { JobId: jobId, PreSignedUrl: url } = job ?? {};
    if (jobId === undefined || url === undefined) throw new Error('an answer without a job');
    const place = { poolId, jobId };
    keepFileOfJob(jobId, request.file);
    keepRecordCount(jobId, request.recordCount);
    listener.onJob(place);
    try {
      await uploadPatiently(url, request.file.blob, listener, signal);
    } catch (error) {
      if (!(error instanceof UploadFailure && error.kind === 'expired') || jobs >= JOBS_MAX) throw error;
      listener.onProgress({ kind: 'upload-expired' });
      continue;
    }
    await startPatiently(place, cognito, listener, signal);
    return place;
  }
}

async function findPool(
  { pool }: ImportRequest,
  cognito: Clients['cognito'],
  listener: ImportListener,
  signal: AbortSignal,
): Promise<string> {
  if ('id' in pool) return pool.id;
  listener.onProgress({ kind: 'creating-pool' });
  const { UserPool } = await cognito.send(new CreateUserPoolCommand(pool.create), { abortSignal: signal });
  if (UserPool?.Id === undefined) throw new Error('an answer without a pool');
  listener.onPool(UserPool.Id);
  return UserPool.Id;
}

/** A file that was cut off on its way is sent again, whole. */
async function uploadPatiently(url: string, blob: Blob, listener: ImportListener, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    listener.onProgress({ kind: 'uploading', sent: 0, attempt });
    try {
      const onBytes = (sent: number) => listener.onProgress({ kind: 'uploading', sent, attempt });
      await uploadFile({ url, blob, signal, onBytes });
      return;
    } catch (error) {
      if (!(error instanceof UploadFailure && error.kind === 'cut') || attempt >= UPLOAD_ATTEMPTS_MAX) throw error;
      listener.onProgress({ kind: 'upload-cut', attempt });
      await pause(CUT_PAUSE_MS * attempt, signal);
    }
  }
}

/** The service refuses a start by one error, whatever the reason: whether it was the job itself shows its state. */
async function startPatiently(
  { poolId, jobId }: JobPlace,
  cognito: Clients['cognito'],
  listener: ImportListener,
  signal: AbortSignal,
): Promise<void> {
  const input = { UserPoolId: poolId, JobId: jobId };
  listener.onProgress({ kind: 'starting' });
  for (;;) {
    try {
      await cognito.send(new StartUserImportJobCommand(input), { abortSignal: signal });
      return;
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      const isRefused = error.code === 'PreconditionNotMetException';
      if (!isRefused && error.kind !== 'unreachable') throw error;
      if (await isStarted(input, cognito, signal)) return;
      if (isRefused) listener.onProgress({ kind: 'waiting' });
    }
    await pause(WAIT_MS, signal);
  }
}

async function isStarted(
  input: { readonly UserPoolId: string; readonly JobId: string },
  cognito: Clients['cognito'],
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { UserImportJob } = await cognito.send(new DescribeUserImportJobCommand(input), { abortSignal: signal });
    const status = UserImportJob?.Status;
    if (status === 'Expired') throw new UploadFailure('expired', '');
    return status !== undefined && status !== 'Created';
  } catch (error) {
    if (error instanceof CallFailure && error.kind === 'unreachable') return false;
    throw error;
  }
}

/** In the characters of R47. */
function jobNameOf(fileName: string): string {
  const name = fileName.replaceAll(/[^\w +=,.@-]/g, '_').slice(0, JOB_NAME_CHARACTERS_MAX);
  return name.trim() === '' ? 'import' : name;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(new DOMException('The import was stopped.', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

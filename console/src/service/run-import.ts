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
import {
  awaitServer,
  type Hindrance,
  pause,
  sendUntilAnswered,
  sendWithAnyKey,
  type Waiting,
} from './import-patience.ts';
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
  /** Most often the account has an active job (R63), and this one starts after it; `reason` is the server's. */
  | { readonly kind: 'waiting'; readonly reason: string }
  /** It goes on when somebody has signed in, or when the server answers. */
  | Hindrance;

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

/** An import on its way. */
interface Way extends Waiting {
  readonly listener: ImportListener;
}

/**
 * Makes the pool if need be, creates a job, uploads and starts it. Waits for a server that is gone, and for another sign-in when the access
 * key does not count any more. @throws {CallFailure} @throws {UploadFailure}
 */
export async function runImport(
  request: ImportRequest,
  clients: Clients,
  listener: ImportListener,
  signal: AbortSignal,
): Promise<JobPlace> {
  const way: Way = { clients, listener, signal, onHindrance: (hindrance) => listener.onProgress(hindrance) };
  const poolId = await findPool(request, way);
  for (let jobs = 1; ; jobs++) {
    const { place, url } = await createJob(poolId, request, way);
    try {
      await uploadPatiently(url, request.file.blob, way);
    } catch (error) {
      if (!(error instanceof UploadFailure && error.kind === 'expired') || jobs >= JOBS_MAX) throw error;
      listener.onProgress({ kind: 'upload-expired' });
      continue;
    }
    await startPatiently(place, way);
    return place;
  }
}

/** A pool is created once: an answer that did not come may have been that of a second one. */
async function findPool({ pool }: ImportRequest, way: Way): Promise<string> {
  if ('id' in pool) return pool.id;
  const { clients, listener, signal } = way;
  listener.onProgress({ kind: 'creating-pool' });
  const { UserPool } = await sendWithAnyKey(way, () =>
    clients.cognito.send(new CreateUserPoolCommand(pool.create), { abortSignal: signal }),
  );
  if (UserPool?.Id === undefined) throw new Error('an answer without a pool');
  listener.onPool(UserPool.Id);
  return UserPool.Id;
}

/** A job too many, of which no answer came, waits for nothing and expires. */
async function createJob(
  poolId: string,
  { file, roleArn, recordCount, passwordHashingAlgorithm }: ImportRequest,
  way: Way,
): Promise<{ readonly place: JobPlace; readonly url: string }> {
  const { clients, listener, signal } = way;
  listener.onProgress({ kind: 'creating-job' });
  const input = {
    UserPoolId: poolId,
    JobName: jobNameOf(file.name),
    CloudWatchLogsRoleArn: roleArn,
    PasswordHashingAlgorithm: passwordHashingAlgorithm,
  };
  const { UserImportJob: job } = await sendUntilAnswered(way, () =>
    clients.cognito.send(new CreateUserImportJobCommand(input), { abortSignal: signal }),
  );
  const { JobId: jobId, PreSignedUrl: url } = job ?? {};
  if (jobId === undefined || url === undefined) throw new Error('an answer without a job');
  const place = { poolId, jobId };
  keepFileOfJob(jobId, file);
  keepRecordCount(jobId, recordCount);
  listener.onJob(place);
  return { place, url };
}

/** A file that was cut off on its way is sent again, whole, as soon as the server answers. */
async function uploadPatiently(url: string, blob: Blob, way: Way): Promise<void> {
  const { listener, signal } = way;
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
      await awaitServer(way);
    }
  }
}

/** The service refuses a start by one error, whatever the reason: whether it was the job itself shows its state. */
async function startPatiently({ poolId, jobId }: JobPlace, way: Way): Promise<void> {
  const { clients, listener, signal } = way;
  const input = { UserPoolId: poolId, JobId: jobId };
  listener.onProgress({ kind: 'starting' });
  for (;;) {
    try {
      await sendUntilAnswered(way, () =>
        clients.cognito.send(new StartUserImportJobCommand(input), { abortSignal: signal }),
      );
      return;
    } catch (error) {
      if (!(error instanceof CallFailure && error.code === 'PreconditionNotMetException')) throw error;
      if (await isStarted(input, way)) return;
      listener.onProgress({ kind: 'waiting', reason: error.message });
    }
    await pause(WAIT_MS, signal);
  }
}

async function isStarted(input: { readonly UserPoolId: string; readonly JobId: string }, way: Way): Promise<boolean> {
  const { clients, signal } = way;
  const { UserImportJob } = await sendUntilAnswered(way, () =>
    clients.cognito.send(new DescribeUserImportJobCommand(input), { abortSignal: signal }),
  );
  const status = UserImportJob?.Status;
  if (status === 'Expired') throw new UploadFailure('expired', '');
  return status !== undefined && status !== 'Created';
}

/** In the characters of R47. */
function jobNameOf(fileName: string): string {
  const name = fileName.replaceAll(/[^\w +=,.@-]/g, '_').slice(0, JOB_NAME_CHARACTERS_MAX);
  return name.trim() === '' ? 'import' : name;
}

import { splitUrl } from '../aws/canonical-request.ts';
import type { ImportJobId } from '../domain/imports/import-job.ts';
import type { AccountId, UserPoolId } from '../domain/pools/user-pool.ts';

export interface UploadTarget {
  readonly account: AccountId;
  readonly userPoolId: UserPoolId;
  readonly jobId: ImportJobId;
}

/** Ids have at most 55 characters, as in the model: they are logged before anybody has proved to be allowed to upload. */
const UPLOAD_PATH = /^\/(\d{12})\/(?=[^/]{1,55}\/)([\w-]+_[0-9a-zA-Z]+)\/(import-[0-9a-zA-Z-]{1,48})$/;

const PATH_OF_THREE = /^\/[^/]+\/[^/]+\/[^/]+$/;

/** Whether a request target, path and query, is an upload URL. It stays one when its path was altered: the client reads S3's XML (R142). */
export function isUploadUrl(url: string): boolean {
  const { path } = splitUrl(url);
  return PATH_OF_THREE.test(path) || (path.startsWith('/') && /[?&]X-Amz-Signature=/.test(url));
}

/** `/<account>/<poolId>/<jobId>` (R124, R125). */
export function formatUploadPath(target: { account: string; userPoolId: string; jobId: string }): string {
  return `/${target.account}/${target.userPoolId}/${target.jobId}`;
}

/** Undefined if the path is not one that {@link formatUploadPath} makes. */
export function parseUploadPath(path: string): UploadTarget | undefined {
  const match = UPLOAD_PATH.exec(path);
  if (!match) return undefined;
  const [, account, userPoolId, jobId] = match;
  return { account: account as AccountId, userPoolId: userPoolId as UserPoolId, jobId: jobId as ImportJobId };
}

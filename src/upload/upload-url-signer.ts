import { makePreSignedUrl } from '../aws/pre-sign.ts';
import { formatUploadPath } from './upload-path.ts';

export interface UploadUrlTarget {
  readonly account: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly jobId: string;
  /** The signed Host header of the request that makes the job. */
  readonly requestHost: string;
  readonly nowMs: number;
}

/** Makes the URL a job's file is uploaded to: at the public URL if there is one, else where the request came to (R125). */
export function createUploadUrlSigner(options: {
  readonly uploadKey: Buffer;
  readonly publicUrl?: string;
}): (target: UploadUrlTarget) => string {
  return (target) =>
    makePreSignedUrl({
      origin: options.publicUrl ?? `http://${target.requestHost}`,
      path: formatUploadPath(target),
      region: target.region,
      key: options.uploadKey,
      nowMs: target.nowMs,
    });
}

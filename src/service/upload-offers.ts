import { PRE_SIGNED_URL_EXPIRES_SECONDS } from '../aws/pre-sign.ts';
import type { S3Blobs } from '../blobs/s3-blobs.ts';
import type { OperationServices } from '../operations/operation.ts';
import { createUploadUrlSigner } from '../upload/upload-url-signer.ts';

export interface UploadOffersOptions {
  readonly uploadKey: Buffer;
  readonly publicUrl: string | undefined;
  readonly bucket: Pick<S3Blobs, 'offer' | 'findArrived'> | undefined;
  /** Whether new jobs get a URL of the bucket. */
  readonly isDirect: boolean;
}

/**
 * Where files of jobs are put: at the upload endpoint, or into the bucket by the client itself. What was put there is found for every job
 * that got such a URL, also when new jobs get none any more.
 */
export function createUploadOffers({
  uploadKey,
  publicUrl,
  bucket,
  isDirect,
}: UploadOffersOptions): Pick<OperationServices, 'offerUpload' | 'findArrivedUpload'> {
  const signDoorUrl = createUploadUrlSigner({ uploadKey, publicUrl });
  return {
    async offerUpload(target) {
      if (!isDirect || !bucket) return { url: signDoorUrl(target) };
      return bucket.offer({ nowMs: target.nowMs, expiresSeconds: PRE_SIGNED_URL_EXPIRES_SECONDS });
    },
    findArrivedUpload: async (awaitedBlobId) => bucket?.findArrived(awaitedBlobId),
  };
}

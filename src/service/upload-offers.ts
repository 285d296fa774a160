import { PRE_SIGNED_URL_EXPIRES_SECONDS } from '../aws/pre-sign.ts';
import type { Clock } from '../base/clock.ts';
import type { S3Blobs } from '../blobs/s3-blobs.ts';
import type { OperationServices } from '../operations/operation.ts';
import { createUploadUrlSigner } from '../upload/upload-url-signer.ts';

export interface UploadOffersOptions {
  readonly uploadKey: Buffer;
  readonly publicUrl: string | undefined;
  readonly bucket: Pick<S3Blobs, 'offer' | 'findArrived'> | undefined;
  /** Whether new jobs get a URL of the bucket. */
  readonly isDirect: boolean;
  /** A bucket goes by no other clock, whatever that of stored times says. */
  readonly machineClock: Clock;
}

/**
 * Where clients put the files of jobs: at Muster's upload endpoint, or directly into the bucket. A file in the bucket is found for every
 * job that was given such a URL, even after the setting has changed.
 */
export function createUploadOffers({
  uploadKey,
  publicUrl,
  bucket,
  isDirect,
  machineClock,
}: UploadOffersOptions): Pick<OperationServices, 'offerUpload' | 'findArrivedUpload'> {
  const signDoorUrl = createUploadUrlSigner({ uploadKey, publicUrl });
  return {
    async offerUpload(target) {
      if (!isDirect || !bucket) return { url: signDoorUrl(target) };
      return bucket.offer({ nowMs: machineClock.nowMs(), expiresSeconds: PRE_SIGNED_URL_EXPIRES_SECONDS });
    },
    findArrivedUpload: async (awaitedBlobId) => bucket?.findArrived(awaitedBlobId),
  };
}

import type { Logger } from '../base/logger.ts';
import type { Blobs } from '../blobs/blobs.ts';

/** Deletes files that no job needs any more (R93). A failure is only logged: the jobs have ended, and the sweep tries again (R297). */
export async function deleteUploads(
  { blobs, logger }: { readonly blobs: Pick<Blobs, 'delete'>; readonly logger: Logger },
  blobIds: readonly string[],
): Promise<void> {
  for (const blobId of blobIds) {
    try {
      await blobs.delete(blobId);
    } catch (error) {
      logger.warn({ err: error, blobId }, 'could not delete the file of an import job');
    }
  }
}

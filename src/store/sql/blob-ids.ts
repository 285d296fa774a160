import type { ImportJobRow } from './tables.ts';

/** The uploaded file of a job, and the one that it awaits. */
export function blobIdsOf(row: Pick<ImportJobRow, 'upload_blob_id' | 'awaited_blob_id'>): readonly string[] {
  return [row.upload_blob_id, row.awaited_blob_id].filter((blobId) => blobId !== null);
}

import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { deleteUploads } from './delete-uploads.ts';

describe('deleteUploads', () => {
  it('goes on behind a file that cannot be deleted, and says so in the log (R93, R297)', async () => {
    const deleted: string[] = [];
    const warnings: object[] = [];
    const blobs = {
      async delete(blobId: string) {
        if (blobId === 'stuck') throw new Error('EIO');
        deleted.push(blobId);
      },
    };
    const logger = { ...silentLogger, warn: (fields: object) => void warnings.push(fields) };
    await deleteUploads({ blobs, logger }, ['a', 'stuck', 'b']);
    expect(deleted).toEqual(['a', 'b']);
    expect(warnings).toMatchObject([{ blobId: 'stuck' }]);
  });
});

import { randomIds } from '../base/ids.ts';
import type { Blobs } from './blobs.ts';
import { DirectoryBlobs } from './directory-blobs.ts';

/** Where blobs are, as plain data that can be handed to another thread. */
export type BlobsLocation = { readonly kind: 'directory'; readonly path: string };

/** Joins blobs that another thread has opened: makes and removes nothing. */
export function connectBlobs(location: BlobsLocation): Blobs {
  return new DirectoryBlobs({ directory: location.path, ids: randomIds });
}

import { createHash, createHmac } from 'node:crypto';
import type { Digests } from './signed-call.ts';

/** The digests of Node. */
export const nodeDigests: Digests = {
  sha256: (data) => createHash('sha256').update(data).digest(),
  hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest(),
};

import { type HashVerdict, NO_HASH, refuseHash } from './hash-verdict.ts';

/** `passwordHash` of a Firebase user. It is encrypted with the key of the project, so it is never carried (R756). */
export function readFirebaseHash(passwordHash: string): HashVerdict {
  return passwordHash.trim() === '' ? NO_HASH : refuseHash('firebase-scrypt', 'own-algorithm');
}

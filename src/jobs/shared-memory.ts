import type { ListMemory } from '../domain/records/verdict-list.ts';

/** Memory that the thread of the store reads where it is. */
export const SHARED_MEMORY: ListMemory = {
  bytes: (byteLength) => new Uint8Array(new SharedArrayBuffer(byteLength)),
  ints: (length) => new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT)),
};

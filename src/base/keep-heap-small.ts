import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from making room for new objects beyond what it has: else it takes up to 96 MB more in a program that makes millions of
 * them, however few are alive. And from sharing that little work among threads, which takes more than it saves. For this process, from
 * now on.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-parallel-scavenge');
}

/** More than any thread is given. */
const SEMI_SPACE_MB_MAX = 64;

/**
 * Keeps this thread from making more room for new objects, and gives each thread that starts from now on all of the room that it may have
 * (`maxYoungGenerationSizeMb`) from its start, because V8 knows no growth of one thread alone.
 */
export function fixRoomForNewObjects(): void {
  setFlagsFromString(`--min-semi-space-size=${SEMI_SPACE_MB_MAX}`);
  setFlagsFromString('--semi-space-growth-factor=1');
}

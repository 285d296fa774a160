import { type ResourceLimits, Worker, type WorkerOptions } from 'node:worker_threads';
import { compileCache } from './compile-cache.ts';
import { siblingModule } from './sibling-module.ts';

type ThreadOptions = Pick<WorkerOptions, 'workerData' | 'transferList'> & {
  /** A server gives a thread the room for its new objects from the start (`fixRoomForNewObjects`). */
  readonly resourceLimits: ResourceLimits & { readonly maxYoungGenerationSizeMb: number };
};

/** Starts the module `name` beside the one whose `import.meta.url` is given, in a thread of this name. */
export function startThread(importMetaUrl: string, name: `${string}-thread`, options: ThreadOptions): Worker {
  return new Worker(siblingModule(importMetaUrl, name), {
    ...options,
    name: `muster-${name}`,
    // Flags of the process, such as --input-type, may be invalid for a thread.
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compileCache },
  });
}

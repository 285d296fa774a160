import { availableParallelism } from 'node:os';
import type { AnswerOf, HashingTaskName, TaskOf } from './hashing-tasks.ts';
import { ThreadLane } from './thread-lane.ts';

/** Checks passwords and makes verifiers on threads of its own, bounded in number and memory (S52). */
export interface Hashing {
  /** `busy`: too many wait. */
  run<Name extends HashingTaskName>(name: Name, task: TaskOf<Name>): Promise<AnswerOf<Name> | 'busy'>;
  /** Tasks that wait for a thread. */
  readonly waiting: number;
  close(): Promise<void>;
}

export interface HashingOptions {
  /** Threads for imported hashes, each of which takes up to 64 MiB and a quarter of a second for one. */
  readonly hashThreads?: number;
  readonly waitingMax?: number;
}

/** With as many waiting a client has given up before its turn comes. */
const WAITING_MAX = 256;

/**
 * Two lanes: imported hashes, on one thread less than there are cores but at least one, and the powers of SRP, of about a millisecond
 * each, on a thread that no hash holds up.
 */
export function createHashing({
  hashThreads = Math.max(1, availableParallelism() - 1),
  waitingMax = WAITING_MAX,
}: HashingOptions = {}): Hashing {
  const hashes = new ThreadLane({ threads: hashThreads, waitingMax });
  const powers = new ThreadLane({ threads: 1, waitingMax });
  return {
    async run<Name extends HashingTaskName>(name: Name, task: TaskOf<Name>) {
      const lane = name === 'checkHash' ? hashes : powers;
      // The thread answers a task with what the table says of it.
      return (await lane.run({ name, task } as Parameters<ThreadLane['run']>[0])) as AnswerOf<Name> | 'busy';
    },
    get waiting() {
      return hashes.waiting + powers.waiting;
    },
    async close() {
      await Promise.all([hashes.close(), powers.close()]);
    },
  };
}

import { askWorker, type TaskOptions } from '../../../base/worker-task.ts';
import type { TaskKind, WorkerTasks } from './tasks.ts';

/** Runs a task over a file in a worker of its own. @throws {Error} of the worker */
export async function runTask<Kind extends TaskKind>(
  kind: Kind,
  input: WorkerTasks[Kind]['input'],
  options: TaskOptions = {},
): Promise<WorkerTasks[Kind]['output']> {
  const worker = new Worker(new URL('./file-worker.ts', import.meta.url), { type: 'module', name: kind });
  return (await askWorker(worker, { kind, input }, options)) as WorkerTasks[Kind]['output'];
}

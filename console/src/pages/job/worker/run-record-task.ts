import { askWorker, type TaskOptions } from '../../../base/worker-task.ts';
import type { RecordTasks } from './tasks.ts';

/** Runs a task over the file of a job in a worker of its own. @throws {Error} of the worker */
export async function runRecordTask<Kind extends keyof RecordTasks>(
  kind: Kind,
  input: RecordTasks[Kind]['input'],
  options: TaskOptions = {},
): Promise<RecordTasks[Kind]['output']> {
  const worker = new Worker(new URL('./record-worker.ts', import.meta.url), { type: 'module', name: kind });
  return (await askWorker(worker, { kind, input }, options)) as RecordTasks[Kind]['output'];
}

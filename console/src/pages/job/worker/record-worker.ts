import { serveTask, type TaskContext } from '../../../base/worker-task.ts';
import { extractRecords, locateRecords, writeReasons } from './record-tasks.ts';
import type { RecordRequest } from './tasks.ts';

serveTask(run);

function run(request: RecordRequest, { signal }: TaskContext): Promise<unknown> {
  switch (request.kind) {
    case 'locate':
      return locateRecords(request.input.blob, request.input.recordNumbers, signal);
    case 'extract':
      return extractRecords(request.input.blob, request.input.recordNumbers, signal);
    case 'reasons':
      return writeReasons(request.input.blob, request.input.records, signal);
  }
}

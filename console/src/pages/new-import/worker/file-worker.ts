import { serveTask, type TaskContext } from '../../../base/worker-task.ts';
import { runCheck } from './check-task.ts';
import { readContexts } from './contexts-task.ts';
import { inspectExport, runConversion } from './convert-task.ts';
import { editRecord } from './edit-task.ts';
import { runFix } from './fix-task.ts';
import { runReport } from './report-task.ts';
import type { WorkerRequest } from './tasks.ts';

serveTask(run);

function run(request: WorkerRequest, context: TaskContext): Promise<unknown> {
  switch (request.kind) {
    case 'check':
      return runCheck(request.input, context);
    case 'fix':
      return runFix(request.input, context);
    case 'edit':
      return editRecord(request.input);
    case 'report':
      return runReport(request.input, context);
    case 'inspect':
      return inspectExport(request.input.file);
    case 'convert':
      return runConversion(request.input, context);
    case 'contexts':
      return readContexts(request.input, context.signal);
  }
}

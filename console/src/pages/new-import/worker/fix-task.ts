import { fixFile } from '../../../../../src/check/fix-file.ts';
import type { MadeChange } from '../../../../../src/check/line-fixer.ts';
import { BlobWriter } from '../../../base/blob-writer.ts';
import type { TaskContext } from '../../../base/worker-task.ts';
import { checkOptionsOf } from './check-task.ts';
import type { ChangesOfKind, FileTask, FixedFile } from './tasks.ts';

const CHANGES_KEPT_MAX = 5;

/** Writes the file again with all safe remedies applied, as `muster check --fix` does. */
export async function runFix(task: FileTask, context: TaskContext): Promise<FixedFile> {
  const writer = new BlobWriter();
  const kinds = new Map<string, { count: number; readonly first: MadeChange[] }>();
  const result = await fixFile({
    ...checkOptionsOf(task, context),
    write: async (bytes) => writer.write(bytes),
    onChange: (change) => {
      const { remedy } = change;
      const key = `${remedy.advice} ${'column' in remedy ? remedy.column : ''}`;
      const kind = kinds.get(key) ?? { count: 0, first: [] };
      kinds.set(key, kind);
      kind.count += 1;
      if (kind.first.length < CHANGES_KEPT_MAX) kind.first.push(change);
    },
  });
  const changes: ChangesOfKind[] = [...kinds.values()];
  return { result, blob: writer.end(), changes };
}

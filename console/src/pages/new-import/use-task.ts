import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { runTask } from './worker/run-task.ts';
import type { TaskKind, WorkerTasks } from './worker/tasks.ts';

export type TaskState<Output> =
  | { readonly status: 'idle' }
  /** `done`: bytes of the file that were read. */
  | { readonly status: 'running'; readonly done: number }
  | { readonly status: 'done'; readonly output: Output }
  | { readonly status: 'failed'; readonly error: unknown };

export type RunningTask<Output> = TaskState<Output> & {
  stop(): void;
  /** Does it once more, from the begin. */
  repeat(): void;
};

/** Does a task over a file in a worker, and begins anew whenever its input is another object. Undefined: there is nothing to do. */
export function useTask<Kind extends TaskKind>(
  kind: Kind,
  input: WorkerTasks[Kind]['input'] | undefined,
): RunningTask<WorkerTasks[Kind]['output']> {
  type State = TaskState<WorkerTasks[Kind]['output']>;
  const [held, setHeld] = useState<{ readonly of: unknown; readonly turn: number; readonly state: State }>();
  const [turn, setTurn] = useState(0);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => {
    if (input === undefined) return;
    const own = new AbortController();
    controller.current = own;
    let isOver = false;
    const update = (state: State) => {
      if (!isOver) setHeld({ of: input, turn, state });
    };
    const onProgress = (done: number) => update({ status: 'running', done });
    runTask(kind, input, { signal: own.signal, onProgress }).then(
      // Tables of findings are drawn in slices, between which the page answers: at once they held it for 100 ms.
      (output) => startTransition(() => update({ status: 'done', output })),
      (error: unknown) => update({ status: 'failed', error }),
    );
    return () => {
      isOver = true;
      own.abort();
    };
  }, [kind, input, turn]);
  const stop = useCallback(() => controller.current?.abort(), []);
  const repeat = useCallback(() => setTurn((before) => before + 1), []);
  if (input === undefined) return { status: 'idle', stop, repeat };
  if (held === undefined || held.of !== input || held.turn !== turn)
    return { status: 'running', done: 0, stop, repeat };
  return { ...held.state, stop, repeat };
}

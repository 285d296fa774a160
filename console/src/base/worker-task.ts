/** What a worker answers to the one request that it is made for. */
type WorkerMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly text: string };

type WorkerCall = { readonly request: unknown } | 'stop';

export interface TaskOptions {
  /** Stops the task, which then answers what it has. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file that were read. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

export interface TaskContext {
  readonly signal: AbortSignal;
  readonly onBytes: (done: number) => void;
}

/** Hands a worker its request; it is gone with its memory when it has answered. @throws {Error} of the worker */
export function askWorker(
  worker: Worker,
  request: unknown,
  { signal, onProgress }: TaskOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = (what: WorkerCall) => worker.postMessage(what);
    const stop = () => call('stop');
    const settle = (work: () => void) => {
      signal?.removeEventListener('abort', stop);
      worker.terminate();
      work();
    };
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      if (data.kind === 'progress') onProgress?.(data.done);
      else if (data.kind === 'failed') settle(() => reject(new Error(data.text)));
      else settle(() => resolve(data.output));
    });
    worker.addEventListener('error', ({ message }) => settle(() => reject(new Error(message))));
    worker.addEventListener('messageerror', () => settle(() => reject(new Error('a message could not be read'))));
    signal?.addEventListener('abort', stop, { once: true });
    call({ request });
    if (signal?.aborted) stop();
  });
}

const PROGRESS_EVERY_BYTES = 1024 * 1024;

/** In a worker: answers its request, away from the page, which stays quick meanwhile. */
export function serveTask<Request>(run: (request: Request, context: TaskContext) => Promise<unknown>): void {
  const stopped = new AbortController();
  const send = (message: WorkerMessage) => postMessage(message);
  let toldBytes = 0;
  const onBytes = (done: number) => {
    if (done < toldBytes + PROGRESS_EVERY_BYTES) return;
    toldBytes = done;
    send({ kind: 'progress', done });
  };
  addEventListener('message', ({ data }: MessageEvent<WorkerCall>) => {
    if (data === 'stop') {
      stopped.abort();
      return;
    }
    run(data.request as Request, { signal: stopped.signal, onBytes }).then(
      (output) => send({ kind: 'done', output }),
      (error: unknown) => send({ kind: 'failed', text: error instanceof Error ? error.message : String(error) }),
    );
  });
}

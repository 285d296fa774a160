import { Session } from 'node:inspector/promises';

/** A profile as the inspector gives it, as far as it is read here. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly timeDeltas: readonly number[];
}

export interface ThreadProfile {
  readonly thread: string;
  /** Microseconds by function, idle time not among them; garbage collection is `(garbage collector)`. */
  readonly selfMicros: ReadonlyMap<string, number>;
}

const SAMPLING_MICROS = 500;

/** Profiles the worker threads of this process while `work` runs. */
export async function profileThreads(work: () => Promise<void>): Promise<readonly ThreadProfile[]> {
  const session = new Session();
  session.connect();
  const workers = new Map<string, string>();
  const answers = new Map<number, (result: { readonly profile?: Profile }) => void>();
  let lastId = 0;
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    workers.set(params.sessionId, params.workerInfo.title);
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const { id, result } = JSON.parse(params.message);
    answers.get(id)?.(result);
  });
  const ask = (sessionId: string, method: string, params: object = {}) =>
    new Promise<{ readonly profile?: Profile }>((resolve) => {
      const id = ++lastId;
      answers.set(id, resolve);
      void session.post('NodeWorker.sendMessageToWorker', {
        sessionId,
        message: JSON.stringify({ id, method, params }),
      });
    });
  const askAll = (method: string, params?: object) =>
    Promise.all([...workers.keys()].map((id) => ask(id, method, params)));

  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  await askAll('Profiler.enable');
  await askAll('Profiler.setSamplingInterval', { interval: SAMPLING_MICROS });
  await askAll('Profiler.start');
  await work();
  const profiles: ThreadProfile[] = [];
  for (const [sessionId, title] of workers) {
    const { profile } = await ask(sessionId, 'Profiler.stop');
    if (profile) profiles.push({ thread: title, selfMicros: selfMicrosOf(profile) });
  }
  await session.post('NodeWorker.disable');
  session.disconnect();
  return profiles;
}

function selfMicrosOf({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const micros = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    if (name === '(idle)') continue;
    micros.set(name, (micros.get(name) ?? 0) + (timeDeltas[index] ?? 0));
  }
  return micros;
}

function nameOf({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  const file = url.split('/').slice(-2).join('/');
  return file === '' ? functionName : `${functionName || 'anonymous'} (${file}:${lineNumber + 1})`;
}

import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { askPatiently } from './ask-patiently.ts';
import type { DriverEvent } from './driver-event.ts';

/** Pauses move the clock; `ask` answers from `backAtMs` on and throws `error` before. */
async function ask(backAtMs: number, error: Error): Promise<{ answer: unknown; events: DriverEvent[]; atMs: number }> {
  const clock = new ManualClock(0);
  const events: DriverEvent[] = [];
  const run = {
    clock,
    report: (event: DriverEvent) => void events.push(event),
    pause: async (milliseconds: number) => clock.advance(milliseconds),
  };
  const send = async (): Promise<string> => {
    if (clock.monotonicMs() < backAtMs) throw error;
    return 'here';
  };
  const answer = await askPatiently(send, run, { jobId: 'import-1' }).catch((thrown: unknown) => thrown);
  return { answer, events, atMs: clock.monotonicMs() };
}

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const answered = (name: string, httpStatusCode: number) =>
  Object.assign(new Error('no'), { name, $metadata: { httpStatusCode } });

const AWAY = {
  kind: 'server-away',
  patienceMs: 600_000,
  isThrottled: false,
  status: undefined as number | undefined,
  origin: undefined,
  jobId: 'import-1',
};

describe('askPatiently', () => {
  it.each<[string, Error, number | undefined]>([
    ['the connection is refused', refused, undefined],
    [
      'the connection is cut',
      Object.assign(new Error('socket'), { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) }),
      undefined,
    ],
    ['the server has trouble', answered('InternalErrorException', 500), 500],
    ['a proxy has no server', answered('UnknownError', 502), 502],
  ])('asks again when %s, and says once what the trouble is', async (_name, error, status) => {
    expect(await ask(120_000, error)).toEqual({
      answer: 'here',
      events: [{ ...AWAY, status, error }, { kind: 'server-back' }],
      atMs: 120_000,
    });
  });

  it('says that it asked too often, and not that the server is away (R45)', async () => {
    const error = answered('TooManyRequestsException', 400);
    const { answer, events } = await ask(2_000, error);
    expect(answer).toBe('here');
    expect(events).toEqual([{ ...AWAY, isThrottled: true, error }, { kind: 'server-back' }]);
  });

  it('gives up after ten minutes, and names the job that continues', async () => {
    const { answer, atMs } = await ask(Number.POSITIVE_INFINITY, refused);
    expect(answer).toMatchObject({
      fault: { kind: 'server-lost', patienceMs: 600_000, jobId: 'import-1', status: undefined },
      cause: refused,
    });
    expect(atMs).toBe(600_000);
  });

  it.each([
    ['a refusal', answered('ResourceNotFoundException', 400)],
    ['a file that cannot be read', Object.assign(new Error('open'), { code: 'ENOENT' })],
    ['a fault of its own', new TypeError('x is undefined')],
  ])('throws %s without asking again', async (_name, error) => {
    expect(await ask(1, error)).toEqual({ answer: error, events: [], atMs: 0 });
  });
});

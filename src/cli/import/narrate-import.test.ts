import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/manual-clock.fixture.ts';
import type { DriverEvent } from '../../driver/driver-event.ts';
import { narrateImport } from './narrate-import.ts';

const AWAY = {
  kind: 'server-away',
  patienceMs: 600_000,
  isThrottled: false,
  status: undefined,
  origin: undefined,
  error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  jobId: undefined,
} as const;

function narrate(event: DriverEvent): string {
  const lines: string[] = [];
  const output = { print() {}, note: (text: string) => void lines.push(text), columns: undefined, terminal: undefined };
  narrateImport(output, new ManualClock(0), 'here')(event);
  return lines.join('\n');
}

describe('what an import tells', () => {
  it.each<[string, DriverEvent, string]>([
    [
      'a server that is away',
      AWAY,
      'The server does not answer: connection refused. Trying again for up to 10 minutes.',
    ],
    [
      'that a started job continues meanwhile',
      { ...AWAY, jobId: 'import-1' },
      'The server does not answer: connection refused. Trying again for up to 10 minutes; the job continues on the server.',
    ],
    [
      'a throttle',
      { ...AWAY, isThrottled: true },
      'The server is throttling requests. Trying again for up to 10 minutes.',
    ],
    [
      'the address of an upload',
      { ...AWAY, origin: 'https://upload.example.com' },
      'https://upload.example.com does not answer: connection refused. Trying again for up to 10 minutes.',
    ],
    [
      'an error of the server',
      { ...AWAY, status: 500 },
      'The server answers with an error (HTTP 500). Trying again for up to 10 minutes.',
    ],
    [
      'an error of the address of an upload',
      { ...AWAY, origin: 'https://upload.example.com', status: 503, jobId: 'import-1' },
      'https://upload.example.com answers with an error (HTTP 503). Trying again for up to 10 minutes; the job continues on the server.',
    ],
    [
      'a patience of hours',
      { ...AWAY, patienceMs: 12 * 3_600_000 },
      'The server does not answer: connection refused. Trying again for up to 12 hours.',
    ],
    [
      'a job that another one replaces',
      { kind: 'job-given-up', jobId: 'import-1', reason: 'url-expired' },
      'Job import-1 cannot be used: its upload URL has run out. Another one takes its place.',
    ],
  ])('names %s', (_name, event, text) => {
    expect(narrate(event)).toBe(text);
  });
});

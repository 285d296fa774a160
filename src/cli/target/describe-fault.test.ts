import { describe, expect, it } from 'vitest';
import { DriverError, type DriverFault } from '../../driver/driver-error.ts';
import { describeFault } from './describe-fault.ts';

const LOST = { kind: 'server-lost', patienceMs: 600_000, jobId: undefined, status: undefined } as const;
const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

describe('a fault of the driver', () => {
  it.each<[string, DriverFault, Error, string]>([
    ['no answer', LOST, refused, 'the server has not answered for 10 minutes: connection refused'],
    [
      'errors as answers',
      { ...LOST, status: 503 },
      new Error('Service Unavailable'),
      'the server has answered no request for 10 minutes, the last one with HTTP 503',
    ],
  ])('names the cause of %s', (_name, fault, cause, text) => {
    expect(describeFault(new DriverError(fault, cause))).toBe(text);
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { createCountedMetrics } from '../base/metrics/counted-metrics.fixture.ts';
import { openDirectoryBlobs } from '../blobs/directory-blobs.ts';
import type { FaultMoment } from '../controls/fault.ts';
import type { FaultEnd } from '../controls/faults-in-force.ts';
import { hosts, NOW_MS, OneJob, parseXml, put, sign, uploadKey } from './upload-endpoint.fixture.ts';
import { createUploadEndpoint, type UploadEndpoint } from './upload-endpoint.ts';

let directory: string;
let job: OneJob;
let passed: string[];
/** The fault that is in force. */
let fault: { readonly at: FaultMoment; readonly end: FaultEnd } | undefined;
let endpoint: UploadEndpoint;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-upload-faults-'));
  job = new OneJob();
  passed = [];
  endpoint = createUploadEndpoint({
    store: job,
    blobs: await openDirectoryBlobs({ directory, ids: randomIds }),
    clock: new ManualClock(NOW_MS),
    ids: randomIds,
    logger: silentLogger,
    metrics: createCountedMetrics(),
    uploadKey,
    hosts,
    allowForeignOrigins: false,
    faults: {
      async pass(operation, when) {
        passed.push(`${when} ${operation}`);
        return fault?.at === when ? fault.end : undefined;
      },
    },
  });
});
afterEach(() => rm(directory, { recursive: true }));

describe('a fault of an upload', () => {
  it.each<[FaultMoment, FaultEnd, number, string]>([
    ['Before', 'Error', 500, 'InternalError'],
    ['Before', 'Throttle', 503, 'SlowDown'],
    ['Before', 'Cut', 500, 'ConnectionCut'],
    ['After', 'Error', 500, 'InternalError'],
    ['After', 'Throttle', 503, 'SlowDown'],
    ['After', 'Cut', 500, 'ConnectionCut'],
  ])(
    '%s it is in the words of S3, and the file is there only if it was late: %s (R574)',
    async (at, end, status, code) => {
      fault = { at, end };
      const { statusCode, body, continues, cutsConnection } = await put(endpoint);
      expect([statusCode, parseXml(body).Code, cutsConnection]).toEqual([
        status,
        code,
        end === 'Cut' ? true : undefined,
      ]);
      const isStored = at === 'After';
      expect([job.upload !== undefined, continues, (await readdir(directory)).length]).toEqual(
        isStored ? [true, 1, 1] : [false, 0, 0],
      );
    },
  );

  it('is not spent on a PUT that is refused (R574)', async () => {
    fault = { at: 'Before', end: 'Error' };
    expect((await put(endpoint, { url: sign({ jobId: 'import-other00000' }) })).statusCode).toBe(403);
    expect((await put(endpoint, { length: 10 ** 12 })).statusCode).toBe(400);
    expect(passed).toEqual([]);
  });

  it('is asked for once before and once after, and changes nothing if there is none (R574)', async () => {
    fault = undefined;
    expect((await put(endpoint)).statusCode).toBe(200);
    expect(passed).toEqual(['Before PutUpload', 'After PutUpload']);
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { noMetrics } from '../base/metrics/metrics.ts';
import { systemScheduler } from '../base/scheduler.ts';
import { completeConfig, type GivenValues } from '../config/resolve-config.ts';
import { openBlobs } from './open-blobs.ts';

const OPTIONS = {
  directory: undefined,
  owner: 'we',
  clock: systemClock,
  ids: randomIds,
  scheduler: systemScheduler,
  logger: silentLogger,
  metrics: noMetrics,
};
const HINT = 'which is this server: AWS_ENDPOINT_URL is for its clients';

describe('openBlobs', () => {
  /** What answers at the address is no bucket. */
  const server = createServer((_, response) => response.writeHead(403).end());
  let port = 0;

  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
    for (const name of ['AWS_PROFILE', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function open(values: GivenValues) {
    const config = completeConfig({ uploads: 's3://uploads', ...values });
    return openBlobs(config, { ...OPTIONS, address: config });
  }

  it.each<[string, string, (port: number) => GivenValues]>([
    ['its port', 'AWS_ENDPOINT_URL', (own) => ({ port: own })],
    ['its public URL', 'AWS_ENDPOINT_URL', (own) => ({ port: 1, publicUrl: `http://127.0.0.1:${own}` })],
    ['its port, for S3 alone', 'AWS_ENDPOINT_URL_S3', (own) => ({ port: own })],
  ])('says so when the environment names the server itself for the bucket, by %s', async (_, variable, values) => {
    vi.stubEnv(variable, `http://127.0.0.1:${port}`);
    await expect(open(values(port))).rejects.toThrow(
      `--uploads: cannot list the bucket (s3:ListBucket) of s3://uploads: 403 Unknown\n  The bucket was expected at http://127.0.0.1:${port}, ${HINT}`,
    );
  });

  it('says so of a setting that names the server itself', async () => {
    const s3Endpoint = `http://127.0.0.1:${port}`;
    await expect(open({ port, s3Endpoint })).rejects.toThrow(
      'is this server: set the endpoint of the bucket with --s3-endpoint.',
    );
  });

  it('says nothing of the kind of another server, named by a setting or by the environment', async () => {
    const s3Endpoint = `http://127.0.0.1:${port}`;
    await expect(open({ port: port - 1, s3Endpoint })).rejects.toThrow(expect.not.stringContaining(HINT));
    vi.stubEnv('AWS_ENDPOINT_URL', s3Endpoint);
    await expect(open({ port: port - 1 })).rejects.toThrow(expect.not.stringContaining(HINT));
  });
});

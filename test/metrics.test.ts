import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  GetCSVHeaderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { METRICS, type MetricName } from '../src/base/metrics/metric-table.ts';
import { type Muster, startMuster } from '../src/index.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from './drive-import.ts';
import { lintFamilies, type MetricFamily, parsePrometheusText } from './prometheus-text.ts';

/** What a server and an import that go well do not move, and where the tests of it are. */
const MOVED_ELSEWHERE: Partial<Record<MetricName, string>> = {
  muster_import_jobs: 'src/service/metrics-page.test.ts',
  muster_sign_in_steps_total: 'test/sign-in/verifiers.test.ts',
  muster_import_run_retries_total: 'src/jobs/run-jobs.test.ts',
  muster_lease_losses_total: 'src/jobs/import-job-runner.test.ts',
  muster_jobs_thread_deaths_total: 'src/jobs/supervise.test.ts',
  muster_store_retries_total: 'src/store/postgres/several-writers.test.ts',
  muster_blob_retries_total: 'test/s3/s3-faults.test.ts',
  muster_messages_total: 'src/delivery/outbox-worker.test.ts',
};

let muster: Muster;
let client: CognitoIdentityProviderClient;
let directory: string;
let before: ReadonlyMap<string, MetricFamily>;
let jobId: string;
let poolId: string;

async function scrape(): Promise<ReadonlyMap<string, MetricFamily>> {
  const response = await fetch(`${muster.url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parsePrometheusText(await response.text());
}

/** The value of a sample, 0 if it is not there. */
async function read(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
  const samples = [...(await scrape()).values()].flatMap((family) => family.samples);
  const has = (given: Readonly<Record<string, string>>) =>
    Object.entries(labels).every(([label, word]) => given[label] === word);
  return samples.find((sample) => sample.name === name && has(sample.labels))?.value ?? 0;
}

/** What one thread counts reaches the other within a quarter of a second. */
const settled = <Value>(ask: () => Promise<Value>, value: Value) =>
  vi.waitFor(async () => expect(await ask()).toEqual(value), { timeout: 120_000, interval: 50 });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-metrics-'));
  muster = await startMuster();
  before = await scrape();
  client = new CognitoIdentityProviderClient({ ...clientOptions(muster.url), maxAttempts: 1 });
  const roleArn = await createLogRole(muster.url);
  poolId = await createImportPool(client, 'people', []);
  const { CSVHeader = [] } = await client.send(new GetCSVHeaderCommand({ UserPoolId: poolId }));
  const columns = CSVHeader.filter((column) => column !== 'password_hash');
  const line = (username: string, email: string) => {
    const values: Record<string, string> = { 'cognito:username': username, email, email_verified: 'true' };
    return columns.map((column) => values[column] ?? '').join(',');
  };
  const records = [line('ann', 'ann@example.com'), line('bob', 'bob@example.com'), line('ann', 'a@example.com')];
  const csvPath = join(directory, 'users.csv');
  await writeFile(csvPath, [columns.join(','), ...records, line('cyd', 'nonsense'), ''].join('\n'));
  jobId = await uploadImport(client, poolId, roleArn, csvPath);
  await runImport(client, poolId, jobId);
  const unknown = new DescribeUserPoolCommand({ UserPoolId: 'us-east-1_Nowhere00' });
  await expect(client.send(unknown)).rejects.toThrow('Nowhere00');
  await fetch(`${muster.url}/123456789012/${poolId}/${jobId}`, { method: 'PUT', body: 'x' });
  for (const target of ['AWSCognitoIdentityProviderService.Nothing', `AWSCognitoIdentityProviderService.${jobId}`]) {
    await fetch(muster.url, { method: 'POST', headers: { 'x-amz-target': target }, body: '{}' });
  }
  await settled(() => read('muster_import_jobs_ended_total', { status: 'Succeeded' }), 1).catch(() => {});
});

afterAll(async () => {
  client.destroy();
  await muster.stop();
  await rm(directory, { recursive: true });
});

describe('the metrics', () => {
  it('are written as Prometheus reads them, and keep to its conventions', async () => {
    const families = await scrape();
    expect(lintFamilies(families)).toEqual([]);
    expect(families.size).toBeGreaterThan(Object.keys(METRICS).length + 10);
  });

  it.each(Object.keys(METRICS) as MetricName[])('export %s with the text and labels of the table', async (name) => {
    const family = (await scrape()).get(name);
    expect(family).toMatchObject({ type: METRICS[name].kind, help: METRICS[name].help });
    for (const { labels } of family?.samples ?? []) {
      expect(Object.keys(labels).filter((label) => label !== 'le')).toEqual(Object.keys(METRICS[name].labels));
    }
  });

  it('all move when a file is imported, but for those of trouble', async () => {
    const after = await scrape();
    const still = (Object.keys(METRICS) as MetricName[]).filter(
      (name) =>
        METRICS[name].kind !== 'gauge' &&
        JSON.stringify(before.get(name)?.samples) === JSON.stringify(after.get(name)?.samples),
    );
    expect(still).toEqual(Object.keys(MOVED_ELSEWHERE).filter((name) => METRICS[name as MetricName].kind !== 'gauge'));
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['muster_records_total', { outcome: 'imported' }, 2],
    ['muster_records_total', { outcome: 'skipped' }, 1],
    ['muster_records_total', { outcome: 'failed' }, 1],
    ['muster_batch_duration_seconds_count', { step: 'judge' }, 1],
    ['muster_batch_duration_seconds_count', { step: 'commit' }, 1],
    ['muster_uploads_total', { code: 'none' }, 1],
    ['muster_uploads_total', { code: 'AccessDenied' }, 1],
    ['muster_request_duration_seconds_count', { operation: 'StartUserImportJob', code: 'none' }, 1],
    ['muster_request_duration_seconds_count', { operation: 'DescribeUserPool', code: 'ResourceNotFoundException' }, 1],
    ['muster_request_duration_seconds_count', { operation: 'other', code: 'UnknownOperationException' }, 2],
    ['muster_store_up', {}, 1],
    ['muster_build_info', { node: process.versions.node }, 1],
  ])('say of that import %s %o: %d', async (name, labels, value) => {
    await settled(() => read(name, labels), value);
  });

  it('count the bytes that were uploaded', async () => {
    expect(await read('muster_upload_bytes_total')).toBeGreaterThan(200);
  });

  it('name no account, pool, job or user', async () => {
    const text = await (await fetch(`${muster.url}/metrics`)).text();
    for (const secret of [poolId, jobId, '123456789012', 'ann', 'example.com', 'people']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('docs/OPERATING.md', () => {
  it('speaks of metrics that there are', async () => {
    const page = await readFile(new URL('../docs/OPERATING.md', import.meta.url), 'utf8');
    const named = new Set(page.match(/\bmuster_[a-z_]+/g) ?? []);
    const isThere = (name: string) => name in METRICS || name.replace(/_(?:bucket|sum|count)$/, '') in METRICS;
    expect(named.size).toBe(Object.keys(METRICS).length + 1);
    expect([...named].filter((name) => !isThere(name))).toEqual([]);
  });
});

describe('the reader of the metrics itself', () => {
  it.each([
    ['a sample without type', 'a_total 1\n'],
    ['a type without help', '# TYPE a_total counter\na_total 1\n'],
    ['a sample of another family', '# HELP a_total A\n# TYPE a_total counter\nb_total 1\n'],
    ['a sample twice', '# HELP a_total A\n# TYPE a_total counter\na_total{x="1"} 1\na_total{x="1"} 2\n'],
    ['a label twice', '# HELP a_total A\n# TYPE a_total counter\na_total{x="1",x="2"} 1\n'],
    ['a value that is none', '# HELP a_total A\n# TYPE a_total counter\na_total one\n'],
    ['a quote that is not closed', '# HELP a_total A\n# TYPE a_total counter\na_total{x="1} 1\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parsePrometheusText(text)).toThrow();
  });

  it.each([
    ['a', 'counter', 'a 1', '_total is for counters'],
    ['a_total', 'gauge', 'a_total 1', '_total is for counters'],
    ['a_ms', 'gauge', 'a_ms 1', 'not in a base unit'],
    ['a_count', 'gauge', 'a_count 1', 'an ending that histograms have'],
    ['a', 'histogram', 'a_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1', 'buckets that fall'],
    ['a', 'histogram', 'a_bucket{le="1"} 1\na_sum 1\na_count 1', 'no whole bucket'],
  ])('does not let %s pass as %s: %s', (name, type, lines, fault) => {
    const text = `# HELP ${name} A\n# TYPE ${name} ${type}\n${lines}\n`;
    expect(lintFamilies(parsePrometheusText(text)).join('\n')).toContain(fault);
  });
});

import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { migrateDatabase } from '../src/store/postgres/migrate-database.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../test/drive-import.ts';
import { startPostgresServer } from '../test/postgres-server.ts';
import { startS3Server } from '../test/s3-server.ts';
import { type ServerProcess, startServerProcess } from '../test/server-process.ts';
import { buildPackage } from './built-package.ts';
import { checkImport } from './check-import.ts';
import { BENCH_POSTGRES } from './postgres.ts';
import type { Trial } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

const JOBS = 2;

/** Two jobs for one node, which takes one after the other, then for two nodes: the published package on PostgreSQL with `fsync` and a bucket. */
export const postgresNodes: Trial = {
  name: 'postgres-nodes',
  about: `${JOBS} jobs of ${USERS.toLocaleString('en')} users on PostgreSQL and S3: one node, then two (aims: 1.6 times where cores allow, 250 MB a node)`,
  runs: 3,
  isLong: true,
  async run() {
    const path = await usersFile();
    const [postgres, bucket] = await Promise.all([startPostgresServer(BENCH_POSTGRES), startS3Server()]);
    const importOn = async (count: number) => {
      const database = await postgres.createDatabase();
      await migrateDatabase(database);
      const environment = {
        MUSTER_DATABASE: database,
        MUSTER_SERVER_KEY: randomBytes(32).toString('hex'),
        MUSTER_UPLOADS: `s3://${bucket.bucket}/nodes-${count}`,
        MUSTER_S3_ENDPOINT: bucket.endpoint,
        MUSTER_S3_PATH_STYLE: 'on',
        AWS_ACCESS_KEY_ID: bucket.accessKeyId,
        AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
      };
      const flags = ['--parallel-jobs', '1', '--active-jobs-max', String(JOBS)];
      const bin = join(buildPackage(), 'bin/muster.js');
      const nodes: ServerProcess[] = [];
      try {
        for (let node = 0; node < count; node += 1) nodes.push(await startServerProcess({ bin, environment, flags }));
        const measured = await importThrough(nodes, path);
        return { ...measured, peakBytes: Math.max(...nodes.map((node) => node.peakMemoryBytes())) };
      } finally {
        await Promise.all(nodes.map((node) => node.stop()));
      }
    };
    try {
      const one = await importOn(1);
      const two = await importOn(2);
      return [
        { name: 'one node', value: (JOBS * USERS) / one.seconds, unit: 'users/s' },
        { name: 'one node, processors of the machine busy', value: one.busyPercent, unit: '%' },
        { name: 'two nodes', value: (JOBS * USERS) / two.seconds, unit: 'users/s' },
        { name: 'two nodes, processors of the machine busy', value: two.busyPercent, unit: '%' },
        { name: 'two nodes against one', value: one.seconds / two.seconds, unit: 'times' },
        { name: 'peak memory of a node', value: Math.max(one.peakBytes, two.peakBytes) / 1e6, unit: 'MB' },
      ];
    } finally {
      await Promise.all([postgres.stop(), bucket.stop()]);
    }
  },
};

/** From the first StartUserImportJob to the end of the last job; throws unless all users are imported. */
async function importThrough(nodes: readonly ServerProcess[], path: string) {
  const [first] = nodes;
  if (first === undefined) throw new Error('there is a node');
  const client = new CognitoIdentityProviderClient(clientOptions(first.url));
  try {
    const roleArn = await createLogRole(first.url);
    const jobs: { readonly userPoolId: string; readonly jobId: string }[] = [];
    for (let number = 1; number <= JOBS; number += 1) {
      const userPoolId = await createImportPool(client, `pool-${number}`, []);
      jobs.push({ userPoolId, jobId: await uploadImport(client, userPoolId, roleArn, path) });
    }
    const before = processorTimes();
    const beganAt = performance.now();
    await Promise.all(
      jobs.map(async ({ userPoolId, jobId }) => {
        await checkImport(client, userPoolId, await runImport(client, userPoolId, jobId));
      }),
    );
    const seconds = (performance.now() - beganAt) / 1000;
    const after = processorTimes();
    return { seconds, busyPercent: (100 * (after.busy - before.busy)) / (after.all - before.all) };
  } finally {
    client.destroy();
  }
}

/** Of all processors since the machine started, in milliseconds; what others of the machine use is busy too. */
function processorTimes(): { readonly all: number; readonly busy: number } {
  let [all, busy] = [0, 0];
  for (const { times } of cpus()) {
    const inUse = times.user + times.nice + times.sys + times.irq;
    busy += inUse;
    all += inUse + times.idle;
  }
  return { all, busy };
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describeWithTool } from './required-tool.ts';

const execute = promisify(execFile);
const START_MS_MAX = 60_000;
/** Of what a daemon printed, for the case that it ends by itself. */
const OUTPUT_CHUNKS_MAX = 50;
const BUCKET = 'uploads';

/** An S3 server that verifies signatures, on a free port of the loopback, with one empty bucket. All its data is in memory. */
export interface S3Server {
  /** `http://127.0.0.1:PORT`; buckets are in the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A key of its KMS that there is, for `aws:kms`. */
  readonly kmsKeyId: string;
  /** Ends it and removes its directory. */
  stop(): Promise<void>;
}

/** A suite that needs an S3 server: skipped with a printed line where it is missing, a failure in CI. */
export function describeWithS3(name: string, suite: () => void): void {
  describeWithTool('radosgw', name, suite);
}

/**
 * The gateway of Ceph on a cluster of one monitor and one object store, which keeps everything in memory. Runs as anybody. Why Ceph:
 * docs/decisions/0017-uploads-in-a-bucket.md.
 */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-s3-'));
  const daemons: Daemon[] = [];
  const killAtExit = (): void => {
    for (const { child } of daemons) child.kill('SIGKILL');
  };
  process.once('exit', killAtExit);
  async function stop(): Promise<void> {
    for (const daemon of daemons.toReversed()) await daemon.stop();
    process.off('exit', killAtExit);
    await rm(directory, { recursive: true, force: true });
  }
  try {
    return { ...(await startCluster(directory, daemons)), stop };
  } catch (error) {
    const printed = daemons.map(({ output }) => output()).join('');
    await stop();
    throw new Error(`the S3 server did not start:\n${printed}`, { cause: error });
  }
}

async function startCluster(directory: string, daemons: Daemon[]): Promise<Omit<S3Server, 'stop'>> {
  const clusterId = randomUUID();
  const monitor = `[v2:127.0.0.1:${await findFreePort()}]`;
  const port = await findFreePort();
  const kmsKeyId = 'test-key';
  const conf = join(directory, 'ceph.conf');
  await writeFile(conf, writeConf({ directory, clusterId, monitor, port, kmsKeyId }));
  for (const name of ['mon', 'osd', 'rgw', 'run']) await mkdir(join(directory, name));
  const run = async (program: string, ...words: string[]): Promise<void> => {
    await execute(program, ['-c', conf, ...words], { timeout: START_MS_MAX });
  };
  const start = (program: string, ...words: string[]): Daemon => {
    const daemon = startDaemon(program, ['-c', conf, '-f', ...words]);
    daemons.push(daemon);
    return daemon;
  };

  const keyring = join(directory, 'keyring');
  await run('ceph-authtool', '--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *');
  for (const name of ['client.admin', 'client.rgw', 'osd.0']) {
    await run('ceph-authtool', keyring, '--gen-key', '-n', name, '--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *');
  }
  const map = join(directory, 'monmap');
  await run('monmaptool', '--create', '--fsid', clusterId, '--addv', 'a', monitor, map);
  await run('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring);
  start('ceph-mon', '-i', 'a');
  const storeId = randomUUID();
  await run('ceph', 'osd', 'new', storeId);
  await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', storeId);
  start('ceph-osd', '-i', '0');
  const gateway = start('radosgw', '-n', 'client.rgw');
  const endpoint = `http://127.0.0.1:${port}`;
  await waitUntilAnswers(endpoint, gateway);

  const accessKeyId = randomBytes(10).toString('hex').toUpperCase();
  const secretAccessKey = randomBytes(20).toString('hex');
  const keys = ['--access-key', accessKeyId, '--secret-key', secretAccessKey];
  await run('radosgw-admin', '-n', 'client.rgw', 'user', 'create', '--uid=muster', '--display-name=Muster', ...keys);
  const { CreateBucketCommand, S3Client } = await import('@aws-sdk/client-s3');
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  client.destroy();
  return { endpoint, bucket: BUCKET, accessKeyId, secretAccessKey, kmsKeyId };
}

interface ClusterPlaces {
  readonly directory: string;
  readonly clusterId: string;
  readonly monitor: string;
  readonly port: number;
  readonly kmsKeyId: string;
}

function writeConf({ directory, clusterId, monitor, port, kmsKeyId }: ClusterPlaces): string {
  return `[global]
fsid = ${clusterId}
mon_host = ${monitor}
ms_bind_msgr1 = false
keyring = ${directory}/keyring
run_dir = ${directory}/run
crash_dir = ${directory}/run
admin_socket =
pid_file =
log_file =
mon_cluster_log_file = /dev/null
log_to_stderr = true
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
mon_data = ${directory}/mon
osd_data = ${directory}/osd
rgw_data = ${directory}/rgw
# Every new pool is agreed on by the monitors, of which there is one.
paxos_propose_interval = 0.01
paxos_min_wait = 0.01
mon_data_avail_warn = 0
mon_data_avail_crit = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 10000
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
osd_objectstore = memstore
memstore_device_bytes = 6442450944
rgw_frontends = beast endpoint=127.0.0.1:${port}
rgw_crypt_require_ssl = false
rgw_crypt_s3_kms_backend = testing
rgw_crypt_s3_kms_encryption_keys = ${kmsKeyId}=${randomBytes(32).toString('base64')}
`;
}

interface Daemon {
  readonly child: ChildProcess;
  /** The last that it printed. */
  output(): string;
  stop(): Promise<void>;
}

function startDaemon(program: string, words: readonly string[]): Daemon {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  const listen = (text: Buffer): void => {
    output.push(text.toString());
    if (output.length > OUTPUT_CHUNKS_MAX) output.shift();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    child,
    output: () => output.join(''),
    async stop() {
      // They would take ten seconds to say good-bye to each other, and nothing of them is kept.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function waitUntilAnswers(endpoint: string, { child }: Daemon): Promise<void> {
  const deadline = Date.now() + START_MS_MAX;
  while (child.exitCode === null && Date.now() < deadline) {
    try {
      if ((await fetch(endpoint)).ok) return;
    } catch {
      // Nobody listens yet.
    }
    await sleep(100);
  }
  throw new Error('the gateway does not answer');
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

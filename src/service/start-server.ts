import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../api/api.ts';
import { assertPresent } from '../base/assert.ts';
import { systemClock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { knownHosts } from '../base/known-hosts.ts';
import { createLogger } from '../base/logger.ts';
import { MetricTotals } from '../base/metric-totals.ts';
import { makeNodeId } from '../base/node.ts';
import { systemScheduler } from '../base/scheduler.ts';
import { type Config, completeConfig } from '../config/resolve-config.ts';
import { startHttpServer } from '../http/server.ts';
import { deleteUploads } from '../jobs/delete-uploads.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { expireJobs, startSweeps, sweepBlobs } from '../jobs/sweep.ts';
import { allOperations } from '../operations/registry/all-operations.ts';
import { createRegistry } from '../operations/registry/registry.ts';
import type { StoreThread } from '../store/sqlite/open-thread.ts';
import { createUploadDoor } from '../upload/upload-door.ts';
import { createApiRoute } from './api-route.ts';
import { openAuditFile } from './audit-file.ts';
import { createMetricsPage } from './create-metrics-page.ts';
import { createMetricsRoute } from './metrics-route.ts';
import type { Muster, MusterOptions } from './muster.ts';
import { NodeHeartbeat } from './node-heartbeat.ts';
import { openBlobs } from './open-blobs.ts';
import { openState } from './open-state.ts';
import { Teardown } from './teardown.ts';
import { createUploadOffers } from './upload-offers.ts';
import { createUploadRoute } from './upload-route.ts';

/**
 * Builds and joins all rooms in the order of their dependencies, and takes them apart in reverse. With a data directory `writer` becomes
 * the store's; if this rejects, the caller still owns it.
 */
export async function startServer(options: MusterOptions, writer: StoreThread | undefined): Promise<Muster> {
  const teardown = new Teardown();
  try {
    const needsDirectory = options.data === undefined && options.database === undefined;
    const data = needsDirectory ? await makeTemporaryDirectory(teardown) : options.data;
    const config = completeConfig({ port: 0, logLevel: 'silent', ...givenOf(options), data });
    return await joinRooms(config, writer, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function joinRooms(config: Config, writer: StoreThread | undefined, teardown: Teardown): Promise<Muster> {
  const clock = systemClock;
  const ids = randomIds;
  const scheduler = systemScheduler;
  const logger = createLogger(config.logLevel);
  const metrics = new MetricTotals({ zeros: true });

  const { store, openHandle, serverKey, directory } = await openState(config, { logger, metrics, teardown, writer });
  const owner = serverKey.fingerprint();
  const directoryPath = directory?.blobsPath;
  const blobServices = { clock, ids, scheduler, logger, metrics };
  const isDirect = config.directUpload === 'on';
  const offersUploads = isDirect && config.role !== 'worker';
  const uploads = await openBlobs(config, {
    directory: directoryPath,
    owner,
    offersUploads,
    address: config,
    ...blobServices,
  });
  teardown.add(() => uploads.close());
  const { blobs, bucket } = uploads;

  const sweeping = { store, blobs, clock, logger };
  await expireJobs(sweeping);
  await sweepBlobs(sweeping, uploads.straysBefore);
  teardown.add(startSweeps(sweeping, scheduler));

  const nodeId = makeNodeId(hostname(), ids.alphanumeric(8));
  // A data directory has one node only.
  const nodes = new NodeHeartbeat(
    { store: directory ? undefined : store, clock, scheduler, logger },
    { id: nodeId, role: config.role },
  );
  teardown.add(() => nodes.end());
  const jobsOptions = {
    openStoreHandle: openHandle,
    blobsLocation: uploads.location,
    settings: { csvBytesMax: config.csvBytesMax, csvRecordsMax: config.csvRecordsMax, iam: config.iam },
    passwordHashKey: serverKey.derive('password-hash'),
    nodeId,
    parallelJobs: config.parallelJobs,
    clock,
    scheduler,
    logger,
    metrics,
  };
  const jobs = config.role === 'api' ? undefined : startJobs(jobsOptions);
  teardown.add(() => jobs?.stop());

  const uploadKey = serverKey.derive('upload-url');
  const origins = {
    allowForeignOrigins: !config.defaultCredentialsInForce,
    allowedOrigins: config.allowedOrigins,
  };
  const hosts = knownHosts(config);
  const auditLog = config.auditLog === undefined ? undefined : openAuditFile(config.auditLog, { clock, logger });
  teardown.add(() => auditLog?.close());
  const api = createApi({
    ...origins,
    hosts,
    registry: createRegistry(allOperations),
    auditLog,
    services: {
      store,
      clock,
      ids,
      logger,
      iam: config.iam,
      limits: {
        jobsPerPoolMax: config.jobsPerPoolMax,
        activeJobsMax: config.activeJobsMax,
        waitingUploadBytesMax: config.waitingUploadBytesMax,
      },
      hashImport: config.hashImport === 'on',
      pageTokenKey: serverKey.derive('page-token'),
      credentialKeys: { accessKey: serverKey.derive('access-key'), roleSession: serverKey.derive('role-session') },
      ...createUploadOffers({ uploadKey, publicUrl: config.publicUrl, bucket, isDirect }),
      // Workers on other nodes are notified by the store.
      wakeWorkers: () => jobs?.wake(),
      deleteUploads: (blobIds) => deleteUploads({ blobs, logger }, blobIds),
    },
    requestRatePercent: config.requestRatePercent,
    credentials: config.rootCredentials,
    regions: config.region,
    defaultCredentialsInForce: config.defaultCredentialsInForce,
  });
  const upload = createUploadDoor({
    ...origins,
    store,
    blobs,
    clock,
    ids,
    logger,
    metrics,
    uploadKey,
    uploadBytesMax: config.uploadBytesMax,
    waitingUploadBytesMax: config.waitingUploadBytesMax,
    hosts,
  });
  const isForClients = config.role !== 'worker';
  const http = await startHttpServer({
    host: config.host,
    port: config.port,
    routes: [
      createApiRoute({ api: isForClients ? api : undefined, ids, metrics }),
      createMetricsRoute({
        page: createMetricsPage({ totals: metrics, store, scheduler, logger }),
        readers: config.metrics,
        ids,
      }),
      createUploadRoute({ upload: isForClients ? upload : undefined, ids, auditLog }),
    ],
    checkHealth: () => store.checkHealth(),
    describeNode: () => nodes.report(),
    logger,
    clock,
    ids,
  });
  // Jobs move to other nodes at once, not after the last request.
  teardown.add(async () => {
    await Promise.all([http.close(), jobs?.stop(), nodes.drain()]);
  });
  await nodes.start();
  hosts.listensOn(http.port);
  directory?.writeAddress(http.url);
  logger.info({ url: http.url, nodeId, role: config.role, dataDirectory: directory?.path }, 'listening');

  const credentials = assertPresent(config.rootCredentials[0], 'a config has root credentials');
  return {
    url: http.url,
    nodeId,
    dataDirectory: directory?.path,
    account: config.account,
    credentials: { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey },
    stop: () => teardown.run(),
  };
}

async function makeTemporaryDirectory(teardown: Teardown): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-'));
  teardown.add(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A member that is undefined counts as absent. */
function givenOf(options: MusterOptions): MusterOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

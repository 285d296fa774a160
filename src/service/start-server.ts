import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../api/api.ts';
import { assertPresent } from '../base/assert.ts';
import { systemClock } from '../base/clock.ts';
import { keepAliveDuring } from '../base/http/keep-alive.ts';
import { knownHosts } from '../base/http/known-hosts.ts';
import { randomIds } from '../base/ids.ts';
import { createLogger } from '../base/logger.ts';
import { MetricTotals } from '../base/metrics/metric-totals.ts';
import { makeNodeId } from '../base/node.ts';
import { readPackageVersion } from '../base/package-version.ts';
import { backgroundScheduler } from '../base/scheduler.ts';
import { ConfigError } from '../config/config-error.ts';
import { findIssuerProblem } from '../config/issuer-problem.ts';
import { type Config, completeConfig, withDefaultAccount } from '../config/resolve-config.ts';
import { DEFAULT_ACCOUNT, FORMER_DEFAULT_ACCOUNT } from '../config/root-credentials.ts';
import { settings } from '../config/settings.ts';
import { describeSettingsInForce } from '../config/settings-in-force.ts';
import { ConsoleFiles } from '../console-files/console-files.ts';
import { openDeliveryWays } from '../delivery/open-delivery-ways.ts';
import { Outbox } from '../delivery/outbox.ts';
import { OutboxWorker } from '../delivery/outbox-worker.ts';
import { startHttpServer } from '../http/server.ts';
import { deleteUploads } from '../jobs/delete-uploads.ts';
import { type Jobs, startJobs } from '../jobs/start-jobs.ts';
import { expireJobs, startSweeps, sweepBlobs } from '../jobs/sweep.ts';
import type { OperationServices } from '../operations/operation.ts';
import { allOperations } from '../operations/registry/all-operations.ts';
import { createRegistry } from '../operations/registry/registry.ts';
import type { WriterThread } from '../store/sqlite/open-thread.ts';
import type { Store } from '../store/store.ts';
import { createUploadEndpoint } from '../upload/upload-endpoint.ts';
import { createApiRoute } from './api-route.ts';
import { openAuditFile } from './audit-file.ts';
import { bindTestControls } from './bind-test-controls.ts';
import { createConsoleRoute } from './console-route.ts';
import { createMetricsPage } from './create-metrics-page.ts';
import { watchServer } from './forgotten-servers.ts';
import { createKeySetRoute } from './key-set-route.ts';
import { listSentMessages } from './list-sent-messages.ts';
import { createMetricsRoute } from './metrics-route.ts';
import type { Muster, MusterOptions } from './muster.ts';
import { NodeHeartbeat } from './node-heartbeat.ts';
import { openBlobs } from './open-blobs.ts';
import { openState } from './open-state.ts';
import { createTestControls, openStoredTime } from './open-test-controls.ts';
import { prepareImportRole } from './prepare-import-role.ts';
import { joinSignIn } from './sign-in-services.ts';
import { Teardown } from './teardown.ts';
import { createUploadOffers } from './upload-offers.ts';
import { listUploadOrigins } from './upload-origins.ts';
import { createUploadRoute } from './upload-route.ts';

/**
 * Builds and joins all rooms in the order of their dependencies, and takes them apart in reverse. With a data directory `writer` becomes
 * the store's; if this rejects, the caller still owns it.
 */
export async function startServer(options: MusterOptions, writer: WriterThread | undefined): Promise<Muster> {
  const teardown = new Teardown();
  try {
    const given = givenOf(options);
    requireKnownOptions(given);
    const needsDirectory = given.data === undefined && given.database === undefined;
    const temporaryDirectory = needsDirectory ? await makeTemporaryDirectory(teardown) : undefined;
    const config = completeConfig({ port: 0, logLevel: 'silent', data: temporaryDirectory, ...given });
    const muster = await joinRooms(config, writer, teardown);
    teardown.add(watchServer({ stop: muster.stop, temporaryDirectory }));
    return muster;
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function joinRooms(given: Config, writer: WriterThread | undefined, teardown: Teardown): Promise<Muster> {
  const machineClock = systemClock;
  const ids = randomIds;
  const scheduler = backgroundScheduler;
  const logger = createLogger(given.logLevel);
  const metrics = new MetricTotals({ zeros: true });
  const startedAt = machineClock.nowMs();

  const { store, openHandle, serverKey, directory } = await openState(given, {
    scheduler,
    logger,
    metrics,
    teardown,
    writer,
  });
  const config = await settleAccount(given, store);
  const { clock, memory } = await openStoredTime(config, store, machineClock);
  const owner = serverKey.fingerprint();
  const directoryPath = directory?.blobsPath;
  const blobServices = { clock: machineClock, ids, scheduler, logger, metrics };
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

  const sweeping = { store, blobs, clock, machineClock, logger };
  await expireJobs(sweeping);
  await sweepBlobs(sweeping, uploads.straysBefore);
  teardown.add(startSweeps(sweeping, scheduler));

  const nodeId = makeNodeId(hostname(), ids.alphanumeric(8));
  // A data directory has one node only.
  const nodes = new NodeHeartbeat(
    { store: directory ? undefined : store, clock: machineClock, scheduler, logger },
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
    controls: memory,
    clock: machineClock,
    scheduler,
    logger,
    metrics,
  };
  let jobs: Jobs | undefined;

  const ways = await openDeliveryWays(config, machineClock);
  const messageKey = serverKey.derive('message');
  const keepsInbox = config.inbox === 'on';
  const outbox = new Outbox({ ways, keepsInbox, messageKey, clock, ids });
  const outboxWorker = new OutboxWorker({ store, ways, messageKey, clock, scheduler, logger, metrics });
  teardown.add(() => outboxWorker.stop());

  const uploadKey = serverKey.derive('upload-url');
  const origins = {
    allowForeignOrigins: !config.defaultCredentialsInForce,
    allowedOrigins: config.allowedOrigins,
  };
  const hosts = knownHosts(config);
  let listeningUrl: string | undefined;
  const baseUrl = () => config.publicUrl ?? assertPresent(listeningUrl, 'a server that answers listens');
  const issuer = config.tokenIssuer;
  const signIn = joinSignIn({ store, serverKey, clock, issuer, baseUrl, metrics, teardown });
  const registry = createRegistry(allOperations);
  const controlServices = { clock: machineClock, scheduler, logger, registry, sweeping, store };
  const testControls = createTestControls(memory, controlServices);
  const services: OperationServices = {
    store,
    clock,
    testControls,
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
    credentialKeys: {
      accessKey: serverKey.derive('access-key'),
      roleSession: serverKey.derive('role-session'),
      clientSecret: serverKey.derive('client-secret'),
    },
    signIn: signIn.services,
    ...createUploadOffers({ uploadKey, publicUrl: config.publicUrl, bucket, isDirect, machineClock }),
    describeServer: () => ({
      version: readPackageVersion(),
      nodeId,
      startedAt,
      settings: describeSettingsInForce(config),
      nodes: nodes.report().nodes,
    }),
    outbox: {
      keepsInbox,
      canDeliver: (medium) => outbox.canDeliver(medium),
      prepare: (pool, request, options) => outbox.prepare(pool, request, options),
      open: (stored) => outbox.open(stored),
      wake: () => outboxWorker.wake(),
    },
    // Workers on other nodes are notified by the store.
    wakeWorkers: () => jobs?.wake(),
    deleteUploads: (blobIds) => deleteUploads({ blobs, logger }, blobIds),
  };
  const auditLog =
    config.auditLog === undefined ? undefined : openAuditFile(config.auditLog, { clock: machineClock, logger });
  teardown.add(() => auditLog?.close());
  const api = createApi({
    ...origins,
    hosts,
    registry,
    auditLog,
    services,
    machineClock,
    faults: testControls,
    requestRatePercent: config.requestRatePercent,
    accessTokens: signIn.accessTokens,
    credentials: config.rootCredentials,
    regions: config.region,
    defaultCredentialsInForce: config.defaultCredentialsInForce,
  });
  const upload = createUploadEndpoint({
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
    faults: testControls,
  });
  const isForClients = config.role !== 'worker';
  const consoleFiles = isForClients && config.console === 'on' ? new ConsoleFiles({ ids, logger }) : undefined;
  teardown.add(() => consoleFiles?.stop());
  const http = await startHttpServer({
    host: config.host,
    port: config.port,
    limits: { bodiesBytesMax: config.bodyBytesMax },
    routes: [
      createApiRoute({ api: isForClients ? api : undefined, ids, metrics }),
      createMetricsRoute({
        page: createMetricsPage({ totals: metrics, store, scheduler, logger }),
        readers: config.metrics,
        hosts,
        ids,
      }),
      createConsoleRoute({
        files: consoleFiles,
        server: {
          defaultCredentials: config.defaultCredentialsInForce,
          region: regionOf(config),
          version: readPackageVersion(),
        },
        hosts,
        connectOrigins: listUploadOrigins(config),
        ids,
      }),
      createKeySetRoute({ loadTokens: isForClients ? signIn.loadTokens : undefined, baseUrl, ids }),
      createUploadRoute({ upload: isForClients ? upload : undefined, ids, auditLog }),
    ],
    checkHealth: () => store.checkHealth(),
    describeNode: () => nodes.report(),
    logger,
    clock: machineClock,
    ids,
  });
  listeningUrl = http.url;
  // Only now: a server that cannot listen has no job to give back.
  if (config.role !== 'api') jobs = startJobs(jobsOptions);
  outboxWorker.start();
  // Jobs move to other nodes at once, not after the last request.
  teardown.add(async () => {
    testControls?.end();
    await Promise.all([http.close(), jobs?.stop(), nodes.drain()]);
  });
  await nodes.start();
  hosts.listensOn(http.port);
  directory?.writeAddress(http.url);
  const issuerProblem = findIssuerProblem(config, http.url);
  if (issuerProblem !== undefined) logger.warn({ issuerProblem }, 'strangers cannot verify tokens');
  logger.info({ url: http.url, nodeId, role: config.role, dataDirectory: directory?.path }, 'listening');

  const stop = () => keepAliveDuring(() => teardown.run());
  const [root] = config.rootCredentials;
  const { accessKeyId, secretAccessKey } = assertPresent(root, 'a config has root credentials');
  const credentials = { accessKeyId, secretAccessKey };
  const region = regionOf(config);
  return {
    url: http.url,
    nodeId,
    dataDirectory: directory?.path,
    account: config.account,
    credentials,
    prepareImportRole: () =>
      keepAliveDuring(() => prepareImportRole({ url: http.url, region, credentials, role: config.role })),
    messages: (selection) => keepAliveDuring(() => listSentMessages({ store, outbox, clock }, selection)),
    ...bindTestControls(testControls),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** For clients that were told none. */
function regionOf({ region }: Pick<Config, 'region'>): string {
  return region?.[0] ?? 'us-east-1';
}

/** Where nobody chose an account, the one under which the store was filled (R466). */
async function settleAccount(config: Config, store: Pick<Store, 'pinDefaultAccount'>): Promise<Config> {
  if (!config.usesDefaultAccount) return config;
  const accounts = { current: DEFAULT_ACCOUNT, former: FORMER_DEFAULT_ACCOUNT };
  return withDefaultAccount(config, await store.pinDefaultAccount(accounts));
}

async function makeTemporaryDirectory(teardown: Teardown): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-'));
  teardown.add(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Refuses a misspelt option, which would leave the setting at its default. @throws {ConfigError} */
function requireKnownOptions(given: object): void {
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(settings, key));
  if (unknown === undefined) return;
  throw new ConfigError(
    unknown,
    `startMuster has no option ${unknown}; its options are ${Object.keys(settings).join(', ')}`,
  );
}

/** A member that is undefined counts as absent. */
function givenOf(options: MusterOptions): MusterOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { areInstalled } from './test/installed-tools.ts';

/** Far beyond what a busy machine needs: a test fails by what it sees. No test has a limit of its own. */
const LIMITS = { testTimeout: 900_000, hookTimeout: 900_000, expect: { poll: { timeout: 300_000 } } };

/** What looks at a whole server from outside, and so holds wherever that keeps its state; but for a few that would take long and show no more. */
const WHOLE_SERVICE = [
  'test/engine/engine.test.ts',
  'test/import.test.ts',
  'test/import-log.test.ts',
  'test/record-cases.test.ts',
  'test/stop.test.ts',
  'test/uploads.test.ts',
  'test/quotas.test.ts',
  'test/drain.test.ts',
  'test/refusals.test.ts',
  'test/permissions.test.ts',
  'test/clients/{aws-cli,aws-sdk-iam,aws-sdk-js,boto3,clients-and-groups,logs,modelled-errors}.test.ts',
  'test/sign-in/{identity-js,verifiers}.test.ts',
  'test/sign-up/sign-up.test.ts',
  'test/durability/kill.test.ts',
  'test/oracle/import.test.ts',
  'test/verify/verify.test.ts',
  'test/wire/*.test.ts',
  'test/wire-fuzz/wire-fuzz.test.ts',
];

/** Of `src/`, those that start processes, stop whole servers, or measure the memory of their own process. */
const OWN_WORKER = [
  'src/{cli,jobs,service,store}/**/*.test.ts',
  'src/check/source/source-reader.test.ts',
  'src/csv/record-splitter.test.ts',
];

/** Tests of modules: they leave nothing behind, so that files share a worker, and with it the modules that it has loaded and compiled. */
const MODULES = {
  test: {
    ...LIMITS,
    name: 'modules',
    isolate: false,
    include: ['src/**/*.test.ts'],
    exclude: OWN_WORKER,
    setupFiles: './src/operations/close-idle-stores.fixture.ts',
  },
};

const EMBEDDED = {
  test: { ...LIMITS, name: 'embedded', include: [...OWN_WORKER, 'test/**/*.test.ts', 'bench/**/*.test.ts'] },
};

const POSTGRES = {
  test: {
    ...LIMITS,
    name: 'postgres',
    include: WHOLE_SERVICE,
    env: { MUSTER_TEST_ENGINE: 'postgres' },
    globalSetup: './test/engine/start-shared-servers.ts',
    // The suites stay as they are: only where their servers keep the state is another place.
    alias: [
      {
        find: /^(\.\.\/)+src\/index\.ts$/,
        replacement: fileURLToPath(new URL('./test/engine/index-on-postgres.ts', import.meta.url)),
      },
    ],
  },
};

const hasServers = areInstalled('the suites on PostgreSQL and S3', ['postgresql', 'radosgw']);

export default defineConfig({
  test: { maxWorkers: 2, projects: hasServers ? [MODULES, EMBEDDED, POSTGRES] : [MODULES, EMBEDDED] },
});

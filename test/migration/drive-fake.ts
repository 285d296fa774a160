import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poolOfFlags } from '../../src/cli/target/pool-flags.ts';
import { createCognitoService } from '../../src/driver/cognito-service.ts';
import { type WatchedRun, watchRun } from '../../src/driver/driver-run.fixture.ts';
import { surveyFollowUps } from '../../src/driver/follow-ups/read-follow-ups.ts';
import { runMigration } from '../../src/driver/migration/run-migration.ts';
import { surveySource } from '../../src/driver/migration/survey-source.ts';
import type { RunReport } from '../../src/driver/run/report.ts';
import { createRunFolder, openRunFolder } from '../../src/driver/run/run-folder.ts';
import type { PlannedPart, PlannedSource } from '../../src/driver/run/run-plan.ts';
import { openServiceClients, type ServiceClients } from '../../src/driver/service-clients.ts';
import { CSV_HEADER, type FakeCognito, POOL_ID } from './fake/fake-cognito.ts';

/** A run against the fake, in this process, whose pauses move a clock. */
export interface FakeRun {
  readonly folder: string;
  readonly files: { readonly source: string };
  /** Begins the run, or goes on with it; the report, or what was thrown. */
  go(change?: (run: WatchedRun) => WatchedRun): Promise<RunReport | unknown>;
  read(name: string): string;
  journal(): readonly string[];
  close(): void;
}

export interface FakeRunOptions {
  readonly records: readonly string[];
  readonly partRecords?: number;
  readonly followUps?: readonly object[];
  readonly onPause?: (run: WatchedRun) => void;
  /** Where the run has its folder; a temporary directory if it is not given. */
  readonly parent?: string;
  /** The clock of the machine. */
  readonly nowMs?: () => number;
}

/** A record of the fake's header. */
export function person(name: string, email = `${name}@example.com`): string {
  return `${name},,${email},true,`;
}

export async function planFakeRun(fake: FakeCognito, options: FakeRunOptions): Promise<FakeRun> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-fake-'));
  const path = join(directory, 'people.csv');
  writeFileSync(path, [CSV_HEADER.join(), ...options.records, ''].join('\n'));
  const { parts, header, headerBytes, recordCount, byteLength, sha256 } = await surveySource(path, {
    recordsMax: options.partRecords ?? 1_000,
    bytesMax: 1_000_000,
  });
  const source: PlannedSource = { path, name: 'people.csv', byteLength, header, headerBytes, recordCount, sha256 };
  const followUpPath = join(directory, 'follow-up.jsonl');
  writeFileSync(followUpPath, (options.followUps ?? []).map((line) => `${JSON.stringify(line)}\n`).join(''));
  const folder = join(options.parent ?? directory, 'run');
  const nowMs = options.nowMs ?? (() => 0);
  const clients: ServiceClients = openServiceClients({
    region: 'eu-west-3',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    endpoints: fake.endpoints,
  });
  const plan = {
    version: 1,
    run: `run-${createHash('sha256').update(directory).digest('hex').slice(0, 6)}`,
    createdAt: '2026-11-30T00:00:00.000Z',
    target: { kind: 'services', service: 'cognito', description: 'the fake', region: 'eu-west-3', endpoints: {} },
    userPoolId: POOL_ID,
    sources: [source],
    parts: parts.map((part, index): PlannedPart => ({ number: index + 1, source: 0, ...part })),
    keepsParts: false,
    ...(options.followUps === undefined
      ? {}
      : { followUps: await surveyFollowUps(followUpPath, 'follow-up.jsonl', undefined) }),
  } as const;
  let isNew = true;
  return {
    folder,
    files: { source: path },
    async go(change = (run) => run) {
      const opened = isNew ? createRunFolder(folder, plan, nowMs) : openRunFolder(folder, nowMs);
      isNew = false;
      try {
        const run: WatchedRun = watchRun(createCognitoService(clients), () => options.onPause?.(run));
        const ports = { judgedPool: async () => poolOfFlags({}, header), onEntry: () => {} };
        return await runMigration(opened, change(run), ports);
      } catch (error) {
        return error;
      } finally {
        opened.close();
      }
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    journal: () =>
      readFileSync(join(folder, 'journal.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): string => JSON.parse(line).type),
    close() {
      clients.close();
      rmSync(directory, { recursive: true });
    },
  };
}

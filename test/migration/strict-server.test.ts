import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { FOLLOW_UP_ACTIONS, IMPORT_ACTIONS, IMPORT_ROLE_ACTIONS } from '../../src/driver/import-permissions.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { type ClientCredentials, clientOptions } from '../drive-import.ts';
import { compareEnd, Differences, prepareMigration, runMigrationCommand } from './prepared-migration.ts';

let directory: string;
let muster: Muster;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'muster-strict-'));
  muster = await startMuster({ data: join(directory, 'data'), testControls: true, requestRatePercent: 100 });
});
afterAll(async () => {
  await muster.stop();
  rmSync(directory, { recursive: true });
});

/** A caller who may do what the help lists for a pool that is there, and nothing else. */
async function createCaller(): Promise<ClientCredentials> {
  const iam = new IAMClient(clientOptions(muster.url));
  await iam.send(new CreateUserCommand({ UserName: 'importer' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'importer' }));
  const Action = [...IMPORT_ACTIONS, ...IMPORT_ROLE_ACTIONS, ...FOLLOW_UP_ACTIONS];
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
  const PolicyDocument = JSON.stringify(policy);
  await iam.send(new PutUserPolicyCommand({ UserName: 'importer', PolicyName: 'import', PolicyDocument }));
  iam.destroy();
  return {
    accessKeyId: assertPresent(AccessKey?.AccessKeyId, 'a key has an id'),
    secretAccessKey: assertPresent(AccessKey?.SecretAccessKey, 'a key has a secret'),
  };
}

describe('a migration into a server as strict as Cognito, on a bad day', () => {
  it('loses nobody, with the printed permissions, new roles unknown, late log lines, errors, throttles and cuts (R950, R956, R957, R964)', async () => {
    const size = { records: 2_000, partRecords: 500, followUps: 60, seed: 5 };
    const migration = await prepareMigration(join(directory, 'bad-day'), 'people', muster.url, size);
    const credentials = await createCaller();
    const on = (kind: 'Error' | 'Throttle' | 'Cut', share: number, when: 'Before' | 'After', seed: number) => ({
      operation: '*',
      kind,
      share,
      when,
      seed,
    });
    await muster.setFaults({
      newRolesUnknownSeconds: 10,
      logLinesLateSeconds: 5,
      faults: [
        on('Error', 0.02, 'Before', 1),
        on('Throttle', 0.02, 'Before', 2),
        on('Cut', 0.01, 'Before', 3),
        on('Cut', 0.01, 'After', 4),
      ],
    });
    const exitCode = await runMigrationCommand(migration, undefined, credentials);
    expect([exitCode, migration.printed.at(-1)]).toEqual([1, expect.any(String)]);
    await muster.setFaults({});
    const differences = new Differences();
    await compareEnd(migration, differences);
    expect(differences.found).toEqual([]);
    migration.client.destroy();
    const { jobs, waits } = JSON.parse(readFileSync(join(migration.folder, 'report.json'), 'utf8'));
    expect(jobs).toHaveLength(4);
    expect(jobs.map(({ attempts }: { attempts: number }) => attempts)).toEqual([2, 1, 1, 1]);
    expect(waits.map(({ reason }: { reason: string }) => reason)).toContain('log');
  });
});

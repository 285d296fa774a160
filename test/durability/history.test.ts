import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  ListUserImportJobsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMuster, verifyData } from '../../src/service/entry.ts';
import { SCHEMA_VERSION } from '../../src/store/sql/migrations.ts';
import { clientOptions } from '../drive-import.ts';
import { compareImport } from '../oracle/compare-import.ts';
import { expectImport } from '../oracle/oracle.ts';
import { readImport } from '../oracle/read-import.ts';

/**
 * Data directories as servers of older schemas left them when they were killed 500 records into an import of 3,000; beside the
 * database lies `users.csv`, the file that was uploaded.
 */
const HISTORY = fileURLToPath(new URL('./history/', import.meta.url));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-history-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a database of an older schema', () => {
  it.each(readdirSync(HISTORY))(
    'is brought up to date, and the import that was under way in %s is finished (R66, R466)',
    async (name) => {
      execFileSync('tar', ['-xzf', join(HISTORY, name), '-C', directory]);
      const data = join(directory, 'data');
      expect(readVersion(data)).toBe(Number(/^schema-(\d+)\.tar\.gz$/.exec(name)?.[1]));
      const muster = await startMuster({ data });
      // What it holds is of the account that was the default then.
      expect(muster.account).toBe('000000000000');
      const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
      try {
        const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
        const UserPoolId = UserPools[0]?.Id ?? '';
        const list = new ListUserImportJobsCommand({ UserPoolId, MaxResults: 1 });
        const [job] = (await cognito.send(list)).UserImportJobs ?? [];
        let ended = job;
        while (ended?.Status === 'InProgress') {
          await wait(10);
          const describeJob = new DescribeUserImportJobCommand({ UserPoolId, JobId: job?.JobId });
          ended = (await cognito.send(describeJob)).UserImportJob;
        }
        if (!ended) throw new Error('the recorded job is gone');
        const actual = await readImport(muster.url, { id: UserPoolId, name: 'recorded' }, ended);
        expect(compareImport(expectImport(readFileSync(join(data, 'users.csv'), 'utf8')), actual)).toEqual([]);
        expect(readdirSync(join(data, 'blobs'))).toEqual([]);
      } finally {
        cognito.destroy();
        await muster.stop();
      }
      expect(readVersion(data)).toBe(SCHEMA_VERSION);
      const faults: string[] = [];
      await verifyData(data, (fault) => faults.push(fault));
      expect(faults).toEqual([]);
    },
  );
});

function readVersion(data: string): number {
  const database = new Database(join(data, 'muster.db'));
  const version = Number(database.pragma('user_version', { simple: true }));
  database.close();
  return version;
}

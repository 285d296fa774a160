import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assert, assertPresent } from '../../src/base/assert.ts';
import { checkBytes } from '../../src/check/check-bytes.fixture.ts';
import type { PoolToCheckAgainst } from '../../src/check/pool-to-check-against.ts';
import { predictEnd } from '../../src/check/predict-end.ts';
import { isCognitoFormat } from '../../src/check/source/source-format.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { parseDescribedPool } from '../../src/cli/target/parse-described-pool.ts';
import { csvHeaderOf } from '../../src/domain/imports/csv-header.ts';
import { logLine } from '../../src/domain/texts/log-line.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions, createLogRole, runImport, uploadImport } from '../drive-import.ts';
import { readImport } from '../oracle/read-import.ts';
import { mutate } from './mutate.ts';

const FILES_PER_POOL = 15;
const SEED = 20_261_124;
const RECORDS = 20;

/** One pool for each way in which deciding parts. */
const POOLS: Readonly<Record<string, Omit<CreateUserPoolCommandInput, 'PoolName'>>> = {
  'a default pool': { AutoVerifiedAttributes: ['email', 'phone_number'] },
  'a pool with aliases, case folded': {
    AutoVerifiedAttributes: ['email'],
    AliasAttributes: ['email', 'phone_number', 'preferred_username'],
    UsernameConfiguration: { CaseSensitive: false },
    MfaConfiguration: 'OPTIONAL',
    SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' },
    Schema: [
      { Name: 'age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1', MaxValue: '99' } },
      { Name: 'vip', AttributeDataType: 'Boolean' },
      { Name: 'team', AttributeDataType: 'String', StringAttributeConstraints: { MinLength: '2', MaxLength: '5' } },
    ],
  },
  'a pool whose user names are addresses': {
    AutoVerifiedAttributes: ['email'],
    UsernameAttributes: ['email'],
    Schema: [{ Name: 'family_name', AttributeDataType: 'String', Required: true }],
  },
};

let muster: Muster;
let client: CognitoIdentityProviderClient;
let directory: string;
let roleArn: string;
beforeAll(async () => {
  muster = await startMuster();
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  directory = mkdtempSync(join(tmpdir(), 'muster-check-fuzz-'));
  roleArn = await createLogRole(muster.url);
});
afterAll(async () => {
  client.destroy();
  await muster.stop();
  rmSync(directory, { recursive: true });
});

interface ImportedFile {
  readonly pool: PoolToCheckAgainst;
  readonly job: UserImportJobType;
  readonly log: readonly string[];
}

/** Files under the header of the pool, and every third without regard for it. */
function mutatedFile(random: RandomSource, index: number, columns: readonly string[]): Buffer {
  const text = [...generateUsers({ users: RECORDS, seed: SEED + index, badPercent: 10, columns })].join('');
  if (index % 3 === 0) return mutate(random, [Buffer.from(text)]);
  const [header = '', ...lines] = text.split('\n');
  const body = index % 2 === 0 ? lines.concat(lines).join('\n') : lines.join('\r\n');
  return Buffer.concat([Buffer.from(`${header}\n`), mutate(random, [Buffer.from(body)])]);
}

async function importFile(name: string, content: (pool: PoolToCheckAgainst) => Buffer): Promise<ImportedFile> {
  const answer = await client.send(new CreateUserPoolCommand({ ...POOLS[name], PoolName: 'fuzz' }));
  const id = assertPresent(answer.UserPool?.Id, 'a new pool has an id');
  const pool = parseDescribedPool(answer, 'the answer');
  const path = join(directory, 'users.csv');
  writeFileSync(path, content(pool));
  const job = await runImport(client, id, await uploadImport(client, id, roleArn, path));
  const isRun = job.StartDate !== undefined && countRecords(job) > 0;
  return { pool, job, log: isRun ? (await readImport(muster.url, { id, name: 'fuzz' }, job)).log : [] };
}

function countRecords({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}

describe('a check of mutated files', () => {
  const seen = { succeeded: 0, refused: 0, failed: 0, skipped: 0, imported: 0 };

  it.each(Object.keys(POOLS))('finds in each what an import of it finds: %s (R271, R291, R293)', async (name) => {
    const random = new RandomSource(SEED);
    for (let index = 0; index < FILES_PER_POOL; index += 1) {
      let bytes: Buffer = Buffer.alloc(0);
      const { pool, job, log } = await importFile(name, ({ schema }) => {
        bytes = mutatedFile(random, index, csvHeaderOf({ schema }));
        return bytes;
      });
      const checked = await checkBytes(bytes, { poolOf: () => pool });
      const input = `base64 ${bytes.toString('base64')}`;
      expect(predictEnd(checked), input).toEqual({ status: job.Status, completionMessage: job.CompletionMessage });
      if (checked.fileFindings.some(({ failsJob }) => failsJob)) {
        seen.refused += 1;
        expect(countRecords(job), input).toBe(0);
        continue;
      }
      const unimported = log.filter((line) => !line.startsWith('[SUCCEEDED]'));
      const { ImportedUsers: importedUsers, SkippedUsers: skippedUsers, FailedUsers: failedUsers } = job;
      expect(checked.asIs, input).toMatchObject({ importedUsers, skippedUsers, failedUsers });
      // Its records are judged as if the file were in Cognito's format, which it is not.
      if (!isCognitoFormat(checked.format)) continue;
      const found = checked.findings.filter(({ severity }) => severity === 'failed' || severity === 'skipped');
      expect(
        found.map(({ severity, recordNumber, text }) =>
          severity === 'skipped' ? logLine('skipped', recordNumber) : `[FAILED] Line Number ${recordNumber} - ${text}`,
        ),
        input,
      ).toEqual(unimported);
      seen.succeeded += job.Status === 'Succeeded' ? 1 : 0;
      seen.failed += checked.failedUsers;
      seen.skipped += checked.skippedUsers;
      seen.imported += checked.importedUsers;
    }
  });

  it('saw files and records of every kind', () => {
    assert(
      Object.values(seen).every((count) => count > 3),
      JSON.stringify(seen),
    );
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CognitoIdentityProviderClient, type UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { type GenerateUsersOptions, generateUsers } from '../../src/cli/generate/generate-users.ts';
import { PASSWORD_HASH_COLUMN } from '../../src/domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../drive-import.ts';
import { startServerProcess } from '../server-process.ts';
import { compareImport } from './compare-import.ts';
import { expectImport } from './oracle.ts';
import { readImport } from './read-import.ts';

/** What the server may hold while it imports, whatever the size of the file. */
export const IMPORT_PEAK_BYTES_MAX = 300e6;
const POOL_NAME = 'oracle';
const CUSTOM_ATTRIBUTES = ['team'];

export interface OracleRun {
  readonly differences: readonly string[];
  readonly job: UserImportJobType;
  readonly logLines: number;
  readonly users: number;
  /** VmHWM of the server when the job had ended. */
  readonly importPeakBytes: number;
  /** The same when all log lines and users had been read as well. */
  readonly peakBytes: number;
}

/**
 * Imports a generated file of `users` records, of which about `badPercent` are bad or there twice, into a server of its own, and reports
 * where its job, log or users differ from what the oracle computes. `bin` is the command of the server, that of the clone if none is given.
 */
export async function runOracle(
  users: number,
  seed: number,
  badPercent: number,
  passwordHashingAlgorithm?: PasswordHashingAlgorithm,
  bin?: string,
): Promise<OracleRun> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-oracle-'));
  const server = await startServerProcess({ bin });
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  try {
    const path = join(directory, 'users.csv');
    await generateFile(path, {
      users,
      seed,
      badPercent,
      customAttributes: CUSTOM_ATTRIBUTES,
      passwordHashingAlgorithm,
    });
    const text = await readFile(path, 'utf8');
    const userPoolId = await createImportPool(client, POOL_NAME, CUSTOM_ATTRIBUTES);
    const jobId = await uploadImport(
      client,
      userPoolId,
      await createLogRole(server.url),
      path,
      passwordHashingAlgorithm,
    );
    const job = await runImport(client, userPoolId, jobId);
    const importPeakBytes = server.peakMemoryBytes();
    const actual = await readImport(server.url, { name: POOL_NAME, id: userPoolId }, job);
    return {
      differences: compareImport(expectImport(text, passwordHashingAlgorithm), actual),
      job,
      logLines: actual.log.length,
      users: actual.users.length,
      importPeakBytes,
      peakBytes: server.peakMemoryBytes(),
    };
  } finally {
    client.destroy();
    await server.stop();
    await rm(directory, { recursive: true });
  }
}

/** Writes a file of generated users with the columns of a default pool and those named. */
export async function generateFile(
  path: string,
  {
    customAttributes,
    ...options
  }: Omit<GenerateUsersOptions, 'columns'> & { readonly customAttributes: readonly string[] },
): Promise<void> {
  const columns = [...DEFAULT_CSV_HEADER, ...customAttributes.map((name) => `custom:${name}`)];
  if (options.passwordHashingAlgorithm !== undefined) columns.push(PASSWORD_HASH_COLUMN);
  await writeFile(path, Readable.from(generateUsers({ ...options, columns })));
}

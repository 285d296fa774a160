import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../test/drive-import.ts';
import { startServerProcess } from '../test/server-process.ts';
import { checkImport } from './check-import.ts';
import { readCpuSeconds } from './cpu-time.ts';
import type { BenchPool } from './import-pools.ts';

/** What an import of a file took, measured from StartUserImportJob to Succeeded on a server of its own. */
export interface ImportMeasure {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
}

/** Throws unless `users` users are imported. `bin`: of another checkout than this one. */
export async function importFile(path: string, pool: BenchPool, users: number, bin?: string): Promise<ImportMeasure> {
  const server = await startServerProcess({ bin });
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  try {
    const userPoolId = await createImportPool(client, pool.name, [], pool.aliasAttributes);
    const jobId = await uploadImport(
      client,
      userPoolId,
      await createLogRole(server.url),
      path,
      pool.passwordHashingAlgorithm,
    );
    const cpuSecondsBefore = readCpuSeconds(server.pid);
    const startedAt = Date.now();
    const job = await runImport(client, userPoolId, jobId);
    await checkImport(client, userPoolId, job, users);
    const seconds = (Number(job.CompletionDate?.getTime()) - startedAt) / 1000;
    const cpuSeconds = readCpuSeconds(server.pid) - cpuSecondsBefore;
    return { seconds, cpuSeconds, peakMemoryBytes: server.peakMemoryBytes() };
  } finally {
    client.destroy();
    await server.stop();
  }
}

import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { logGroupNameOf, logStreamNameOf } from '../src/domain/imports/log-names.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../test/drive-import.ts';
import { type ServerProcess, startServerProcess } from '../test/server-process.ts';
import { checkImport } from './check-import.ts';
import { usersFile } from './users-file.ts';

const POOL_NAME = 'full';
/** Of {@link uploadImport}. */
const JOB_NAME = 'import';

export interface ReadyImport {
  readonly userPoolId: string;
  readonly jobId: string;
  /** To its end; throws unless all users are imported. */
  run(): Promise<void>;
}

/** A server of its own with one pool that a job has filled. */
export interface FullServer {
  readonly server: ServerProcess;
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly jobId: string;
  /** Of the job. */
  readonly log: { readonly logGroupName: string; readonly logStreamName: string };
  /** A job that imports as many into another pool, ready to start. */
  prepareImport(): Promise<ReadyImport>;
}

/** `bin`: of another checkout than this one. */
export async function onFullServer<Result>(
  users: number,
  measure: (full: FullServer) => Promise<Result>,
  bin?: string,
): Promise<Result> {
  const path = await usersFile(users);
  const server = await startServerProcess({
    bin,
    flags: ['--csv-records-max', String(users), '--csv-bytes-max', '1000000000'],
  });
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  try {
    const roleArn = await createLogRole(server.url);
    const prepare = async (name: string): Promise<ReadyImport> => {
      const userPoolId = await createImportPool(client, name, []);
      const jobId = await uploadImport(client, userPoolId, roleArn, path);
      const run = async () => {
        await checkImport(client, userPoolId, await runImport(client, userPoolId, jobId), users);
      };
      return { userPoolId, jobId, run };
    };
    const { userPoolId, jobId, run } = await prepare(POOL_NAME);
    await run();
    return await measure({
      server,
      client,
      userPoolId,
      jobId,
      log: { logGroupName: logGroupNameOf(userPoolId, POOL_NAME), logStreamName: logStreamNameOf(jobId, JOB_NAME) },
      prepareImport: () => prepare('filling'),
    });
  } finally {
    client.destroy();
    await server.stop();
  }
}

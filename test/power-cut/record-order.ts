import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../src/base/assert.ts';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { clientOptions, createImportPool, createLogRole, waitForEnd } from '../drive-import.ts';
import { countUploads } from '../engine/stored-state.ts';
import { putFile } from './record-run.ts';
import { startTracedProcess } from './traced-process.ts';
import type { OrderedRun } from './write-order.ts';

/** More than the first batch has. */
const RECORDS = 900;
const USERNAME = 'a-user-of-the-order';
const POLL_MS = 5;

/** A server on a new directory: a user is created, a file is uploaded and imported, another one is uploaded, and a backup is made. */
export async function recordOrder(bin?: string): Promise<OrderedRun> {
  // What is recorded names its files by their real path.
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'muster-order-')));
  try {
    const root = join(directory, 'disk');
    const data = join(root, 'data');
    mkdirSync(root);
    const server = startTracedProcess(['serve', '--port', '0', '--data', data, '--log-level', 'silent'], {
      root: directory,
      bin,
    });
    const { url, pid } = await server.listening();
    const client = new CognitoIdentityProviderClient(clientOptions(url));
    const existing = new Set<string>();
    try {
      const userPoolId = await createImportPool(client, 'order', []);
      const roleArn = await createLogRole(url);
      const user = await client.send(new AdminCreateUserCommand({ UserPoolId: userPoolId, Username: USERNAME }));
      const upload = async () => {
        const { UserImportJob } = await client.send(
          new CreateUserImportJobCommand({ UserPoolId: userPoolId, JobName: 'order', CloudWatchLogsRoleArn: roleArn }),
        );
        const columns = DEFAULT_CSV_HEADER;
        const text = [...generateUsers({ users: RECORDS, seed: 1, badPercent: 5, columns })].join('');
        const requestId = await putFile(assertPresent(UserImportJob?.PreSignedUrl, 'the job has no upload URL'), text);
        return { jobId: assertPresent(UserImportJob?.JobId, 'the job has no id'), requestId };
      };
      const { jobId, requestId } = await upload();
      await client.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }));
      await waitForEnd(client, userPoolId, jobId);
      while ((await countUploads(data)) > 0) await wait(POLL_MS);
      await upload();
      const backup = startTracedProcess(['backup', join(root, 'backup'), '--data', data], { root: directory, bin });
      const backupEvents = await backup.readEvents(new Set());
      process.kill(pid, 'SIGTERM');
      return {
        root,
        events: await server.readEvents(existing),
        backupEvents,
        userRequestId: assertPresent(user.$metadata.requestId, 'an answer has a request id'),
        username: USERNAME,
        uploadRequestId: requestId,
        jobId,
      };
    } finally {
      client.destroy();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

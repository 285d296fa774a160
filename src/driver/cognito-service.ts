import { DescribeLogGroupsCommand, DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { ImportService } from './import-service.ts';
import type { ServiceClients } from './service-clients.ts';

/** When the last lines of a log become visible is not documented (M90). */
const LOG_DELAY_MAX_MS = 300_000;
/** Below the 5 requests a second that a pool takes of an operation (R44), for jobs of minutes to hours (M80). */
const JOB_POLLS = { firstMs: 2_000, maxMs: 15_000 };

/** A new role is known everywhere after some seconds, rarely a minute (M84). */
const NEW_ROLE_WAIT_MS = 15_000;

/** The quota of the category UserList, which cannot be raised. */
const LISTS_PER_SECOND_MAX = 30;

/** Amazon Cognito's log of a job lies in CloudWatch Logs and is looked up there: by the id of the pool, then by that of the job. */
export function createCognitoService(clients: ServiceClients): ImportService {
  return {
    clients,
    logDelayMaxMs: LOG_DELAY_MAX_MS,
    listsPerSecondMax: LISTS_PER_SECOND_MAX,
    jobPolls: JOB_POLLS,
    newRoleWaitMs: NEW_ROLE_WAIT_MS,
    async findJobLog(pool, { JobId: jobId }) {
      if (jobId === undefined) return undefined;
      const groups = await clients.logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: `/aws/cognito/userpools/${pool.id}/` }),
      );
      for (const { logGroupName } of groups.logGroups ?? []) {
        const streams = await clients.logs.send(
          new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: jobId }),
        );
        const [stream] = streams.logStreams ?? [];
        if (logGroupName !== undefined && stream?.logStreamName !== undefined) {
          return { logGroupName, logStreamName: stream.logStreamName };
        }
      }
      return undefined;
    },
    findUploadHint: () => undefined,
  };
}

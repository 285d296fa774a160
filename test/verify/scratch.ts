import { randomBytes } from 'node:crypto';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProvider,
  type CreateUserPoolCommandInput,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { assertPresent } from '../../src/base/assert.ts';
import type { Target } from './target.ts';

/** Begins the name of everything that is made, so that leftovers of a run that was killed are found. */
const PREFIX = 'muster-verify';
const ENDED: readonly (string | undefined)[] = ['Succeeded', 'Failed', 'Stopped', 'Expired'];
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const PERMISSIONS = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: 'arn:aws:logs:*:*:log-group:/aws/cognito/*',
    },
  ],
};

export interface JobKey {
  readonly UserPoolId: string;
  readonly JobId: string;
}

/** What the scenarios make in the account, under names of their own, and all of it removed again by {@link Scratch.cleanUp}. */
export class Scratch {
  readonly cognito = new CognitoIdentityProvider({ maxAttempts: 6 });
  readonly logs = new CloudWatchLogs({ maxAttempts: 6 });
  readonly #iam = new IAM({ maxAttempts: 6 });
  readonly #target: Target;
  readonly #suffix = randomBytes(4).toString('hex');
  /** In the order in which things were made. */
  readonly #undo: { readonly what: string; readonly run: () => Promise<unknown> }[] = [];
  #made = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  /** The role that jobs write their log with. Returns its ARN. */
  async makeRole(): Promise<string> {
    const RoleName = this.#name();
    const PolicyName = 'write-log';
    const { Role } = await this.#iam.createRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify(TRUST) });
    this.#later(`role ${RoleName}`, () => this.#iam.deleteRole({ RoleName }));
    await this.#iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument: JSON.stringify(PERMISSIONS) });
    this.#later(`policy of ${RoleName}`, () => this.#iam.deleteRolePolicy({ RoleName, PolicyName }));
    await this.#target.settleRole();
    return assertPresent(Role?.Arn, 'a role has an ARN');
  }

  async makePool(settings: Partial<CreateUserPoolCommandInput> = {}): Promise<{ id: string; logGroupName: string }> {
    const PoolName = this.#name();
    const { UserPool } = await this.cognito.createUserPool({ PoolName, ...settings });
    const id = assertPresent(UserPool?.Id, 'a pool has an id');
    const logGroupName = `/aws/cognito/userpools/${id}/${PoolName}`;
    if (this.#target.isAws) this.#later(`log group ${logGroupName}`, () => this.#deleteLogGroup(logGroupName));
    this.#later(`pool ${id}`, () => this.cognito.deleteUserPool({ UserPoolId: id }));
    return { id, logGroupName };
  }

  async makeJob(UserPoolId: string, CloudWatchLogsRoleArn: string): Promise<UserImportJobType & JobKey> {
    const input = { UserPoolId, CloudWatchLogsRoleArn, JobName: 'verify' };
    const { UserImportJob } = await this.cognito.createUserImportJob(input);
    return { ...UserImportJob, UserPoolId, JobId: assertPresent(UserImportJob?.JobId, 'a job has an id') };
  }

  /** Starts a job and waits for its end. */
  async runJob({ UserPoolId, JobId }: JobKey): Promise<{ started: UserImportJobType; ended: UserImportJobType }> {
    const { UserImportJob: started = {} } = await this.cognito.startUserImportJob({ UserPoolId, JobId });
    const ended = await this.#target.poll(`import job ${JobId}`, async () => {
      const { UserImportJob } = await this.cognito.describeUserImportJob({ UserPoolId, JobId });
      return ENDED.includes(UserImportJob?.Status) ? UserImportJob : undefined;
    });
    return { started, ended };
  }

  /** The lines of a job's log as soon as there are `count`. */
  readLog(logGroupName: string, logStreamName: string, count: number): Promise<(string | undefined)[]> {
    return this.#target.poll(`the log ${logStreamName}`, async () => {
      const input = { logGroupName, logStreamName, startFromHead: true };
      const { events = [] } = await this.logs.getLogEvents(input);
      return events.length < count ? undefined : events.map(({ message }) => message);
    });
  }

  /** Removes what was made, the last first, whatever fails; rejects with the names of what is left. */
  async cleanUp(): Promise<void> {
    const left: string[] = [];
    for (const { what, run } of this.#undo.toReversed()) {
      await run().catch((error: unknown) => left.push(`${what} (${error})`));
    }
    for (const client of [this.cognito, this.logs, this.#iam]) client.destroy();
    if (left.length > 0) throw new Error(`not removed, please do: ${left.join(', ')}`);
  }

  /** A pool whose jobs never ran has no group. */
  async #deleteLogGroup(logGroupName: string): Promise<void> {
    await this.logs.deleteLogGroup({ logGroupName }).catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
    });
  }

  #name(): string {
    this.#made += 1;
    return `${PREFIX}-${this.#suffix}-${this.#made}`;
  }

  #later(what: string, run: () => Promise<unknown>): void {
    this.#undo.push({ what, run });
  }
}

/** What a PUT to an upload URL is answered. */
export async function putCsv(
  url: string | undefined,
  csv: string,
  headers: Readonly<Record<string, string>> = { 'x-amz-server-side-encryption': 'aws:kms' },
): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await fetch(assertPresent(url, 'a job has an upload URL'), { method: 'PUT', headers, body: csv });
  return { status: answer.status, body: await answer.text() };
}

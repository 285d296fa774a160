import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { assertPresent } from '../../src/base/assert.ts';
import { type ClientCredentials, clientOptions } from '../drive-import.ts';

const USER = 'importer';

/** A user of IAM who may do what was last allowed, and nothing else. */
export interface Caller {
  readonly credentials: ClientCredentials;
  allow(actions: readonly string[]): Promise<void>;
  close(): void;
}

export async function createCaller(url: string): Promise<Caller> {
  const iam = new IAMClient(clientOptions(url));
  await iam.send(new CreateUserCommand({ UserName: USER }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: USER }));
  return {
    credentials: {
      accessKeyId: assertPresent(AccessKey?.AccessKeyId, 'a key has an id'),
      secretAccessKey: assertPresent(AccessKey?.SecretAccessKey, 'a key has a secret'),
    },
    async allow(Action) {
      const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
      const PolicyDocument = JSON.stringify(policy);
      await iam.send(new PutUserPolicyCommand({ UserName: USER, PolicyName: 'import', PolicyDocument }));
    },
    close: () => iam.destroy(),
  };
}

/** The actions in a plan. */
export function readPrintedActions(plan: string): readonly string[] {
  const [, listed = ''] = /^Permissions: (.+)$/m.exec(plan) ?? [];
  return listed.split(', ');
}

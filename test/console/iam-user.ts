import { IAM } from '@aws-sdk/client-iam';
import type { Page } from 'playwright-core';
import { clientOptions } from '../drive-import.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const USER_NAME = 'clerk';

/** A policy that allows these actions on everything; undefined for none, which allows nothing. */
export function allowing(actions: readonly string[]): string | undefined {
  if (actions.length === 0) return undefined;
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Makes the IAM user `clerk` with one policy, and an access key. */
export async function createIamUser(url: string, policy: string | undefined): Promise<AccessKey> {
  const iam = new IAM(clientOptions(url));
  await iam.createUser({ UserName: USER_NAME });
  if (policy !== undefined)
    await iam.putUserPolicy({ UserName: USER_NAME, PolicyName: 'given', PolicyDocument: policy });
  iam.destroy();
  return createAccessKey(url);
}

/** A further access key of the user. */
export async function createAccessKey(url: string): Promise<AccessKey> {
  const iam = new IAM(clientOptions(url));
  const { AccessKey: { AccessKeyId = '', SecretAccessKey = '' } = {} } = await iam.createAccessKey({
    UserName: USER_NAME,
  });
  iam.destroy();
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
}

export async function deleteAccessKey(url: string, { accessKeyId }: AccessKey): Promise<void> {
  const iam = new IAM(clientOptions(url));
  await iam.deleteAccessKey({ UserName: USER_NAME, AccessKeyId: accessKeyId });
  iam.destroy();
}

/** Fills the form for an access key, on the page of the sign-in or in the window over another page. */
export async function signInWithKey(place: Pick<Page, 'getByLabel' | 'getByRole'>, key: AccessKey): Promise<void> {
  await place.getByLabel('Access key ID').fill(key.accessKeyId);
  await place.getByLabel('Secret access key').fill(key.secretAccessKey);
  await place.getByRole('button', { name: 'Sign in', exact: true }).click();
}

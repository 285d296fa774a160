import type { NodeRole } from '../base/node.ts';

/** Of the ARNs of this server. */
const PARTITION = 'aws';

/**
 * ARN of the role `muster-import`, which import jobs of this server may write their log with (R284, R285), as `muster import` creates it.
 * The role is created if it does not exist. Loads the AWS SDK.
 * @throws {Error} on a node that only runs jobs
 */
export async function prepareImportRole(server: {
  readonly url: string;
  /** One that the server serves. */
  readonly region: string;
  /** Root credentials of the account. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly role: NodeRole;
}): Promise<string> {
  const { url, region, credentials, role } = server;
  if (role === 'worker') {
    throw new Error('prepareImportRole: a node of the role worker answers no requests; ask one of the role api or all');
  }
  const [{ IAMClient }, { prepareRole }] = await Promise.all([
    import('@aws-sdk/client-iam'),
    import('../driver/prepare-role.ts'),
  ]);
  const iam = new IAMClient({ endpoint: url, region, credentials });
  try {
    return (await prepareRole(iam, PARTITION)).arn;
  } finally {
    iam.destroy();
  }
}

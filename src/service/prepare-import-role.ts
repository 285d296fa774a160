/** Of the ARNs of this server. */
const PARTITION = 'aws';

/**
 * ARN of the role `muster-import`, which import jobs of this server may write their log with (R284, R285), as `muster import` creates it.
 * The role is created if it does not exist. Loads the AWS SDK.
 */
export async function prepareImportRole(server: {
  readonly url: string;
  /** One that the server serves. */
  readonly region: string;
  /** Root credentials of the account. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}): Promise<string> {
  const { url, region, credentials } = server;
  const [{ IAMClient }, { prepareRole }] = await Promise.all([
    import('@aws-sdk/client-iam'),
    import('../driver/prepare-role.ts'),
  ]);
  const iam = new IAMClient({ endpoint: url, region, credentials });
  try {
    return await prepareRole(iam, PARTITION);
  } finally {
    iam.destroy();
  }
}

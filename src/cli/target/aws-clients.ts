import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import type { ImportTarget } from './open-target.ts';

/** The clients of one server: it answers for all three services. */
export interface AwsClients {
  readonly cognito: CognitoIdentityProviderClient;
  readonly logs: CloudWatchLogsClient;
  readonly iam: IAMClient;
  close(): void;
}

export function openAwsClients({ url, region, credentials }: ImportTarget): AwsClients {
  const options = { endpoint: url, region, credentials };
  const cognito = new CognitoIdentityProviderClient(options);
  const logs = new CloudWatchLogsClient(options);
  const iam = new IAMClient(options);
  return {
    cognito,
    logs,
    iam,
    close() {
      for (const client of [cognito, logs, iam]) client.destroy();
    },
  };
}

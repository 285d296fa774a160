import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where the three services are, and as whom they are asked. */
export interface ServiceAddress {
  readonly region: string;
  readonly credentials: AccessKey | (() => Promise<AccessKey>);
  /** URL of each service; undefined: the one that AWS has for it in the region. */
  readonly endpoints: {
    readonly cognito: string | undefined;
    readonly logs: string | undefined;
    readonly iam: string | undefined;
  };
}

export interface ServiceClients {
  readonly cognito: CognitoIdentityProviderClient;
  readonly logs: CloudWatchLogsClient;
  readonly iam: IAMClient;
  close(): void;
}

export function openServiceClients({ region, credentials, endpoints }: ServiceAddress): ServiceClients {
  const optionsOf = (endpoint: string | undefined) => ({
    region,
    credentials,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const cognito = new CognitoIdentityProviderClient(optionsOf(endpoints.cognito));
  const logs = new CloudWatchLogsClient(optionsOf(endpoints.logs));
  const iam = new IAMClient(optionsOf(endpoints.iam));
  return {
    cognito,
    logs,
    iam,
    close() {
      for (const client of [cognito, logs, iam]) client.destroy();
    },
  };
}

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
  /** URL of each service; undefined: the one that AWS has for it in the region, whatever the environment or a profile says. */
  readonly endpoints: {
    readonly cognito: string | undefined;
    readonly logs: string | undefined;
    readonly iam: string | undefined;
  };
}

export interface ServiceClients {
  readonly cognito: CognitoIdentityProviderClient;
  /** The same, which sends a request once: for those that are not to be done twice. */
  readonly cognitoOnce: CognitoIdentityProviderClient;
  readonly logs: CloudWatchLogsClient;
  readonly iam: IAMClient;
  close(): void;
}

/** No request of the driver takes seconds. */
const REQUEST_TIMEOUT_MS = 60_000;
const CONNECTION_TIMEOUT_MS = 10_000;

/** A request that is not answered in time fails with a `TimeoutError`. */
export function openServiceClients(
  { region, credentials, endpoints }: ServiceAddress,
  { requestTimeoutMs = REQUEST_TIMEOUT_MS }: { readonly requestTimeoutMs?: number } = {},
): ServiceClients {
  const optionsOf = (endpoint: string | undefined) => ({
    region,
    credentials,
    ignoreConfiguredEndpointUrls: true,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const cognito = new CognitoIdentityProviderClient(optionsOf(endpoints.cognito));
  const cognitoOnce = new CognitoIdentityProviderClient({ ...optionsOf(endpoints.cognito), maxAttempts: 1 });
  const logs = new CloudWatchLogsClient(optionsOf(endpoints.logs));
  const iam = new IAMClient(optionsOf(endpoints.iam));
  return {
    cognito,
    cognitoOnce,
    logs,
    iam,
    close() {
      for (const client of [cognito, cognitoOnce, logs, iam]) client.destroy();
    },
  };
}

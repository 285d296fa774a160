import { fromEnv, fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { isLoopbackHost } from '../../base/http/loopback.ts';
import { DEFAULT_ACCESS_KEY } from '../../config/root-credentials.ts';
import type { AccessKey } from '../../driver/service-clients.ts';

/** As the clients of the AWS SDK take them. */
type CredentialProvider = () => Promise<AccessKey>;

/** Credentials as the AWS CLI finds them. */
export function findAwsCredentials(profile: string | undefined): CredentialProvider {
  return fromNodeProviderChain(profile === undefined ? {} : { profile });
}

/**
 * Credentials for a server that is named: those of the profile, else of the environment, else of the default profile. A server on this
 * machine gets `test` and `test` if there are none; elsewhere the SDK goes on to look where AWS keeps them.
 */
export function findCredentials(endpointUrl: string, profile: string | undefined): CredentialProvider {
  if (profile !== undefined || !isLoopbackHost(new URL(endpointUrl).hostname)) return findAwsCredentials(profile);
  return async () => {
    for (const provide of [fromEnv(), fromIni()]) {
      try {
        return await provide();
      } catch (error) {
        if (!(error instanceof Error && error.name === 'CredentialsProviderError')) throw error;
      }
    }
    return { accessKeyId: DEFAULT_ACCESS_KEY, secretAccessKey: DEFAULT_ACCESS_KEY };
  };
}

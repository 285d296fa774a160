import { loadConfig } from '@smithy/core/config';

/** The services that an import asks, as AWS names them in variables and in profiles. */
export type AwsService = 'cognito_identity_provider' | 'cloudwatch_logs' | 'iam';

type Selectors = Parameters<typeof loadConfig<string | undefined>>[0];

/**
 * The URL that the environment or the profile has for a service: `AWS_ENDPOINT_URL_IAM`, then `AWS_ENDPOINT_URL`, then the `services`
 * section of the profile, then its `endpoint_url`. Undefined if there is none, or if `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is true.
 * `ofServiceAlone`: without the URLs that are for every service.
 */
export async function findConfiguredEndpoint(
  service: AwsService,
  profile: string | undefined,
  { ofServiceAlone = false }: { readonly ofServiceAlone?: boolean } = {},
): Promise<string | undefined> {
  const ignored = await read(
    {
      environmentVariableSelector: (environment) => environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS,
      configFileSelector: (values) => values.ignore_configured_endpoint_urls,
      default: undefined,
    },
    profile,
  );
  if (ignored?.toLowerCase() === 'true') return undefined;
  const url = await read(
    {
      environmentVariableSelector: (environment) =>
        environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
        (ofServiceAlone ? undefined : environment.AWS_ENDPOINT_URL) ||
        undefined,
      configFileSelector: (values, file) => {
        const section = values.services === undefined ? undefined : file?.[`services.${values.services}`];
        return section?.[`${service}.endpoint_url`] || (ofServiceAlone ? undefined : values.endpoint_url) || undefined;
      },
      default: undefined,
    },
    profile,
  );
  return url;
}

/** The region of `AWS_REGION`, else of `AWS_DEFAULT_REGION`, else of the profile, as the AWS CLI looks for it. */
export function findConfiguredRegion(profile: string | undefined): Promise<string | undefined> {
  return read(
    {
      environmentVariableSelector: (environment) =>
        environment.AWS_REGION || environment.AWS_DEFAULT_REGION || undefined,
      configFileSelector: ({ region }) => region || undefined,
      default: undefined,
    },
    profile,
  );
}

function read(selectors: Selectors, profile: string | undefined): Promise<string | undefined> {
  return loadConfig(selectors, profile === undefined ? {} : { profile })();
}

import { CommandError } from '../terminal/command-error.ts';
import { findConfiguredRegion } from './configured-values.ts';

const DEFAULT_REGION = 'us-east-1';

export interface RegionOptions {
  readonly region?: string;
  readonly profile?: string;
  readonly userPoolId?: string;
  /** That of the host of AWS that is asked: requests to it have to be signed for its region. */
  readonly hostRegion?: string | undefined;
}

const AWS_HOST = /\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|api\.aws)$/;

export function isAwsHost(hostname: string): boolean {
  return AWS_HOST.test(hostname);
}

/** `eu-west-1` of `cognito-idp.eu-west-1.amazonaws.com`; undefined for a host that is not Amazon Cognito's. */
export function findRegionOfAwsHost(hostname: string): string | undefined {
  if (!isAwsHost(hostname)) return undefined;
  return /(?:^|\.)cognito-idp(?:-fips)?\.([a-z]+(?:-[a-z]+)+-\d+)\./.exec(hostname)?.[1];
}

/**
 * The region to ask: that of `--region` or of the host of AWS, else the configured one, else that of the pool. A server on a data
 * directory may serve other regions only (`served`): then its first. @throws {CommandError} if these contradict each other
 */
export async function chooseRegion(options: RegionOptions, served?: readonly string[]): Promise<string> {
  const ofPool = findRegionOfPool(options.userPoolId);
  const { hostRegion } = options;
  if (options.region !== undefined && hostRegion !== undefined && hostRegion !== options.region) {
    throw new CommandError(`the host of the endpoint is in region ${hostRegion}, but --region says ${options.region}`);
  }
  const configured = options.region ?? hostRegion ?? (await findConfiguredRegion(options.profile));
  if (options.region === undefined && served !== undefined && !served.includes(configured ?? DEFAULT_REGION)) {
    return ofPool !== undefined && served.includes(ofPool) ? ofPool : (served[0] ?? DEFAULT_REGION);
  }
  if (configured !== undefined && ofPool !== undefined && configured !== ofPool) {
    const remedy = hostRegion === undefined ? `use --region ${ofPool}` : 'use the endpoint of that region';
    throw new CommandError(
      `user pool ${options.userPoolId} is in region ${ofPool}, but ${describeSource(options)} ${configured}; ${remedy}`,
    );
  }
  return configured ?? ofPool ?? DEFAULT_REGION;
}

function describeSource({ region, hostRegion }: RegionOptions): string {
  if (hostRegion !== undefined) return 'the host of the endpoint is in';
  return region === undefined ? 'AWS_REGION, AWS_DEFAULT_REGION or the profile says' : '--region says';
}

/** `eu-west-1` of `eu-west-1_AbCdEfGhI`. */
export function findRegionOfPool(userPoolId: string | undefined): string | undefined {
  return /^([a-z]+(?:-[a-z]+)+-\d+)_/.exec(userPoolId ?? '')?.[1];
}

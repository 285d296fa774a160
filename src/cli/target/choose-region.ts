import { CommandError } from '../terminal/command-error.ts';
import { findConfiguredRegion } from './configured-values.ts';

const DEFAULT_REGION = 'us-east-1';

export interface RegionOptions {
  readonly region?: string;
  readonly profile?: string;
  readonly userPoolId?: string;
}

/**
 * The region to ask: that of `--region`, else the configured one, else that of the pool. A server on a data directory may serve other
 * regions only (`served`): then its first. @throws {CommandError} if the pool is in another region than the one that was chosen
 */
export async function chooseRegion(options: RegionOptions, served?: readonly string[]): Promise<string> {
  const ofPool = findRegionOfPool(options.userPoolId);
  const configured = options.region ?? (await findConfiguredRegion(options.profile));
  if (options.region === undefined && served !== undefined && !served.includes(configured ?? DEFAULT_REGION)) {
    return ofPool !== undefined && served.includes(ofPool) ? ofPool : (served[0] ?? DEFAULT_REGION);
  }
  if (configured !== undefined && ofPool !== undefined && configured !== ofPool) {
    const source =
      options.region === undefined ? 'AWS_REGION, AWS_DEFAULT_REGION or the profile says' : '--region says';
    throw new CommandError(
      `user pool ${options.userPoolId} is in region ${ofPool}, but ${source} ${configured}; use --region ${ofPool}`,
    );
  }
  return configured ?? ofPool ?? DEFAULT_REGION;
}

/** `eu-west-1` of `eu-west-1_AbCdEfGhI`. */
function findRegionOfPool(userPoolId: string | undefined): string | undefined {
  return /^([a-z]+(?:-[a-z]+)+-\d+)_/.exec(userPoolId ?? '')?.[1];
}

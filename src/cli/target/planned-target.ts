import { resolve } from 'node:path';
import type { Config } from '../../config/resolve-config.ts';
import type { PlannedTarget } from '../../driver/run/run-plan.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { type ImportTarget, openTarget } from './open-target.ts';
import { resolveTargetConfig, type TargetOptions } from './resolve-target-config.ts';
import { findAwsCredentials, findCredentials } from './target-credentials.ts';

/** A target as the plan of a run keeps it, without a secret. */
export function toPlannedTarget(target: ImportTarget, config: Config, options: TargetOptions): PlannedTarget {
  const { region, endpoints } = target.address;
  const { description } = target;
  if (target.isDirectory) {
    const data = config.database === undefined ? { data: resolve(config.data) } : {};
    return { kind: 'data-directory', ...data, description: describeDirectory(target, config), region };
  }
  return {
    kind: 'services',
    service: target.kind,
    description,
    region,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    endpoints: {
      ...(endpoints.cognito === undefined ? {} : { cognito: endpoints.cognito }),
      ...(endpoints.logs === undefined ? {} : { logs: endpoints.logs }),
      ...(endpoints.iam === undefined ? {} : { iam: endpoints.iam }),
    },
  };
}

/** The same place again, for a command that goes on; credentials are looked for anew. @throws {CommandError} */
export async function openPlannedTarget(planned: PlannedTarget, output: Output): Promise<ImportTarget> {
  if (planned.kind === 'data-directory') {
    const options = { region: planned.region, ...(planned.data === undefined ? {} : { data: planned.data }) };
    const config = resolveTargetConfig(options);
    if (planned.data === undefined && config.database === undefined) {
      throw new CommandError(`the users of this run go to the ${planned.description}: set MUSTER_DATABASE to it`);
    }
    return openTarget(options, config, output, 'refuse');
  }
  const { service, description, region, profile, endpoints } = planned;
  const url = endpoints.cognito ?? `https://cognito-idp.${region}.amazonaws.com`;
  const { cognito, logs, iam } = endpoints;
  return {
    url,
    kind: service,
    isDirectory: false,
    address: {
      region,
      credentials: service === 'cognito' ? findAwsCredentials(profile) : findCredentials(url, profile),
      endpoints: { cognito, logs, iam },
    },
    description,
    close: async () => {},
  };
}

/** A server that runs on the directory today may not run tomorrow. */
function describeDirectory(target: ImportTarget, config: Config): string {
  return config.database === undefined ? `data directory ${config.data}` : target.description;
}

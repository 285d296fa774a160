import { formatSettingValue } from './format-setting-value.ts';
import type { Config } from './resolve-config.ts';
import { type Setting, type SettingKey, settings } from './settings.ts';

/** A setting of a running server, for who operates it. */
export interface SettingInForce {
  /** Words with dashes, as in the flag. */
  readonly name: string;
  /** As its flag would say it. Undefined for what is not set, and for every setting that the table says may hold a secret. */
  readonly value: string | undefined;
  readonly isSecret: boolean;
}

/** In the order of the table. What is secret comes from there alone, so that a new secret is one here as well. */
export function describeSettingsInForce(config: Config): readonly SettingInForce[] {
  return (Object.keys(settings) as SettingKey[]).map((key) => {
    const { flag, environmentName, mayHoldSecret }: Setting<unknown> = settings[key];
    const name = environmentName
      .replace(/^MUSTER_/, '')
      .toLowerCase()
      .replaceAll('_', '-');
    const isSecret = flag === undefined || mayHoldSecret === true;
    return { name, value: isSecret ? undefined : writeValue(config[key]), isSecret };
  });
}

function writeValue(value: Config[SettingKey]): string | undefined {
  if (!Array.isArray(value)) return value === undefined ? undefined : formatSettingValue(value);
  return value.length === 0 ? undefined : value.join(',');
}

import { formatSettingValue } from './format-setting-value.ts';
import { SETTING_KEYS, type Setting, type SettingKey, settings } from './settings.ts';

/** A setting in words, for `--help` and for the page on operating. */
export interface SettingDescription {
  readonly key: SettingKey;
  /** Undefined for a secret. */
  readonly flag: string | undefined;
  readonly placeholder: string;
  readonly environmentName: string;
  readonly defaultText: string;
  readonly description: string;
  /** What may be given, in words. */
  readonly allowed: string;
}

/** In the order of the table. */
export function describeSettings(): readonly SettingDescription[] {
  return SETTING_KEYS.map((key) => {
    const setting: Setting<unknown> = settings[key];
    return {
      key,
      flag: setting.flag,
      placeholder: setting.value.placeholder,
      environmentName: setting.environmentName,
      defaultText: setting.defaultText ?? formatSettingValue(setting.default),
      description: setting.description,
      allowed: setting.value.allowed,
    };
  });
}

import { type Setting, type SettingKey, settings } from './settings.ts';

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
  return (Object.keys(settings) as SettingKey[]).map((key) => {
    const setting: Setting<unknown> = settings[key];
    return {
      key,
      flag: setting.flag,
      placeholder: setting.value.placeholder,
      environmentName: setting.environmentName,
      defaultText: setting.defaultText ?? String(setting.default),
      description: setting.description,
      allowed: setting.value.allowed,
    };
  });
}

/** The settings as a table of Markdown. */
export function writeSettingsTable(): string {
  const lines = describeSettings().map(({ flag, placeholder, environmentName, defaultText, description, key }) => {
    const isPlain = settings[key].default !== undefined;
    const cells = [
      flag === undefined ? '' : `\`${flag} ${placeholder}\``,
      `\`${environmentName}\``,
      isPlain ? `\`${defaultText}\`` : defaultText,
      description,
    ];
    // A bar ends a cell even inside code.
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| flag | environment | default | meaning |', '|---|---|---|---|', ...lines].join('\n');
}

const BEGIN = '<!-- settings -->\n';
const END = '<!-- /settings -->';

/** The page with the table put between its markers. Throws if it has no markers. */
export function putSettingsTable(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error('the page has no markers for the table of settings');
  return `${page.slice(0, begin + BEGIN.length)}${writeSettingsTable()}\n${page.slice(end)}`;
}

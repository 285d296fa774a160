import { type Command, Option } from 'commander';
import { describeSettings, type SettingDescription } from '../../config/describe-settings.ts';
import { MOVE_SETTINGS } from '../../config/resolve-config.ts';
import { type SettingKey, settings } from '../../config/settings.ts';

/** The flags of the table of settings; their environment variables and defaults are read with them, not by the parser. */
export function addServeOptions(command: Command): Command {
  return addSettings(command, () => true).addHelpText(
    'after',
    `\nSecrets are taken from the environment only:\n${listSecrets()}`,
  );
}

/** What to say of a setting, where a command needs another text than the page on operating. */
type SettingTexts = Readonly<Partial<Record<SettingKey, Pick<SettingDescription, 'description' | 'defaultText'>>>>;

const MOVE_TEXTS: SettingTexts = {
  data: { description: 'Data directory to move.', defaultText: settings.data.default },
  uploads: { description: 'S3 bucket to move uploaded files to: s3://bucket/prefix.', defaultText: 'required' },
  database: {
    description: 'Empty PostgreSQL database to move to: postgres://user@host/database.',
    defaultText: 'required',
  },
};

/** Those of them that say from where to where something is moved. */
export function addMoveOptions(command: Command): Command {
  return addSettings(command, (key) => MOVE_SETTINGS.some((name) => name === key), MOVE_TEXTS);
}

function addSettings(command: Command, isWanted: (key: string) => boolean, texts: SettingTexts = {}): Command {
  for (const setting of describeSettings()) {
    const { key, flag, placeholder, environmentName } = setting;
    if (flag === undefined || !isWanted(key)) continue;
    const { description, defaultText } = texts[key] ?? setting;
    // Rule numbers are for the page on operating.
    const text = description.replaceAll(/ \([RN]\d+[^)]*\)/g, '');
    command.addOption(new Option(`${flag} <${placeholder}>`, `${text} [${environmentName}; ${defaultText}]`));
  }
  return command;
}

function listSecrets(): string {
  return describeSettings()
    .filter(({ flag }) => flag === undefined)
    .map(({ environmentName, description, defaultText }) => `  ${environmentName}\n    ${description} [${defaultText}]`)
    .join('\n');
}

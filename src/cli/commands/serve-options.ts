import { type Command, Option } from 'commander';
import { describeSettings } from '../../config/describe-settings.ts';
import { MOVE_SETTINGS } from '../../config/resolve-config.ts';

/** The flags of the table of settings; their environment variables and defaults are read with them, not by the parser. */
export function addServeOptions(command: Command): Command {
  return addSettings(command, () => true).addHelpText(
    'after',
    `\nSecrets are taken from the environment only:\n${listSecrets()}`,
  );
}

/** Those of them that say from where to where something is moved. */
export function addMoveOptions(command: Command): Command {
  return addSettings(command, (key) => MOVE_SETTINGS.some((name) => name === key));
}

function addSettings(command: Command, isWanted: (key: string) => boolean): Command {
  for (const { key, flag, placeholder, environmentName, defaultText, description } of describeSettings()) {
    if (flag === undefined || !isWanted(key)) continue;
    // Rule numbers are for the page on operating.
    const text = description.replaceAll(/ \(R\d+\)/g, '');
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

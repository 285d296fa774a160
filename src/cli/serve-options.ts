import { type Command, Option } from 'commander';
import { describeSettings } from '../config/describe-settings.ts';

/** The flags of the table of settings; their environment variables and defaults are read with them, not by the parser. */
export function addServeOptions(command: Command): Command {
  for (const { flag, placeholder, environmentName, defaultText, description } of describeSettings()) {
    if (flag === undefined) continue;
    // Rule numbers are for the page on operating.
    const text = description.replaceAll(/ \(R\d+\)/g, '');
    command.addOption(new Option(`${flag} <${placeholder}>`, `${text} [${environmentName}; ${defaultText}]`));
  }
  return command.addHelpText('after', `\nSecrets are taken from the environment only:\n${listSecrets()}`);
}

function listSecrets(): string {
  return describeSettings()
    .filter(({ flag }) => flag === undefined)
    .map(({ environmentName, description, defaultText }) => `  ${environmentName}\n    ${description} [${defaultText}]`)
    .join('\n');
}

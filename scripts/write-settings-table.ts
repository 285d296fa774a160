import { describeSettings } from '../src/config/describe-settings.ts';
import { settings } from '../src/config/settings.ts';

/** The settings as a table of Markdown, in the order of the table in the code. */
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

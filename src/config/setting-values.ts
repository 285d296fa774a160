import type { LogLevel } from '../base/logger.ts';
import type { AccountId } from '../domain/pools/user-pool.ts';

/** How the text of a setting becomes its value. */
export interface SettingValue<Value> {
  /** Undefined if the text is not allowed. */
  readonly parse: (text: string) => Value | undefined;
  /** Ends the sentence "… is not allowed: use …". */
  readonly allowed: string;
  /** Stands for the value in a line of help: `PORT`. */
  readonly placeholder: string;
}

/** A whole number in plain digits. */
export function integerBetween(
  min: number,
  max: number,
  { placeholder, unit }: { placeholder: string; unit: string },
): SettingValue<number> {
  return {
    parse(text) {
      if (!/^\d{1,15}$/.test(text)) return undefined;
      const value = Number(text);
      return value >= min && value <= max ? value : undefined;
    },
    allowed: `a whole number of ${unit} from ${min} to ${max}`,
    placeholder,
  };
}

export const hostName: SettingValue<string> = {
  parse: (text) => (/^[A-Za-z0-9._:%-]+$/.test(text) ? text : undefined),
  allowed: 'an address or host name to listen on, for example 127.0.0.1 or ::1 (without brackets and port)',
  placeholder: 'HOST',
};

export const directoryPath: SettingValue<string> = {
  parse: (text) => (text === '' || text.includes('\0') ? undefined : text),
  allowed: 'a path',
  placeholder: 'DIR',
};

export const filePath: SettingValue<string> = { ...directoryPath, placeholder: 'FILE' };

/** Kept without the closing slash. */
export const originUrl: SettingValue<string> = {
  parse: (text) => findOrigin(text),
  allowed: 'an http or https URL with host and port only, for example https://import.example.com',
  placeholder: 'URL',
};

export const accountId: SettingValue<AccountId> = {
  parse: (text) => (/^\d{12}$/.test(text) ? (text as AccountId) : undefined),
  allowed: 'twelve digits',
  placeholder: 'ID',
};

export const regionList: SettingValue<readonly string[]> = {
  parse: (text) => parseList(text, (region) => (/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(region) ? region : undefined)),
  allowed: 'regions separated by commas, for example us-east-1,eu-central-1',
  placeholder: 'LIST',
};

export const originList: SettingValue<readonly string[]> = {
  parse: (text) => parseList(text, findOrigin),
  allowed: 'origins of web pages separated by commas, for example https://admin.example.com',
  placeholder: 'LIST',
};

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

export const metricsReaders: SettingValue<'off' | 'loopback' | 'open'> = {
  parse: (text) => (text === 'off' || text === 'loopback' || text === 'open' ? text : undefined),
  allowed: 'off, loopback or open',
  placeholder: 'OFF|LOOPBACK|OPEN',
};

export const tokenIssuer: SettingValue<'public-url' | 'cognito'> = {
  parse: (text) => (text === 'public-url' || text === 'cognito' ? text : undefined),
  allowed: 'public-url or cognito',
  placeholder: 'PUBLIC-URL|COGNITO',
};

export const logLevel: SettingValue<LogLevel> = {
  parse: (text) => LOG_LEVELS.find((level) => level === text),
  allowed: `one of ${LOG_LEVELS.join(', ')}`,
  placeholder: 'LEVEL',
};

/** Whether something is done. */
export const onOrOff: SettingValue<'on' | 'off'> = {
  parse: (text) => (text === 'on' || text === 'off' ? text : undefined),
  allowed: 'on or off',
  placeholder: 'ON|OFF',
};

/** The same where a program says it with true and false. */
export const trueIfOn: SettingValue<boolean> = {
  parse: (text) => (text === 'on' ? true : text === 'off' ? false : undefined),
  allowed: onOrOff.allowed,
  placeholder: onOrOff.placeholder,
};

function findOrigin(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname, search, hash, username, password } = new URL(text);
  // A lone `?` or `#` is dropped by the parser, so the text itself is looked at.
  const isBare = pathname === '/' && search + hash + username + password === '' && !/[?#@\s]/.test(text);
  return isBare ? origin : undefined;
}

/** Parts between commas, trimmed; undefined if one of them is bad or there is none. */
function parseList(text: string, parse: (part: string) => string | undefined): readonly string[] | undefined {
  const parts = text.split(',').map((part) => parse(part.trim()));
  const good = parts.filter((part) => part !== undefined);
  return good.length === parts.length ? Object.freeze([...new Set(good)]) : undefined;
}

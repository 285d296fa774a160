import type { AccountId } from '../domain/pools/user-pool.ts';
import { accountId, type SettingValue } from './setting-values.ts';

/** Whoever signs with them may do everything in the account. */
export interface RootCredentials {
  readonly account: AccountId;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Publicly known, so in force only while no other machine can reach the server. */
export const DEFAULT_ACCESS_KEY = 'test';

/** `account:access key id:secret`; a secret may hold colons, no comma. */
export const rootCredentialsList: SettingValue<readonly RootCredentials[]> = {
  parse(text) {
    const parsed = text.split(',').map((part) => parseCredentials(part.trim()));
    const good = parsed.filter((credentials) => credentials !== undefined);
    const isUnique = new Set(good.map(({ accessKeyId }) => accessKeyId)).size === parsed.length;
    return isUnique ? Object.freeze(good) : undefined;
  },
  allowed:
    'account:access-key-id:secret, several separated by commas: an account of twelve digits, a unique key id of 3 to 128 letters, digits and _, and a secret of 8 to 128 characters without white space or commas',
  placeholder: 'LIST',
};

export const serverKeyHex: SettingValue<string> = {
  parse: (text) => (/^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : undefined),
  allowed: '64 hexadecimal digits, for example the output of `openssl rand -hex 32`',
  placeholder: 'KEY',
};

function parseCredentials(text: string): RootCredentials | undefined {
  const [, accountText = '', accessKeyId = '', secretAccessKey = ''] =
    /^([^:]*):(\w{3,128}):(\S{8,128})$/.exec(text) ?? [];
  const account = accountId.parse(accountText);
  return account && Object.freeze({ account, accessKeyId, secretAccessKey });
}

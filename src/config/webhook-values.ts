import { isLoopbackHost } from '../base/http/loopback.ts';
import type { SettingValue } from './setting-values.ts';

export const WEBHOOK_SECRET_CHARACTERS_MIN = 32;
const SECRET_CHARACTERS_MAX = 256;

/** `https:`, or `http:` to this machine; without user, password and fragment, which a request does not carry. */
export const webhookUrl: SettingValue<string> = {
  parse(text) {
    if (/[\s#]/.test(text) || !URL.canParse(text)) return undefined;
    const { protocol, hostname, username, password } = new URL(text);
    const isAllowed = protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
    return isAllowed && hostname !== '' && username === '' && password === '' ? text : undefined;
  },
  allowed:
    'a URL that begins with https://, for example https://messages.example.com/muster; http:// only to this machine',
  placeholder: 'URL',
};

/** Visible ASCII, so that it is the same bytes wherever it is copied to. */
export const webhookSecret: SettingValue<string> = {
  parse: (text) =>
    /^[!-~]+$/.test(text) && text.length >= WEBHOOK_SECRET_CHARACTERS_MIN && text.length <= SECRET_CHARACTERS_MAX
      ? text
      : undefined,
  allowed: `${WEBHOOK_SECRET_CHARACTERS_MIN} to ${SECRET_CHARACTERS_MAX} letters, digits and punctuation marks, for example the output of: openssl rand -hex 32`,
  placeholder: 'SECRET',
};

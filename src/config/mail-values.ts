import type { SettingValue } from './setting-values.ts';

/** Kept as given. `?plain` is the only parameter. */
export const smtpUrl: SettingValue<string> = {
  parse(text) {
    if (!/^smtps?:\/\/[^/?#\s]+\/?(?:\?plain)?$/i.test(text) || !URL.canParse(text)) return undefined;
    const { hostname, pathname } = new URL(text);
    return hostname !== '' && (pathname === '' || pathname === '/') && isDecodable(text) ? text : undefined;
  },
  allowed:
    'the address of a mail server, for example smtp://user@mail.example.com:587 (STARTTLS), smtps://mail.example.com, or smtp://10.0.0.5:25?plain (without TLS)',
  placeholder: 'URL',
};

/** `name@example.com` or `Example <name@example.com>`. */
export const mailAddress: SettingValue<string> = {
  parse: (text) =>
    /^(?:[^<>@\s"',;:]+@[^<>@\s"',;:]+|[^<>"\p{Cc}]*<[^<>@\s"',;:]+@[^<>@\s"',;:]+>)$/u.test(text) ? text : undefined,
  allowed: 'one address, for example no-reply@example.com or "Example <no-reply@example.com>"',
  placeholder: 'ADDRESS',
};

export function hasSmtpPassword(url: string): boolean {
  return new URL(url).password !== '';
}

function isDecodable(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    // A lone percent sign.
    return false;
  }
}

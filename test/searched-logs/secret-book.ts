/** Members whose values no log may hold, wherever they stand in a request or an answer. */
const SECRET_MEMBERS = new Set([
  ...['PASSWORD', 'NEW_PASSWORD', 'Password', 'PreviousPassword', 'ProposedPassword', 'TemporaryPassword'],
  ...['SECRET_HASH', 'SecretHash', 'ClientSecret', 'ClientSecretValue', 'ConfirmationCode', 'Code'],
  ...['SecretCode', 'UserCode', 'EMAIL_OTP_CODE', 'SMS_OTP_CODE', 'SMS_MFA_CODE', 'SOFTWARE_TOKEN_MFA_CODE'],
  ...['AccessToken', 'IdToken', 'RefreshToken', 'REFRESH_TOKEN', 'Token', 'Session'],
  ...['SRP_A', 'SRP_B', 'SALT', 'SECRET_BLOCK', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE'],
  // People are named by `sub` alone.
  ...['Username', 'USERNAME', 'USER_ID_FOR_SRP'],
]);
/** Lists of `Name` and `Value`. */
const ATTRIBUTE_LISTS = new Set(['UserAttributes', 'Attributes']);
const ATTRIBUTE_PARAMETER = /^userAttributes\./;

/** Shorter values say nothing: they stand in every log by chance. */
const LENGTH_MIN = 5;
/** Up to this length a value counts only where it stands alone, and not within a longer word or number. */
const ALONE_LENGTH_MAX = 8;
/** Of a token the end is searched for: the signature, which a log without the whole token may not hold either. */
const END_LENGTH = 40;
const WORD = /[0-9A-Za-z]/;
const UUID_LENGTH = 36;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a log holds that it may not. The value itself is not repeated. */
export interface ToldSecret {
  readonly what: string;
  /** The line, with the value replaced. */
  readonly line: string;
}

/** All passwords, codes, tokens, secrets, names and values of attributes that a run has used, and the search for them. */
export class SecretBook {
  /** By the last characters: what the secrets that end with them are, and how they are spelt. */
  readonly #byEnd = new Map<string, Map<string, string>>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(what: string, value: string): void {
    // The words of JSON stand in every line.
    if (value.length < LENGTH_MIN || value === 'false' || UUID.test(value)) return;
    const end = value.length > 2 * END_LENGTH ? value.slice(-END_LENGTH) : value;
    // A log is JSON, where some characters are escaped.
    for (const spelling of new Set([end, JSON.stringify(end).slice(1, -1)])) {
      const key = spelling.slice(-LENGTH_MIN);
      const secrets = this.#byEnd.get(key) ?? new Map<string, string>();
      if (secrets.size === 0) this.#byEnd.set(key, secrets);
      this.#count += secrets.has(spelling) ? 0 : 1;
      secrets.set(spelling, what);
    }
  }

  /** Takes the secrets out of the body of a request or an answer. What is not JSON has none. */
  learn(body: string): void {
    try {
      this.#learnFrom(JSON.parse(body), '');
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }

  /** Each secret that the log holds, once. */
  findIn(log: string): readonly ToldSecret[] {
    const told = new Map<string, ToldSecret>();
    for (let end = LENGTH_MIN; end <= log.length; end++) {
      const secrets = this.#byEnd.get(log.slice(end - LENGTH_MIN, end));
      if (!secrets) continue;
      for (const [spelling, what] of secrets) {
        const start = end - spelling.length;
        if (told.has(spelling) || !log.startsWith(spelling, start) || start < 0) continue;
        if (spelling.length <= ALONE_LENGTH_MAX && !standsAlone(log, start, end)) continue;
        const line = log.slice(log.lastIndexOf('\n', start) + 1).split('\n', 1)[0] ?? '';
        told.set(spelling, { what, line: line.replaceAll(spelling, `<${what}>`) });
      }
    }
    return [...told.values()];
  }

  #learnFrom(value: unknown, member: string): void {
    if (typeof value === 'string') {
      if (SECRET_MEMBERS.has(member) || ATTRIBUTE_PARAMETER.test(member)) this.add(member, value);
      // The challenge for a new password has the attributes as text.
      else if (member === 'userAttributes') this.#learnAttributes(value);
    } else if (Array.isArray(value)) {
      for (const each of value) {
        if (ATTRIBUTE_LISTS.has(member) && typeof each?.Value === 'string')
          this.add(`attribute ${each.Name}`, each.Value);
        else this.#learnFrom(each, member);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) this.#learnFrom(each, name);
    }
  }

  #learnAttributes(text: string): void {
    for (const [name, value] of Object.entries(JSON.parse(text))) {
      if (typeof value === 'string') this.add(`attribute ${name}`, value);
    }
  }
}

/** The first eight digits of an id of a request may be those of a code, by chance. */
function standsAlone(log: string, start: number, end: number): boolean {
  if (UUID.test(log.slice(start, start + UUID_LENGTH))) return false;
  return !WORD.test(log.charAt(start - 1)) && !WORD.test(log.charAt(end));
}

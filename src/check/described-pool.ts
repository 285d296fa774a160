import type {
  AliasAttribute,
  AuthFactor,
  AutoVerifiedAttribute,
  MfaConfiguration,
  SchemaAttribute,
  UsernameAttribute,
} from '../domain/pools/user-pool.ts';
import { DEFAULT_PASSWORD_POLICY } from '../domain/pools/user-pool-defaults.ts';
import type { PoolToCheckAgainst } from './pool-to-check-against.ts';

type Members = Readonly<Record<string, unknown>>;

const DATA_TYPES = [
  'String',
  'Number',
  'Boolean',
  'DateTime',
] as const satisfies readonly SchemaAttribute['dataType'][];
const CONTACTS = ['email', 'phone_number'] as const satisfies readonly (AutoVerifiedAttribute & UsernameAttribute)[];
const ALIASES = [...CONTACTS, 'preferred_username'] as const satisfies readonly AliasAttribute[];
/** Those that rules look at; a pool may have others. */
const FACTORS = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] as const satisfies readonly AuthFactor[];
const MFA = ['OFF', 'ON', 'OPTIONAL'] as const satisfies readonly MfaConfiguration[];

/** A value that DescribeUserPool would not answer; `message` names it. */
export class DescribedPoolError extends Error {
  override name = 'DescribedPoolError';
}

/**
 * A pool from the answer of DescribeUserPool, whole (`{"UserPool": {…}}`) or the pool itself: from the SDK, or saved to a file by
 * whatever client. Members that no rule of import reads are ignored.
 * @throws {DescribedPoolError} naming `source` and the member that is not what DescribeUserPool answers
 */
export function readDescribedPool(answer: unknown, source: string): PoolToCheckAgainst {
  const reader = new MemberReader(source);
  const whole = reader.members(answer, 'the answer');
  const pool = whole.UserPool === undefined ? whole : reader.members(whole.UserPool, 'UserPool');
  if (pool.SchemaAttributes === undefined) {
    throw new DescribedPoolError(`${source} is not an answer of DescribeUserPool: it has no SchemaAttributes`);
  }
  const names = [pool.Name, pool.Id].filter((name) => typeof name === 'string');
  const username = reader.optionalMembers(pool.UsernameConfiguration, 'UsernameConfiguration');
  const policies = reader.optionalMembers(pool.Policies, 'Policies');
  const signIn = reader.optionalMembers(policies.SignInPolicy, 'Policies.SignInPolicy');
  const factors = reader.texts(signIn.AllowedFirstAuthFactors, 'Policies.SignInPolicy.AllowedFirstAuthFactors');
  return {
    description: names.length === 0 ? source : names.length === 2 ? `${names[0]} (${names[1]})` : `${names[0]}`,
    settings: {
      autoVerifiedAttributes: reader.list(pool.AutoVerifiedAttributes, CONTACTS, 'AutoVerifiedAttributes'),
      usernameAttributes: reader.list(pool.UsernameAttributes, CONTACTS, 'UsernameAttributes'),
      aliasAttributes: reader.list(pool.AliasAttributes, ALIASES, 'AliasAttributes'),
      caseSensitiveUsernames: reader.flag(username.CaseSensitive, true, 'UsernameConfiguration.CaseSensitive'),
      mfaConfiguration: reader.word(pool.MfaConfiguration ?? 'OFF', MFA, 'MfaConfiguration'),
      passwordPolicy: DEFAULT_PASSWORD_POLICY,
      allowedFirstAuthFactors: FACTORS.filter((factor) => factors.includes(factor)),
      deletionProtection: false,
      tags: {},
      // Rules ask only whether there is one (R244).
      ...(pool.SmsConfiguration === undefined || pool.SmsConfiguration === null ? {} : { smsConfiguration: {} }),
    },
    schema: reader
      .items(pool.SchemaAttributes, 'SchemaAttributes')
      .map((attribute, index) => parseAttribute(reader, attribute, `SchemaAttributes[${index}]`)),
  };
}

function parseAttribute(reader: MemberReader, given: unknown, path: string): SchemaAttribute {
  const attribute = reader.members(given, path);
  const lengths = reader.optionalMembers(attribute.StringAttributeConstraints, `${path}.StringAttributeConstraints`);
  const values = reader.optionalMembers(attribute.NumberAttributeConstraints, `${path}.NumberAttributeConstraints`);
  return {
    name: reader.text(attribute.Name, `${path}.Name`),
    dataType: reader.word(attribute.AttributeDataType, DATA_TYPES, `${path}.AttributeDataType`),
    developerOnly: reader.flag(attribute.DeveloperOnlyAttribute, false, `${path}.DeveloperOnlyAttribute`),
    mutable: reader.flag(attribute.Mutable, true, `${path}.Mutable`),
    required: reader.flag(attribute.Required, false, `${path}.Required`),
    ...reader.bound('minLength', lengths.MinLength, `${path}.StringAttributeConstraints.MinLength`),
    ...reader.bound('maxLength', lengths.MaxLength, `${path}.StringAttributeConstraints.MaxLength`),
    ...reader.bound('minValue', values.MinValue, `${path}.NumberAttributeConstraints.MinValue`),
    ...reader.bound('maxValue', values.MaxValue, `${path}.NumberAttributeConstraints.MaxValue`),
  };
}

/** Takes members of JSON for what they should be, or throws. */
class MemberReader {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  members(value: unknown, path: string): Members {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.#refuse(path, 'an object');
    return Object.fromEntries(Object.entries(value));
  }

  optionalMembers(value: unknown, path: string): Members {
    return value === undefined || value === null ? {} : this.members(value, path);
  }

  items(value: unknown, path: string): readonly unknown[] {
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value : this.#refuse(path, 'a list');
  }

  texts(value: unknown, path: string): readonly string[] {
    return this.items(value, path).map((item, index) => this.text(item, `${path}[${index}]`));
  }

  list<Word extends string>(value: unknown, words: readonly Word[], path: string): readonly Word[] {
    return [...new Set(this.items(value, path).map((item, index) => this.word(item, words, `${path}[${index}]`)))];
  }

  text(value: unknown, path: string): string {
    return typeof value === 'string' ? value : this.#refuse(path, 'a text');
  }

  word<Word extends string>(value: unknown, words: readonly Word[], path: string): Word {
    return words.find((word) => word === value) ?? this.#refuse(path, `one of ${words.join(', ')}`);
  }

  flag(value: unknown, whenAbsent: boolean, path: string): boolean {
    if (value === undefined || value === null) return whenAbsent;
    return typeof value === 'boolean' ? value : this.#refuse(path, 'true or false');
  }

  bound<Name extends string>(name: Name, value: unknown, path: string): { readonly [Key in Name]?: string } {
    if (value === undefined || value === null) return {};
    return { [name]: this.text(value, path) } as { [Key in Name]?: string };
  }

  #refuse(path: string, wanted: string): never {
    throw new DescribedPoolError(`${this.#source} is not an answer of DescribeUserPool: ${path} is not ${wanted}`);
  }
}

import fc from 'fast-check';
import type { PoolInput } from './pool-kinds.ts';

/** A user as AdminCreateUser is asked for one. */
export interface RandomUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Text with much of what a CSV file has to escape, and some of what it cannot say. */
const character = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...'abcXYZ019,\\"\'-=@+|;#') },
  { weight: 4, arbitrary: fc.constantFrom('ä', 'ß', 'Σ', 'ς', 'İ', '長', '😀', 'e\u0301', '\u200b', '\u00ad', '\r') },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);
const inner = fc.array(fc.oneof({ weight: 20, arbitrary: character }, fc.constantFrom(' ', '\t', '\u3000')), {
  minLength: 1,
  maxLength: 18,
});
const text = fc.oneof(
  { weight: 200, arbitrary: inner.map((characters) => characters.join('').trim() || 'x') },
  { weight: 1, arbitrary: inner.map((characters) => characters.join('')) },
  { weight: 1, arbitrary: fc.constantFrom(' a', 'a ', 'a\nb', 'a\0b', '\ud800', '   ', '') },
);
/** Without the white space that no name has, and in one piece. */
const name = fc
  .array(fc.constantFrom(...'abcdefghijkABC0123456789,\\"._-ßäΣς長😀'), { minLength: 8, maxLength: 24 })
  .map((characters) => characters.join(''));
const email = fc
  .tuple(name, fc.constantFrom('example.com', 'Example.COM', 'm\\x,y.é.org'))
  .map(([local, domain]) => `${local}@${domain}`);
const phoneNumber = fc
  .array(fc.constantFrom(...'0123456789'), { minLength: 9, maxLength: 15 })
  .map((digits) => `+${digits.join('')}`);
const boolean = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('true', 'false', 'TRUE', 'False') },
  fc.constant('1'),
);
const birthdate = fc.oneof(
  {
    weight: 30,
    arbitrary: fc
      .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
      .map(formatBirthdate),
  },
  { weight: 1, arbitrary: fc.constantFrom('1990-12-31', '31/12/1990', '02/30/1990') },
);
const epochSeconds = fc.oneof(
  { weight: 30, arbitrary: fc.nat({ max: 2 ** 31 }).map(String) },
  fc.constantFrom('1795986945.696', '1e9', '-0', '+1'),
);
const number = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(fc.integer({ min: -5, max: 99 }), fc.constantFrom('', '.0', '.250', '.5'))
      .map(([whole, fraction]) => (whole === -5 ? '-5' : `${whole}${fraction}`)),
  },
  fc.constantFrom('1e1', '+5', '0x10', '.5', '5.'),
);

const TEXTS = 'name given_name family_name middle_name nickname profile picture website gender zoneinfo locale address';

/** The values of each attribute; one that a pool lacks is left out. */
const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  ...Object.fromEntries(TEXTS.split(' ').map((attribute) => [attribute, text])),
  preferred_username: fc.oneof({ weight: 20, arbitrary: name }, text),
  birthdate,
  updated_at: epochSeconds,
  'custom:team': text.filter((value) => [...value].length >= 2),
  'custom:note': text,
  'custom:age': number,
  'custom:vip': boolean,
  'custom:since': fc.oneof(text, fc.constant('2026-11-30T00:00:00Z')),
  'custom:custom:own': text,
  'dev:custom:key': text,
};

/** Users for pools of a kind, nearly all with something verified, as an import wants them. */
export function userOfPool({ UsernameAttributes: naming = [], Schema = [] }: PoolInput): fc.Arbitrary<RandomUser> {
  const custom = new Set(Schema.map(fullNameOf));
  const required = Schema.filter(({ Required }) => Required).map(({ Name = '' }) => Name);
  const names = Object.keys(VALUES).filter((attribute) => !/custom:/.test(attribute) || custom.has(attribute));
  const others = fc.record(VALUES, {
    requiredKeys: required.filter((attribute) => attribute in VALUES),
  });
  const verified = fc.oneof({ weight: 30, arbitrary: fc.constantFrom('true', 'True') }, fc.constantFrom('false', ''));
  return fc
    .record({
      name,
      email,
      phoneNumber,
      emailVerified: verified,
      phoneVerified: verified,
      others,
      byPhone: fc.boolean(),
    })
    .map((made) => {
      const byPhone = naming.length === 2 ? made.byPhone : naming.includes('phone_number');
      return {
        username: naming.length === 0 ? made.name : byPhone ? made.phoneNumber : made.email,
        attributes: {
          ...Object.fromEntries(Object.entries(made.others).filter(([attribute]) => names.includes(attribute))),
          email: made.email,
          email_verified: made.emailVerified,
          phone_number: made.phoneNumber,
          phone_number_verified: made.phoneVerified,
        },
      };
    });
}

function fullNameOf({
  Name = '',
  DeveloperOnlyAttribute,
  AttributeDataType,
}: NonNullable<PoolInput['Schema']>[number]): string {
  if (AttributeDataType === undefined) return Name;
  return `${DeveloperOnlyAttribute === true ? 'dev:' : ''}custom:${Name}`;
}

function formatBirthdate(date: Date): string {
  const [year, month, day] = date.toISOString().slice(0, 10).split('-');
  return `${month}/${day}/${year}`;
}

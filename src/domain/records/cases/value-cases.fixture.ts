import { fixtureSchema, stringAttribute } from '../../pools/user-pool.fixture.ts';
import type { SchemaAttribute } from '../../pools/user-pool.ts';
import { eachValue, imported, john, oneRecord, type RecordCase, type Values } from './record-case.fixture.ts';

const EMAIL = { email: 'j@example.com', email_verified: 'true' };

function typed(
  name: string,
  dataType: SchemaAttribute['dataType'],
  bounds: Partial<SchemaAttribute> = {},
): SchemaAttribute {
  return { name, dataType, developerOnly: false, mutable: true, required: false, ...bounds };
}

/** Custom attributes of every type. */
const CUSTOM = {
  schema: fixtureSchema(
    stringAttribute('custom:team', { minLength: '2', maxLength: '4', mutable: false }),
    stringAttribute('dev:custom:key', { developerOnly: true }),
    typed('custom:any', 'String'),
    typed('custom:age', 'Number', { minValue: '-5', maxValue: '99.5' }),
    typed('custom:vip', 'Boolean'),
    typed('custom:since', 'DateTime'),
  ),
};

function required(...names: readonly string[]) {
  return {
    schema: fixtureSchema().map((attribute) =>
      names.includes(attribute.name) ? { ...attribute, required: true } : attribute,
    ),
  };
}

function stored(column: string, value: string) {
  return john({ attributes: { ...EMAIL, [column]: value } });
}

const PHONE: Values = { phone_number: '+12345550100', phone_number_verified: 'true' };

/** The values, column by column. */
export const VALUE_CASES: readonly RecordCase[] = [
  ...eachValue('holds any attribute to 2,048 characters in code points (R192)', 'nickname', [
    ['漢'.repeat(2_048), stored('nickname', '漢'.repeat(2_048))],
    ['😀'.repeat(2_048), stored('nickname', '😀'.repeat(2_048))],
    ['x'.repeat(2_049), ['constraint-violated', 'nickname']],
    ['😀'.repeat(2_049), ['constraint-violated', 'nickname']],
  ]),
  ...eachValue('needs a user name (R193)', 'cognito:username', [
    ['', ['username-missing']],
    [' \t', ['username-missing']],
  ]),
  ...eachValue('holds a user name to 128 characters without white space and controls (R194)', 'cognito:username', [
    ['x'.repeat(128), imported('x'.repeat(128))],
    ['x'.repeat(129), ['username-malformed']],
    ['😀'.repeat(128), imported('😀'.repeat(128))],
    ['😀'.repeat(129), ['username-malformed']],
    ['j d', ['username-malformed']],
    ['j\td', ['username-malformed']],
    ['j\u00a0d', ['username-malformed']],
    ['j\u0007d', ['username-malformed']],
    ['j\u200bd', ['username-malformed']],
    ['дмитрий_漢字', imported('дмитрий_漢字')],
    ['j!"#$%&()*+-./:;<=>?@[]^_`{|}~', imported('j!"#$%&()*+-./:;<=>?@[]^_`{|}~')],
  ]),
  oneRecord('asks a user name for no rule of an application (R196)', { 'cognito:username': '0' }, imported('0')),
  ...eachValue('takes true and false in any case and stores them in lower case (R197)', 'phone_number_verified', [
    ['FALSE', stored('phone_number_verified', 'false')],
    ['fAlSe', stored('phone_number_verified', 'false')],
    ['0', ['boolean-malformed', 'phone_number_verified']],
    ['no', ['boolean-malformed', 'phone_number_verified']],
    ['truetrue', ['boolean-malformed', 'phone_number_verified']],
  ]),
  ...eachValue('takes true in any case and nothing like it (R197)', 'email_verified', [
    ['TrUe', john({ attributes: EMAIL })],
    ['yes', ['boolean-malformed', 'email_verified']],
    ['1', ['boolean-malformed', 'email_verified']],
    ['ｔｒｕｅ', ['boolean-malformed', 'email_verified']],
  ]),
  oneRecord(
    'stores no flag for a blank one, which is not verified (R198)',
    { ...PHONE, email_verified: '' },
    john({ attributes: { email: 'j@example.com', phone_number: '+12345550100', phone_number_verified: 'true' } }),
  ),
  oneRecord(
    'stores a flag false alone (R199)',
    { phone_number_verified: 'false' },
    stored('phone_number_verified', 'false'),
  ),
  oneRecord(
    'stores email_verified false alone (R199)',
    { ...PHONE, email: '', email_verified: 'false' },
    john({ attributes: { email_verified: 'false', phone_number: '+12345550100', phone_number_verified: 'true' } }),
  ),
  oneRecord('needs the email that is verified (R200)', { email: '' }, ['verified-email-missing']),
  oneRecord('needs it although the phone number is verified (R200)', { ...PHONE, email: '' }, [
    'verified-email-missing',
  ]),
  ...eachValue('takes an email with one at sign and a dot behind it (R201)', 'email', [
    ['j@example', ['email-malformed']],
    ['j.example.com', ['email-malformed']],
    ['j@a@example.com', ['email-malformed']],
    ['@example.com', ['email-malformed']],
    ['j@.com', ['email-malformed']],
    ['j@example.', ['email-malformed']],
    ['j@example..com', ['email-malformed']],
    ['j d@example.com', ['email-malformed']],
    ['j@exam\u00a0ple.com', ['email-malformed']],
    ['д@пример.рф', john({ attributes: { ...EMAIL, email: 'д@пример.рф' } })],
    ["o'j+x@a.b-c.co", john({ attributes: { ...EMAIL, email: "o'j+x@a.b-c.co" } })],
  ]),
  oneRecord('needs the phone number that is verified (R202)', { phone_number_verified: 'true' }, [
    'verified-phone-number-missing',
  ]),
  ...eachValue('takes a phone number of a plus sign and 1 to 15 digits (R203)', 'phone_number', [
    ['+1', stored('phone_number', '+1')],
    [`+${'0'.repeat(15)}`, stored('phone_number', `+${'0'.repeat(15)}`)],
    [`+${'1'.repeat(16)}`, ['phone-number-malformed']],
    ['+', ['phone-number-malformed']],
    ['12345550100', ['phone-number-malformed']],
    ['+1-234', ['phone-number-malformed']],
    ['+1 234', ['phone-number-malformed']],
    ['+١٢٣', ['phone-number-malformed']],
    ['++1', ['phone-number-malformed']],
  ]),
  ...eachValue('takes a birthdate that is a day, as mm/dd/yyyy (R204)', 'birthdate', [
    ['02/29/2000', stored('birthdate', '02/29/2000')],
    ['02/29/2024', stored('birthdate', '02/29/2024')],
    ['12/31/1985', stored('birthdate', '12/31/1985')],
    ['02/29/1900', ['birthdate-malformed']],
    ['02/29/2023', ['birthdate-malformed']],
    ['04/31/1985', ['birthdate-malformed']],
    ['13/01/1985', ['birthdate-malformed']],
    ['00/01/1985', ['birthdate-malformed']],
    ['01/00/1985', ['birthdate-malformed']],
    ['2/1/1985', ['birthdate-malformed']],
    ['1985-02-01', ['birthdate-malformed']],
    ['31/12/1985', ['birthdate-malformed']],
    ['02/01/1985 ', stored('birthdate', '02/01/1985')],
    ['02/01/19850', ['birthdate-malformed']],
  ]),
  ...eachValue('takes updated_at as whole seconds since 1970 (R205)', 'updated_at', [
    ['1471453471', stored('updated_at', '1471453471')],
    ['0', stored('updated_at', '0')],
    ['007', stored('updated_at', '007')],
    ['-1', ['updated-at-malformed']],
    ['1471453471.5', ['updated-at-malformed']],
    ['1e9', ['updated-at-malformed']],
    ['2016-08-17', ['updated-at-malformed']],
  ]),
  oneRecord(
    'takes free text for gender, locale, zone, links, address and names (R206, R207)',
    {
      name: '?',
      given_name: '<b>',
      middle_name: '-',
      family_name: 'x',
      nickname: '"',
      preferred_username: 'two words',
      profile: 'no link',
      picture: 'nothing',
      website: 'nowhere',
      gender: '7',
      zoneinfo: 'Moon',
      locale: 'tlh',
      address: '1\\, Any Street',
    },
    john({
      attributes: {
        ...EMAIL,
        name: '?',
        given_name: '<b>',
        middle_name: '-',
        family_name: 'x',
        nickname: '"',
        preferred_username: 'two words',
        profile: 'no link',
        picture: 'nothing',
        website: 'nowhere',
        gender: '7',
        zoneinfo: 'Moon',
        locale: 'tlh',
        address: '1, Any Street',
      },
    }),
  ),
  ...eachValue(
    'holds a String to its lengths, though it is immutable (R208, R212)',
    'custom:team',
    [
      ['ab', stored('custom:team', 'ab')],
      ['😀😀😀😀', stored('custom:team', '😀😀😀😀')],
      ['a', ['constraint-violated', 'custom:team']],
      ['😀', ['constraint-violated', 'custom:team']],
      ['abcde', ['constraint-violated', 'custom:team']],
    ],
    CUSTOM,
  ),
  ...eachValue(
    'holds a String without lengths to 2,048 (R208)',
    'custom:any',
    [
      ['x'.repeat(2_048), stored('custom:any', 'x'.repeat(2_048))],
      ['x'.repeat(2_049), ['constraint-violated', 'custom:any']],
    ],
    CUSTOM,
  ),
  ...eachValue(
    'holds a Number to its form and bounds, exactly, and stores it as given (R209)',
    'custom:age',
    [
      ['-5', stored('custom:age', '-5')],
      ['99.50', stored('custom:age', '99.50')],
      ['007', stored('custom:age', '007')],
      ['-0', stored('custom:age', '-0')],
      ['99.51', ['constraint-violated', 'custom:age']],
      ['-5.00000000000000000000001', ['constraint-violated', 'custom:age']],
      ['99.50000000000000000000001', ['constraint-violated', 'custom:age']],
      ['1e1', ['constraint-violated', 'custom:age']],
      ['+1', ['constraint-violated', 'custom:age']],
      ['.5', ['constraint-violated', 'custom:age']],
      ['5.', ['constraint-violated', 'custom:age']],
      ['--5', ['constraint-violated', 'custom:age']],
      ['0x10', ['constraint-violated', 'custom:age']],
    ],
    CUSTOM,
  ),
  ...eachValue(
    'takes a Boolean as the verified flags (R210)',
    'custom:vip',
    [
      ['TRUE', stored('custom:vip', 'true')],
      ['False', stored('custom:vip', 'false')],
      ['maybe', ['boolean-malformed', 'custom:vip']],
    ],
    CUSTOM,
  ),
  ...eachValue(
    'takes free text of up to 2,048 for a DateTime (R211)',
    'custom:since',
    [
      ['whenever', stored('custom:since', 'whenever')],
      ['x'.repeat(2_049), ['constraint-violated', 'custom:since']],
    ],
    CUSTOM,
  ),
  oneRecord(
    'sets attributes that only developers may set (R213)',
    { 'dev:custom:key': 'k' },
    stored('dev:custom:key', 'k'),
    CUSTOM,
  ),
  oneRecord(
    'names the first required attribute that is blank, in the order of the header (R214)',
    {},
    ['attribute-required', 'given_name'],
    required('given_name', 'family_name'),
  ),
  oneRecord(
    'names the other if the first is there (R214)',
    { given_name: 'J' },
    ['attribute-required', 'family_name'],
    required('given_name', 'family_name'),
  ),
  oneRecord(
    'names a required attribute that the file has no column for (R161, R214)',
    { password_hash: '' },
    ['attribute-required', 'nickname'],
    {
      ...required('nickname'),
      algorithm: 'BCRYPT',
      columns: ['cognito:username', 'email', 'email_verified', 'password_hash'],
    },
  ),
];

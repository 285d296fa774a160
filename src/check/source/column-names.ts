import {
  CUSTOM_ATTRIBUTE_PREFIX,
  canBeCustomAttribute,
  customAttributeOf,
} from '../../domain/pools/custom-attribute.ts';

/** Names that people and programs give to columns, without case and punctuation. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'cognito:username':
      'username user userid login loginname userlogin accountname benutzername nomutilisateur identifiant usuario nombredeusuario',
    'cognito:mfa_enabled': 'mfa mfaenabled',
    name: 'fullname displayname',
    given_name: 'firstname forename fname vorname prenom prénom primernombre',
    family_name: 'lastname surname lname nachname familienname nomdefamille apellido apellidos',
    middle_name: 'secondname',
    nickname: 'nick',
    preferred_username: 'preferredname',
    profile: 'profileurl',
    picture: 'avatar avatarurl photo photourl pictureurl',
    website: 'homepage web url',
    email:
      'emailaddress emailaddr emailid mail mailaddress emailadresse adresseemail adressemail courriel correo correoelectronico correoelectrónico',
    email_verified:
      'isemailverified emailconfirmed emailisverified verifiedemail emailbestätigt emailverifiziert mailbestätigt',
    gender: 'sex geschlecht genre sexo',
    birthdate: 'birthday dateofbirth dob geburtsdatum geburtstag datedenaissance fechadenacimiento',
    zoneinfo: 'timezone tz zeitzone',
    locale: 'language lang sprache langue idioma',
    phone_number:
      'phone phoneno mobile mobilephone mobilenumber mobilephonenumber cell cellphone cellphonenumber telephone telephonenumber tel telno msisdn telefon telefonnummer handynummer mobilnummer téléphone numerodetelephone telefono teléfono',
    phone_number_verified:
      'phoneverified isphoneverified phoneconfirmed phonenumberconfirmed verifiedphone mobileverified telefonbestätigt telefonverifiziert',
    address: 'postaladdress streetaddress adresse anschrift direccion dirección',
    updated_at: 'updated lastupdated updatedate',
  }).flatMap(([column, names]) => names.split(' ').map((name) => [name, column] as const)),
);

/** Words before a name that say whose it is: `user_email`. */
const OWNERS = [
  'user',
  'users',
  'customer',
  'member',
  'contact',
  'account',
  'primary',
  'main',
  'your',
  'attribute',
  'attributes',
];

/** The name without case, spaces and punctuation, and with plain forms of letters. */
export function simplifyName(column: string): string {
  return column
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The one of the names that a column in other letters or words means. */
export function findMeantColumn(column: string, names: readonly string[]): string | undefined {
  const plain = simplifyName(column);
  const owner = OWNERS.find((word) => plain.startsWith(word) && plain.length > word.length);
  for (const form of owner === undefined ? [plain] : [plain, plain.slice(owner.length)]) {
    const same = names.find((name) => simplifyName(name) === form) ?? OTHER_NAMES.get(form);
    if (same !== undefined && names.includes(same)) return same;
  }
  return undefined;
}

/** An attribute of the pool's own for a column that means none of Cognito's, which is not taken yet. `position` counts from 1. */
export function nameOwnColumn(column: string, position: number, taken: ReadonlySet<string>): string {
  const isCustom = column.startsWith(CUSTOM_ATTRIBUTE_PREFIX);
  if (isCustom && canBeCustomAttribute(column)) return column;
  const short = isCustom
    ? column.slice(CUSTOM_ATTRIBUTE_PREFIX.length)
    : column.toLowerCase().replaceAll(/[^\p{L}\p{N}_-]+/gu, '_');
  const name = customAttributeOf(short || `column_${position}`);
  return taken.has(name) ? customAttributeOf(`column_${position}`) : name;
}

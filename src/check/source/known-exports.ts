import type { ExportId } from '../remedies/export-texts.ts';

interface KnownExport {
  readonly id: ExportId;
  /** For people. */
  readonly system: string;
  /** Names of columns, without case and punctuation: it has all of them. */
  readonly all: readonly string[];
  /** And one of these. */
  readonly oneOf: readonly string[];
}

/** The first that fits is taken. */
export const KNOWN_EXPORTS: readonly KnownExport[] = [
  {
    id: 'export-okta',
    system: 'Okta',
    all: ['login', 'firstname', 'lastname'],
    oneOf: ['secondemail', 'mobilephone', 'honorificprefix'],
  },
  {
    id: 'export-supabase',
    system: 'Supabase',
    all: ['encryptedpassword', 'emailconfirmedat'],
    oneOf: ['rawusermetadata', 'rawappmetadata', 'aud', 'phoneconfirmedat'],
  },
  {
    id: 'export-devise',
    system: 'Devise (Rails)',
    all: ['email', 'encryptedpassword'],
    oneOf: ['resetpasswordtoken', 'signincount', 'remembercreatedat', 'confirmationtoken'],
  },
  {
    id: 'export-clerk',
    system: 'Clerk',
    all: ['primaryemailaddress'],
    oneOf: ['passworddigest', 'passwordhasher', 'verifiedemailaddresses'],
  },
  {
    id: 'export-entra',
    system: 'Microsoft Entra',
    all: ['userprincipalname'],
    oneOf: ['accountenabled', 'objectid', 'usertype', 'displayname'],
  },
  {
    id: 'export-wordpress',
    system: 'WordPress',
    all: ['userlogin', 'useremail'],
    oneOf: ['userpass', 'userregistered', 'usernicename', 'displayname'],
  },
  {
    id: 'export-django',
    system: 'Django',
    all: ['username', 'password'],
    oneOf: ['isstaff', 'issuperuser', 'datejoined'],
  },
  {
    id: 'export-laravel',
    system: 'Laravel',
    all: ['name', 'email', 'password'],
    oneOf: ['emailverifiedat', 'remembertoken'],
  },
  {
    id: 'export-aspnet',
    system: 'ASP.NET Identity',
    all: ['normalizedusername'],
    oneOf: ['securitystamp', 'passwordhash', 'emailconfirmed'],
  },
  {
    // Before ASP.NET Core.
    id: 'export-aspnet',
    system: 'ASP.NET Identity',
    all: ['username', 'passwordhash', 'securitystamp'],
    oneOf: ['lockoutenddateutc', 'emailconfirmed'],
  },
  {
    id: 'export-auth0',
    system: 'Auth0',
    all: ['userid', 'email'],
    oneOf: ['loginscount', 'identities', 'lastip', 'lastlogin', 'multifactor'],
  },
  {
    id: 'export-google',
    system: 'Google Workspace',
    all: ['firstnamerequired', 'emailaddressrequired'],
    oneOf: ['lastnamerequired'],
  },
  {
    id: 'export-list-users',
    system: 'ListUsers',
    all: ['username', 'userstatus'],
    oneOf: ['usercreatedate', 'enabled', 'userlastmodifieddate'],
  },
];

/** The system that exported a file with this header. */
export function findKnownExport(header: readonly string[]): Pick<KnownExport, 'id' | 'system'> | undefined {
  const names = new Set(header.map((column) => column.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')));
  return KNOWN_EXPORTS.find(
    ({ all, oneOf }) => all.every((name) => names.has(name)) && oneOf.some((name) => names.has(name)),
  );
}

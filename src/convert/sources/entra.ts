import { column, type Mapping } from '../mapping/mapping.ts';
import { itemsOf, type JsonObject, type JsonValue, membersOf, textOf } from '../records/json.ts';
import type { Source, SourceReading, UserLink } from './source.ts';

/** Microsoft does not say whether an address is verified, so nobody is unless its owner says so. */
const MAPPING: Mapping = {
  username: column(['id', 'objectId']),
  aliases: ['email'],
  attributes: {
    // The address that the user signs in with, else `mail`, else the first of `otherMails`.
    email: column('email'),
    phone_number: column(['mobilePhone', 'mobile']),
    name: column('displayName'),
    given_name: column('givenName'),
    family_name: column('surname'),
    // A name to sign in with that is no address of mail.
    preferred_username: column('signInName'),
    locale: column('preferredLanguage'),
    address: { template: '{streetAddress} {postalCode} {city} {state} {country}' },
    'custom:created_at': column('createdDateTime'),
  },
};

/** Answers of Microsoft Graph for Entra ID and Azure AD B2C, and the CSV file of the portal. */
export const entra: Source = {
  name: 'entra',
  title: 'Microsoft Entra',
  kinds: ['kind-entra-json'],
  exports: ['export-entra'],
  lists: ['value'],
  mappingOf: () => MAPPING,
  ownData: { names: ['otherMails', 'businessPhones'] },
  open: () => readUser,
};

function readUser(record: JsonObject): SourceReading {
  const identities = itemsOf(record.identities).map(membersOf);
  const idOf = (signInType: string) =>
    textOf(identities.find((identity) => identity.signInType === signInType)?.issuerAssignedId);
  const links = identities.flatMap(linkOf);
  return {
    kind: 'user',
    user: {
      id: textOf(record.id) ?? textOf(record.objectId) ?? '',
      fields: {
        ...record,
        email: idOf('emailAddress') ?? textOf(record.mail) ?? textOf(itemsOf(record.otherMails)[0]),
        signInName: idOf('userName') ?? signInNameOf(textOf(record.userPrincipalName)),
      },
      isDisabled: isFalse(record.accountEnabled),
      ...(links.length === 0 ? {} : { links }),
    },
  };
}

/** Those of B2C begin with the id, and those of guests hold the mark of guests: nobody types them. */
const GENERATED_NAME = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}@|^cpim_|#EXT#/i;

function signInNameOf(userPrincipalName: string | undefined): string | undefined {
  return userPrincipalName === undefined || GENERATED_NAME.test(userPrincipalName) ? undefined : userPrincipalName;
}

function isFalse(value: JsonValue | undefined): boolean {
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false');
}

/** An account at another provider; Graph gives its id to some callers only. */
function linkOf({ signInType, issuer, issuerAssignedId }: JsonObject): readonly UserLink[] {
  const [provider, id] = [textOf(issuer), textOf(issuerAssignedId)];
  return signInType === 'federated' && provider !== undefined && id !== undefined ? [{ provider, id }] : [];
}

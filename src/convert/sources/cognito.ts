import { csvHeaderOf } from '../../domain/imports/csv-header.ts';
import { isCustomAttribute } from '../../domain/pools/custom-attribute.ts';
import { DEFAULT_SCHEMA } from '../../domain/pools/default-schema.ts';
import { isEmailAddress, isPhoneNumber } from '../../domain/users/attribute-forms.ts';
import { column, type Mapping, type ValueRule } from '../mapping/mapping.ts';
import { itemsOf, type JsonObject, membersOf, parseJsonText, textOf } from '../records/json.ts';
import type { Source, SourceReading, SourceSurvey } from './source.ts';

const STANDARD_ATTRIBUTES = csvHeaderOf({ schema: DEFAULT_SCHEMA }).filter((name) => !name.startsWith('cognito:'));
/** Where the user name was a UUID, because users sign in with an address: its place. */
const OLD_USERNAME = 'custom:old_username';

/** Answers of ListUsers, page after page, or their users one a line. */
export const cognito: Source = {
  name: 'cognito',
  title: 'Amazon Cognito (ListUsers)',
  kinds: ['kind-list-users'],
  exports: [],
  lists: ['Users'],
  mappingOf: () => new CognitoSurvey().mapping(),
  survey: () => new CognitoSurvey(),
  open: () => readUser,
};

function readUser(record: JsonObject): SourceReading {
  const username = textOf(record.Username) ?? '';
  const attributes = attributesOf(record);
  if (record.UserStatus === 'EXTERNAL_PROVIDER') {
    return {
      kind: 'left-out',
      id: username,
      reason: { id: 'user-of-provider', values: { provider: providerOf(username, attributes) } },
    };
  }
  const mfa = mfaOf(record);
  return {
    kind: 'user',
    user: {
      id: username,
      fields: { ...attributes, Username: username },
      isDisabled: record.Enabled === false,
      ...(mfa === undefined ? {} : { mfa }),
    },
  };
}

/** ListUsers calls them `Attributes`, AdminGetUser `UserAttributes`. */
function attributesOf(record: JsonObject): JsonObject {
  const attributes: Record<string, string> = {};
  for (const item of itemsOf(record.Attributes ?? record.UserAttributes)) {
    const { Name, Value } = membersOf(item);
    if (typeof Name === 'string' && typeof Value === 'string') attributes[Name] = Value;
  }
  return attributes;
}

/** From the attribute `identities`, which is JSON in a text, or from the user name: `Google_123`. */
function providerOf(username: string, { identities }: JsonObject): string {
  const [first] = itemsOf(parseJsonText(identities));
  return (
    textOf(membersOf(first).providerName) ??
    (username.includes('_') ? username.slice(0, username.indexOf('_')) : 'another provider')
  );
}

function mfaOf({ UserMFASettingList, MFAOptions }: JsonObject): 'SMS' | 'TOTP' | undefined {
  const settings = itemsOf(UserMFASettingList);
  if (settings.includes('SOFTWARE_TOKEN_MFA')) return 'TOTP';
  return settings.includes('SMS_MFA') || itemsOf(MFAOptions).length > 0 ? 'SMS' : undefined;
}

/** Finds out which custom attributes there are, and how users sign in. */
class CognitoSurvey implements SourceSurvey {
  readonly #custom = new Set<string>();
  #users = 0;
  /** Users whose name is their sub, as in a pool where users sign in with an address. */
  #uuids = 0;
  #phonesAlone = 0;
  #emailNames = 0;
  #phoneNames = 0;

  take(record: JsonObject): void {
    const attributes = attributesOf(record);
    const username = textOf(record.Username) ?? '';
    if (record.UserStatus === 'EXTERNAL_PROVIDER') return;
    this.#users += 1;
    if (username === attributes.sub) this.#uuids += 1;
    if (isEmailAddress(username)) this.#emailNames += 1;
    if (isPhoneNumber(username)) this.#phoneNames += 1;
    if (attributes.email === undefined && attributes.phone_number !== undefined) this.#phonesAlone += 1;
    for (const name in attributes) if (isCustomAttribute(name)) this.#custom.add(name);
  }

  mapping(): Mapping {
    const signsInByAddress = this.#users > 0 && this.#uuids === this.#users;
    const names = [...STANDARD_ATTRIBUTES, ...[...this.#custom].sort()];
    const rules: [string, ValueRule][] = names.map((name) => [name, column(name)]);
    if (signsInByAddress) {
      const contacts = this.#phonesAlone > 0 ? ['email', 'phone_number'] : ['email'];
      return {
        username: column(contacts),
        attributes: Object.fromEntries([...rules, [OLD_USERNAME, column('Username')]]),
      };
    }
    return {
      username: column('Username'),
      // Where user names look like addresses, those were no aliases.
      aliases: (['email', 'phone_number'] as const).filter(
        (name) => (name === 'email' ? this.#emailNames : this.#phoneNames) === 0,
      ),
      attributes: Object.fromEntries(rules),
    };
  }
}

import { isCustomAttribute } from '../../domain/pools/custom-attribute.ts';
import type { UserPoolSettings } from '../../domain/pools/user-pool.ts';
import { DEFAULT_PASSWORD_POLICY } from '../../domain/pools/user-pool-defaults.ts';
import { judgeSchema } from '../../domain/pools/user-pool-schema.ts';
import { type ContactName, columnsOf, type Mapping } from '../mapping/mapping.ts';
import { ConvertError } from '../records/convert-error.ts';
import { type ConvertPool, isForDevelopers, shortNameOf } from './convert-pool.ts';

/**
 * A pool for the users of a source. Where the mapping takes the email address for the user name, users sign in by it; otherwise the user
 * name is theirs from the source, and verified addresses are aliases of it.
 */
export function proposePool(mapping: Mapping): ConvertPool {
  const names = Object.keys(mapping.attributes);
  const custom = names.filter(isCustomAttribute).map((name) => ({
    name: shortNameOf(name),
    dataType: 'String' as const,
    developerOnly: isForDevelopers(name),
  }));
  const verdict = judgeSchema(custom);
  if (verdict.kind === 'refused') throw new ConvertError(`such a pool cannot exist: ${verdict.text}`);
  const usernameAttributes = findUsernameAttributes(mapping);
  const settings: UserPoolSettings = {
    autoVerifiedAttributes: names.includes('phone_number_verified') ? ['email', 'phone_number'] : ['email'],
    usernameAttributes,
    aliasAttributes: usernameAttributes.length === 0 ? (mapping.aliases ?? []) : [],
    caseSensitiveUsernames: false,
    mfaConfiguration: 'OFF',
    passwordPolicy: DEFAULT_PASSWORD_POLICY,
    allowedFirstAuthFactors: ['PASSWORD'],
    deletionProtection: false,
    tags: {},
  };
  return { settings, schema: verdict.schema };
}

/** The attributes that are the user name too: each of its columns is that of one of them. */
function findUsernameAttributes({ username, attributes }: Mapping): readonly ContactName[] {
  const contacts = CONTACTS.flatMap((name) => {
    const rule = attributes[name];
    return rule === undefined ? [] : [{ name, column: columnsOf(rule)[0] }];
  });
  const found = columnsOf(username).map((column) => contacts.find((contact) => contact.column === column)?.name);
  const names = found.filter((name) => name !== undefined);
  return names.length === found.length ? CONTACTS.filter((name) => names.includes(name)) : [];
}

const CONTACTS = ['email', 'phone_number'] as const;

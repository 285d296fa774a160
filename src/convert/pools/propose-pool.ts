import { CUSTOM_ATTRIBUTE_PREFIX, isCustomAttribute } from '../../domain/pools/custom-attribute.ts';
import type { UserPoolSettings } from '../../domain/pools/user-pool.ts';
import { DEFAULT_PASSWORD_POLICY } from '../../domain/pools/user-pool-defaults.ts';
import { judgeSchema } from '../../domain/pools/user-pool-schema.ts';
import { columnsOf, type Mapping } from '../mapping/mapping.ts';
import { ConvertError } from '../records/convert-error.ts';
import type { Source } from '../sources/source.ts';
import type { ConvertPool } from './convert-pool.ts';

/**
 * A pool for the users of a source. Where the mapping takes the email address for the user name, users sign in by it; otherwise the user
 * name is theirs from the source, and verified addresses are aliases of it.
 */
export function proposePool(source: Pick<Source, 'aliases'>, mapping: Mapping): ConvertPool {
  const names = Object.keys(mapping.attributes);
  const custom = names.filter(isCustomAttribute).map((name) => ({
    name: name.slice(CUSTOM_ATTRIBUTE_PREFIX.length),
    dataType: 'String' as const,
  }));
  const verdict = judgeSchema(custom);
  if (verdict.kind === 'refused') throw new ConvertError(`such a pool cannot exist: ${verdict.text}`);
  const usernameAttribute = findUsernameAttribute(mapping);
  const { aliases } = source;
  const settings: UserPoolSettings = {
    autoVerifiedAttributes: names.includes('phone_number_verified') ? ['email', 'phone_number'] : ['email'],
    usernameAttributes: usernameAttribute === undefined ? [] : [usernameAttribute],
    aliasAttributes: usernameAttribute === undefined ? aliases : [],
    caseSensitiveUsernames: false,
    mfaConfiguration: 'OFF',
    passwordPolicy: DEFAULT_PASSWORD_POLICY,
    allowedFirstAuthFactors: ['PASSWORD'],
    deletionProtection: false,
    tags: {},
  };
  return { settings, schema: verdict.schema };
}

/** The attribute that is the user name too: both have the value of the same column. */
function findUsernameAttribute({ username, attributes }: Mapping): 'email' | 'phone_number' | undefined {
  const own = columnsOf(username).join();
  return (['email', 'phone_number'] as const).find((name) => {
    const rule = attributes[name];
    return rule !== undefined && own !== '' && columnsOf(rule).join() === own;
  });
}

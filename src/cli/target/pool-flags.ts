import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { CUSTOM_ATTRIBUTE_PREFIX, canBeCustomAttribute } from '../../domain/pools/custom-attribute.ts';
import type { RequestedAttribute } from '../../domain/pools/requested-attribute.ts';
import type {
  AliasAttribute,
  MfaConfiguration,
  SchemaAttribute,
  UsernameAttribute,
} from '../../domain/pools/user-pool.ts';
import { DEFAULT_PASSWORD_POLICY } from '../../domain/pools/user-pool-defaults.ts';
import { judgeSchema } from '../../domain/pools/user-pool-schema.ts';
import { CommandError } from '../terminal/command-error.ts';

/** A pool described on the command line; without any of these, the one that `muster import` creates on first use. */
export interface PoolFlags {
  readonly autoVerifiedAttributes?: readonly UsernameAttribute[];
  readonly usernameAttributes?: readonly UsernameAttribute[];
  readonly aliasAttributes?: readonly AliasAttribute[];
  readonly caseInsensitive?: boolean;
  readonly mfaConfiguration?: MfaConfiguration;
  readonly requiredAttributes?: readonly string[];
  /** Data types of `custom:` columns that are not of type String, by the name after `custom:`. */
  readonly customAttributes?: Readonly<Record<string, SchemaAttribute['dataType']>>;
}

/** The pool of the flags, with an attribute for each `custom:` column of the header. */
export function poolOfFlags(flags: PoolFlags, header: readonly string[]): PoolToCheckAgainst {
  const { usernameAttributes = [], aliasAttributes = [], requiredAttributes = [], customAttributes = {} } = flags;
  if (usernameAttributes.length > 0 && aliasAttributes.length > 0) {
    throw new CommandError('give --username-attributes or --alias-attributes, not both: a pool has one of the two');
  }
  // A column that cannot be an attribute stays unknown: a job refuses it too (R163).
  const shortNames = new Set(
    header.filter(canBeCustomAttribute).map((column) => column.slice(CUSTOM_ATTRIBUTE_PREFIX.length)),
  );
  const requested = (names: Iterable<string>): readonly RequestedAttribute[] => [
    ...requiredAttributes.map((name) => ({ name, required: true })),
    ...[...names].map((name) => ({ name, dataType: customAttributes[name] ?? ('String' as const) })),
  ];
  const ofFlags = Object.keys(customAttributes);
  const bare = judgeSchema(requested(ofFlags));
  if (bare.kind === 'refused') throw new CommandError(`such a pool cannot exist: ${bare.text}`);
  const whole = judgeSchema(requested(new Set([...shortNames, ...ofFlags])));
  // More columns than a pool can have attributes are unknown as well.
  const { schema } = whole.kind === 'refused' ? bare : whole;
  const autoVerifiedAttributes = flags.autoVerifiedAttributes ?? ['email', 'phone_number'];
  return {
    description: describeFlags(flags),
    settings: {
      autoVerifiedAttributes,
      usernameAttributes,
      aliasAttributes,
      caseSensitiveUsernames: flags.caseInsensitive !== true,
      mfaConfiguration: flags.mfaConfiguration ?? 'OFF',
      passwordPolicy: DEFAULT_PASSWORD_POLICY,
      allowedFirstAuthFactors: ['PASSWORD'],
      deletionProtection: false,
      tags: {},
    },
    schema,
  };
}

function describeFlags(flags: PoolFlags): string {
  return Object.values(flags).some((flag) => flag !== undefined)
    ? 'the pool that the flags describe'
    : 'the pool that muster import creates (name another with --user-pool-id or --user-pool-file)';
}

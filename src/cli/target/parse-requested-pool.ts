import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import type { RequestedAttribute } from '../../domain/pools/requested-attribute.ts';
import { judgeSchema } from '../../domain/pools/user-pool-schema.ts';
import { CommandError } from '../terminal/command-error.ts';
import { parseDescribedPool } from './parse-described-pool.ts';
import type { RequestedPool } from './requested-pool.ts';

/** The pool that CreateUserPool would create of this input. @throws {CommandError} naming `source` */
export function parseRequestedPool({ Schema = [], ...input }: RequestedPool, source: string): PoolToCheckAgainst {
  const requested = Schema.map(
    (attribute): RequestedAttribute => ({
      name: attribute.Name ?? '',
      dataType: attribute.AttributeDataType,
      developerOnly: attribute.DeveloperOnlyAttribute,
      mutable: attribute.Mutable,
      required: attribute.Required,
      minLength: attribute.StringAttributeConstraints?.MinLength,
      maxLength: attribute.StringAttributeConstraints?.MaxLength,
      minValue: attribute.NumberAttributeConstraints?.MinValue,
      maxValue: attribute.NumberAttributeConstraints?.MaxValue,
    }),
  );
  const verdict = judgeSchema(requested);
  if (verdict.kind === 'refused') throw new CommandError(`${source}: such a pool cannot exist: ${verdict.text}`);
  const described = parseDescribedPool({ ...input, Name: input.PoolName, SchemaAttributes: [] }, source);
  return { ...described, description: `the pool of ${source}`, schema: verdict.schema };
}

import type { RequestedAttribute } from '../../../domain/pools/requested-attribute.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import type { Fail } from '../../define-operation.ts';

type SchemaAttributeType = InputOf<'cognito-idp', 'AddCustomAttributes'>['CustomAttributes'][number];

/** The attributes that an input requests. `member` is the name of the list as error texts have it (R18). */
export function requestedSchema(
  list: readonly SchemaAttributeType[] | undefined,
  member: string,
  fail: Fail<'InvalidParameterException'>,
): RequestedAttribute[] {
  return (list ?? []).map((attribute, index) => ({
    name: attribute.Name ?? failWithoutName(`${member}.${index + 1}.member.name`, fail),
    dataType: attribute.AttributeDataType,
    developerOnly: attribute.DeveloperOnlyAttribute,
    mutable: attribute.Mutable,
    required: attribute.Required,
    minLength: attribute.StringAttributeConstraints?.MinLength,
    maxLength: attribute.StringAttributeConstraints?.MaxLength,
    minValue: attribute.NumberAttributeConstraints?.MinValue,
    maxValue: attribute.NumberAttributeConstraints?.MaxValue,
  }));
}

/** The model does not require a name, but Cognito does (R19). */
function failWithoutName(field: string, fail: Fail<'InvalidParameterException'>): never {
  return fail(
    'InvalidParameterException',
    `1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`,
  );
}

import { isCustomAttribute } from '../../domain/pools/custom-attribute.ts';
import { type ConvertPool, shortNameOf } from './convert-pool.ts';

/** The proposed pool as input of CreateUserPool: `aws cognito-idp create-user-pool --cli-input-json file://pool.json` takes it. */
export function writePool({ settings, schema }: ConvertPool, name: string, required: readonly string[]): string {
  const { aliasAttributes, usernameAttributes, autoVerifiedAttributes, caseSensitiveUsernames } = settings;
  const custom = schema.filter((attribute) => isCustomAttribute(attribute.name));
  const attributes = [
    ...required.map((attribute) => ({ Name: attribute, Required: true, Mutable: true })),
    ...custom.map((attribute) => ({
      Name: shortNameOf(attribute.name),
      AttributeDataType: attribute.dataType,
      Mutable: attribute.mutable,
      ...(attribute.developerOnly ? { DeveloperOnlyAttribute: true } : {}),
    })),
  ];
  const pool = {
    PoolName: name,
    AutoVerifiedAttributes: autoVerifiedAttributes,
    ...(aliasAttributes.length === 0 ? {} : { AliasAttributes: aliasAttributes }),
    ...(usernameAttributes.length === 0 ? {} : { UsernameAttributes: usernameAttributes }),
    UsernameConfiguration: { CaseSensitive: caseSensitiveUsernames },
    // An empty list is refused.
    ...(attributes.length === 0 ? {} : { Schema: attributes }),
  };
  return `${JSON.stringify(pool, undefined, 2)}\n`;
}

import { isDeepStrictEqual } from 'node:util';
import {
  type AliasAttributeType,
  type CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  type SchemaAttributeType,
  SetUserPoolMfaConfigCommand,
  type UsernameAttributeType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../src/base/assert.ts';
import { isCustomAttribute } from '../src/domain/pools/custom-attribute.ts';
import { DEFAULT_SCHEMA } from '../src/domain/pools/default-schema.ts';
import type { SchemaAttribute } from '../src/domain/pools/user-pool.ts';
import type { RecordCase } from '../src/domain/records/cases/record-case.fixture.ts';

/** Makes the pool of a case through the API, and returns its id. */
export async function createCasePool(
  client: CognitoIdentityProviderClient,
  poolName: string,
  { pool: { settings, schema } }: Pick<RecordCase, 'pool'>,
): Promise<string> {
  const changed = schema.filter((attribute) => isCustomAttribute(attribute.name) || isChanged(attribute));
  const input: CreateUserPoolCommandInput = {
    PoolName: poolName,
    AutoVerifiedAttributes: [...settings.autoVerifiedAttributes],
    // One without a way to send text messages gets MFA with another factor, below.
    ...(settings.smsConfiguration && { MfaConfiguration: settings.mfaConfiguration }),
    UsernameConfiguration: { CaseSensitive: settings.caseSensitiveUsernames },
    Policies: {
      PasswordPolicy: { MinimumLength: settings.passwordPolicy.minimumLength },
      SignInPolicy: { AllowedFirstAuthFactors: [...settings.allowedFirstAuthFactors] },
    },
    ...(settings.smsConfiguration && { SmsConfiguration: { SnsCallerArn: settings.smsConfiguration.snsCallerArn } }),
    ...(settings.usernameAttributes.length > 0 && {
      UsernameAttributes: settings.usernameAttributes.map((name): UsernameAttributeType => name),
    }),
    ...(settings.aliasAttributes.length > 0 && {
      AliasAttributes: settings.aliasAttributes.map((name): AliasAttributeType => name),
    }),
    ...(changed.length > 0 && { Schema: changed.map(wireAttribute) }),
  };
  const { UserPool } = await client.send(new CreateUserPoolCommand(input));
  const UserPoolId = assertPresent(UserPool?.Id, 'CreateUserPool answers with an id');
  if (settings.mfaConfiguration !== 'OFF' && !settings.smsConfiguration) {
    const apps = { MfaConfiguration: settings.mfaConfiguration, SoftwareTokenMfaConfiguration: { Enabled: true } };
    await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...apps }));
  }
  return UserPoolId;
}

/** Whether an attribute is other than a new pool has it. */
function isChanged(attribute: SchemaAttribute): boolean {
  return !DEFAULT_SCHEMA.some((standard) => isDeepStrictEqual(standard, attribute));
}

function wireAttribute(attribute: SchemaAttribute): SchemaAttributeType {
  const { name, dataType, developerOnly, mutable, required, minLength, maxLength, minValue, maxValue } = attribute;
  return {
    Name: name.replace(/^(dev:)?custom:/, ''),
    AttributeDataType: dataType,
    DeveloperOnlyAttribute: developerOnly,
    Mutable: mutable,
    Required: required,
    ...(dataType === 'String' && { StringAttributeConstraints: { MinLength: minLength, MaxLength: maxLength } }),
    ...(dataType === 'Number' && { NumberAttributeConstraints: { MinValue: minValue, MaxValue: maxValue } }),
  };
}

import { formatUserPoolArn } from '../../../aws/arn.ts';
import type { SchemaAttribute, UserPool, UserPoolSettings } from '../../../domain/pools/user-pool.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import type { UserPoolSummary } from '../../../store/store.ts';
import { epochSeconds } from '../../epoch-seconds.ts';
import { lambdaAnswer, optionalSettingsAnswer } from './optional-settings-answer.ts';

type UserPoolType = NonNullable<OutputOf<'cognito-idp', 'DescribeUserPool'>['UserPool']>;
type SchemaAttributeType = NonNullable<UserPoolType['SchemaAttributes']>[number];
type UserPoolDescriptionType = NonNullable<OutputOf<'cognito-idp', 'ListUserPools'>['UserPools']>[number];

/** `UserPoolType` as AWS reports a pool: settings that were not given have their defaults. */
export function userPoolAnswer(pool: UserPool): UserPoolType {
  const { settings } = pool;
  return {
    Id: pool.id,
    Name: pool.name,
    Policies: policiesAnswer(settings),
    DeletionProtection: settings.deletionProtection ? 'ACTIVE' : 'INACTIVE',
    LastModifiedDate: epochSeconds(pool.modifiedAt),
    CreationDate: epochSeconds(pool.createdAt),
    SchemaAttributes: pool.schema.map(schemaAttributeAnswer),
    ...listUnlessEmpty('AutoVerifiedAttributes', settings.autoVerifiedAttributes),
    ...listUnlessEmpty('AliasAttributes', settings.aliasAttributes),
    ...listUnlessEmpty('UsernameAttributes', settings.usernameAttributes),
    MfaConfiguration: settings.mfaConfiguration,
    EstimatedNumberOfUsers: pool.userCount,
    UserPoolTags: settings.tags,
    Arn: formatUserPoolArn({ region: pool.region, account: pool.account, userPoolId: pool.id }),
    ...optionalSettingsAnswer(pool),
  };
}

/** `UserPoolDescriptionType`, as ListUserPools has it. */
export function userPoolDescription(pool: UserPoolSummary): UserPoolDescriptionType {
  return {
    Id: pool.id,
    Name: pool.name,
    LambdaConfig: lambdaAnswer(pool.lambdaConfig ?? {}),
    LastModifiedDate: epochSeconds(pool.modifiedAt),
    CreationDate: epochSeconds(pool.createdAt),
  };
}

function policiesAnswer({ passwordPolicy, allowedFirstAuthFactors }: UserPoolSettings): UserPoolType['Policies'] {
  const { passwordHistorySize } = passwordPolicy;
  return {
    PasswordPolicy: {
      MinimumLength: passwordPolicy.minimumLength,
      RequireUppercase: passwordPolicy.requireUppercase,
      RequireLowercase: passwordPolicy.requireLowercase,
      RequireNumbers: passwordPolicy.requireNumbers,
      RequireSymbols: passwordPolicy.requireSymbols,
      ...(passwordHistorySize === undefined ? {} : { PasswordHistorySize: passwordHistorySize }),
      TemporaryPasswordValidityDays: passwordPolicy.temporaryPasswordValidityDays,
    },
    SignInPolicy: { AllowedFirstAuthFactors: [...allowedFirstAuthFactors] },
  };
}

/** The constraints of the attribute's type are present even if they are empty. */
function schemaAttributeAnswer(attribute: SchemaAttribute): SchemaAttributeType {
  const { name, dataType, developerOnly, mutable, required } = attribute;
  const { minLength, maxLength, minValue, maxValue } = attribute;
  const answer: SchemaAttributeType = {
    Name: name,
    AttributeDataType: dataType,
    DeveloperOnlyAttribute: developerOnly,
    Mutable: mutable,
    Required: required,
  };
  if (dataType === 'String') {
    answer.StringAttributeConstraints = {
      ...(minLength === undefined ? {} : { MinLength: minLength }),
      ...(maxLength === undefined ? {} : { MaxLength: maxLength }),
    };
  }
  if (dataType === 'Number') {
    answer.NumberAttributeConstraints = {
      ...(minValue === undefined ? {} : { MinValue: minValue }),
      ...(maxValue === undefined ? {} : { MaxValue: maxValue }),
    };
  }
  return answer;
}

function listUnlessEmpty<Name extends string, Item>(name: Name, list: readonly Item[]): { [Key in Name]?: Item[] } {
  return list.length === 0 ? {} : ({ [name]: [...list] } as { [Key in Name]?: Item[] });
}

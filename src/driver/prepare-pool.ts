import {
  AddCustomAttributesCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DescribeUserPoolCommand,
  GetCSVHeaderCommand,
  ListUserPoolsCommand,
  type SchemaAttributeType,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { parseArn } from '../aws/arn.ts';
import { assertPresent } from '../base/assert.ts';
import { CUSTOM_ATTRIBUTE_PREFIX, canBeCustomAttribute } from '../domain/pools/custom-attribute.ts';
import { DriverError } from './driver-error.ts';

/** The pool that files are imported into if none is named. */
export const IMPORT_POOL_NAME = 'import';
const POOLS_PER_PAGE = 60;
const ATTRIBUTES_PER_CALL = 25;

export interface PoolToImportInto {
  readonly id: string;
  readonly name: string;
  /** Of its ARN: `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly isNew: boolean;
  /** Names of its attributes, as its users carry them. */
  readonly attributes: readonly string[];
}

/** The pool of that id, which has to exist and to be fit for imports (R116). @throws {DriverError} */
export async function getPool(cognito: CognitoIdentityProviderClient, id: string): Promise<PoolToImportInto> {
  const pool = await describePool(cognito, id);
  if ((pool.AutoVerifiedAttributes ?? []).length === 0) {
    throw new DriverError({ kind: 'pool-verifies-nothing', userPoolId: id });
  }
  return toPoolToImportInto(pool, false);
}

/** The oldest pool named `import`, or a new one with these attributes. */
export async function prepareImportPool(
  cognito: CognitoIdentityProviderClient,
  customColumns: readonly string[],
): Promise<PoolToImportInto> {
  const found = await findImportPoolId(cognito);
  if (found !== undefined) return toPoolToImportInto(await describePool(cognito, found), false);
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: IMPORT_POOL_NAME,
      AutoVerifiedAttributes: ['email', 'phone_number'],
      ...(customColumns.length > 0 ? { Schema: customColumns.map(toStringAttribute) } : {}),
    }),
  );
  return toPoolToImportInto(assertPresent(UserPool, 'CreateUserPool answers with the pool'), true);
}

/** The oldest pool of the name that the input has, or a new one as the input says. @throws {DriverError} */
export async function prepareRequestedPool(
  cognito: CognitoIdentityProviderClient,
  requested: CreateUserPoolCommandInput & { readonly PoolName: string },
): Promise<PoolToImportInto> {
  const found = await findPoolId(cognito, requested.PoolName);
  if (found !== undefined) return getPool(cognito, found);
  const { UserPool } = await cognito.send(new CreateUserPoolCommand(requested));
  return toPoolToImportInto(assertPresent(UserPool, 'CreateUserPool answers with the pool'), true);
}

/** Adds a String attribute to the pool for each `custom:` column that it lacks. Returns their names. */
export async function addMissingAttributes(
  cognito: CognitoIdentityProviderClient,
  pool: PoolToImportInto,
  customColumns: readonly string[],
): Promise<readonly string[]> {
  const missing = customColumns.filter((column) => !pool.attributes.includes(column));
  for (let start = 0; start < missing.length; start += ATTRIBUTES_PER_CALL) {
    const CustomAttributes = missing.slice(start, start + ATTRIBUTES_PER_CALL).map(toStringAttribute);
    await cognito.send(new AddCustomAttributesCommand({ UserPoolId: pool.id, CustomAttributes }));
  }
  return missing;
}

/** The `custom:` columns of a header, each once, checked for what a pool can take. @throws {DriverError} */
export function listCustomColumns(header: readonly string[]): string[] {
  const columns = [...new Set(header.filter((column) => column.startsWith(CUSTOM_ATTRIBUTE_PREFIX)))];
  for (const column of columns) {
    if (!canBeCustomAttribute(column)) throw new DriverError({ kind: 'column-cannot-be-attribute', column });
  }
  return columns;
}

/** Id of the oldest pool named `import`. */
export async function findImportPoolId(cognito: CognitoIdentityProviderClient): Promise<string | undefined> {
  return findPoolId(cognito, IMPORT_POOL_NAME);
}

/** Id of the oldest pool of that name. */
export async function findPoolId(
  cognito: CognitoIdentityProviderClient,
  poolName: string,
): Promise<string | undefined> {
  let oldest: { readonly id: string; readonly createdAt: number } | undefined;
  for await (const { Id: id, Name: name, CreationDate } of listPools(cognito)) {
    const createdAt = CreationDate?.getTime() ?? 0;
    if (name !== poolName || id === undefined) continue;
    if (oldest === undefined || createdAt < oldest.createdAt) oldest = { id, createdAt };
  }
  return oldest?.id;
}

/** All pools of the account in this region. */
export async function* listPools(
  cognito: CognitoIdentityProviderClient,
): AsyncGenerator<{ readonly Id?: string; readonly Name?: string; readonly CreationDate?: Date }, void, void> {
  let nextToken: string | undefined;
  do {
    const page = await cognito.send(
      new ListUserPoolsCommand({ MaxResults: POOLS_PER_PAGE, ...(nextToken ? { NextToken: nextToken } : {}) }),
    );
    yield* page.UserPools ?? [];
    nextToken = page.NextToken;
  } while (nextToken);
}

/** The columns that a file for the pool has. */
export async function getCsvHeader(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
): Promise<readonly string[]> {
  const { CSVHeader } = await cognito.send(new GetCSVHeaderCommand({ UserPoolId: userPoolId }));
  return assertPresent(CSVHeader, 'GetCSVHeader answers with the columns');
}

async function describePool(cognito: CognitoIdentityProviderClient, id: string): Promise<UserPoolType> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
  return assertPresent(UserPool, 'DescribeUserPool answers with the pool');
}

function toPoolToImportInto(pool: UserPoolType, isNew: boolean): PoolToImportInto {
  return {
    id: assertPresent(pool.Id, 'a pool has an id'),
    name: assertPresent(pool.Name, 'a pool has a name'),
    partition: parseArn(pool.Arn ?? '')?.partition ?? 'aws',
    isNew,
    attributes: (pool.SchemaAttributes ?? []).flatMap(({ Name }) => (Name === undefined ? [] : [Name])),
  };
}

function toStringAttribute(column: string): SchemaAttributeType {
  return {
    Name: column.slice(CUSTOM_ATTRIBUTE_PREFIX.length),
    AttributeDataType: 'String',
    Mutable: true,
    StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
  };
}

import { describe, expect, expectTypeOf, it } from 'vitest';
import { ServiceError } from '../../model/service-error.ts';
import type { ServiceModel } from '../../model/service-model.ts';
import { serviceModels } from '../../model/service-models.ts';
import { type DefinedOperation, defineOperation } from '../define-operation.ts';
import type { ContextOf, OperationContext } from '../operation.ts';
import { createRegistry } from './registry.ts';

const whoami = defineOperation('sts', 'GetCallerIdentity', async () => ({ Account: '1' }));
const none = (model: ServiceModel): ServiceModel => ({ ...model, operations: {} });
const SIGNED = { authentication: 'signed' } as const;
const WHOAMI = { ...SIGNED, input: 'GetCallerIdentityRequest', output: 'GetCallerIdentityResponse', errors: [] };
const models = {
  'cognito-idp': none(serviceModels['cognito-idp']),
  logs: none(serviceModels.logs),
  iam: none(serviceModels.iam),
  sts: { ...serviceModels.sts, operations: { GetCallerIdentity: WHOAMI } },
};
const stranger: DefinedOperation = { service: 'sts', operation: 'AssumeRole', run: async () => ({}) };

describe('createRegistry', () => {
  it('finds the handler of an operation and no other', () => {
    const registry = createRegistry([whoami], models);
    expect(registry.get('sts', 'GetCallerIdentity')).toBe(whoami);
    expect(() => registry.get('iam', 'GetCallerIdentity')).toThrow('iam GetCallerIdentity is not an operation');
  });

  it.each([
    ['an operation without a handler', [], 'sts GetCallerIdentity is in the model but has no handler'],
    ['a handler without an operation', [whoami, stranger], 'sts AssumeRole has a handler but is not in the model'],
    ['two handlers of an operation', [whoami, whoami], 'sts GetCallerIdentity has two handlers'],
  ])('refuses %s', (_name, operations, message) => {
    expect(() => createRegistry(operations, models)).toThrow(message);
  });

  it('refuses an operation that was added to the model alone', () => {
    const { sts } = models;
    const operation = { ...SIGNED, input: 'GetCallerIdentityRequest', output: null, errors: [] };
    const grown = { ...models, sts: { ...sts, operations: { ...sts.operations, AssumeRole: operation } } };
    expect(() => createRegistry([whoami], grown)).toThrow('sts AssumeRole is in the model but has no handler');
    expect(createRegistry([whoami, stranger], grown).get('sts', 'AssumeRole')).toBe(stranger);
  });
});

describe('an operation for the owners of access tokens', () => {
  it.each([
    ['has no such member', { type: 'structure', members: {} }, true],
    ['may leave it out', { type: 'structure', members: { AccessToken: 'tokenType' } }, true],
    ['demands it', { type: 'structure', members: { AccessToken: 'tokenType' }, required: ['AccessToken'] }, false],
  ] as const)('whose input %s is refused: %s', (_name, GetUserRequest, isRefused) => {
    const operation = { authentication: 'access-token', input: 'GetUserRequest', output: null, errors: [] } as const;
    const sts = { ...models.sts, operations: { GetUser: operation }, shapes: { ...models.sts.shapes, GetUserRequest } };
    const create = () =>
      createRegistry([{ service: 'sts', operation: 'GetUser', run: async () => ({}) }], { ...models, sts });
    if (!isRefused) expect(create).not.toThrow();
    else expect(create).toThrow('sts GetUser is for the owners of access tokens and does not demand one');
  });
});

describe('defineOperation', () => {
  it('fails with the status of the model and the cause it was given', async () => {
    const cause = new Error('why');
    const operation = defineOperation('iam', 'GetRole', async ({ fail }) =>
      fail('NoSuchEntityException', 'gone', { cause }),
    );
    const error = await operation.run({ RoleName: 'x' }, {} as OperationContext).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'NoSuchEntityException', message: 'gone', statusCode: 404, cause });
  });

  it('gives a handler a principal only where requests are signed (types)', () => {
    expectTypeOf<ContextOf['signed']>().toHaveProperty('principal');
    expectTypeOf<ContextOf['access-token']>().toHaveProperty('tokenOwner');
    expectTypeOf<ContextOf['access-token']>().not.toHaveProperty('principal');
    expectTypeOf<ContextOf['nobody']>().not.toHaveProperty('principal');
  });

  it('takes only the errors that the operation lists (types)', () => {
    defineOperation('cognito-idp', 'StartUserImportJob', async ({ fail }) =>
      // @ts-expect-error the operation does not list it
      fail('LimitExceededException', ''),
    );
    // @ts-expect-error no such operation
    expect(() => defineOperation('sts', 'MakeCoffee', async () => ({}))).not.toThrow();
  });
});

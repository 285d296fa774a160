import type { OutputOf } from '../../model/operation-types.ts';
import type { OperationContext } from '../operation.ts';

type Boundary = NonNullable<OutputOf<'iam', 'GetUser'>['User']['PermissionsBoundary']>;

/** Why a policy cannot be a boundary; undefined if it can. A boundary deleted at this very moment denies everything. */
export async function findBoundaryFault(
  { store, principal }: OperationContext,
  policyArn: string | undefined,
): Promise<string | undefined> {
  if (policyArn === undefined || (await store.findManagedPolicy(principal.account, policyArn))) return undefined;
  return `Scope ARN: ${policyArn} does not exist or is not attachable.`;
}

export function boundaryAnswer(policyArn: string | undefined): { PermissionsBoundary?: Boundary } {
  if (policyArn === undefined) return {};
  return {
    PermissionsBoundary: {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: policyArn,
    },
  };
}

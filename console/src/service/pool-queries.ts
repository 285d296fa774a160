import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  type UserPoolClientType,
  type UserPoolDescriptionType,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Clients } from './clients.ts';
import type { Page } from './page.ts';

const POOLS_PER_PAGE = 60;

/** All user pools of account and region, a page at a time. */
export function poolsQuery({ cognito }: Clients) {
  return infiniteQueryOptions({
    queryKey: ['pools'],
    initialPageParam: undefined as string | undefined,
    async queryFn({ pageParam, signal }): Promise<Page<UserPoolDescriptionType>> {
      const input = { MaxResults: POOLS_PER_PAGE, ...(pageParam !== undefined && { NextToken: pageParam }) };
      const { UserPools = [], NextToken } = await cognito.send(new ListUserPoolsCommand(input), {
        abortSignal: signal,
      });
      return { items: UserPools, next: NextToken };
    },
    getNextPageParam: ({ next }) => next,
  });
}

/** One user pool. */
export function poolQuery({ cognito }: Clients, poolId: string) {
  return queryOptions({
    queryKey: ['pool', poolId],
    async queryFn({ signal }): Promise<UserPoolType> {
      const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: poolId }), {
        abortSignal: signal,
      });
      if (UserPool === undefined) throw new Error('an answer without a pool');
      return UserPool;
    },
  });
}

/** One app client with its secret. */
export function appClientQuery({ cognito }: Clients, poolId: string, clientId: string) {
  return queryOptions({
    queryKey: ['client', poolId, clientId],
    async queryFn({ signal }): Promise<UserPoolClientType> {
      const input = { UserPoolId: poolId, ClientId: clientId };
      const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand(input), { abortSignal: signal });
      if (UserPoolClient === undefined) throw new Error('an answer without an app client');
      return UserPoolClient;
    },
  });
}

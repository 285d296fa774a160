import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { CallFailure } from './call-failure.ts';
import { type Credentials, createClients } from './clients.ts';
import { readServerFacts } from './server-facts.ts';
import type { Session } from './signed-in-session.ts';

/** Asks the server who these credentials are. @throws {CallFailure} */
export async function identify(credentials: Credentials, region: string): Promise<Session> {
  const { clockOffsetMs } = await readServerFacts().catch((cause: unknown) => {
    const answer = { code: 'NetworkError', message: cause instanceof Error ? cause.message : String(cause) };
    throw new CallFailure('sts', 'GetCallerIdentity', answer, cause);
  });
  const clients = createClients({ region, clockOffsetMs, credentials: () => credentials, onFailure: () => undefined });
  const sts = await clients.loadSts();
  const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  return { ...credentials, region, account: Account, arn: Arn, clockOffsetMs };
}

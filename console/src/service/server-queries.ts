import { queryOptions } from '@tanstack/react-query';
import type { Clients } from './clients.ts';
import { fromEpoch } from './job-queries.ts';
import type { Page } from './page.ts';

/** As docs/MUSTER-API.md has it. */
export interface ServerDescription {
  readonly Version: string;
  readonly NodeId: string;
  readonly StartedAt: number;
  readonly Settings: readonly { readonly Name: string; readonly Value?: string; readonly IsSecret: boolean }[];
  readonly Nodes: readonly {
    readonly NodeId: string;
    readonly Role: string;
    readonly State: string;
    readonly LastSeenSeconds: number;
  }[];
  readonly Queue: Readonly<Record<string, number>>;
  readonly Figures: {
    readonly UserPools: number;
    readonly Users: number;
    readonly ImportJobs: Readonly<Record<string, number>>;
    readonly WaitingUploads: number;
    readonly WaitingUploadBytes: number;
  };
}

export interface SentMessage {
  readonly id: string;
  readonly poolId: string;
  readonly to: string;
  readonly medium: string;
  readonly kind: string;
  readonly subject: string | undefined;
  readonly text: string;
  readonly code: string;
  readonly sentAt: Date | undefined;
}

interface ListMessagesAnswer {
  readonly Messages: readonly {
    readonly MessageId: string;
    readonly UserPoolId: string;
    readonly To: string;
    readonly Medium: string;
    readonly Kind: string;
    readonly Subject?: string;
    readonly Text: string;
    readonly Code: string;
    readonly SentDate: number;
  }[];
  readonly NextToken?: string;
}

const HEALTH_MS = 5_000;
const MESSAGES_PER_PAGE = 20;

/** Version, nodes, queue and settings, asked for again every few seconds. */
export function serverQuery({ callMuster }: Clients) {
  return queryOptions({
    queryKey: ['server'],
    queryFn: async ({ signal }) => (await callMuster('DescribeServer', {}, signal)) as ServerDescription,
    refetchInterval: HEALTH_MS,
  });
}

/** A page of what the inbox keeps, the newest first. */
export async function listMessages(
  { callMuster }: Clients,
  to: string,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Page<SentMessage>> {
  const input = {
    MaxResults: MESSAGES_PER_PAGE,
    ...(to !== '' && { To: to }),
    ...(token !== undefined && { NextToken: token }),
  };
  const { Messages, NextToken } = (await callMuster('ListMessages', input, signal)) as ListMessagesAnswer;
  const items = Messages.map((message) => ({
    id: message.MessageId,
    poolId: message.UserPoolId,
    to: message.To,
    medium: message.Medium,
    kind: message.Kind,
    subject: message.Subject,
    text: message.Text,
    code: message.Code,
    sentAt: fromEpoch(message.SentDate),
  }));
  return { items, next: NextToken };
}

/** Whether the server keeps messages at all, as far as the caller may know. */
export function isInboxOff({ Settings }: ServerDescription): boolean {
  return Settings.find(({ Name }) => Name === 'inbox')?.Value === 'off';
}

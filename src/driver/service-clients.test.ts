import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isPassing } from './ask-patiently.ts';
import { openServiceClients, type ServiceClients } from './service-clients.ts';

let server: Server;
let url: string;
let clients: ServiceClients | undefined;
beforeEach(async () => {
  // Accepts requests and never answers.
  server = createServer(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  clients?.close();
  server.closeAllConnections();
  server.close();
  vi.unstubAllEnvs();
});

const ADDRESS = { region: 'eu-west-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } };

describe('the clients of the services', () => {
  it('end a request that is accepted and never answered, so that it is sent again', async () => {
    const endpoints = { cognito: url, logs: url, iam: url };
    clients = openServiceClients({ ...ADDRESS, endpoints }, { requestTimeoutMs: 50 });
    const error: unknown = await clients.cognito.send(new ListUserPoolsCommand({ MaxResults: 1 })).catch((e) => e);
    expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(isPassing(error)).toBe(true);
  });

  it('ask AWS where no URL is given, whatever the environment has', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    const endpoints = { cognito: undefined, logs: undefined, iam: undefined };
    const opened = openServiceClients({ ...ADDRESS, endpoints });
    clients = opened;
    const hosts: unknown[] = [];
    const refuse = async (request: { readonly hostname: string }): Promise<never> => {
      hosts.push(request.hostname);
      throw new Error('not sent');
    };
    for (const client of [opened.cognito, opened.logs, opened.iam]) client.config.requestHandler.handle = refuse;
    await expect(opened.cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }))).rejects.toThrow('not sent');
    await expect(opened.logs.send(new DescribeLogGroupsCommand({}))).rejects.toThrow('not sent');
    await expect(opened.iam.send(new ListRolesCommand({}))).rejects.toThrow('not sent');
    expect(hosts).toEqual(['cognito-idp.eu-west-1.amazonaws.com', 'logs.eu-west-1.amazonaws.com', 'iam.amazonaws.com']);
  });
});

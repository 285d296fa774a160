import { expect, it } from 'vitest';
import { findIssuerProblem } from './issuer-problem.ts';
import { completeConfig } from './resolve-config.ts';

const ROOT = [{ account: '123456789012', accessKeyId: 'admin', secretAccessKey: 'long-enough' }];
const DATABASE = {
  database: 'postgres://muster@db/muster',
  uploads: 's3://bucket',
  serverKey: 'ab'.repeat(32),
} as const;

it.each<[string, Parameters<typeof completeConfig>[0], RegExp | undefined]>([
  ['a server on loopback', {}, undefined],
  ['one that listens on a name', { host: 'muster.example.com' }, undefined],
  [
    'one that listens on every address',
    { host: '0.0.0.0' },
    /^tokens name the issuer http:\/\/here, which no other machine/,
  ],
  ['one that listens on every address of IPv6', { host: '::' }, /no other machine reaches: set --public-url/],
  ['one with a public URL', { host: '0.0.0.0', publicUrl: 'https://auth.example.com' }, undefined],
  ['one that writes the name of Cognito', { host: '0.0.0.0', tokenIssuer: 'cognito' }, undefined],
  ['a node of several', { ...DATABASE, host: '10.0.0.7' }, /the address of this node alone, .*: set --public-url/],
  ['a node that serves no clients', { ...DATABASE, host: '0.0.0.0', role: 'worker' }, undefined],
])('finds who could not verify the tokens of %s (R808)', (_, given, problem) => {
  const config = completeConfig({ port: 0, logLevel: 'silent', data: '.muster', rootCredentials: ROOT, ...given });
  const found = findIssuerProblem(config, 'http://here');
  expect(found).toEqual(problem && expect.stringMatching(problem));
});

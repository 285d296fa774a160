import { describe, expect, it } from 'vitest';
import { findProxyHeader } from './proxy-headers.ts';

describe('findProxyHeader', () => {
  it.each([
    ['Forwarded', 'for=203.0.113.7'],
    ['Via', '1.1 proxy'],
    ['X-Forwarded', 'for=203.0.113.7'],
    ['X-Forwarded-For', '203.0.113.7'],
    ['x-forwarded-host', 'import.example.com'],
    ['X-FORWARDED-PROTO', 'https'],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Server', 'edge'],
    ['X-Real-IP', '203.0.113.7'],
    ['X-Client-IP', '203.0.113.7'],
    ['X-Cluster-Client-IP', '203.0.113.7'],
    ['True-Client-IP', '203.0.113.7'],
    ['X-Original-Forwarded-For', '203.0.113.7'],
    ['X-Original-Host', 'import.example.com'],
    ['X-Envoy-External-Address', '203.0.113.7'],
    ['CF-Connecting-IP', '203.0.113.7'],
    ['CDN-Loop', 'example'],
    ['Fastly-Client-IP', '203.0.113.7'],
    ['Fly-Client-IP', '203.0.113.7'],
    ['Via', ''],
  ])('takes %s: %j for the mark of a proxy (R410)', (name, value) => {
    expect(findProxyHeader(['Host', 'localhost', name, value])).toBe(name.toLowerCase());
  });

  it.each([
    ['Host', 'via'],
    ['Origin', 'https://forwarded'],
    ['X-Amz-Target', 'x-forwarded-for'],
    ['X-Amzn-Trace-Id', 'Root=1-5759e988-bd862e3fe1be46a994272793'],
    ['Viatical', 'x'],
    ['Not-Forwarded', 'x'],
    ['X-Amz-Forwarded', 'x'],
    ['Connection', 'close'],
  ])('does not take %s: %j for one', (name, value) => {
    expect(findProxyHeader([name, value])).toBeUndefined();
  });
});

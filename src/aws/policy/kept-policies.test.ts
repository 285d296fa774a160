import { describe, expect, it } from 'vitest';
import { KeptPolicies } from './kept-policies.ts';
import { parsePolicy } from './policy-document.ts';

const documentOf = (action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

describe('kept policies (R551)', () => {
  it('gives what the document says, and the same one again while it is kept', () => {
    const kept = new KeptPolicies();
    const first = kept.parse(documentOf('iam:GetRole'), 'permissions');
    expect(first).toEqual(parsePolicy(documentOf('iam:GetRole'), 'permissions'));
    expect(kept.parse(documentOf('iam:GetRole'), 'permissions')).toBe(first);
  });

  it('knows a document of permissions apart from the same text as a trust policy', () => {
    const kept = new KeptPolicies();
    expect(kept.parse(documentOf('iam:GetRole'), 'permissions').kind).toBe('parsed');
    expect(kept.parse(documentOf('iam:GetRole'), 'trust').kind).toBe('malformed');
  });

  it.each(['permissions', 'trust'] as const)('keeps no more characters than it may, whatever comes: %s', (kind) => {
    const size = documentOf('iam:a00').length;
    const kept = new KeptPolicies(3 * size);
    const first = kept.parse(documentOf('iam:a00'), 'permissions');
    for (let index = 10; index < 40; index++) {
      kept.parse(documentOf(`iam:a${index}`), index % 2 === 0 ? kind : 'permissions');
      expect(kept.characters).toBeLessThanOrEqual(3 * size);
    }
    expect(kept.parse(documentOf('iam:a00'), 'permissions')).not.toBe(first);
  });

  it('forgets first what was not asked for longest', () => {
    const kept = new KeptPolicies(3 * documentOf('iam:a').length);
    const parses = ['a', 'b', 'c'].map((letter) => kept.parse(documentOf(`iam:${letter}`), 'permissions'));
    kept.parse(documentOf('iam:a'), 'permissions');
    kept.parse(documentOf('iam:d'), 'permissions');
    expect(kept.parse(documentOf('iam:a'), 'permissions')).toBe(parses[0]);
    expect(kept.parse(documentOf('iam:b'), 'permissions')).not.toBe(parses[1]);
  });

  it('does not keep a document that is larger than all it may keep', () => {
    const kept = new KeptPolicies(10);
    expect(kept.parse(documentOf('iam:a'), 'permissions').kind).toBe('parsed');
    expect(kept.characters).toBe(0);
  });
});

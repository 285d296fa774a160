import { describe, expect, it } from 'vitest';
import { allOperations } from './all-operations.ts';
import { createRegistry } from './registry.ts';

describe('the operations', () => {
  it('are those of the models, all of them', () => {
    expect(() => createRegistry(allOperations)).not.toThrow();
  });
});

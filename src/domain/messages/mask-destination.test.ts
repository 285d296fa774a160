import { describe, expect, it } from 'vitest';
import { maskDestination } from './mask-destination.ts';

describe('a masked destination', () => {
  it.each([
    ['EMAIL', 'jane@example.com', 'j***@e***'],
    ['EMAIL', 'a@b', 'a***@b***'],
    ['EMAIL', '"odd@name"@example.com', '"***@e***'],
    ['EMAIL', '😀face@example.com', '😀***@e***'],
    ['EMAIL', 'no-address', 'n***@***'],
    ['SMS', '+4915112345678', '+*******5678'],
    ['SMS', '+123', '+*******+123'],
  ] as const)('of %s %s is %s (S34)', (medium, destination, masked) => {
    expect(maskDestination(medium, destination)).toBe(masked);
  });
});

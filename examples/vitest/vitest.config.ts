import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A real server and real imports: a busy machine needs more than vitest's 5 s.
  test: { testTimeout: 120_000, hookTimeout: 120_000 },
});

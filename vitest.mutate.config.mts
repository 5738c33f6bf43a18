import { defineConfig } from 'vitest/config';
import { projects } from './vitest.config.mts';

/** What `npm run mutate` runs: the tests that need no n8n of their own. */
export default defineConfig({
	test: { projects: projects.filter(({ test }) => test.name !== 'e2e') },
});

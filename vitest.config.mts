import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

/**
 * n8n-workflow ships an ES and a CommonJS copy. n8n-core requires the CommonJS one; with the other
 * in our sources, `instanceof NodeApiError` fails and tests see errors that production never shows.
 */
const oneWorkflowPackage = [
	{ find: /^n8n-workflow$/, replacement: require.resolve('n8n-workflow') },
];

/** In Chromium too, but it needs no n8n. */
const DASHBOARD = 'test/e2e/dashboard*.test.mts';

export const projects = [
	{
		resolve: { alias: oneWorkflowPackage },
		test: { name: 'unit', include: ['test/unit/**/*.test.mts'], testTimeout: 20_000 },
	},
	{
		resolve: { alias: oneWorkflowPackage },
		test: {
			name: 'engine',
			include: ['test/engine/**/*.test.mts'],
			// Loading n8n-core for every file anew takes four times as long as all the tests.
			isolate: false,
			testTimeout: 60_000,
		},
	},
	{
		test: {
			name: 'services',
			include: ['test/services/**/*.test.mts'],
			// The first run installs Debian packages, and Tryton makes its tables for every run anew.
			hookTimeout: 300_000,
			testTimeout: 120_000,
		},
	},
	{
		test: {
			name: 'dashboard',
			include: [DASHBOARD],
			// One browser at a time.
			fileParallelism: false,
			testTimeout: 60_000,
			hookTimeout: 60_000,
		},
	},
	{
		resolve: { alias: oneWorkflowPackage },
		test: {
			name: 'e2e',
			include: ['test/e2e/**/*.test.mts'],
			exclude: [DASHBOARD],
			globalSetup: ['test/e2e/world.mts'],
			// One n8n and one sandbox serve all files.
			fileParallelism: false,
			testTimeout: 180_000,
			hookTimeout: 300_000,
		},
	},
];

export default defineConfig({
	test: {
		// The shipped code; how much of it has to be covered is in test/coverage.mts.
		coverage: { provider: 'v8', include: ['{client,credentials,nodes}/**/*.ts'] },
		projects,
	},
});

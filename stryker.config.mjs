/**
 * `npm run mutate`: changes the code that moves money, pages lists and admits events, one small change
 * at a time, and tells which changes no test notices. It takes hours; for one file use
 * `npm run mutate -- --mutate client/pages.ts`. Each survivor is killed by a test, or shown to change
 * nothing that a user could see.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	mutate: [
		// Money.
		'client/money.ts',
		'nodes/Paystand/actions/payment/**/*.ts',
		// Lists.
		'client/{pages,list,knownRows,readAhead}*.ts',
		// Events.
		'nodes/PaystandTrigger/**/*.ts',
	],
	testRunner: 'vitest',
	vitest: { configFile: 'vitest.mutate.config.mts' },
	// Each change is run against the tests that reach it, and no others.
	coverageAnalysis: 'perTest',
	// What runs once, when a file is loaded, is the form that n8n shows; other tests hold it.
	ignoreStatic: true,
	concurrency: 2,
	timeoutMS: 30_000,
	// The run of all tests that comes first takes four minutes on a busy machine.
	dryRunTimeoutMinutes: 20,
	tempDirName: '.cache/stryker',
	// Copied for each worker: what no test needs stays out, n8n's 3 GB above all.
	ignorePatterns: ['/n8n/node_modules', '/dist', '/.cache', '/docs/screens', '/coverage'],
	reporters: ['progress', 'clear-text', 'html'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	htmlReporter: { fileName: '.cache/mutation.html' },
};

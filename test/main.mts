/**
 * What `npm test` runs: lint, types, API document, build, tarball, n8n's scanner, then the unit and
 * engine tests with what they cover, the services of the harness, the dashboard in Chromium, and the
 * end-to-end tests. Every step runs, whatever failed before it. `npm test -- lint unit` runs only
 * those named. The last line is the sum: `N passed, N failed`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { packPackage } from '../n8n/install.mts';
import { checkCoverage, recordCoverage } from './coverage.mts';
import { scanSource, scanTarball } from './scan.mts';
import { type Counts, runTool, runVitest } from './steps.mts';
import { checkTarball } from './tarball.mts';

interface Step {
	name: string;
	/** Counts of tests; a step without them counts as one test. A string is printed with the result. */
	run: () => Promise<Counts | string | void>;
}

const folder = await mkdtemp(join(tmpdir(), 'paystand-test-'));
let tarball: string | undefined;
/** dist/ is not what the source says: this run's build did not succeed. */
let isStale = false;

const steps: Step[] = [
	{ name: 'lint', run: () => runTool(['n8n-node', 'lint']) },
	{ name: 'types', run: () => runTool(['tsc', '--project', 'tsconfig.check.json']) },
	{ name: 'api', run: () => runTool(['redocly', 'lint'], { REDOCLY_TELEMETRY: 'off' }) },
	{
		name: 'build',
		run: async () => {
			isStale = true;
			// With CI set, the build prints lines instead of turning a wheel.
			await runTool(['npm', 'run', '--silent', 'build'], { CI: 'true' });
			isStale = false;
		},
	},
	{ name: 'pack', run: async () => checkTarball(await packed()) },
	{ name: 'scan-source', run: scanSource },
	{ name: 'scan-tarball', run: async () => await scanTarball(await packed()) },
	{ name: 'unit', run: () => runCovered('unit') },
	{ name: 'engine', run: () => runCovered('engine') },
	{
		name: 'coverage',
		run: async () => {
			if (!['unit', 'engine'].every(isWanted)) throw new Error('Run it with: unit engine coverage');
			return await checkCoverage(folder);
		},
	},
	{ name: 'services', run: () => runVitest('services', {}) },
	{ name: 'dashboard', run: () => runVitest('dashboard', {}) },
	{ name: 'e2e', run: async () => await runVitest('e2e', { PAYSTAND_TARBALL: await packed() }) },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
	console.error(
		`No such step: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}`,
	);
	process.exit(2);
}

const sum: Counts = { passed: 0, failed: 0, skipped: 0 };
const results: string[] = [];
try {
	for (const step of steps) {
		if (!isWanted(step.name)) continue;
		console.log(`\n── ${step.name} ──`);
		const { counts, line } = await timed(step);
		console.log(line);
		results.push(line);
		sum.passed += counts.passed;
		sum.failed += counts.failed;
		sum.skipped += counts.skipped;
	}
} finally {
	await rm(folder, { recursive: true, force: true });
}

console.log(`\n${results.join('\n')}`);
if (sum.skipped > 0) console.log(`${sum.skipped} skipped`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;

async function timed({ name, run }: Step): Promise<{ counts: Counts; line: string }> {
	const started = Date.now();
	let counts: Counts = { passed: 1, failed: 0, skipped: 0 };
	let remark = '';
	try {
		const outcome = await run();
		if (typeof outcome === 'object') {
			counts = outcome;
			remark = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
		} else {
			remark = outcome ?? '';
		}
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		console.error(message);
		remark = message.split('\n')[0]!;
		counts = { passed: 0, failed: 1, skipped: 0 };
	}
	const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
	const mark = counts.failed === 0 ? 'ok    ' : 'FAILED';
	return { counts, line: `${mark} ${name.padEnd(12)} ${seconds} s  ${remark}`.trimEnd() };
}

function isWanted(name: string): boolean {
	return wanted.length === 0 || wanted.includes(name);
}

/** Runs a vitest project, and records what it covers when that is asked for. */
async function runCovered(project: string): Promise<Counts> {
	return await runVitest(project, {}, isWanted('coverage') ? recordCoverage(project, folder) : []);
}

/** The tarball of this run, packed when first asked for. */
async function packed(): Promise<string> {
	if (isStale) throw new Error('Not run: the build failed');
	tarball ??= await packPackage(folder);
	return tarball;
}

import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { runCommand } from './command.mts';

export interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

interface VitestReport {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	success: boolean;
}

/**
 * Runs a tool of node_modules/.bin, shows what it prints, and holds it to silence about warnings: a
 * warning that passes is a warning that stays.
 *
 * @throws Error when it ends with anything but 0, or has printed the word "warning"
 */
export async function runTool(
	[tool, ...args]: [string, ...string[]],
	env: Record<string, string> = {},
): Promise<void> {
	const { code, output } = await runCommand([tool, ...args], env);
	if (code !== 0) throw new Error(`${tool} ended with ${code}`);
	const warnings = output.split('\n').filter((line) => /\bwarnings?\b/i.test(line));
	if (warnings.length > 0) throw new Error(`${tool} warned:\n${warnings.join('\n')}`);
}

/**
 * Runs one vitest project. A run that breaks outside of any test, such as a file that does not load
 * or a set-up that fails, counts as one failure.
 *
 * @param more arguments of vitest
 */
export async function runVitest(
	project: string,
	env: Record<string, string>,
	more: string[] = [],
): Promise<Counts> {
	const file = join(tmpdir(), `vitest-${project}-${process.pid}.json`);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
	const args = ['run', '--project', project, ...reporters, ...more];
	const { code } = await runCommand(['vitest', ...args], env);
	const report = await readFile(file, 'utf8')
		.then((text) => JSON.parse(text) as VitestReport)
		.catch(() => undefined);
	await rm(file, { force: true });
	if (!report) return { passed: 0, failed: 1, skipped: 0 };
	const brokeOutside = code !== 0 && report.numFailedTests === 0;
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + (brokeOutside ? 1 : 0),
		skipped: report.numPendingTests + report.numTodoTests,
	};
}

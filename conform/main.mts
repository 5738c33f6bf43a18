import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, readInput, USAGE, type Input } from './input.mts';
import { ask } from './prompt.mts';
import { jsonReport } from './report/json.mts';
import { textReport } from './report/text.mts';
import { run, type Options, type Outcome } from './run.mts';
import { scrubber } from './scrub.mts';

export interface Surroundings {
	args: string[];
	env: Record<string, string | undefined>;
	ask: ((question: string, secret: boolean) => Promise<string>) | null;
	/** One line for the person. */
	say: (line: string) => void;
	options?: Options;
}

/** @returns the exit code: 0 the run reached its end, 1 it did not, 2 the input is wrong */
export async function main({ args, env, ask, say, options }: Surroundings): Promise<number> {
	let input: Input | null;
	try {
		input = await readInput(args, env, ask);
		if (input === null) {
			say(USAGE);
			return 0;
		}
		await prepare(input.out);
	} catch (error) {
		say(`${(error as Error).message}\n\n${USAGE}`);
		return 2;
	}
	const outcome = await run(input, {
		...options,
		onStep: (name) => say(`Asking about ${name} …`),
	});
	await writeReports(outcome, input.out);
	const { differences } = outcome.probe.findings;
	if (outcome.stopped) say(outcome.stopped);
	say(`${outcome.probe.requests} requests, ${differences.length} differences.`);
	say(`Please read ${join(input.out, 'conformance-report.md')} before you send it.`);
	return outcome.complete ? 0 : 1;
}

/** A folder that cannot be written is told before anything is asked. */
async function prepare(out: string): Promise<void> {
	try {
		await mkdir(out, { recursive: true });
		for (const name of ['conformance-report.md', 'conformance-report.json'])
			await writeFile(join(out, name), '', { flag: 'a' });
	} catch {
		throw new InputError('The reports cannot be written to the folder of --out.');
	}
}

async function writeReports(outcome: Outcome, out: string): Promise<void> {
	const { credential, authorization } = outcome.probe;
	const scrub = scrubber([...Object.values(credential), authorization?.split(' ')[1] ?? '']);
	await writeFile(join(out, 'conformance-report.md'), scrub(textReport(outcome)));
	await writeFile(
		join(out, 'conformance-report.json'),
		scrub(`${JSON.stringify(jsonReport(outcome), null, '\t')}\n`),
	);
}

if (import.meta.main) {
	const stop = new AbortController();
	process.on('SIGINT', () => {
		if (stop.signal.aborted) process.exit(130);
		stop.abort();
		console.error('Ending; press Ctrl-C again to end at once.');
	});
	process.exitCode = await main({
		args: process.argv.slice(2),
		env: process.env,
		ask: process.stdin.isTTY ? ask : null,
		say: (line) => console.log(line),
		options: { signal: stop.signal },
	});
}

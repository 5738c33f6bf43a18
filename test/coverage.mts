import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import process from 'node:process';
import { runCommand } from './command.mts';

/** What the unit and engine tests together have to run of the shipped code, in percent. */
export const MIN_COVERAGE = { statements: 98, lines: 98, branches: 93 };

const SHOWN_FILES = 10;

type Kind = keyof typeof MIN_COVERAGE;
type Figures = Record<Kind, { total: number; covered: number; pct: number }>;

/** What `vitest run` has to be given so that its coverage can be merged with that of other runs. */
export function recordCoverage(project: string, folder: string): string[] {
	return [
		'--coverage.enabled',
		'--coverage.reporter=json-summary',
		`--coverage.reportsDirectory=${join(folder, `coverage-${project}`)}`,
		'--reporter=blob',
		`--outputFile.blob=${join(folder, 'blobs', `${project}.json`)}`,
	];
}

/**
 * Merges the coverage that runs have recorded and holds it to `MIN_COVERAGE`.
 *
 * @param folder the one that `recordCoverage` was given
 * @returns the figures, for the log
 * @throws Error naming the figure that is too low, and the files that lack most
 */
export async function checkCoverage(folder: string): Promise<string> {
	const blobs = join(folder, 'blobs');
	const merged = join(folder, 'coverage');
	await mkdir(blobs, { recursive: true });
	const { output } = await runCommand(
		[
			'vitest',
			`--merge-reports=${blobs}`,
			'--reporter=dot',
			'--coverage.enabled',
			'--coverage.reporter=json-summary',
			`--coverage.reportsDirectory=${merged}`,
		],
		{},
		{ isQuiet: true },
	);
	const text = await readFile(join(merged, 'coverage-summary.json'), 'utf8').catch(() => {
		throw new Error(`The coverage could not be merged:\n${output}`);
	});
	const { total, ...files } = JSON.parse(text) as Record<string, Figures> & { total: Figures };
	const kinds = Object.keys(MIN_COVERAGE) as Kind[];
	const figures = kinds.map((kind) => `${kind} ${total[kind].pct} %`).join(', ');
	const low = kinds.filter((kind) => !(total[kind].pct >= MIN_COVERAGE[kind]));
	if (low.length === 0) return figures;
	const wanted = low.map((kind) => `${kind} ${MIN_COVERAGE[kind]} %`).join(', ');
	throw new Error(`${figures}; wanted: at least ${wanted}\n${worst(files, low[0]!)}`);
}

/** The files in which most is not run. */
function worst(files: Record<string, Figures>, kind: Kind): string {
	return Object.entries(files)
		.map(([path, { [kind]: found }]) => ({ path, missing: found.total - found.covered }))
		.filter(({ missing }) => missing > 0)
		.sort((a, b) => b.missing - a.missing)
		.slice(0, SHOWN_FILES)
		.map(({ path, missing }) => `  ${relative(process.cwd(), path)}: ${missing} ${kind} not run`)
		.join('\n');
}

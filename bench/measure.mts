/** One line of the results. */
export interface Result {
	/** What was done. */
	work: string;
	/** What it was held against. */
	against: string;
	/** Ours and theirs with their units. */
	ours: string;
	theirs: string;
	/** The figure that the goal is about, with its unit: `6.1 times`. */
	figure: string;
	goal: string;
	/** Left out of what is there for comparison only. */
	isReached?: boolean;
}

/** The middle one; of an even number the lower of the two in the middle. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

/**
 * Runs contestants by turns, so that a slow moment of the machine meets all of them.
 *
 * @returns the figures of each, in the order of the rounds
 */
export async function byTurns<Name extends string>(
	rounds: number,
	contestants: Record<Name, (round: number) => Promise<number>>,
): Promise<Record<Name, number[]>> {
	const names = Object.keys(contestants) as Name[];
	const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
		Name,
		number[]
	>;
	for (let round = 0; round < rounds; round++) {
		for (const name of names) figures[name].push(await contestants[name](round));
	}
	return figures;
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const times = (ratio: number): string => `${ratio.toFixed(2)} times`;
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

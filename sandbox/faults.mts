import { checkSettings, NONE, RATES, type Fault, type FaultSettings } from './fault-settings.mts';
import { createRandom, type Random } from './random.mts';

export type { FaultSettings } from './fault-settings.mts';

export interface Faults {
	readonly settings: Readonly<FaultSettings>;
	/** Replaces all settings; what is left out is switched off. Throws on an impossible value. */
	set(settings: Partial<FaultSettings>): void;
	/** How many faults of each kind have hit so far. */
	readonly hits: Record<Fault | 'duplicates', number>;
	/** What happens to this request: at most one fault, and a wait in real milliseconds. */
	draw(method: string, path: string): { fault?: Fault; status: 500 | 503; waitMs: number };
	/** Whether this delivery is sent twice. */
	duplicate(): boolean;
	/** Which of `length` waiting deliveries goes next. */
	shuffled(length: number): number;
}

export function createFaults(seed: number): Faults {
	let settings: FaultSettings = { seed, ...NONE };
	let random: Random = createRandom(seed);
	let paths = /(?:)/;
	const hits = { duplicates: 0 } as Record<Fault | 'duplicates', number>;
	for (const kind of RATES) hits[kind] = 0;
	return {
		get settings() {
			return settings;
		},
		hits,
		set(wanted) {
			const next = { seed: settings.seed, ...NONE, ...wanted };
			checkSettings(next);
			paths = new RegExp(next.paths);
			settings = next;
			random = createRandom(next.seed);
			for (const kind of Object.keys(hits) as (keyof typeof hits)[]) hits[kind] = 0;
		},
		draw(method, path) {
			if (!paths.test(`${method} ${path}`)) return { status: 500, waitMs: 0 };
			const status = random.next() < 0.5 ? 500 : 503;
			const waitMs = settings.latencyMs + random.next() * settings.latencyJitterMs;
			let chance = random.next();
			const fault = RATES.find((kind) => (chance -= settings[kind]) < 0);
			if (fault) hits[fault]++;
			return { fault, status, waitMs };
		},
		duplicate() {
			const twice = settings.duplicates > 0 && random.next() < settings.duplicates;
			if (twice) hits.duplicates++;
			return twice;
		},
		shuffled: (length) => (settings.shuffle ? random.below(length) : 0),
	};
}

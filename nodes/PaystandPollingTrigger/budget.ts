/** The share of the time n8n gives that is spent on new requests; the rest is for those under way. */
const SHARE = 0.7;
/** Before n8n told, this is what it gave. */
const DEFAULT_BUDGET_MS = 300_000;

/** The time that one poll may take. */
export class Budget {
	private readonly until: number;

	/** Aborts requests that are still under way when there is hardly any time left. */
	readonly signal: AbortSignal;

	/** @param ms what n8n gives; undefined where it does not tell yet */
	constructor(ms = DEFAULT_BUDGET_MS) {
		this.until = performance.now() + ms * SHARE;
		this.signal = AbortSignal.timeout(Math.ceil((ms * (1 + SHARE)) / 2));
	}

	get isSpent(): boolean {
		return performance.now() >= this.until;
	}
}

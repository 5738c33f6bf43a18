import type { IDataObject } from 'n8n-workflow';

import { shortHash } from '../events/shortHash';

const MAX_RECORDS = 5_000;

/** When the newest state that was seen of each record is from, to tell events that came late. */
export class NewestStates {
	/** Hash of kind and id → milliseconds since 1970; the longest unchanged first. */
	private readonly times: Record<string, number> = {};

	merge(saved: IDataObject): void {
		for (const [key, time] of Object.entries(saved)) this.learn(key, Number(time));
	}

	/**
	 * Whether an event is older than the newest one seen of its record; if not, it is the newest.
	 *
	 * @param time ISO 8601; what cannot be read is never older
	 */
	isOutdated(kind: string, id: unknown, time: unknown): boolean {
		const at = Date.parse(String(time));
		if (Number.isNaN(at)) return false;
		const key = shortHash(`${kind} ${String(id)}`);
		if (at < (this.times[key] ?? -Infinity)) return true;
		this.learn(key, at);
		return false;
	}

	toJSON(): Record<string, number> {
		return this.times;
	}

	private learn(key: string, at: number): void {
		const known = this.times[key];
		if (known !== undefined && known >= at) return;
		// The key moves to the end, so that the first one is the longest unchanged.
		delete this.times[key];
		this.times[key] = at;
		const keys = Object.keys(this.times);
		if (keys.length > MAX_RECORDS) delete this.times[keys[0]];
	}
}

import type { Engine, EngineResult } from '../sandbox.mts';
import { MONEY } from './money.mts';
import { RECORDS } from './records.mts';
import type { Stop } from './stop.mts';
import { furnish } from './world.mts';

export interface Visit extends Stop {
	/** What was filled in. */
	given: object;
	result: EngineResult;
}

/**
 * Runs every operation of the node against a furnished account, one after the other, and where it
 * has several routes or bodies each of them: all fields filled in and none, a locator by id and by
 * key, with dates and without.
 */
export async function tour(engine: Engine): Promise<Visit[]> {
	const world = await furnish(engine);
	const visits: Visit[] = [];
	for (const stop of [...RECORDS, ...MONEY]) {
		const given = stop.parameters(world);
		const file = { name: 'invoice.pdf', type: 'application/pdf', data: stop.file as Buffer };
		const result = await engine.run({
			resource: stop.resource,
			operation: stop.operation,
			parameters: given as never,
			items: [{ json: {}, ...(stop.file && { files: { data: file } }) }],
		});
		if (result.error) {
			const { message, description } = result.error;
			throw new Error(`${stop.resource}: ${stop.operation}: ${message}. ${description}`);
		}
		visits.push({ ...stop, given, result });
	}
	return visits;
}

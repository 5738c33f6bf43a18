import type { Engine, EngineResult } from '../sandbox.mts';
import { MONEY } from './money.mts';
import { RECORDS } from './records.mts';
import type { Stop } from './stop.mts';
import { furnish, type World } from './world.mts';

export interface Visit extends Stop {
	/** What was filled in. */
	given: object;
	result: EngineResult;
}

/** Every stop, in an order in which each finds what it needs. */
export const STOPS: Stop[] = [...RECORDS, ...MONEY];

/**
 * Runs every operation of the node against a furnished account, one after the other, and where it
 * has several routes or bodies each of them: all fields filled in and none, a locator by id and by
 * key, with dates and without.
 */
export async function tour(engine: Engine): Promise<Visit[]> {
	const world = await furnish(engine);
	const visits: Visit[] = [];
	for (const stop of STOPS) visits.push(await visit(engine, world, stop));
	return visits;
}

/** @throws when the operation is refused */
export async function visit(engine: Engine, world: World, stop: Stop): Promise<Visit> {
	const { resource, operation, parameters, file } = stop;
	const given = parameters(world);
	const files = file && { data: { name: 'invoice.pdf', type: 'application/pdf', data: file } };
	const result = await engine.run({
		resource,
		operation,
		parameters: given as never,
		items: [{ json: {}, ...(files && { files }) }],
	});
	if (!result.error) return { ...stop, given, result };
	const { message, description } = result.error;
	throw new Error(`${resource}: ${operation}: ${message}. ${description}`);
}

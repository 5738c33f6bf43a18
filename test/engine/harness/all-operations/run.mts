import type { INodeParameters } from 'n8n-workflow';
import type { Engine, EngineResult } from '../sandbox.mts';
import { prepareAccount, type Account } from './account.mts';
import type { OperationCase } from './case.mts';
import { MONEY } from './money.mts';
import { RECORDS } from './records.mts';

export interface CaseResult extends OperationCase {
	/** What was filled in. */
	given: INodeParameters;
	result: EngineResult;
}

/** Every case, in an order in which each finds what it needs. */
export const CASES: OperationCase[] = [...RECORDS, ...MONEY];

/**
 * Runs every operation of the node against a prepared account, one after the other, with each of its
 * routes and bodies: all optional fields filled in and none, a locator by id and by key, with dates
 * and without.
 */
export async function runAllOperations(engine: Engine): Promise<CaseResult[]> {
	const account = await prepareAccount(engine);
	const results: CaseResult[] = [];
	for (const one of CASES) results.push(await runCase(engine, account, one));
	return results;
}

/** @throws when the operation is refused */
export async function runCase(
	engine: Engine,
	account: Account,
	one: OperationCase,
): Promise<CaseResult> {
	const { resource, operation, parameters, file } = one;
	const given = parameters(account);
	const files = file && { data: { name: 'invoice.pdf', type: 'application/pdf', data: file } };
	const result = await engine.run({
		resource,
		operation,
		parameters: given,
		items: [{ json: {}, ...(files && { files }) }],
	});
	if (!result.error) return { ...one, given, result };
	const { message, description } = result.error;
	throw new Error(`${resource}: ${operation}: ${message}. ${description}`);
}

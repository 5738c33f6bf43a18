import type { Engine } from '../sandbox.mts';
import { prepareAccount } from './account.mts';
import { CASES, runCase, type OperationResult } from './case.mts';
import { runFlow } from './flow.mts';

/**
 * Runs every operation of the node against a prepared account: first all cases, one after the other,
 * then the example flow.
 */
export async function runAllOperations(engine: Engine): Promise<OperationResult[]> {
	const account = await prepareAccount(engine);
	const results: OperationResult[] = [];
	for (const one of CASES) results.push(await runCase(engine, account, one));
	return [...results, ...(await runFlow(engine, account))];
}

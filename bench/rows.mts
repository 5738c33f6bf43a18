import { addReceivable, callerOf } from '../harness/records.mts';
import type { HarnessWorld } from '../harness/world.mts';
import type { Receivable } from '../sandbox/resources.mts';

/**
 * Fills the sandbox with receivables of CUST-1: one over the API, the others after its pattern
 * straight into the books, since a hundred thousand requests would take minutes.
 */
export async function fill({ sandbox, merchant }: HarnessWorld, count: number): Promise<void> {
	const call = await callerOf(sandbox, merchant);
	const { id } = await addReceivable(call, 'CUST-1', 'ROW-0', '100.00');
	const pattern = merchant.receivables.get(id) as Receivable;
	for (let n = 1; n < count; n++) {
		const row = structuredClone(pattern);
		const key = `ROW-${n}`;
		merchant.receivables.insert({
			...row,
			id: `${id.slice(0, -6)}${n.toString(36).padStart(6, '0')}`,
			extId: key,
			extRef: `No. ${key}`,
		});
	}
}

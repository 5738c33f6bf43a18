import type { Probe } from '../../probe.mts';
import { CLOSED } from '../open.mts';
import { noteRoute } from '../records.mts';
import { REFUSED } from './shared.mts';

/**
 * Updates of the older reference, of records that this run made and no others
 * (docs/paystand-api.md#the-older-reference).
 */
export async function tryOlderUpdates(probe: Probe): Promise<void> {
	const text = `${probe.prefix} changed`;
	const updates: [operationId: string, id: string, body: object][] = [
		['updatePayer', 'payerId', { name: text }],
		['updateBank', 'bankId', { nameOnAccount: text }],
		['updatePayment', 'paymentId', { description: text }],
		['updateRefund', 'refundId', { description: text }],
	];
	for (const [operationId, name, body] of updates) {
		const id = probe.made[name]?.[0];
		const operation = probe.operation(operationId);
		if (id === undefined || !operation) continue;
		const expect = [operation.success, ...CLOSED, ...REFUSED];
		noteRoute(
			probe,
			operation,
			await probe.ask(operationId, { ids: { [name]: id }, body, expect }),
		);
	}
}

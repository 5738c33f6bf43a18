import { movementTexts } from '../../item/kind';
import type { DateFilteredKind } from '../../item/kind';

/** A payment that the payer disputes, or that their bank returned (ACH return). */
export const dispute: DateFilteredKind = {
	name: 'dispute',
	label: 'Dispute',
	plural: 'disputes',
	description: 'The dispute or ACH return',
	path: (id) => ['disputes', id],
	list: { path: ['disputes', 'all'] },
	filteredPath: ['disputes'],
	searchTexts: (row) => [row.reason, ...movementTexts(row)],
	// The documentation and integrators disagree; this is all that either names
	// (docs/paystand-api.md#dispute-states).
	statuses: [
		...['created', 'processing', 'active', 'acceptingEvidence'],
		...['underReview', 'won', 'lost', 'failed'],
	],
	shortFields: [
		...['id', 'status', 'amount', 'currency', 'disputeType'],
		...['reason', 'paymentId', 'created', 'lastUpdated'],
	],
	labels: { disputeId: 'Dispute', order: 'Order' },
};

import { datedGetMany } from '../../fields/datedList';
import { paymentFilter } from '../../fields/ownFilters';
import { simplified } from './simplified';

export const getMany = datedGetMany({
	plural: 'disputes',
	path: ['disputes'],
	allPath: ['disputes', 'all'],
	// The documentation and integrators disagree; this is all that either names (fact sheet 12.5).
	statuses: [
		'created',
		'processing',
		'active',
		'acceptingEvidence',
		'underReview',
		'won',
		'lost',
		'failed',
	],
	filters: [
		paymentFilter,
		{
			property: {
				displayName: 'Dispute Type',
				name: 'disputeType',
				type: 'options',
				options: [
					{ name: 'ACH Return', value: 'Bank' },
					{ name: 'Card Dispute', value: 'Card' },
				],
				default: 'Bank',
				description: 'Whether the bank returned a debit or the holder of a card objected',
			},
			// Integrators name only Bank, for ACH returns (fact sheet 6.10): what is not that is a card's.
			matches: (row, wanted) => (row.disputeType === 'Bank') === (wanted === 'Bank'),
		},
	],
	simplified,
});

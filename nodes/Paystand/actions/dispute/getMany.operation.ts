import { dateFilteredGetMany } from '../../lists/getMany';
import { recordFilter } from '../../lists/filters';
import { payment, paymentIdOf } from '../payment/kind';
import { dispute } from './kind';

export const getMany = dateFilteredGetMany(
	dispute,
	{ from: 'getDispute', pick: dispute.shortFields },
	[
		recordFilter(payment, paymentIdOf),
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
			// Integrators name only Bank, for ACH returns (docs/paystand-api.md#ach-returns): what is not
			// that is a card's.
			matches: (row, wanted) => (row.disputeType === 'Bank') === (wanted === 'Bank'),
		},
	],
);

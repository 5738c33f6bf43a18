import type { INodeProperties } from 'n8n-workflow';

import type { Role } from './journalLines';

/** Display name and default name of each account. */
export const ACCOUNTS: Record<Role, [string, string]> = {
	adjustments: ['Adjustments', 'Paystand Adjustments'],
	bank: ['Bank', 'Bank'],
	clearing: ['Clearing', 'Paystand Clearing'],
	convenienceFees: ['Convenience Fees', 'Convenience Fee Income'],
	discounts: ['Discounts', 'Incentives and Discounts'],
	disputes: ['Disputes', 'Disputes'],
	held: ['Held at Paystand', 'Balance Held at Paystand'],
	merchantFees: ['Merchant Fees', 'Merchant Fees'],
	receivables: ['Receivables', 'Accounts Receivable'],
	refunds: ['Refunds', 'Refunds'],
	unapplied: ['Unapplied Cash', 'Unapplied Cash'],
};

export const DIMENSIONS = { displayName: 'Dimensions (JSON)', name: 'dimensions' };

export const journalFields: INodeProperties[] = [
	{
		displayName: 'Entries',
		name: 'detail',
		type: 'options',
		options: [
			{ name: 'One for Each Transaction', value: 'transactions' },
			{ name: 'One for the Payout', value: 'summary' },
		],
		default: 'transactions',
		description: 'Whether each payment, refund, dispute and fee gets an entry, or the sums do',
	},
	{
		displayName: 'Accounts',
		name: 'accounts',
		type: 'collection',
		placeholder: 'Add Account',
		default: {},
		description: 'Names or numbers of the accounts in your ERP, where they are not the usual ones',
		options: Object.entries(ACCOUNTS).map(([name, [displayName, usual]]) => ({
			displayName,
			name,
			type: 'string',
			default: usual,
		})),
	},
	{
		displayName: 'Entity',
		name: 'entity',
		type: 'string',
		default: '',
		description: 'The subsidiary or company that the lines belong to, as your ERP names it',
	},
	{
		...DIMENSIONS,
		type: 'json',
		default: '{}',
		description: 'Put on every line as it is, e.g. {"department": "Finance"}',
	},
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. America/Los_Angeles',
		description:
			'The time zone that posting dates are days of. Default: the one of your Paystand account.',
	},
	{
		displayName: 'Include Unexplained',
		name: 'includeUnexplained',
		type: 'boolean',
		default: false,
		description:
			'Whether to give entries for a payout that is not balanced; the difference stays in clearing',
	},
];

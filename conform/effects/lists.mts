import type { Answer } from '../findings.mts';
import { is, any, onlyFor, type Effect } from './effect.mts';

export const LISTS: Effect[] = [
	{
		answer: 'largestPage',
		question: 'How many rows has the largest page?',
		heading: 'Page size',
		assumed: 'at least 50',
		isAssumed: (value) => typeof value === 'number' && value >= 50,
		affected: 'Lists: the end of a list is proven by a look beyond it, at the size that is served.',
		copes: 'yes',
	},
	{
		answer: 'count',
		question: 'Does count mean the page or the whole list?',
		heading: 'The list envelope',
		assumed: 'the whole list',
		isAssumed: is('total'),
		affected: 'Lists: count is a hint for reading ahead, never the end of a list.',
		copes: 'yes',
	},
	{
		answer: 'orderByLastUpdated',
		question: 'Does order=lastUpdated hold?',
		heading: 'Order',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected:
			'Get Many with Sort: rows come in Paystand’s order. Polling by change can miss records.',
		copes: 'in part',
	},
	{
		answer: 'dateFilter',
		question: 'Do the date filters hold?',
		heading: 'Date filters',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected:
			'Get Many with a period, and the look-up of a charge: more is read than was asked for.',
		copes: 'in part',
	},
	{
		answer: 'dateFilterLastUpdated',
		question: 'Does f.datetype=lastUpdated hold?',
		heading: 'Date filters',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected: 'Get Many with a period by change, and polling.',
		copes: 'in part',
	},
	{
		answer: 'filterWithoutQueryType',
		question: 'Are f.* parameters ignored without f.querytype?',
		heading: 'Filters without f.querytype',
		assumed: 'ignored',
		isAssumed: is('ignored'),
		affected: 'Nothing: the node always sends f.querytype with them.',
		copes: 'yes',
	},
	{
		answer: 'datePresets',
		question: 'Which date presets are there?',
		heading: 'Date filters',
		assumed: 'unknown',
		isAssumed: any,
		affected: 'Nothing: the node sends days.',
		copes: 'yes',
	},
	{
		answer: 'otherFilters',
		question: 'Which other filters do receivables have?',
		heading: 'What a list can be filtered by',
		assumed: 'none',
		isAssumed: onlyFor('ignored', 'refused', null),
		affected: 'Finding by your own key reads the list; a filter would be faster, not more right.',
		copes: 'yes',
	},
	{
		answer: 'customerFilters',
		question: 'Which filters do customers have?',
		heading: 'What a list can be filtered by',
		assumed: 'none',
		isAssumed: onlyFor('ignored', 'refused', null),
		affected: 'Finding by your own key reads the list; a filter would be faster, not more right.',
		copes: 'yes',
	},
	{
		answer: 'creditMemoFilters',
		question: 'Which parameters go with by-payerCustomerId and by-erpName?',
		heading: 'Credit-memo lists',
		assumed: 'f.payerCustomerId and f.erpName',
		isAssumed: (value) =>
			value === null ||
			['by-payerCustomerId, f.payerCustomerId', 'by-erpName, f.erpName'].every(
				(name) => (value as Record<string, Answer>)[name] === 'filters',
			),
		affected: 'Credit Memo: Get Many by customer or ERP gives all credit memos or an error.',
		copes: 'in part',
	},
	{
		answer: 'feeFilters',
		question: 'How are fees filtered by payment?',
		heading: 'Fees of a payment',
		assumed: 'resourceId',
		isAssumed: (value) =>
			value === null || (value as Record<string, Answer>).resourceId === 'filters',
		affected: 'Fee: Get Many of a payment shows fees of other payments or an error.',
		copes: 'in part',
	},
];

import type { Answer } from '../findings.mts';
import { is, any, onlyFor, type Effect } from './effect.mts';

export const LISTS: Effect[] = [
	{
		answer: 'largestPage',
		question: 'How many rows has the largest page?',
		sheet: '11.3',
		assumed: 'at least 50',
		isAssumed: (value) => typeof value === 'number' && value >= 50,
		affected: 'Lists: the end of a list is proven by a look beyond it, at the size that is served.',
		copes: 'yes',
	},
	{
		answer: 'count',
		question: 'Does count mean the page or the whole list?',
		sheet: '11.3',
		assumed: 'the whole list',
		isAssumed: is('total'),
		affected: 'Lists: count is a hint for reading ahead, never the end of a list.',
		copes: 'yes',
	},
	{
		answer: 'orderByLastUpdated',
		question: 'Does order=lastUpdated hold?',
		sheet: '5',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected:
			'Get Many with Sort: rows come in Paystand’s order. Polling by change can miss records.',
		copes: 'in part',
	},
	{
		answer: 'dateFilter',
		question: 'Do the date filters hold?',
		sheet: '5',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected:
			'Get Many with a period, and the look-up of a charge: more is read than was asked for.',
		copes: 'in part',
	},
	{
		answer: 'dateFilterLastUpdated',
		question: 'Does f.datetype=lastUpdated hold?',
		sheet: '5',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected: 'Get Many with a period by change, and polling.',
		copes: 'in part',
	},
	{
		answer: 'filterWithoutQueryType',
		question: 'Are f.* parameters ignored without f.querytype?',
		sheet: '14 b',
		assumed: 'ignored',
		isAssumed: is('ignored'),
		affected: 'Nothing: the node always sends f.querytype with them.',
		copes: 'yes',
	},
	{
		answer: 'datePresets',
		question: 'Which date presets are there?',
		sheet: '11.5',
		assumed: 'unknown',
		isAssumed: any,
		affected: 'Nothing: the node sends days.',
		copes: 'yes',
	},
	{
		answer: 'otherFilters',
		question: 'Which other filters do receivables have?',
		sheet: '11.5, 13.12',
		assumed: 'none',
		isAssumed: onlyFor('ignored', 'refused', null),
		affected: 'Finding by your own key reads the list; a filter would be faster, not more right.',
		copes: 'yes',
	},
	{
		answer: 'customerFilters',
		question: 'Which filters do customers have?',
		sheet: '11.3',
		assumed: 'none',
		isAssumed: onlyFor('ignored', 'refused', null),
		affected: 'Finding by your own key reads the list; a filter would be faster, not more right.',
		copes: 'yes',
	},
	{
		answer: 'creditMemoFilters',
		question: 'Which parameters go with by-payerCustomerId and by-erpName?',
		sheet: '11.4',
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
		sheet: '11.4',
		assumed: 'resourceId',
		isAssumed: (value) =>
			value === null || (value as Record<string, Answer>).resourceId === 'filters',
		affected: 'Fee: Get Many of a payment shows fees of other payments or an error.',
		copes: 'in part',
	},
];

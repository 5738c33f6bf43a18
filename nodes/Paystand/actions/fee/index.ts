import type { Resource } from '../../item/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getPlan } from './getPlan.operation';
import { quote } from './quote.operation';
import { quoteOneMethod } from './quoteOneMethod.operation';
import { fee as kind } from './kind';

export const fee: Resource = {
	value: 'fee',
	name: 'Fee',
	description: 'What Paystand charges you, and quotes of what a payer would bear',
	labels: kind.labels,
	operations: [get, getMany, getPlan, quote, quoteOneMethod],
};

import type { Resource } from '../operation';
import { activate } from './activate.operation';
import { cancel } from './cancel.operation';
import { create } from './create.operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { labels } from './fields';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

export const creditMemo: Resource = {
	value: 'creditMemo',
	name: 'Credit Memo',
	description: 'A credit that a customer can apply to invoices at checkout',
	labels,
	operations: [activate, cancel, create, createOrUpdate, get, getMany, update],
};

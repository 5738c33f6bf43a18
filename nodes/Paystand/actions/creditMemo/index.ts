import type { Resource } from '../../item/operation';
import { activate } from './activate.operation';
import { cancel } from './cancel.operation';
import { create } from './create.operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';
import { creditMemo as kind } from './kind';

export const creditMemo: Resource = {
	value: 'creditMemo',
	name: 'Credit Memo',
	description: 'A credit that a customer can apply to invoices at checkout',
	labels: kind.labels,
	operations: [activate, cancel, create, createOrUpdate, get, getMany, update],
};

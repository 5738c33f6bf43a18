import type { Resource } from '../../item/operation';
import { add } from './add.operation';
import { labels } from './fields';
import { get } from './get.operation';
import { sendMicroDeposits } from './sendMicroDeposits.operation';
import { update } from './update.operation';
import { verifyMicroDeposits } from './verifyMicroDeposits.operation';

export const bankAccount: Resource = {
	value: 'bankAccount',
	name: 'Bank Account',
	description: 'A bank account of a customer, saved to be charged',
	labels,
	operations: [add, get, sendMicroDeposits, update, verifyMicroDeposits],
};

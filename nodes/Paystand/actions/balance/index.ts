import type { Resource } from '../../item/operation';
import { getChange } from './getChange.operation';
import { getOfPayment } from './getOfPayment.operation';
import { getSummary } from './getSummary.operation';

export const balance: Resource = {
	value: 'balance',
	name: 'Balance',
	description: 'What is available and pending in your Paystand accounts',
	labels: { paymentId: 'Payment', balanceChangeId: 'Balance Change ID', accounts: 'Account Keys' },
	operations: [getChange, getOfPayment, getSummary],
};

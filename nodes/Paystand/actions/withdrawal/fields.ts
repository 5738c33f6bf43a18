import type { INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../../client/errors';
import { changeableFieldsOf, optionalFieldsOf } from '../../fields/collections';
import { currency } from '../../fields/currency';
import { description } from '../../fields/description';
import { extraFields } from '../../fields/extraFields';
import { idField } from '../../fields/idField';
import { outputChoice } from '../../fields/listing';
import { metadata } from '../../fields/metadata';
import { lookBackDays, movementKey } from '../../fields/movementKey';
import { withdrawal } from './kind';

const { labels } = withdrawal;

/** What Extra Fields must not hold: it would move money past what is checked and looked up. */
export const fixedFields: Labels = labels;

export const withdrawalKey = movementKey({
	displayName: 'Withdrawal Key',
	name: 'withdrawalKey',
	placeholder: 'e.g. Payout of week 48',
	noun: 'withdrawal',
	done: 'withdrawn',
	plural: 'Withdrawals',
});

export const withdrawnAmount: INodeProperties = {
	displayName: labels.amount,
	name: 'amount',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 250.00',
	description: 'At most the available balance: digits with a point and at most two places',
};

export const bankId = idField({
	displayName: labels.bankId,
	name: 'bankId',
	description: "Your own bank account, as the 'bankId' of an earlier withdrawal shows it",
});

export const accountKey: INodeProperties = {
	displayName: labels.accountKey,
	name: 'accountKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. default',
	description: 'Which of your Paystand accounts the money is taken from',
};

/** All fields of a new withdrawal. */
export const withdrawalFields: INodeProperties[] = [
	withdrawnAmount,
	currency(),
	bankId,
	optionalFieldsOf([
		accountKey,
		description(),
		extraFields(),
		lookBackDays(withdrawalKey.displayName, 'withdrawals'),
		metadata(),
		withdrawalKey,
	]),
	...outputChoice(),
];

/** What an update can change: nothing else (docs/paystand-api.md#withdrawal-routes). */
export const updateFields = changeableFieldsOf([description(), metadata()]);

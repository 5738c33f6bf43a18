import type { IDataObject } from 'n8n-workflow';

import { description } from '../../fields/description';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { keyAndMetadata } from '../../movements/input';
import { agrees } from '../../movements/movement';
import type { Movement, MovementKind } from '../../movements/movement';
import { withExtraFields } from '../../records/body';
import { accountKey, bankId, fixedFields, withdrawalKey, withdrawnAmount } from './fields';
import { withdrawal } from './kind';

/** A withdrawal, for which one of Paystand's stands. */
const WITHDRAWAL: MovementKind = {
	noun: 'withdrawal',
	verb: 'withdraw',
	gerund: 'withdrawing',
	done: 'withdrawn',
	record: withdrawal,
	key: withdrawalKey,
	// Not published; a withdrawal is carried out by transfers, so theirs are likely.
	movedStates: ['created', 'processing', 'sending', 'posted', 'paid'],
};

/**
 * Reads a withdrawal from the fields of the screen, as something that is done once: `POST
 * /withdrawals`.
 *
 * @throws {PaystandError} naming the field that is empty or malformed; nothing was withdrawn
 */
export function withdrawalMovement(item: Item): Movement {
	const more = item.collection('additionalFields');
	const plain: IDataObject = {};
	for (const { name, displayName } of [accountKey, description()]) {
		const value = new Field(displayName, more[name]).optionalText();
		if (value !== undefined) plain[name] = value;
	}
	const wanted = {
		amount: item.field(withdrawnAmount).amount('positive'),
		currency: item.value('currency') as string,
		bankId: item.field(bankId).id(),
	};
	const extra = withExtraFields(plain, more.extraFields, fixedFields);
	const { meta, ...key } = keyAndMetadata(more, { key: withdrawalKey });
	return {
		kind: WITHDRAWAL,
		identity: [wanted, plain.accountKey],
		...key,
		prepare: async (value) => ({
			path: ['withdrawals'],
			body: { ...extra, ...wanted, meta: { ...meta, [withdrawalKey.name]: value } },
			shown: wanted,
		}),
		isRequested: (row) => agrees(row, wanted),
		mayBe: (row) => agrees(row, wanted),
		whenOther: (row) => `That withdrawal goes to bank account ${String(row.bankId)}.`,
		whenFailed: ({ id, status }) => [
			`The withdrawal did not go through: withdrawal ${String(id)} has the status '${String(status)}'`,
			'No money moves. Check the bank account and the balance in Paystand.',
		],
	};
}

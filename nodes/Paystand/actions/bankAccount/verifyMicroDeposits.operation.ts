import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asError, PaystandError, refusalOf } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import type { Refusal } from '../../../../client/refusal';
import type { Field } from '../../item/field';
import type { Operation } from '../../item/operation';
import { lookedUp } from '../../records/lookUp';
import { bankId } from './fields';
import { bankPath, withoutNumber } from './savedBank';

const amounts: INodeProperties[] = [
	{
		displayName: 'First Amount (Cents)',
		name: 'firstAmount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 32',
		description: 'One of the two deposits in whole cents: 32 for 0.32',
	},
	{
		displayName: 'Second Amount (Cents)',
		name: 'secondAmount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 45',
		description: 'The other deposit in whole cents, in any order',
	},
];

export const verifyMicroDeposits: Operation = {
	value: 'verifyMicroDeposits',
	name: 'Verify Micro-Deposits',
	action: 'Verify micro deposits',
	description: 'Verify a bank account with the two deposits that arrived on it',
	properties: [bankId, ...amounts],
	output: { from: 'verifyMicroDeposits' },

	async execute(item) {
		const id = item.field(bankId).id();
		const cents = amounts.map((amount) => centsOf(item.field(amount)));
		try {
			const options = { idempotent: false };
			// Not sent again after an unclear outcome: a wrong guess may count twice.
			const reply = await item.client.put(['banks', id, 'drops'], { amounts: cents }, options);
			return { id, ...reply };
		} catch (error) {
			const refusal = refusalOf(error);
			if (refusal?.status !== 402) throw asError(error);
			const verified = await alreadyVerified(item.client, id, refusal);
			if (verified) return verified;
			throw wrongAmounts(refusal);
		}
	},
};

/**
 * The bank account, when it is verified already: then there is nothing left to do
 * (docs/paystand-api.md#micro-deposits).
 */
async function alreadyVerified(
	client: PaystandClient,
	id: string,
	{ explanation = '' }: Refusal,
): Promise<IDataObject | undefined> {
	if (!/already\s+(been\s+)?verified/i.test(explanation)) return undefined;
	const bank = await lookedUp(
		client,
		async () => await client.get(bankPath(id), { keepToken: true }),
	);
	return bank?.id === id && bank.verified === true ? withoutNumber(bank) : undefined;
}

function wrongAmounts({ code, explanation, ref = 'none' }: Refusal): PaystandError {
	return new PaystandError(
		'The two amounts are not those of the deposits',
		`The bank account stays unverified. Look at the deposits on its statement again: whole cents, so 32 for 0.32. Paystand says: ${explanation ?? code ?? 'nothing more'} (reference ${ref})`,
	);
}

function centsOf(field: Field): string {
	const given = field.text();
	if (/^[1-9]\d?$/.test(given)) return given;
	return field.fail(
		`is not an amount in whole cents: '${given.slice(0, 20)}'`,
		'Enter 32 for 0.32.',
	);
}

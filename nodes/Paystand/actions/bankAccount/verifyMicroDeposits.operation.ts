import { NodeOperationError } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../../client/errors';
import { requestObject } from '../../../../client/request';
import { idOf } from '../../fields/idField';
import { refuse, text } from '../../fields/input';
import type { Operation } from '../operation';
import { bankId } from './fields';

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

	async execute(itemIndex) {
		const id = idOf(this, itemIndex, bankId);
		const cents = amounts.map(({ name, displayName }) => {
			const place = { context: this, itemIndex, label: displayName };
			const given = text(place, this.getNodeParameter(name, itemIndex));
			if (/^[1-9]\d?$/.test(given)) return given;
			return refuse(
				place,
				`is not an amount in whole cents: '${given.slice(0, 20)}'`,
				'Enter 32 for 0.32.',
			);
		});
		try {
			const path = ['banks', id, 'drops'];
			const body = { amounts: cents };
			// Not sent again after an unclear outcome: a wrong guess may count twice.
			const reply = await requestObject(this, { method: 'PUT', path, body, repeatable: false });
			return { id, ...reply };
		} catch (error) {
			const refusal = refusalOf(error);
			if (refusal?.status !== 402) throw asNodeError(this.getNode(), error);
			throw new NodeOperationError(
				this.getNode(),
				'The two amounts are not those of the deposits',
				{
					description: `The bank account stays unverified. Look at the deposits on its statement again: whole cents, so 32 for 0.32. Paystand says: ${refusal.explanation ?? refusal.code ?? 'nothing more'} (reference ${refusal.ref ?? 'none'})`,
					itemIndex,
				},
			);
		}
	},
};

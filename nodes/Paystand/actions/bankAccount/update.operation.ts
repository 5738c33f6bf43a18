import { changeableFieldsOf } from '../../fields/collections';
import { extraFields } from '../../fields/extraFields';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { updatePart } from '../../records/partialUpdate';
import { bankId, nameOnAccount } from './fields';
import { bankPath, withoutNumber } from './savedBank';

/** Only the name was seen in an update (docs/paystand-api.md#reading-and-changing-saved-funds). */
const updateFields = changeableFieldsOf([extraFields(), nameOnAccount]);

/** What makes it another account: that is Bank Account: Add. */
const owned = {
	id: 'Bank Account ID',
	accountNumber: 'Bank Account: Add',
	routingNumber: 'Bank Account: Add',
	externalId: 'ERP Bank Account ID in Bank Account: Add',
};

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update bank account',
	description: `Update a saved bank account. Which fields can be changed besides the name is not published. ${OLDER_NOTE}.`,
	properties: [bankId, updateFields],
	output: { from: 'updateBank' },
	hint: (refusal) => whenNotOpen(refusal, 'Save the account anew with Bank Account: Add.'),

	async execute(item) {
		const id = item.field(bankId).id();
		const update = { name: 'bank account', id, path: bankPath(id), fields: updateFields, owned };
		return withoutNumber(await updatePart(item, update));
	},
};

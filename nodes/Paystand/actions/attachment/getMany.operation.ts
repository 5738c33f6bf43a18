import type { IDataObject } from 'n8n-workflow';

import { requestObject } from '../../../../client/request';
import { returnAllAndLimit, rowsWanted } from '../../fields/listing';
import { receivableId, receivableLocator } from '../../fields/locators';
import type { Operation } from '../operation';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many attachments',
	description: 'Retrieve a list of attachments of a receivable',
	properties: [receivableLocator(), ...returnAllAndLimit()],

	async execute(itemIndex, execution) {
		const id = await receivableId(this, itemIndex, execution);
		// There is no list of its own: a receivable carries its attachments (fact sheet 12.4).
		const record = await requestObject(this, { method: 'GET', path: ['receivables', id, 'read'] });
		const attachments = (record.attachments ?? []) as IDataObject[];
		return attachments
			.slice(0, rowsWanted(this, itemIndex))
			.map((attachment) => ({ ...attachment, receivableId: id }));
	},
};

import { returnAllAndLimit, rowsWanted } from '../../fields/listing';
import { receivableId, receivableLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { attachmentsOf } from './attachments';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many attachments',
	description: 'Retrieve a list of attachments of a receivable',
	properties: [receivableLocator(), ...returnAllAndLimit()],

	async execute(itemIndex, execution) {
		const id = await receivableId(this, itemIndex, execution);
		// There is no list of its own: a receivable carries its attachments (fact sheet 12.4).
		const attachments = await attachmentsOf(this, id);
		return (attachments ?? [])
			.slice(0, rowsWanted(this, itemIndex))
			.map((attachment) => ({ ...attachment, receivableId: id }));
	},
};

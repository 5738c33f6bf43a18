import {
	attachmentId,
	attachmentLocator,
	receivableId,
	receivableLocator,
} from '../../fields/locators';
import type { Operation } from '../operation';
import { removeAttachment } from './attachments';

export const remove: Operation = {
	value: 'remove',
	name: 'Remove',
	action: 'Remove attachment',
	description: 'Delete an attachment of a receivable. The receivable itself stays as it is.',
	properties: [receivableLocator(), attachmentLocator()],

	async execute(itemIndex, execution) {
		const id = await receivableId(this, itemIndex, execution);
		await removeAttachment(this, id, attachmentId(this, itemIndex));
		return { deleted: true };
	},
};

import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { refusalOf } from '../../../../client/errors';
import { paystandRequest, requestObject } from '../../../../client/request';
import {
	attachmentId,
	attachmentLocator,
	receivableId,
	receivableLocator,
} from '../../fields/locators';
import type { Operation } from '../operation';
import { acceptableFile, binaryField, binaryNames, pdfOnly, upload } from './files';

export const replace: Operation = {
	value: 'replace',
	name: 'Replace',
	action: 'Replace attachment',
	description: 'Update an attachment: upload the new file, then remove the old one',
	properties: [receivableLocator(), attachmentLocator(), binaryField(false), pdfOnly],

	async execute(itemIndex, execution) {
		const oldId = attachmentId(this, itemIndex);
		const [name] = binaryNames(this, itemIndex);
		const file = await acceptableFile(this, itemIndex, name);
		const id = await receivableId(this, itemIndex, execution);
		const record = await requestObject(this, { method: 'GET', path: ['receivables', id, 'read'] });
		const attachments = record.attachments as IDataObject[] | undefined;
		if (attachments?.every((attachment) => attachment.id !== oldId)) {
			throw new NodeOperationError(
				this.getNode(),
				`The receivable has no attachment with ID '${oldId}'`,
				{
					description:
						'Nothing was uploaded. Attachment: Get Many shows the IDs. To add a file, use Attachment: Upload.',
					itemIndex,
				},
			);
		}
		// In this order, so that an upload that does not succeed loses nothing (fact sheet 12.3).
		const uploaded = await upload(this, id, file);
		try {
			await paystandRequest(this, {
				method: 'DELETE',
				path: ['receivables', id, 'attachments', oldId],
			});
		} catch (error) {
			throw new NodeOperationError(
				this.getNode(),
				`The new attachment is there (ID ${String(uploaded.id)}), but the old one (ID ${oldId}) could not be removed`,
				{
					description: `Remove the old one with Attachment: Remove. Do not run this again: it would upload the file a second time. Paystand says: ${refusalOf(error)?.explanation ?? (error as Error).message}`,
					itemIndex,
				},
			);
		}
		return { ...uploaded, replacedId: oldId };
	},
};

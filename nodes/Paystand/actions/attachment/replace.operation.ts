import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { refusalOf } from '../../../../client/errors';
import type { FilePart } from '../../../../client/multipart';
import {
	attachmentId,
	attachmentLocator,
	receivableId,
	receivableLocator,
} from '../../fields/locators';
import type { Execution } from '../execution';
import type { Operation } from '../operation';
import { attachmentsOf, removeAttachment } from './attachments';
import { binaryField, binaryNames, pdfOnly, upload, withFile } from './files';

export const replace: Operation = {
	value: 'replace',
	name: 'Replace',
	action: 'Replace attachment',
	description: 'Update an attachment: upload the new file, then remove the old one',
	properties: [receivableLocator(), attachmentLocator(), binaryField(false), pdfOnly],

	async execute(itemIndex, execution) {
		const [name] = binaryNames(this, itemIndex);
		const work = async (file: FilePart) => await replaceBy.call(this, itemIndex, execution, file);
		return await withFile(this, itemIndex, name, execution, work);
	},
};

async function replaceBy(
	this: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
	file: FilePart,
): Promise<IDataObject> {
	const oldId = attachmentId(this, itemIndex);
	const id = await receivableId(this, itemIndex, execution);
	const attachments = await attachmentsOf(this, id);
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
		await removeAttachment(this, id, oldId);
	} catch (error) {
		const refusal = refusalOf(error);
		const what = refusal?.outcomeUnknown
			? `it is unknown whether the old one (ID ${oldId}) was removed`
			: `the old one (ID ${oldId}) could not be removed`;
		throw new NodeOperationError(
			this.getNode(),
			`The new attachment is there (ID ${String(uploaded.id)}), but ${what}`,
			{
				description: `Remove the old one with Attachment: Remove. Do not run this again: it would upload the file a second time. Paystand says: ${refusal?.explanation ?? (error as Error).message}`,
				itemIndex,
			},
		);
	}
	return { ...uploaded, replacedId: oldId };
}

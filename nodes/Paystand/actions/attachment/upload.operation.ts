import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { asNodeError } from '../../../../client/errors';
import { receivableId, receivableLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { acceptableFile, binaryField, binaryNames, pdfOnly, upload as uploadFile } from './files';

export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload attachment',
	description: 'Attach one or more PDFs to a receivable, up to 20 MB each',
	properties: [receivableLocator(), binaryField(true), pdfOnly],

	async execute(itemIndex, execution) {
		const names = binaryNames(this, itemIndex);
		const id = await receivableId(this, itemIndex, execution);
		const uploaded: IDataObject[] = [];
		for (const name of names) {
			try {
				const file = await acceptableFile(this, itemIndex, name);
				uploaded.push(await uploadFile(this, id, file));
			} catch (error) {
				if (uploaded.length === 0) throw asNodeError(this.getNode(), error);
				throw new NodeOperationError(
					this.getNode(),
					`Of ${names.length} files ${uploaded.length} went up, then: ${(error as Error).message}`,
					{
						description: `These are attached already: ${uploaded.map((file) => `${String(file.name)} (ID ${String(file.id)})`).join(', ')}. Upload only the others again.`,
						itemIndex,
					},
				);
			}
		}
		return uploaded;
	},
};

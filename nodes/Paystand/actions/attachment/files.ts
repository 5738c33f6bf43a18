import type { IBinaryData, IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { FilePart } from '../../../../client/multipart';
import { createRecord } from '../../../../client/request';
import { refuse, shown } from '../../fields/input';
import type { Execution } from '../execution';

/** Paystand takes files of up to 20 MB (fact sheet 6.4). */
const MOST_BYTES = 20 * 1024 * 1024;
/** What a file counts at least, so that small ones do not come all at once. */
const LEAST_BYTES = 3 * 1024 * 1024;
/** Readers accept the signature anywhere in the first KiB, and some ERPs write a BOM before it. */
const PDF_HEAD_BYTES = 1024;

const LABEL = 'Input Data Field Name';

/** The field that names the binary data to upload. */
export function binaryField(many: boolean): INodeProperties {
	return {
		displayName: LABEL,
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: many
			? 'The input field that holds the file. Several: separate the names with commas, or write * for all.'
			: 'The input field that holds the file',
	};
}

/** Whether only PDFs may go out. */
export const pdfOnly: INodeProperties = {
	displayName: 'PDF Only',
	name: 'pdfOnly',
	type: 'boolean',
	default: true,
	description:
		'Whether to refuse a file that is no PDF before it is sent. Turn it off if your Paystand account takes other files.',
};

/**
 * The names of the binary fields that the item asks for.
 *
 * @throws {NodeOperationError} when the item holds none of them
 */
export function binaryNames(context: IExecuteFunctions, itemIndex: number): string[] {
	const place = { context, itemIndex, label: LABEL };
	const given = String(context.getNodeParameter('binaryPropertyName', itemIndex) ?? '').trim();
	const present = Object.keys(context.getInputData()[itemIndex].binary ?? {});
	const names =
		given === '*'
			? present
			: given
					.split(',')
					.map((name) => name.trim())
					.filter(Boolean);
	if (names.length === 0) {
		refuse(
			place,
			given === '*' ? 'finds no file in this item' : 'is empty',
			'Name the input field that holds the file, such as data.',
		);
	}
	const missing = names.find((name) => !present.includes(name));
	if (missing !== undefined) {
		refuse(
			place,
			`names ${shown(missing)}, but this item has no such file`,
			present.length > 0
				? `The item has these files: ${present.join(', ')}.`
				: 'The item has no files. Put a node that reads or downloads the file before this one.',
		);
	}
	return names;
}

/**
 * Reads one file of the item and works with it, when there is room for it in memory.
 *
 * @param name the binary field
 * @param work is given the file when it is known to be acceptable
 * @throws {NodeOperationError} when the file is empty, too large or no PDF
 */
export async function withFile<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	execution: Execution,
	work: (file: FilePart) => Promise<T>,
): Promise<T> {
	const size = await sizeOf(context, context.helpers.assertBinaryData(itemIndex, name));
	// Before it is read: a file of 300 MB would otherwise be in memory only to be refused.
	mustFit(context, itemIndex, name, size);
	const room = Math.max(size, LEAST_BYTES);
	const read = async () => await work(await acceptableFile(context, itemIndex, name));
	return await execution.files.run(read, room);
}

/**
 * The size of a file in bytes, without reading it. n8n notes it for what it stores; what a Code node
 * makes lacks it and holds the data itself. A note can be wrong, so the larger figure counts.
 */
async function sizeOf(
	{ helpers }: IExecuteFunctions,
	{ bytes = 0, id, data }: IBinaryData,
): Promise<number> {
	if (id === undefined) return Buffer.byteLength(data, 'base64');
	const stored = await helpers.getBinaryMetadata(id).catch(() => undefined);
	return Math.max(bytes, stored?.fileSize ?? 0) || MOST_BYTES;
}

/** @throws {NodeOperationError} when Paystand would not take so large a file */
function mustFit(context: IExecuteFunctions, itemIndex: number, name: string, size: number): void {
	if (size <= MOST_BYTES) return;
	const { fileName = name } = context.helpers.assertBinaryData(itemIndex, name);
	const megabytes = (size / (1024 * 1024)).toFixed(1);
	refuse(
		{ context, itemIndex, label: LABEL },
		`holds a file of ${megabytes} MB: '${fileName}'`,
		'Paystand takes files of up to 20 MB. Make it smaller or split it.',
	);
}

/** @throws {NodeOperationError} when the file is empty, too large or no PDF */
async function acceptableFile(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
): Promise<FilePart> {
	const place = { context, itemIndex, label: LABEL };
	const { fileName = `${name}.pdf`, mimeType } = context.helpers.assertBinaryData(itemIndex, name);
	const data = await context.helpers.getBinaryDataBuffer(itemIndex, name);
	if (data.length === 0) {
		refuse(place, `holds an empty file: '${fileName}'`, 'Check where the file comes from.');
	}
	mustFit(context, itemIndex, name, data.length);
	const isPdf = data.subarray(0, PDF_HEAD_BYTES).includes('%PDF-');
	if (!isPdf && context.getNodeParameter('pdfOnly', itemIndex) === true) {
		refuse(
			place,
			`holds a file that is not a PDF: '${fileName}'`,
			"Convert it to PDF, or turn 'PDF Only' off if your Paystand account takes other files.",
		);
	}
	return {
		field: 'attachment',
		fileName,
		contentType: isPdf ? 'application/pdf' : (mimeType ?? 'application/octet-stream'),
		data,
	};
}

/**
 * Uploads a file to a receivable.
 *
 * @returns Paystand's reply, with the receivable it belongs to
 */
export async function upload(
	context: IExecuteFunctions,
	receivableId: string,
	file: FilePart,
): Promise<IDataObject> {
	const path = ['receivables', receivableId, 'attachments'];
	const reply = await createRecord(context, { method: 'POST', path, file });
	return { ...reply, receivableId };
}

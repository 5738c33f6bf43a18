import { createHash } from 'node:crypto';
import { invalid, notFound, refused } from '../errors.mts';
import { noteBody } from '../journal.mts';
import { owned, stamps, type Call, type Handler } from './call.mts';

const PART = 'attachment';
const MAX_MEGABYTES = 20;
const PDF_MAGIC = Buffer.from('%PDF-');

export const attachmentRoutes: Record<string, Handler> = {
	uploadAttachment: async (call) => {
		const { world, merchant, params, request } = call;
		const receivable = owned(merchant.receivables, params.receivableId);
		const file = await readPart(call);
		noteBody(request, { [PART]: file });
		if (merchant.pdfOnly && !file.pdf)
			throw invalid(PART, file.name, 'Only PDF files are accepted.');
		const { object, id, name } = merchant.attachments.insert({
			...stamps(world),
			object: 'receivableAttachment',
			status: 'active',
			name: file.name,
			receivableId: receivable.id,
			inner: { bytes: file.bytes, sha256: file.sha256, contentType: file.contentType },
		});
		return { object, id, name };
	},

	/**
	 * The file is only switched off: it leaves `attachments[]`, its record stays. A file that is not
	 * there, or not any more, is 404; only the receivable of another merchant is 401
	 * (docs/paystand-api.md#removing-an-attachment).
	 */
	deleteAttachment: ({ world, merchant, params }) => {
		const receivable = owned(merchant.receivables, params.receivableId);
		const file = merchant.attachments.get(params.attachmentId!);
		if (file?.receivableId !== receivable.id || file.status !== 'active')
			throw notFound('The attachment is not found, or not active on this receivable.');
		file.status = 'inactive';
		file.lastUpdated = world.clock.now().toISOString();
		return undefined;
	},
};

interface ReceivedFile {
	name: string;
	contentType: string;
	bytes: number;
	sha256: string;
	pdf: boolean;
}

/** Reads the one file of a request without keeping its bytes. */
async function readPart({ request }: Call): Promise<ReceivedFile> {
	if (!request.isMultipart()) throw missing();
	let received: ReceivedFile | undefined;
	for await (const part of request.files()) {
		if (received) throw refused('One file at a time.', { parameter: PART });
		if (part.fieldname !== PART) throw missing();
		const hash = createHash('sha256');
		let bytes = 0;
		let head = Buffer.alloc(0);
		for await (const chunk of part.file as AsyncIterable<Buffer>) {
			hash.update(chunk);
			bytes += chunk.length;
			if (head.length < PDF_MAGIC.length) head = Buffer.concat([head, chunk]);
		}
		if (part.file.truncated)
			throw invalid(PART, part.filename, `A file is ${MAX_MEGABYTES} MB at most.`);
		received = {
			name: part.filename,
			contentType: part.mimetype,
			bytes,
			sha256: hash.digest('hex'),
			pdf: head.subarray(0, PDF_MAGIC.length).equals(PDF_MAGIC),
		};
	}
	if (!received) throw missing();
	return received;
}

function missing() {
	return refused(`The file is missing: send it as the part ${PART}.`, {
		detailCode: 'parameterMissing',
		parameter: PART,
	});
}

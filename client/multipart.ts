import { randomBytes } from 'node:crypto';

/** A file to send as a `multipart/form-data` part. */
export interface FilePart {
	/** The name of the form part, e.g. `attachment`. */
	field: string;
	fileName: string;
	/** A MIME type, e.g. `application/pdf`. */
	contentType: string;
	data: Buffer;
}

/**
 * A multipart body with one file, as a buffer. n8n does not send a form stream again after it
 * fetched a fresh token, since the first attempt has used it up; a buffer can be sent any number
 * of times.
 *
 * @returns the body and its Content-Type with the boundary
 */
export function filePart(file: FilePart): { body: Buffer; contentType: string } {
	const boundary = `paystand-${randomBytes(16).toString('hex')}`;
	const head = [
		`--${boundary}`,
		`Content-Disposition: form-data; name="${quoted(file.field)}"; filename="${quoted(file.fileName)}"`,
		`Content-Type: ${file.contentType.replace(/[\r\n]/g, '')}`,
		'',
		'',
	].join('\r\n');
	return {
		body: Buffer.concat([Buffer.from(head), file.data, Buffer.from(`\r\n--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}

/** Escapes a parameter as browsers do, so that a file name cannot end its header. */
function quoted(text: string): string {
	return text.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}

/**
 * The PDFs of invoices. `node harness/invoice-pdf.mts EXPORT.csv FOLDER` writes those that an export
 * names; `examples/pdfs` was made that way.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib';
import { type ExportRow, toExport } from './invoice-csv.mts';

const SELLER = [
	'Acme Supply Co',
	'2200 Harbor Way, Oakland, CA 94607',
	'ar@acme-supply.example.com',
];
const LEFT = 56;
const RIGHT = 430;
/** One moment for all, so that the same invoice always makes the same file. */
const MADE = new Date('2026-11-01T00:00:00Z');

/** A one-page US letter invoice; less than 4 kB, since it embeds no font. */
export async function invoicePdf(row: ExportRow): Promise<Uint8Array> {
	const pdf = await PDFDocument.create();
	pdf.setTitle(`Invoice ${row['Invoice Number']}`);
	pdf.setCreationDate(MADE);
	pdf.setModificationDate(MADE);
	const page = pdf.addPage([612, 792]);
	const plain = await pdf.embedFont(StandardFonts.Helvetica);
	const bold = await pdf.embedFont(StandardFonts.HelveticaBold);

	write(page, bold, 22, LEFT, 720, SELLER[0]);
	SELLER.slice(1).forEach((line, index) => write(page, plain, 10, LEFT, 700 - 14 * index, line));
	write(page, bold, 16, RIGHT, 720, 'INVOICE');
	write(page, plain, 10, RIGHT, 700, `No. ${row['Invoice Number']}`);
	write(page, plain, 10, RIGHT, 686, `Date ${row['Invoice Date']}`);
	write(page, plain, 10, RIGHT, 672, `Due ${row['Due Date']}`);

	write(page, bold, 10, LEFT, 620, 'Bill to');
	const contact = `${row['Contact First Name']} ${row['Contact Last Name']}`.trim();
	[row['Customer Name'], contact && `Attn. ${contact}`, row.Email, `Account ${row['Customer ID']}`]
		.filter(Boolean)
		.forEach((line, index) => write(page, plain, 10, LEFT, 604 - 14 * index, line));

	const line = { start: { x: LEFT, y: 520 }, end: { x: 556, y: 520 }, color: rgb(0.7, 0.7, 0.7) };
	page.drawLine(line);
	write(page, plain, 10, LEFT, 500, `Goods and services, reference ${row['Invoice ID']}`);
	write(page, plain, 10, RIGHT, 500, `${row['Total Amount']} ${row.Currency}`);
	write(page, bold, 12, LEFT, 460, 'Amount due');
	write(page, bold, 12, RIGHT, 460, `${row['Amount Due'] || row['Total Amount']} ${row.Currency}`);
	return await pdf.save();
}

/**
 * Writes the PDFs that the rows name into a folder.
 *
 * @returns how many
 */
export async function writePdfs(rows: ExportRow[], folder: string): Promise<number> {
	await mkdir(folder, { recursive: true });
	const named = rows.filter((row) => row['PDF File']);
	for (const row of named) await writeFile(join(folder, row['PDF File']), await invoicePdf(row));
	return named.length;
}

/** The built-in fonts know Latin letters only; any other becomes a question mark. */
function write(page: PDFPage, font: PDFFont, size: number, x: number, y: number, text: string) {
	const known = new Set(font.getCharacterSet());
	const drawable = [...text].map((letter) => (known.has(letter.codePointAt(0)!) ? letter : '?'));
	page.drawText(drawable.join(''), { x, y, size, font });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [file, folder] = process.argv.slice(2);
	if (!file || !folder) {
		console.error('Usage: node harness/invoice-pdf.mts EXPORT.csv FOLDER');
		process.exit(2);
	}
	const { rows } = toExport(await readFile(file, 'utf8'));
	console.log(`${await writePdfs(rows, folder)} PDFs written to ${folder}`);
}

import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ExportRow, toCsv, toExport } from './columns.mts';
import { writePdfs } from './invoice-pdf.mts';
import { say } from './say.mts';

export const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));
const SAMPLE = join(EXAMPLES, 'erp-export.csv');

/** The names under which n8n's file nodes find the export and the PDFs in their folder. */
const EXPORT = 'erp-export.csv';
const PDFS = 'pdfs';

/**
 * Puts the export and its PDFs where n8n's file nodes may read them. Our own columns are copied as
 * they are, so that a row's number stays its line in the file.
 *
 * @param file undefined: the sample
 * @returns the rows, as the workflow will read them
 */
export async function layOut(file: string | undefined, filesFolder: string): Promise<ExportRow[]> {
	const source = file ?? SAMPLE;
	const csv = await readFile(source, 'utf8');
	const { rows, remarks, isForeign } = toExport(csv);
	await mkdir(filesFolder, { recursive: true });
	await writeFile(join(filesFolder, EXPORT), isForeign ? toCsv(rows) : csv);
	const pdfs = join(filesFolder, PDFS);
	if (isForeign) await writePdfs(rows, pdfs);
	else await copyFolder(join(dirname(source), PDFS), pdfs);

	const customers = new Set(rows.map((row) => row['Customer ID'])).size;
	say(`${basename(source)}: ${rows.length} invoices of ${customers} customers`);
	for (const remark of remarks) say(`  ${remark}`);
	return rows;
}

async function copyFolder(from: string, to: string): Promise<void> {
	const exists = await stat(from).catch(() => undefined);
	if (exists) await cp(from, to, { recursive: true });
	else await mkdir(to, { recursive: true });
}
